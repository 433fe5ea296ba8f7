"""The photographs of the queue as rows, made for tens of thousands of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from restorer_app.gui import words
from restorer_app.gui.batch import queue_words
from restorer_app.gui.widgets.icons import paint_icon
from restorer_app.gui.widgets.theme import SMALL_PX, Tokens, current_tokens
from restorer_app.gui.widgets.thumbnails import Thumbnails
from restorer_app.restoration.queue_entry import EntryState, QueueEntry

THUMBNAIL_PX = 128
"""Twice what is drawn, for dense screens."""

_ROW_PX = 60
_PICTURE = QSize(64, 44)

_MARKS = {
    EntryState.WAITING: ("mark-new", "muted"),
    EntryState.LOOKING: ("mark-working", "accent"),
    EntryState.RESTORING: ("mark-working", "accent"),
    EntryState.DONE: ("mark-saved", "good"),
    EntryState.UNCHANGED: ("mark-clean", "good"),
    EntryState.FAILED: ("mark-failed", "bad"),
    EntryState.CANCELLED: ("close", "muted"),
    EntryState.SKIPPED: ("skip", "muted"),
}

Index = QModelIndex | QPersistentModelIndex


class QueueList(QAbstractListModel):
    """The entries. A thumbnail is asked for when first painted, and may be forgotten."""

    thumbnail_wanted = Signal(object)  # QueueEntry

    def __init__(self) -> None:
        super().__init__()
        self._entries: list[QueueEntry] = []
        self._rows: dict[QueueEntry, int] = {}
        self._thumbnails = Thumbnails[QueueEntry]()
        self._is_paused = False

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        entry = self._entries[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return entry.name
            case Qt.ItemDataRole.AccessibleTextRole:
                return queue_words.row_sentence(entry, is_paused=self._is_paused)
            case Qt.ItemDataRole.ToolTipRole:
                return f"{entry.source}\n{self.state_of(entry)}"
            case Qt.ItemDataRole.DecorationRole:
                return self._thumbnails.of(entry, self.thumbnail_wanted.emit)
        return None

    def state_of(self, entry: QueueEntry) -> str:
        return queue_words.state_phrase(entry, is_paused=self._is_paused)

    def entry_at(self, index: Index) -> QueueEntry:
        return self._entries[index.row()]

    def entries_between(self, first: int, last: int) -> list[QueueEntry]:
        return self._entries[first : last + 1]

    def add(self, entries: Sequence[QueueEntry]) -> None:
        first = len(self._entries)
        self.beginInsertRows(QModelIndex(), first, first + len(entries) - 1)
        self._entries.extend(entries)
        self._rows.update(zip(entries, range(first, len(self._entries)), strict=True))
        self.endInsertRows()

    def set_entries(self, entries: Sequence[QueueEntry]) -> None:
        self.beginResetModel()
        self._entries = list(entries)
        self._rows = {entry: row for row, entry in enumerate(entries)}
        self.endResetModel()

    def set_paused(self, is_paused: bool) -> None:
        if is_paused != self._is_paused:
            self._is_paused = is_paused
            self._tell_changed(0, len(self._entries) - 1)

    def refresh(self, entries: Sequence[QueueEntry]) -> None:
        rows = [self._rows[entry] for entry in entries if entry in self._rows]
        if rows:
            self._tell_changed(min(rows), max(rows))

    def set_thumbnail(self, entry: QueueEntry, image: QImage) -> None:
        self._thumbnails.keep(entry, image)
        self.refresh([entry])

    def _tell_changed(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first), self.index(last))


class RowPainter(QStyledItemDelegate):
    """Thumbnail, name, what becomes of it; progress of the one in work, the time of others."""

    def __init__(self, view: QListView, rows: QueueList) -> None:
        super().__init__(view)
        self._view, self._rows = view, rows

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, _ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens, entry = current_tokens(), self._rows.entry_at(index)
        row = QRectF(option.rect).adjusted(8, 2, -8, -2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._paint_ground(painter, row, option, tokens)
        picture = QRectF(row.left() + 8, row.center().y() - _PICTURE.height() / 2, 0, 0)
        picture.setSize(_PICTURE.toSizeF())
        self._paint_picture(painter, picture, index.data(Qt.ItemDataRole.DecorationRole), tokens)
        icon, token = _MARKS[entry.state]
        mark = QRectF(picture.right() + 16, row.center().y() - 9, 18, 18)
        paint_icon(painter, icon, getattr(tokens, token), mark)
        right = row.right() - 16 - self._paint_end(painter, row, entry, tokens)
        text = QRectF(mark.right() + 12, row.top() + 8, 0, row.height() - 16)
        text.setRight(right - 16)
        self._paint_text(painter, text, entry, tokens)
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, row: QRectF, option: QStyleOptionViewItem, tokens: Tokens
    ) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        if option.state & QStyle.StateFlag.State_Selected:
            width = 2 if self._view.hasFocus() else 1
            painter.setPen(QPen(QColor(tokens.accent), width))
            painter.setBrush(QColor(tokens.hover))
            painter.drawRoundedRect(row.adjusted(1, 1, -1, -1), 6, 6)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(QColor(tokens.hover))
            painter.drawRoundedRect(row, 6, 6)

    def _paint_picture(
        self, painter: QPainter, place: QRectF, pixmap: QPixmap | None, tokens: Tokens
    ) -> None:
        if pixmap is None:
            painter.setPen(QPen(QColor(tokens.line), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(place, 4, 4)
            return
        size = pixmap.size().scaled(_PICTURE, Qt.AspectRatioMode.KeepAspectRatio)
        area = QRectF(0, 0, size.width(), size.height())
        area.moveCenter(place.center())
        painter.drawPixmap(area, pixmap, QRectF(pixmap.rect()))

    def _paint_text(
        self, painter: QPainter, area: QRectF, entry: QueueEntry, tokens: Tokens
    ) -> None:
        half = area.height() / 2
        is_bad = entry.state is EntryState.FAILED
        for text, top, color, is_small, cut in (
            (entry.name, 0.0, tokens.text, False, Qt.TextElideMode.ElideMiddle),
            (
                self._rows.state_of(entry),
                half,
                tokens.bad if is_bad else tokens.muted,
                True,
                Qt.TextElideMode.ElideRight,
            ),
        ):
            font = self._view.font()
            if is_small:
                font.setPixelSize(SMALL_PX)
            painter.setFont(font)
            painter.setPen(QColor(color))
            line = QRectF(area.left(), area.top() + top, area.width(), half)
            shown = painter.fontMetrics().elidedText(text, cut, int(line.width()))
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_end(
        self, painter: QPainter, row: QRectF, entry: QueueEntry, tokens: Tokens
    ) -> float:
        """At the right end, and how wide it is."""
        if entry.state.is_running:
            bar = QRectF(row.right() - 16 - 120, row.center().y() - 3, 120, 6)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.line))
            painter.drawRoundedRect(bar, 3, 3)
            bar.setWidth(max(bar.width() * min(entry.fraction, 1.0), 6))
            painter.setBrush(QColor(tokens.accent))
            painter.drawRoundedRect(bar, 3, 3)
            return 120
        if not entry.seconds:
            return 0
        font = self._view.font()
        font.setPixelSize(SMALL_PX)
        painter.setFont(font)
        painter.setPen(QColor(tokens.muted))
        text = words.duration_phrase(entry.seconds)
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(row.adjusted(0, 0, -16, 0), right, text)
        return painter.fontMetrics().horizontalAdvance(text)
