"""What others have put on the clipboard, and a pasted picture kept as a file."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter

from restorer_app.errors import MediaError
from restorer_app.gui.translation import tr as _tr
from restorer_app.media.atomic import atomic_file
from restorer_app.paths import user_pasted_dir
from restorer_app.progress import OnProgress, Progress
from restorer_app.texts import translatable


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


def keep_pasted(image: QImage, path: Path, *, on_progress: OnProgress) -> Path:
    """Writes a pasted picture as PNG, whole or not at all. Raises MediaError."""
    on_progress(Progress("", 0.0))
    encoded = QBuffer()
    encoded.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(encoded, QByteArray(b"png")).write(image)
    on_progress(Progress("", 0.8))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with atomic_file(path, overwrite=False) as file:
            file.write(encoded.data().data())
    except (OSError, MediaError) as error:
        raise MediaError(
            translatable(
                "'{folder}' can't be written, so the pasted picture can't be kept; make room "
                "there, or save the picture as a file and open that",
                folder=path.parent,
            )
        ) from error
    return path
