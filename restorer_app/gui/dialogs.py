"""The questions the window asks in windows of their own; tests put answers in their place."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QWidget

from restorer_app.gui.preset_name_dialog import PresetNameDialog


def _tr(text: str) -> str:
    return QCoreApplication.translate("dialogs", text)


def _photograph_filter() -> str:
    """Every file that can be read, however its suffix is written."""
    from restorer_app.media.image import IMAGE_SUFFIXES

    patterns = " ".join(f"*{suffix} *{suffix.upper()}" for suffix in sorted(IMAGE_SUFFIXES))
    return f"{_tr('Photographs')} ({patterns})"


def ask_photographs(parent: QWidget, folder: str) -> list[Path]:
    """The files to open; none when the user thought better of it."""
    filters = ";;".join((_photograph_filter(), f"{_tr('All files')} (*)"))
    names, _ = QFileDialog.getOpenFileNames(parent, _tr("Open photographs"), folder, filters)
    return [Path(name) for name in names]


def ask_reference(parent: QWidget, folder: str) -> Path | None:
    """The undamaged picture to measure against."""
    name, _ = QFileDialog.getOpenFileName(
        parent, _tr("Choose the undamaged picture"), folder, _photograph_filter()
    )
    return Path(name) if name else None


def ask_folder(parent: QWidget, folder: str) -> Path | None:
    """The folder to open with all folders below it."""
    name = QFileDialog.getExistingDirectory(parent, _tr("Open a folder of photographs"), folder)
    return Path(name) if name else None


def ask_save_path(parent: QWidget, proposed: Path) -> Path | None:
    """Where to save; the dialog has asked whether an existing file may be replaced."""
    from restorer_app.media.image import WRITABLE_SUFFIXES

    patterns = " ".join(f"*{suffix}" for suffix in sorted(WRITABLE_SUFFIXES))
    name, _ = QFileDialog.getSaveFileName(
        parent,
        _tr("Save the restored photograph"),
        str(proposed),
        f"{_tr('Photographs')} ({patterns})",
    )
    if not name:
        return None
    path = Path(name)
    return path if path.suffix else path.with_suffix(proposed.suffix)


def ask_to_discard(parent: QWidget, n_unsaved: int) -> bool:
    """Whether results that are not saved may be lost."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.NoIcon)
    if n_unsaved == 1:
        box.setText(_tr("One restored photograph is not saved yet."))
    else:
        box.setText(_tr("{n} restored photographs are not saved yet.").format(n=n_unsaved))
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


def propose_save_path(source: Path) -> Path:
    """'<name>-restored' beside the original, numbered where taken, in a format we can write."""
    from restorer_app.media.image import WRITABLE_SUFFIXES

    suffix = source.suffix if source.suffix.lower() in WRITABLE_SUFFIXES else ".png"
    proposed = source.with_name(f"{source.stem}-restored{suffix}")
    number = 2
    while proposed.exists():
        proposed = source.with_name(f"{source.stem}-restored-{number}{suffix}")
        number += 1
    return proposed
