"""The questions the window asks in windows of their own; tests put answers in their place."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QWidget

from restorer_app.gui.preset_name_dialog import PresetNameDialog
from restorer_app.gui.translation import tr as _tr
from restorer_app.media.save_options import SOUND_KINDS, SOUND_SUFFIXES, SUFFIXES
from restorer_app.restoration.plan_files import PLAN_SUFFIX, is_plan_path
from restorer_app.restoration.session_file import SESSION_SUFFIX, is_session_path


def _photograph_filter() -> str:
    """Every file that can be read, however its suffix is written."""
    return _tr("Photographs ({patterns})").format(patterns=_readable_patterns())


def _readable_patterns() -> str:
    from restorer_app.media.image import IMAGE_SUFFIXES

    return _patterns(IMAGE_SUFFIXES)


def _patterns(suffixes: Iterable[str]) -> str:
    return " ".join(f"*{suffix} *{suffix.upper()}" for suffix in sorted(suffixes))


def _recording_filter() -> str:
    return _tr("Recordings ({patterns})").format(patterns=_patterns(SOUND_KINDS))


def ask_files(parent: QWidget, folder: str) -> list[Path]:
    """The files and sessions to open; none when the user thought better of it."""
    all_kinds = _tr("Photographs, recordings and sessions ({patterns})").format(
        patterns=f"{_readable_patterns()} {_patterns(SOUND_KINDS)} *{SESSION_SUFFIX}"
    )
    filters = ";;".join(
        (all_kinds, _photograph_filter(), _recording_filter(), _tr("All files (*)"))
    )
    title = _tr("Open photographs and recordings")
    names, _ = QFileDialog.getOpenFileNames(parent, title, folder, filters)
    return [Path(name) for name in names]


def ask_reference(parent: QWidget, folder: str) -> Path | None:
    """The undamaged picture to measure against."""
    name, _ = QFileDialog.getOpenFileName(
        parent, _tr("Choose the undamaged picture"), folder, _photograph_filter()
    )
    return Path(name) if name else None


def ask_sound_reference(parent: QWidget, folder: str) -> Path | None:
    """The undamaged recording to measure against."""
    name, _ = QFileDialog.getOpenFileName(
        parent, _tr("Choose the undamaged recording"), folder, _recording_filter()
    )
    return Path(name) if name else None


def ask_folder(parent: QWidget, folder: str) -> Path | None:
    """The folder to open with all folders below it."""
    name = QFileDialog.getExistingDirectory(
        parent, _tr("Open a folder of photographs or recordings"), folder
    )
    return Path(name) if name else None


def ask_folder_to_restore(parent: QWidget, folder: str) -> Path | None:
    """The folder whose files are restored without being opened."""
    name = QFileDialog.getExistingDirectory(
        parent, _tr("Restore a folder of photographs or recordings"), folder
    )
    return Path(name) if name else None


def ask_output_folder(parent: QWidget, folder: str) -> Path | None:
    """The folder in which "Save as" is to start."""
    name = QFileDialog.getExistingDirectory(parent, _tr("Choose where to save"), folder)
    return Path(name) if name else None


def ask_target_folder(parent: QWidget, folder: str) -> Path | None:
    """The folder that a new file goes to."""
    name = QFileDialog.getExistingDirectory(parent, _tr("Choose a folder"), folder)
    return Path(name) if name else None


def ask_plan(parent: QWidget, folder: str) -> Path | None:
    """The file of a plan to open."""
    filters = ";;".join((_tr("Plans (*.json)"), _tr("All files (*)")))
    name, _ = QFileDialog.getOpenFileName(parent, _tr("Open a plan"), folder, filters)
    return Path(name) if name else None


def ask_plan_target(parent: QWidget, proposed: Path) -> Path | None:
    """Where to save a plan; the dialog has asked whether an existing file may be replaced."""
    name, _ = QFileDialog.getSaveFileName(
        parent, _tr("Save the plan"), str(proposed), _tr("Plans (*.json)")
    )
    if not name:
        return None
    path = Path(name)
    return path if is_plan_path(path) else path.with_name(path.name + PLAN_SUFFIX)


def ask_mask(parent: QWidget, folder: str) -> Path | None:
    """The picture to take for a mask."""
    name, _ = QFileDialog.getOpenFileName(
        parent, _tr("Choose a mask: white is filled"), folder, _photograph_filter()
    )
    return Path(name) if name else None


def ask_mask_target(parent: QWidget, proposed: Path) -> Path | None:
    """Where to save a mask; the dialog has asked whether an existing file may be replaced."""
    dialog = QFileDialog(parent, _tr("Save the mask"), str(proposed.parent))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(_tr("PNG pictures (*.png)"))
    dialog.setDefaultSuffix("png")  # before it asks: the file with it may exist
    dialog.selectFile(proposed.name)
    return Path(dialog.selectedFiles()[0]) if dialog.exec() else None


def ask_session_path(parent: QWidget, proposed: Path) -> Path | None:
    """Where to save the session; the dialog has asked whether an older one may be replaced."""
    name, _ = QFileDialog.getSaveFileName(
        parent,
        _tr("Save the session"),
        str(proposed),
        _tr("Sessions of Restorer (*.restorer)"),
    )
    if not name:
        return None
    path = Path(name)
    return path if is_session_path(path) else path.with_name(path.name + SESSION_SUFFIX)


def ask_measurements_path(parent: QWidget, proposed: Path) -> Path | None:
    """Where to save figures; the dialog has asked whether an existing file may be replaced."""
    kind = {".csv": _tr("Table for spreadsheets"), ".json": _tr("JSON for programs")}
    suffix = proposed.suffix
    dialog = QFileDialog(parent, _tr("Save the measurements"), str(proposed.parent))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(f"{kind[suffix]} (*{suffix})")
    dialog.setDefaultSuffix(suffix)  # before it asks: the file with it may exist
    dialog.selectFile(proposed.name)
    return Path(dialog.selectedFiles()[0]) if dialog.exec() else None


def ask_to_discard(parent: QWidget, n_unsaved: int, has_sound: bool) -> bool:
    """Whether results that are not saved may be lost; `has_sound`: not all are photographs."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.NoIcon)
    if has_sound:
        box.setText(_tr("%n restored files are not saved yet.", "", n_unsaved))
    else:
        box.setText(_tr("%n restored photographs are not saved yet.", "", n_unsaved))
    box.setInformativeText(_tr("Your originals are untouched either way."))
    discard = box.addButton(_tr("Close without saving"), QMessageBox.ButtonRole.DestructiveRole)
    keep = box.addButton(_tr("Go back"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(keep)
    box.exec()
    return box.clickedButton() is discard


def ask_preset_name(
    parent: QWidget, title: str, name: str, taken: Mapping[str, bool]
) -> str | None:
    """A name for a preset; `taken` says of names that there are whether they may be replaced."""
    dialog = PresetNameDialog(parent, title, name, taken)
    return dialog.name if dialog.exec() == QDialog.DialogCode.Accepted else None


def ask_to_delete_preset(parent: QWidget, name: str) -> bool:
    """Whether a preset may go for good."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.NoIcon)
    box.setText(_tr("Delete the preset '{name}'?").format(name=name))
    box.setInformativeText(_tr("Plans that were made with it stay as they are."))
    delete = box.addButton(_tr("Delete"), QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(box.addButton(_tr("Go back"), QMessageBox.ButtonRole.RejectRole))
    box.exec()
    return box.clickedButton() is delete


def propose_save_path(source: Path, *, ending: str, kind: str = "") -> Path:
    """'<name>-<ending>' beside the original, numbered where taken, in a format we can write.

    `kind` is the name of a format; without one it is that of the original.
    """
    suffix = (SUFFIXES | SOUND_SUFFIXES).get(kind) or writable_suffix(source)
    proposed = source.with_name(f"{source.stem}-{ending}{suffix}")
    number = 2
    while proposed.exists():
        proposed = source.with_name(f"{source.stem}-{ending}-{number}{suffix}")
        number += 1
    return proposed


def kind_of(source: Path) -> str:
    """The format that a result has when nothing else is chosen."""
    from restorer_app.media.encoding import FORMATS

    return FORMATS[writable_suffix(source).lower()].kind


def writable_suffix(source: Path) -> str:
    """The suffix of the original where it can be written, else that of PNG."""
    from restorer_app.media.image import WRITABLE_SUFFIXES

    is_writable = source.suffix.lower() in {*WRITABLE_SUFFIXES, *SOUND_KINDS}
    return source.suffix if is_writable else ".png"
