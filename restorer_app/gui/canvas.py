"""The middle of the window: the drop area, a photograph, a recording, or why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QStackedLayout, QVBoxLayout, QWidget

from restorer_app.gui import words
from restorer_app.gui.activity import Activity
from restorer_app.gui.compare.compare_view import CompareView
from restorer_app.gui.documents.document import Document
from restorer_app.gui.opening.drop_area import DropArea
from restorer_app.gui.widgets.banner import Banner
from restorer_app.gui.widgets.icons import Sign
from restorer_app.gui.widgets.labels import make_label
from restorer_app.gui.widgets.theme import current_tokens
from restorer_app.progress import Progress

if TYPE_CHECKING:
    from restorer_app.gui.sound.sound_panel import SoundPanel
    from restorer_app.gui.sound.track import Sounds

_BANNER_MARGIN_PX = 12


class CanvasMessage(QWidget):
    """In place of a photograph: it is being read, or why it can not be."""

    retry_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("canvasMessage")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._sign = Sign("unreadable", "bad", 48)
        self._title = make_label("", "title")
        self._text = make_label("", "text")
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for label in (self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._retry = QPushButton(self.tr("Try again"))
        self._retry.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._retry.clicked.connect(self.retry_pressed)
        column = QWidget()
        column.setFixedWidth(480)
        inner = QVBoxLayout(column)
        inner.setSpacing(16)
        inner.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignHCenter)
        inner.addWidget(self._title)
        inner.addWidget(self._text)
        inner.addWidget(self._retry, 0, Qt.AlignmentFlag.AlignHCenter)
        layout = QVBoxLayout(self)
        layout.addWidget(column, 0, Qt.AlignmentFlag.AlignCenter)

    @property
    def sentence(self) -> str:
        return self._text.text()

    def set_message(self, title: str, sentence: str, *, can_retry: bool) -> None:
        self._title.setText(title)
        self._text.setText(sentence)
        self._text.setVisible(bool(sentence))
        self._retry.setVisible(can_retry)
        self._sign.setVisible(can_retry)


class Canvas(QWidget):
    """Shows one document, or the empty state."""

    open_pressed = Signal()
    open_folder_pressed = Signal()
    restore_folder_pressed = Signal()
    retry_pressed = Signal()
    problem_dismissed = Signal()
    sound_panel_made = Signal(object)  # SoundPanel

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.drop_area = DropArea()
        self.view = CompareView()
        self.message = CanvasMessage()
        self.banner = Banner(self)
        self.sound_panel: SoundPanel | None = None
        """Made with the first recording: it loads NumPy."""
        self._sounds: Sounds | None = None
        self._document: Document | None = None
        self._notice, self._is_news = "", False
        self._stack = QStackedLayout(self)
        for page in (self.drop_area, self.view, self.message):
            self._stack.addWidget(page)
        self.drop_area.open_pressed.connect(self.open_pressed)
        self.drop_area.open_folder_pressed.connect(self.open_folder_pressed)
        self.drop_area.restore_folder_pressed.connect(self.restore_folder_pressed)
        self.message.retry_pressed.connect(self.retry_pressed)
        self.banner.action_pressed.connect(self.retry_pressed)
        self.banner.dismissed.connect(self._dismiss)
        self.set_document(None)

    def set_document(self, document: Document | None) -> None:
        is_other = document is not self._document
        self._document = document
        self._hand_over_sounds(document.sounds if document is not None else None)
        if document is None:
            self.view.set_pictures(None, None)
            self._stack.setCurrentWidget(self.drop_area)
        elif document.before is not None:
            self.view.set_pictures(document.before, document.after)
            if is_other:
                self.view.fit()
            self._stack.setCurrentWidget(self.view)
        elif self.sound_panel is not None and document.sounds is not None:
            self._stack.setCurrentWidget(self.sound_panel)
        else:
            self._say_why(document)
        if document is not None and document.is_recording:
            self.view.set_pictures(None, None)
        self._show_banner(document)

    @property
    def shows_sound(self) -> bool:
        """Whether it is a recording that one sees."""
        return self._sounds is not None

    def _hand_over_sounds(self, sounds: Sounds | None) -> None:
        """Only when they are others: a player begins anew with what it is given."""
        if sounds is self._sounds:
            return
        self._sounds = sounds
        if self.sound_panel is None:
            from restorer_app.gui.sound.playing.default_player import make_player
            from restorer_app.gui.sound.sound_panel import SoundPanel

            self.sound_panel = SoundPanel(make_player())
            self._stack.addWidget(self.sound_panel)
            self.sound_panel_made.emit(self.sound_panel)
        self.sound_panel.set_sounds(sounds)

    def set_loading(self, document: Document, progress: Progress) -> None:
        """How far the file that one waits for is; a photograph is there before that can be read."""
        is_awaited = document is self._document and not document.is_shown
        if is_awaited and document.is_recording and document.problem is None:
            done = words.percent(progress.fraction)
            title = self.tr("Opening {name} …").format(name=document.name)
            self.message.set_message(title, done, can_retry=False)

    def set_notice(self, sentence: str) -> None:
        """Say something that belongs to no open photograph; nothing when it is empty."""
        self._say(sentence, is_news=False)

    def set_news(self, sentence: str) -> None:
        """The same, where nothing went wrong."""
        self._say(sentence, is_news=True)

    def _say(self, sentence: str, *, is_news: bool) -> None:
        self._notice, self._is_news = sentence, is_news
        self.drop_area.set_notice(sentence)
        self._show_banner(self._document)

    def set_hovered(self, is_hovered: bool) -> None:
        """Whether files are held over the window."""
        self.drop_area.set_hovered(is_hovered)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_banner()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The neutral ground that photographs are judged on."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(current_tokens().canvas))
        painter.end()

    def _say_why(self, document: Document) -> None:
        if document.problem is not None:
            title = self.tr("This file can not be shown")
            self.message.set_message(title, document.problem.sentence, can_retry=True)
        else:
            title = self.tr("Opening {name} …").format(name=document.name)
            self.message.set_message(title, "", can_retry=False)
        self._stack.setCurrentWidget(self.message)

    def _show_banner(self, document: Document | None) -> None:
        """A problem of the photograph that is shown, else what there is to say about opening."""
        problem = document.problem if document and document.is_shown else None
        if problem is not None:
            is_save = problem.activity is Activity.SAVE
            action = self.tr("Save as …") if is_save else self.tr("Try again")
            self.banner.set_sentence(problem.sentence, action)
        elif document is not None:
            self.banner.set_sentence(self._notice, "", is_news=self._is_news)
        self.banner.setVisible(problem is not None or (document is not None and bool(self._notice)))
        self._place_banner()
        self.banner.raise_()

    def _dismiss(self) -> None:
        """A problem lies over a notice, so it goes first."""
        if self._document is not None and self._document.problem is not None:
            self.problem_dismissed.emit()
        else:
            self.set_notice("")

    def _place_banner(self) -> None:
        width = min(self.width() - 2 * _BANNER_MARGIN_PX, 720)
        height = self.banner.heightForWidth(width)
        left = (self.width() - width) // 2
        self.banner.setGeometry(left, _BANNER_MARGIN_PX, width, height)
