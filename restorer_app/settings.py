"""The user's settings: one frozen dataclass is the schema, a small TOML file holds what differs.

A settings file can never stop the program: what is unknown, of the wrong type or out of range is
named in the log and the default is used; a file that can not be read at all counts as empty.
"""

import json
import logging
import os
import tempfile
import tomllib
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any

from restorer_app.errors import RestorerError
from restorer_app.paths import user_config_dir

SETTINGS_FILE = "settings.toml"

_log = logging.getLogger(__name__)


def _setting(
    default: Any,
    help_text: str,
    *,
    choices: tuple[str, ...] = (),
    limits: tuple[int, int] | None = None,
) -> Any:
    """A dataclass field that knows how to explain and to check itself."""
    return field(
        default=default, metadata={"help": help_text, "choices": choices, "limits": limits}
    )


@dataclass(frozen=True)
class Settings:
    """Everything a person can set. Raises ValueError for a value that is not allowed.

    `help_of` gives each field's explanation; names, types and defaults are those of the fields.
    """

    device: str = _setting(
        "auto",
        "Where the networks run; auto takes the graphics card when there is one.",
        choices=("auto", "cpu", "cuda", "mps"),
    )
    threads: int = _setting(
        0, "Processor cores used for restoring; 0 takes all of them.", limits=(0, 1024)
    )
    theme: str = _setting("system", "Colours of the window.", choices=("system", "light", "dark"))

    def __post_init__(self) -> None:
        for setting in fields(self):
            problem = _problem_with(setting, getattr(self, setting.name))
            if problem:
                raise ValueError(f"{setting.name} {problem}")


def settings_path() -> Path:
    """The file settings are kept in; it needs not exist."""
    return user_config_dir() / SETTINGS_FILE


def help_of(name: str) -> str:
    """One plain sentence about the setting `name`. Raises KeyError for a name that is none."""
    return str({setting.name: setting for setting in fields(Settings)}[name].metadata["help"])


def load_settings() -> Settings:
    """The saved settings over the defaults. Never fails; what it can not use, it logs."""
    path = settings_path()
    known = {setting.name: setting for setting in fields(Settings)}
    usable = {}
    for name, value in _read_table(path).items():
        if name not in known:
            _log.warning("%s: unknown setting '%s' is ignored", path, name)
        elif problem := _problem_with(known[name], value):
            _log.warning("%s: %s %s; the default is used", path, name, problem)
        else:
            usable[name] = value
    return Settings(**usable)


def save_settings(settings: Settings) -> None:
    """Write what differs from the defaults. The old file stays whole until the new one is complete.

    Raises RestorerError where the file can not be written.
    """
    path = settings_path()
    lines = [
        f"{setting.name} = {json.dumps(getattr(settings, setting.name))}\n"  # also valid TOML
        for setting in fields(settings)
        if getattr(settings, setting.name) != setting.default
    ]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace_file(path, "".join(lines))
    except OSError as error:
        raise RestorerError(
            f"{path}: the settings can not be saved ({error.strerror}); "
            "make sure the folder is writable and the disk not full"
        ) from error


def _problem_with(setting: "Field[Any]", value: object) -> str:
    """What is wrong with a value for this setting, as the end of a sentence; "" when nothing is."""
    expected = type(setting.default)
    if type(value) is not expected:  # not isinstance: True is no number of threads
        return f"must be a {expected.__name__}, not {value!r}"
    choices, limits = setting.metadata["choices"], setting.metadata["limits"]
    if choices and value not in choices:
        return f"must be one of {', '.join(choices)}, not {value!r}"
    if limits and isinstance(value, int) and not limits[0] <= value <= limits[1]:
        return f"must be {limits[0]}..{limits[1]}, not {value}"
    return ""


def _read_table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        _log.warning("%s: can not be read (%s); the defaults are used", path, error)
        return {}


def _replace_file(path: Path, text: str) -> None:
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
