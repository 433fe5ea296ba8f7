"""What is open: thumbnails with the state of each file, made for thousands of them."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from restorer_app.gui import words
from restorer_app.gui.activity import Mark
from restorer_app.gui.documents.document import Document
from restorer_app.gui.widgets.icons import paint_icon
from restorer_app.gui.widgets.mirroring import is_mirrored, placed
from restorer_app.gui.widgets.theme import SMALL_PX, Tokens, current_tokens
from restorer_app.gui.widgets.thumbnails import Thumbnails

THUMBNAIL_PX = 224
"""Twice what is drawn, for dense screens."""

DOCUMENT_ROLE = int(Qt.ItemDataRole.UserRole)

_ITEM = QSize(128, 116)
_PICTURE = QSize(108, 76)

Index = QModelIndex | QPersistentModelIndex


class DocumentList(QAbstractListModel):
    """The open documents. A thumbnail is asked for when first painted, and may be forgotten."""

    thumbnail_wanted = Signal(object)  # Document

    def __init__(self) -> None:
        super().__init__()
        self._documents: list[Document] = []
        self._thumbnails = Thumbnails[Document]()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._documents)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        document = self._documents[index.row()]
        state = words.mark_phrase(document.mark)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return document.name
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{document.name}, {state}"
            case Qt.ItemDataRole.ToolTipRole:
                tip = f"{document.path}\n{state[:1].upper()}{state[1:]}."
                if document.has_result:
                    tip += "\n" + self.tr("Drag it into a folder to have the result there.")
                return tip
            case Qt.ItemDataRole.DecorationRole:
                return self._thumbnails.of(document, self.thumbnail_wanted.emit)
            case _ if role == DOCUMENT_ROLE:
                return document
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What has a result can be dragged into a folder."""
        document = self._documents[index.row()] if index.isValid() else None
        can_drag = document is not None and document.has_result
        return super().flags(index) | (
            Qt.ItemFlag.ItemIsDragEnabled if can_drag else Qt.ItemFlag.NoItemFlags
        )

    def add(self, documents: list[Document]) -> None:
        first = len(self._documents)
        self.beginInsertRows(QModelIndex(), first, first + len(documents) - 1)
        self._documents += documents
        self.endInsertRows()

    def remove(self, document: Document) -> None:
        row = self._documents.index(document)
        self.beginRemoveRows(QModelIndex(), row, row)
        del self._documents[row]
        self._thumbnails.forget(document)
        self.endRemoveRows()

    def refresh(self, document: Document) -> None:
        index = self.index_of(document)
        self.dataChanged.emit(index, index)

    def set_thumbnail(self, document: Document, image: QImage) -> None:
        self._thumbnails.keep(document, image)
        if document in self._documents:
            self.refresh(document)

    def index_of(self, document: Document) -> QModelIndex:
        return self.index(self._documents.index(document))


