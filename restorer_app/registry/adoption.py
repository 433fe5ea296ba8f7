"""Takes a model that somebody else has made into the user's models folder, whole or not at all."""

import re
import tempfile
from collections.abc import Callable
from pathlib import Path

from restorer_app.errors import WeightsError
from restorer_app.paths import user_models_dir
from restorer_app.registry.catalog import ModelEntry, read_catalog, read_entry
from restorer_app.texts import translatable

UNKNOWN_LICENCE = "unknown: ask whoever made it"


def adopt(file: Path, write: Callable[[Path], object]) -> ModelEntry:
    """The entry of the model that `write` makes of `file`, under an id after the file's name.

    `write` is given an empty folder with that name, puts weights, card and description into it, and
    makes sure that they can be read; where it raises, nothing stays. Raises WeightsError for an id
    that is taken and where the folder can not be written.
    """
    model_id = _id_of(file)
    if any(entry.id == model_id for entry in read_catalog().entries):
        raise WeightsError(
            translatable(
                "{name}: there is a model '{model}' already; rename the file",
                name=file.name,
                model=model_id,
            )
        )
    home = user_models_dir()
    try:
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=home, prefix=".import-") as temporary:
            folder = Path(temporary) / model_id
            folder.mkdir()
            write(folder)
            folder.replace(home / model_id)
    except OSError as error:
        raise not_copied(file, home, error) from error
    return read_entry(home / model_id)


def title_of(file: Path) -> str:
    """What a model is called that is known by its file alone."""
    return "".join(c for c in file.stem if c.isprintable())


def unreadable(file: Path, error: OSError) -> WeightsError:
    """What is raised when a file to import can not be read."""
    return WeightsError(
        translatable(
            "{path}: can not be read ({error}); check the name and its permissions",
            path=file,
            error=error.strerror,
        )
    )


def not_copied(file: Path, folder: Path, error: OSError) -> WeightsError:
    """What is raised when a file to import can not be written to the user's `folder`."""
    return WeightsError(
        translatable(
            "{name}: can not be copied to {folder} ({error}); make sure the folder is writable "
            "and the disk not full",
            name=file.name,
            folder=folder,
            error=error.strerror,
        )
    )


def _id_of(file: Path) -> str:
    return re.sub(r"[^a-z0-9._]+", "-", file.stem.lower()).strip("-.") or "imported"
