"""Where the results of many photographs go, what they are called, and what is never replaced."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from restorer_app.restoration.naming import DEFAULT_TEMPLATE


class Existing(StrEnum):
    """What is done where a file of the result's name is there from before: it always stays."""

    NUMBER = "number"
    SKIP = "skip"


@dataclass(frozen=True)
class Destination:
    """What someone answers once for all the photographs restored together."""

    folder: Path
    template: str = DEFAULT_TEMPLATE
    suffix: str = ""
    """The format of all results, such as '.png'; '' keeps that of each photograph."""
    existing: Existing = Existing.NUMBER
    keeps_tree: bool = True
    """Whether the folders of the photographs are made anew below `folder`."""
    copies_unchanged: bool = True
    """Whether photographs that nothing was done to are copied, or left out."""

    def as_document(self) -> dict[str, Any]:
        """Plain values that JSON can hold; `from_document` reads them back."""
        return asdict(self) | {"folder": str(self.folder)}

    @classmethod
    def from_document(cls, document: dict[str, Any]) -> "Destination":
        """Raises ValueError, KeyError or TypeError for what is no destination."""
        return cls(
            **document
            | {"folder": Path(document["folder"]), "existing": Existing(document["existing"])}
        )
