"""Results as Markdown: tables and numbers, the same everywhere."""

from collections.abc import Sequence

MISSING = "-"


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table whose first column is words and whose others are numbers, aligned to the right."""
    rule = [":--", *["--:"] * (len(header) - 1)]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (header, rule, *rows))


def number(value: float | None, digits: int = 2) -> str:
    """A measured number, or a dash for what was not measured."""
    return MISSING if value is None else f"{value:.{digits}f}"


def signed(value: float | None, digits: int = 2) -> str:
    """A difference, always with its sign."""
    return MISSING if value is None else f"{value:+.{digits}f}"


def percent(value: float | None) -> str:
    """A share 0..1 as percent."""
    return MISSING if value is None else f"{100 * value:.1f} %"


def bullets(lines: Sequence[str]) -> str:
    """A list."""
    return "\n".join(f"- {line}" for line in lines)
