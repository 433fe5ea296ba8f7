"""What an evaluation found: a contract as JSON, a table for people."""

import math
from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True)
class Evaluation:
    """The outcome of one suite. `rows` all have the same keys, in the order of the columns."""

    suite: str
    data: str
    n_files: int
    device: str
    models: dict[str, str]
    """SHA-256 by id of every model that took part."""
    rows: tuple[Row, ...]
    definition: str
    """How the numbers were made, for a person."""

    def as_document(self) -> dict[str, Any]:
        """The contract of `evaluate --json`. Numbers that are not finite become null."""
        return {
            "suite": self.suite,
            "data": self.data,
            "n_files": self.n_files,
            "device": self.device,
            "models": self.models,
            "rows": [{key: _finite(value) for key, value in row.items()} for row in self.rows],
        }

    @property
    def title(self) -> str:
        """What was measured, on what, how."""
        return (
            f"{self.suite}: {self.n_files} files of {self.data}, {self.device}\n{self.definition}\n"
        )

    def as_columns(self) -> tuple[list[str], list[list[str]]]:
        """Header and rows as text."""
        header = list(self.rows[0]) if self.rows else []
        return header, [[_text(value) for value in row.values()] for row in self.rows]


def mean(values: list[float]) -> float | None:
    """The average, or None of nothing: a row never shows a number that was not measured."""
    return sum(values) / len(values) if values else None


def _finite(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 5) if math.isfinite(value) else None
    return value


def _text(value: Any) -> str:
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.4g}" if isinstance(value, float) and abs(value) < 1 else _number(value)


def _number(value: Any) -> str:
    return f"{value:.2f}" if isinstance(value, float) else str(value)