class _Painter(QStyledItemDelegate):
    def __init__(self, strip: QListView) -> None:
        super().__init__(strip)
        self._strip = strip

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return _ITEM

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens = current_tokens()
        item = QRectF(option.rect).adjusted(4, 4, -4, 0)
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if is_current:
            painter.setPen(QPen(QColor(tokens.accent), 2 if self._strip.hasFocus() else 1))
            painter.setBrush(QColor(tokens.surface))
            painter.drawRoundedRect(item.adjusted(1, 1, -1, -1), 6, 6)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.hover))
            painter.drawRoundedRect(item, 6, 6)
        place = QRectF(item.center().x() - _PICTURE.width() / 2, item.top() + 8, 0, 0)
        place.setSize(_PICTURE.toSizeF())
        document: Document = index.data(DOCUMENT_ROLE)
        sign = "sound" if document.is_recording else "photograph"
        picture = index.data(Qt.ItemDataRole.DecorationRole)
        self._paint_picture(painter, place, picture, sign, tokens)
        self._paint_foot(painter, item, document, is_current, tokens)
        painter.restore()

    def _paint_picture(
        self,
        painter: QPainter,
        place: QRectF,
        pixmap: QPixmap | None,
        sign: str,
        tokens: Tokens,
    ) -> None:
        if pixmap is None:
            painter.setPen(QPen(QColor(tokens.line), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(place, 4, 4)
            icon = QRectF(0, 0, 24, 24)
            icon.moveCenter(place.center())
            paint_icon(painter, sign, tokens.outline, icon)
            return
        size = pixmap.size().scaled(_PICTURE, Qt.AspectRatioMode.KeepAspectRatio)
        area = QRectF(0, 0, size.width(), size.height())
        area.moveCenter(place.center())
        painter.drawPixmap(area, pixmap, QRectF(pixmap.rect()))

    def _paint_foot(
        self, painter: QPainter, item: QRectF, document: Document, is_current: bool, tokens: Tokens
    ) -> None:
        foot = QRectF(item.left() + 8, item.bottom() - 24, item.width() - 16, 20)
        color = {
            Mark.FAILED: tokens.bad,
            Mark.RESTORED: tokens.good,
            Mark.SAVED: tokens.good,
            Mark.DIAGNOSED: tokens.accent,
            Mark.WORKING: tokens.accent,
        }.get(document.mark, tokens.muted)
        mirrored = is_mirrored(self._strip)
        mark = placed(QRectF(foot.left(), foot.top() + 3, 14, 14), foot, mirrored=mirrored)
        paint_icon(painter, f"mark-{document.mark}", color, mark)
        font = painter.font()
        font.setPixelSize(SMALL_PX)
        painter.setFont(font)
        painter.setPen(QColor(tokens.text if is_current else tokens.muted))
        area = placed(foot.adjusted(18, 0, 0, 0), foot, mirrored=mirrored)
        name = painter.fontMetrics().elidedText(
            document.name, Qt.TextElideMode.ElideMiddle, int(area.width())
        )
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # sides are as they are called
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | side, name)


class FilesStrip(QListView):
    """The left strip. Reports which file was chosen and which thumbnails it needs."""

    document_chosen = Signal(object)  # Document
    close_requested = Signal(object)  # Document
    thumbnail_wanted = Signal(object)  # Document
    drag_begun = Signal(object, object)  # Document, QPixmap | None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self.setAccessibleName(self.tr("Open files"))
        self.documents = DocumentList()
        self.documents.thumbnail_wanted.connect(self.thumbnail_wanted)
        self.setModel(self.documents)
        self.setItemDelegate(_Painter(self))
        self.setUniformItemSizes(True)  # else thousands of files are measured one by one
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setMinimumWidth(_ITEM.width() + 12)
        self.setDragEnabled(True)
        self.selectionModel().currentChanged.connect(self._report_choice)

    def set_current(self, document: Document | None) -> None:
        """Show which one is looked at."""
        index = self.documents.index_of(document) if document else QModelIndex()
        if index != self.currentIndex():
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(index, flags)

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        """Paint anew. All items are of one size, so thousands need not be laid out again."""
        QAbstractItemView.dataChanged(self, first, last, roles)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up, Down, Home, End and Page move here; Delete closes; the rest is the window's."""
        document = self.currentIndex().data(DOCUMENT_ROLE)
        if event.key() == Qt.Key.Key_Delete and document is not None:
            self.close_requested.emit(document)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Space):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def startDrag(self, supported_actions: Qt.DropAction) -> None:
        """Reported only: the file that is dragged is written outside, and may take a moment."""
        index = self.currentIndex()
        document = index.data(DOCUMENT_ROLE)
        if document is not None:
            self.drag_begun.emit(document, index.data(Qt.ItemDataRole.DecorationRole))

    def _report_choice(self, current: QModelIndex, previous: QModelIndex) -> None:
        if current.isValid():
            self.document_chosen.emit(current.data(DOCUMENT_ROLE))
