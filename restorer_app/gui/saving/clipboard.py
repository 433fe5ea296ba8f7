"""The clipboard: pictures put on it, and what others have put there."""

from datetime import datetime
from pathlib import Path

from PySide6.QtGui import QGuiApplication, QImage

from restorer_app.gui.translation import tr as _tr
from restorer_app.paths import user_pasted_dir


def copy_image(image: QImage) -> None:
    QGuiApplication.clipboard().setImage(image)


def copied_files() -> list[Path]:
    """The files that were copied in a file manager; none where something else was."""
    urls = QGuiApplication.clipboard().mimeData().urls()
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]


def copied_image() -> QImage:
    """The picture on the clipboard; a null image without."""
    return QGuiApplication.clipboard().image()


def pasted_path() -> Path:
    """Where to keep a pasted picture, so that it can be opened again tomorrow: named by the time.

    In a folder of its own; numbered where the name is taken.
    """
    stem = _tr("Pasted {time}").format(time=datetime.now().strftime("%Y-%m-%d %H.%M.%S"))
    folder, number = user_pasted_dir(), 2
    path = folder / f"{stem}.png"
    while path.exists():
        path, number = folder / f"{stem} {number}.png", number + 1
    return path
