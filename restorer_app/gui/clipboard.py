"""Copy to and paste from the clipboard: pictures, and files that were copied elsewhere."""

from datetime import datetime
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from restorer_app.errors import MediaError
from restorer_app.gui.picture import Picture
from restorer_app.gui.translation import tr as _tr
from restorer_app.paths import user_pasted_dir


def copy_picture(picture: Picture) -> None:
    """Put the whole picture on the clipboard, with memory of its own."""
    QGuiApplication.clipboard().setImage(picture.levels[0].copy())


def pasted_paths() -> list[Path]:
    """The files on the clipboard, or the one that a picture on it is put into; none without.

    A pasted picture becomes a PNG in a folder of its own, so that it can be opened again tomorrow.
    Raises MediaError where that can not be written.
    """
    mime = QGuiApplication.clipboard().mimeData()
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    image = QGuiApplication.clipboard().image()
    if paths or image.isNull():
        return paths
    path = _free_path(user_pasted_dir())
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _refusal(path) from error
    if not image.save(str(path)):
        path.unlink(missing_ok=True)
        raise _refusal(path)
    return [path]


def _free_path(folder: Path) -> Path:
    """Named by the time, and numbered where that is taken."""
    stem = _tr("Pasted {time}").format(time=datetime.now().strftime("%Y-%m-%d %H.%M.%S"))
    path, number = folder / f"{stem}.png", 2
    while path.exists():
        path, number = folder / f"{stem} {number}.png", number + 1
    return path


def _refusal(path: Path) -> MediaError:
    return MediaError(
        f"'{path.parent}' can't be written, so the pasted picture can't be kept; make room there, "
        "or save the picture as a file and open that"
    )
