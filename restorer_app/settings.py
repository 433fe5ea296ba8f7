"""The user's settings: one frozen dataclass is the schema, a small TOML file holds what differs.

A settings file can never stop the program: what is unknown, of the wrong type or out of range is
named in the log and the default is used; a file that can not be read at all counts as empty.
"""

import json
import logging
import tomllib
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any

from restorer_app.errors import RestorerError
from restorer_app.paths import user_config_dir
from restorer_app.texts import translatable
from restorer_app.whole_files import whole_file

SETTINGS_FILE = "settings.toml"

_log = logging.getLogger(__name__)


def _setting(
    default: Any,
    title: str,
    help_text: str,
    *,
    choices: tuple[str | int, ...] = (),
    limits: tuple[int, int] | None = None,
) -> Any:
    """A dataclass field that knows how to name, to explain and to check itself."""
    facts = {"title": title, "help": help_text, "choices": choices, "limits": limits}
    return field(default=default, metadata=facts)


@dataclass(frozen=True)
class Settings:
    """Everything a person can set. Raises ValueError for a value that is not allowed.

    `title_of` and `help_of` say what each field is for; names, types and defaults are the fields'.
    """

    language: str = _setting(
        "system",
        translatable("Language"),
        translatable("The language of the window."),
        choices=("system", "en", "de"),
    )
    theme: str = _setting(
        "system",
        translatable("Colours"),
        translatable("Light or dark; photographs always lie on neutral grey."),
        choices=("system", "light", "dark"),
    )
    output_folder: str = _setting(
        "",
        translatable("Save in"),
        translatable("Where “Save as” starts; originals are never written over."),
    )
    device: str = _setting(
        "auto",
        translatable("Runs on"),
        translatable("Where the networks run; a graphics card is many times faster."),
        choices=("auto", "cpu", "cuda", "mps"),
    )
    precision: str = _setting(
        "auto",
        translatable("Precision"),
        translatable("How exactly the networks calculate; more exact is slower, rarely better."),
        choices=("auto", "bf16", "fp32"),
    )
    tile_px: int = _setting(
        0,
        translatable("Tile size"),
        translatable("Photographs are restored in tiles; smaller ones need less memory."),
        choices=(0, 256, 384, 512, 768, 1024, 1536, 2048),
    )
    threads: int = _setting(
        0,
        translatable("Processor cores"),
        translatable("How many are used for restoring; fewer leave room for other programs."),
        limits=(0, 1024),
    )

    def __post_init__(self) -> None:
        for setting in fields(self):
            problem = _problem_with(setting, getattr(self, setting.name))
            if problem:
                raise ValueError(f"{setting.name} {problem}")


def settings_path() -> Path:
    """The file settings are kept in; it needs not exist."""
    return user_config_dir() / SETTINGS_FILE


def title_of(name: str) -> str:
    """What the setting `name` is called. Raises KeyError for a name that is none."""
    return str(_facts_of(name)["title"])


def help_of(name: str) -> str:
    """One plain sentence about the setting `name`. Raises KeyError for a name that is none."""
    return str(_facts_of(name)["help"])


def choices_of(name: str) -> tuple[str | int, ...]:
    """The values to choose from; empty where there are too many. Raises KeyError likewise."""
    return tuple(_facts_of(name)["choices"])


def _facts_of(name: str) -> Mapping[str, Any]:
    return {setting.name: setting.metadata for setting in fields(Settings)}[name]


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
        with whole_file(path, overwrite=True) as file:
            file.write("".join(lines).encode())
    except OSError as error:
        raise RestorerError(
            translatable(
                "{path}: the settings can not be saved ({error}); make sure the folder is writable "
                "and the disk not full",
                path=path,
                error=error.strerror,
            )
        ) from error


def _problem_with(setting: "Field[Any]", value: object) -> str:
    """What is wrong with a value for this setting, as the end of a sentence; "" when nothing is."""
    expected = type(setting.default)
    if type(value) is not expected:  # not isinstance: True is no number of threads
        return f"must be a {expected.__name__}, not {value!r}"
    choices, limits = setting.metadata["choices"], setting.metadata["limits"]
    if choices and value not in choices:
        return f"must be one of {', '.join(map(str, choices))}, not {value!r}"
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
