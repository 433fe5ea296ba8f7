"""What a person chose when saving, remembered for the next time."""

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from restorer_app.media.save_options import KeptMetadata, SaveOptions


@dataclass(frozen=True)
class SaveChoices:
    """A file format, how it is written, and whether the plan is put beside it."""

    kind: str = ""
    """The name of a format ('JPEG'); empty for the one that the original has."""
    options: SaveOptions = field(default_factory=SaveOptions)
    has_plan: bool = False
    has_removed: bool = False
    """What was taken away from a recording is put beside it."""

    def to_json(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> "SaveChoices":
        """The choices remembered in `text`; the usual ones where it makes no sense."""
        try:
            document: dict[str, Any] = json.loads(text)
            told = document["options"]
            options = SaveOptions(
                int(told["quality"]),
                None if told["depth"] is None else int(told["depth"]),
                KeptMetadata(told["metadata"]),
            )
            has_removed = bool(document.get("has_removed", False))
            return cls(str(document["kind"]), options, bool(document["has_plan"]), has_removed)
        except (ValueError, KeyError, TypeError):
            return cls()
