"""The files on the table: which are open, which one is looked at, whose pictures stay in memory."""

from __future__ import annotations

from pathlib import Path

from restorer_app.gui.documents.document import Document

PICTURE_BUDGET_BYTES = 600_000_000
"""How much memory the pictures looked at last may take: about nine of 12 megapixels."""


DECODED_BUDGET_BYTES = 8_000_000_000
"""And on the disc the samples of recordings: about six hours of stereo."""


class OpenFiles:
    """The open documents in the order they were opened; the session says when that changes."""

    def __init__(self) -> None:
        self._documents: list[Document] = []
        self._by_path: dict[Path, Document] = {}
        self._seen: list[Document] = []  # most recently looked at first
        self.current: Document | None = None

    @property
    def documents(self) -> tuple[Document, ...]:
        return tuple(self._documents)

    @property
    def paths(self) -> frozenset[Path]:
        return frozenset(self._by_path)

    def __contains__(self, document: object) -> bool:
        return document in self._documents

    def at(self, path: Path) -> Document | None:
        return self._by_path.get(path)

    def add(self, path: Path) -> Document:
        """A new document for a file that is not open yet."""
        document = Document(path)
        self.add_again(document)
        return document

    def add_again(self, document: Document) -> bool:
        """Put a document on the table that was there before; False when its file is open."""
        if document.path in self._by_path:
            return False
        self._by_path[document.path] = document
        self._documents.append(document)
        return True

    def remove(self, document: Document) -> Document | None:
        """Take it off the table; returns the one to look at instead when it was the current."""
        place = self._documents.index(document)
        self._documents.remove(document)
        self._seen = [d for d in self._seen if d is not document]
        del self._by_path[document.path]
        if document is not self.current:
            return None
        self.current = None
        return self._documents[min(place, len(self._documents) - 1)] if self._documents else None

    def look_at(self, document: Document) -> None:
        self.current = document
        self._seen = [document, *(d for d in self._seen if d is not document)]

    def forget_old_pictures(self) -> None:
        """Keep the pictures looked at last, as many as the budget allows, always the current."""
        pictures = decoded = 0
        for document in self._seen:
            pictures += document.cached_bytes
            decoded += document.decoded_bytes
            is_too_much = pictures > PICTURE_BUDGET_BYTES or decoded > DECODED_BUDGET_BYTES
            if document is not self.current and is_too_much:
                document.forget_pictures()

    def next_to_diagnose(self) -> Document | None:
        """The current one first; while it is being read, nobody: its pixels are here soon."""
        if self.current is not None and self.current.needs_diagnosis:
            return None if self.current.is_loading else self.current
        return next((d for d in self._documents if d.needs_diagnosis), None)
