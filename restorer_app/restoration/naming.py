"""What results are called: a template such as '{name} restored', checked before any work."""

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from string import Formatter

from restorer_app.errors import NamingError
from restorer_app.texts import translatable

PLAIN_TEMPLATE = "{name}"
DEFAULT_TEMPLATE = translatable("{name} restored")

PLACEHOLDERS = {
    "name": translatable("the photograph's own name"),
    "folder": translatable("the folder it lies in"),
    "n": translatable("its number: 001, 002, 003"),
    "date": translatable("today: 2025-01-31"),
}

MOST_BYTES = 255
"""What every usual file system takes as one name, the suffix included."""

_MOST_TEXT_BYTES = 120
"""Of the template's own words: what photographs are called has to fit beside them."""

_REFUSED = '<>:"|?*'
"""What Windows and memory sticks refuse; a result should be fit to be copied anywhere."""

_DEVICES = {"CON", "PRN", "AUX", "NUL"} | {
    f"{port}{i}" for port in ("COM", "LPT") for i in range(10)
}
"""Names that Windows keeps for itself, whatever their suffix."""


@dataclass(frozen=True)
class NameTemplate:
    """Words and placeholders in turn. Make it with `parse_template`."""

    parts: tuple[tuple[str, str], ...]
    """Each a stretch of words and the placeholder that follows it, '' at the end."""

    def name_for(self, source: Path, *, suffix: str, number: int, day: date) -> str:
        """The file name of the result of `source`. Raises NamingError when it is too long."""
        values = {
            "name": source.stem,
            "folder": source.parent.name,
            "n": f"{number:03d}",
            "date": day.isoformat(),
            "": "",
        }
        name = "".join(text + values[placeholder] for text, placeholder in self.parts) + suffix
        n_bytes = len(os.fsencode(name))
        if n_bytes > MOST_BYTES:
            raise NamingError(
                translatable(
                    "{path}: the name of its result would take {n} bytes, and no more than {most} "
                    "are possible; use a shorter naming template",
                    path=source,
                    n=n_bytes,
                    most=MOST_BYTES,
                )
            )
        return name


def parse_template(text: str) -> NameTemplate:
    """The template written as `text`. Raises NamingError, one sentence, where it can not be used.

    Placeholders are those of `PLACEHOLDERS` in braces; '{{' and '}}' are braces themselves.
    """
    try:
        parsed = list(Formatter().parse(text))
    except ValueError as error:
        raise NamingError(
            translatable(
                "A brace is open or closed without its other half; write placeholders as {name}"
            )
        ) from error
    for _, name, form, conversion in parsed:
        if name is not None and (name not in PLACEHOLDERS or form or conversion):
            known = " ".join(f"{{{placeholder}}}" for placeholder in PLACEHOLDERS)
            written = name + (f"!{conversion}" if conversion else "") + (f":{form}" if form else "")
            raise NamingError(
                translatable(
                    "{written} is no placeholder; there are {known}",
                    written=f"{{{written}}}",
                    known=known,
                )
            )
    parts = tuple((words, name or "") for words, name, *_ in parsed)
    words = "".join(words for words, _ in parts)
    _check_words(words)
    if not any(name for _, name in parts):
        _check_fixed_name(words)
    if parts[0][0].startswith("."):
        raise NamingError(
            translatable("A name that begins with a dot is hidden; begin with something else")
        )
    return NameTemplate(parts)


def numbered(path: Path, number: int) -> Path:
    """'Oma restored 2.jpg' of 'Oma restored.jpg'; the name is cut where it would be too long."""
    ending = f" {number}{path.suffix}"
    stem = os.fsencode(path.stem)[: MOST_BYTES - len(os.fsencode(ending))]
    return path.with_name(stem.decode("utf-8", "ignore") + ending)


def free_path(path: Path) -> Path:
    """`path`, or where that is taken the first numbered one that is not."""
    free, number = path, 2
    while os.path.lexists(free):
        free, number = numbered(path, number), number + 1
    return free


def _check_words(words: str) -> None:
    if "/" in words or "\\" in words:
        raise NamingError(
            translatable("A name can not contain / or \\; choose the folder apart from the name")
        )
    refused = [char for char in words if char in _REFUSED]
    if refused:
        raise NamingError(
            translatable("Some disks refuse {sign} in a name; leave it out", sign=refused[0])
        )
    if any(not char.isprintable() for char in words):
        raise NamingError(
            translatable("The name contains a sign that can not be seen; write it anew")
        )
    if len(words.encode("utf-8", "surrogatepass")) > _MOST_TEXT_BYTES:
        raise NamingError(
            translatable(
                "The name is too long; use at most {most} letters beside placeholders",
                most=_MOST_TEXT_BYTES,
            )
        )


def _check_fixed_name(words: str) -> None:
    """Of a template without placeholders."""
    if not words.strip():
        raise NamingError(
            translatable("The name is empty; write one, for instance {name} restored")
        )
    if words.split(".")[0].strip().upper() in _DEVICES:
        raise NamingError(
            translatable("Windows keeps the name {name} for itself; choose another", name=words)
        )
