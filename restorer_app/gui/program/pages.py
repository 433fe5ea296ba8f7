"""What the pages about the program are made of: text to read, and the row of buttons below."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextCharFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QTextBrowser,
    QWidget,
)

_LIST_WIDTH_PX = 248
_ABOVE_HEADING_PX, _BELOW_LINE_PX = 12, 4


def make_reader(accessible_name: str) -> QTextBrowser:
    """A place to read in and to copy from; it opens nothing by itself, links on a click."""
    reader = QTextBrowser()
    reader.setAccessibleName(accessible_name)
    reader.setOpenExternalLinks(True)
    reader.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextBrowserInteraction
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    reader.document().setDocumentMargin(16)
    return reader


def make_list(accessible_name: str) -> QListWidget:
    """What there is to choose from, at the left of a page."""
    names = QListWidget()
    names.setAccessibleName(accessible_name)
    names.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    names.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    names.setFixedWidth(_LIST_WIDTH_PX)
    return names


def show_card(reader: QTextBrowser, markdown: str) -> None:
    """A model's card without its title, with headings as quiet as ours."""
    title, _, rest = markdown.partition("\n")
    reader.setMarkdown(rest if title.startswith("# ") else markdown)
    document = reader.document()
    block = document.begin()
    while block.isValid():
        format_ = block.blockFormat()
        cursor = QTextCursor(block)
        if format_.headingLevel():
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            letters = QTextCharFormat()
            letters.setProperty(QTextFormat.Property.FontSizeAdjustment, 0)
            letters.setFontWeight(QFont.Weight.DemiBold)
            cursor.mergeCharFormat(letters)
        if cursor.currentTable() is None:
            format_.setTopMargin(_ABOVE_HEADING_PX if format_.headingLevel() else 0)
            format_.setBottomMargin(_BELOW_LINE_PX)
            QTextCursor(block).setBlockFormat(format_)
        block = block.next()


def make_foot(dialog: QDialog, *left: QWidget) -> QHBoxLayout:
    """`left`, and Close on the right."""
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    for button in buttons.buttons():
        button.setAccessibleName(button.text().replace("&", ""))
    foot = QHBoxLayout()
    foot.setContentsMargins(24, 12, 24, 16)
    foot.setSpacing(16)
    for widget in left:
        foot.addWidget(widget)
    foot.addStretch(1)
    foot.addWidget(buttons)
    return foot
