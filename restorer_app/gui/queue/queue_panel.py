"""The queue on screen: how far it is, every photograph in it, and what can be done about them."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, QModelIndex, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListView,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from restorer_app.gui.batch import queue_words
from restorer_app.gui.batch.restore_queue import RestoreQueue
from restorer_app.gui.queue.queue_list import Index, QueueList, RowPainter
from restorer_app.gui.widgets.icons import IconButton
from restorer_app.gui.widgets.labels import make_label, set_role
from restorer_app.restoration.queue_entry import EntryState, QueueEntry

_WIDEST_PX = 1200
"""Of rows and what stands over them."""


class QueueView(QListView):
    """The rows. Return opens the result, Delete cancels what waits and removes what is over."""

    open_requested = Signal()
    delete_requested = Signal()
    selection_changed = Signal()

    def __init__(self, rows: QueueList) -> None:
        super().__init__()
        self.setObjectName("queueView")
        self.setAccessibleName(self.tr("Photographs in the queue"))
        self.setModel(rows)
        self.setItemDelegate(RowPainter(self, rows))
        self.setUniformItemSizes(True)  # else thousands of rows are measured one by one
        self.setMouseTracking(True)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.activated.connect(self._report_open)

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        """Paint anew. All rows are of one size, so thousands need not be laid out again."""
        QAbstractItemView.dataChanged(self, first, last, roles)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left, Right and Esc are the window's."""
        if event.key() == Qt.Key.Key_Delete:
            self.delete_requested.emit()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.selection_changed.emit()

    def _report_open(self, _: QModelIndex) -> None:
        self.open_requested.emit()


class QueuePanel(QWidget):
    """Shows the queue that it is given. Reports what has to do with the world outside it."""

    add_folder_pressed = Signal()
    close_pressed = Signal()
    open_requested = Signal(object)  # QueueEntry with a result
    folder_requested = Signal(object)  # QueueEntry with a result

    def __init__(self, queue: RestoreQueue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("queuePanel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._queue = queue
        self.rows = QueueList()
        self.view = QueueView(self.rows)
        self._make_parts()
        self._lay_out()
        self.view.open_requested.connect(self._open)
        self.view.delete_requested.connect(self._cancel_or_remove)
        self.view.selection_changed.connect(self._show_selected)
        queue.entries_added.connect(self.rows.add)
        queue.entries_changed.connect(self._refresh)
        queue.entries_removed.connect(self._take_entries)
        queue.changed.connect(self._show_state)
        queue.progressed.connect(self._show_progress)
        queue.filling.files_found.connect(self._show_found)
        self._show_state()

    # what it says

    @property
    def summary(self) -> str:
        return self._summary.text()

    @property
    def details(self) -> str:
        """All there is to say about the row that is chosen."""
        return self._details.text()

    def selected(self) -> list[QueueEntry]:
        selection = self.view.selectionModel().selection()  # few ranges of maybe thousands of rows
        ranges = [selection.at(i) for i in range(selection.count())]
        return [entry for r in ranges for entry in self.rows.entries_between(r.top(), r.bottom())]

    # putting together

    def _make_parts(self) -> None:
        self._summary = make_label("", "muted", wraps=False)
        self._bar = QProgressBar()
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Progress of the queue"))
        self._empty = make_label(
            self.tr(
                "Nothing waits to be restored. Drop files or whole folders here, or "
                "add a folder: nothing of it is opened, only restored."
            ),
            "muted",
        )
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._details = make_label("", "text")
        self._details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.add_button = self._button(
            self.tr("Add a folder …"),
            self.tr("Restore the files of a folder without opening them (Ctrl+Shift+F)"),
        )
        self.add_button.clicked.connect(self.add_folder_pressed)
        self.close_button = IconButton("close", self.tr("Back to the open files"))
        self.close_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self.close_button.setToolTip(self.tr("Back to the open files (Q). The queue goes on."))
        self.close_button.clicked.connect(self.close_pressed)
        self.pause_button = self._button(
            self.tr("Pause"), self.tr("Stop now. The file in work is begun anew later.")
        )
        self.pause_button.clicked.connect(self._pause_or_resume)
        self.cancel_all_button = self._button(
            self.tr("Cancel all"), self.tr("Restore none of those that are not done yet")
        )
        self.cancel_all_button.clicked.connect(self._queue.cancel_all)
        self.retry_failed_button = self._button(
            self.tr("Try again all with a problem"),
            self.tr("Put those with a problem back into the queue"),
        )
        self.retry_failed_button.clicked.connect(self._queue.try_failed_again)
        self.clear_button = self._button(
            self.tr("Remove done"), self.tr("Take off the list what is done. No file is touched.")
        )
        self.clear_button.clicked.connect(self._queue.remove_over)
        self.open_button = self._button(
            self.tr("Open the result"), self.tr("In the program for such files (Return)")
        )
        self.open_button.clicked.connect(self._open)
        self.folder_button = self._button(
            self.tr("Show in the folder"), self.tr("Open the folder that the result is in")
        )
        self.folder_button.clicked.connect(self._show_in_folder)
        self.cancel_button = self._button(
            self.tr("Cancel"), self.tr("Leave the chosen ones alone (Delete)")
        )
        self.cancel_button.clicked.connect(self._cancel)
        self.retry_button = self._button(
            self.tr("Try again"), self.tr("Put the chosen ones back into the queue")
        )
        self.retry_button.clicked.connect(self._try_again)

    def _button(self, text: str, tip: str) -> QPushButton:
        button = QPushButton(text)
        button.setToolTip(tip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(make_label(self.tr("Queue"), "title", wraps=False))
        top.addWidget(self._summary, 1)
        top.addWidget(self.add_button)
        top.addWidget(self.close_button)
        tools = QHBoxLayout()
        tools.setSpacing(8)
        for button in (
            self.pause_button,
            self.cancel_all_button,
            self.retry_failed_button,
            self.clear_button,
        ):
            tools.addWidget(button)
        tools.addStretch(1)
        self._foot = QWidget()
        self._foot.setObjectName("queueFoot")
        self._foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(16, 8, 16, 8)
        foot.setSpacing(8)
        foot.addWidget(self._details, 1)
        for button in (self.open_button, self.folder_button, self.retry_button, self.cancel_button):
            foot.addWidget(button)
        head = QVBoxLayout()
        head.setContentsMargins(16, 12, 16, 12)
        head.setSpacing(12)
        head.addLayout(top)
        head.addWidget(self._bar)
        head.addLayout(tools)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._empty, 1)
        layout.addWidget(self.view, 1)
        layout.addWidget(self._foot)

    # showing the queue

    def _refresh(self, entries: list[QueueEntry]) -> None:
        self.rows.refresh(entries)
        self._show_selected()

    def _take_entries(self) -> None:
        self.rows.set_entries(self._queue.entries)
        self._show_selected()

    def _show_state(self) -> None:
        queue = self._queue
        has_entries = bool(queue.entries)
        self.view.setVisible(has_entries)
        self._bar.setVisible(has_entries)
        self._empty.setVisible(not has_entries and not queue.filling.is_finding)
        if not queue.filling.is_finding:
            self._summary.setText(queue_words.summary_phrase(queue) if has_entries else "")
        elif not self._summary.text():
            self._show_found(0)
        self._bar.setValue(round(queue.entries.fraction * 1000))
        is_held = queue.is_paused and queue.entries.n_left > 0
        self.pause_button.setText(self.tr("Go on") if is_held else self.tr("Pause"))
        self.pause_button.setVisible(queue.entries.n_left > 0)
        set_role(self.pause_button, "primary" if is_held else "")
        self.cancel_all_button.setVisible(queue.entries.n_left > 0 or queue.filling.is_finding)
        self.retry_failed_button.setVisible(queue.entries.n_in(EntryState.FAILED) > 0)
        n_fine = queue.entries.n_over - queue.entries.n_in(EntryState.FAILED)
        self.clear_button.setVisible(n_fine > 0)
        self.rows.set_paused(queue.is_paused)
        self._show_selected()

    def _show_progress(self, entry: QueueEntry) -> None:
        self._bar.setValue(round(self._queue.entries.fraction * 1000))
        if not self._queue.filling.is_finding:
            self._summary.setText(queue_words.summary_phrase(self._queue))
        self.rows.refresh([entry])

    def _show_found(self, n_found: int) -> None:
        self._summary.setText(queue_words.finding_phrase(n_found))

    def _show_selected(self) -> None:
        chosen = self.selected()
        one = chosen[0] if len(chosen) == 1 else None
        self._foot.setVisible(bool(chosen))
        if one is not None:
            self._details.setText(f"{one.name}\n{self._sentence_on(one)}")
        else:
            self._details.setText(self.tr("{n} files chosen").format(n=len(chosen)))
        has_result = one is not None and one.has_result
        self.open_button.setVisible(has_result)
        self.folder_button.setVisible(has_result)
        self.retry_button.setVisible(any(entry.state.can_be_done_again for entry in chosen))
        self.cancel_button.setVisible(any(not entry.state.is_over for entry in chosen))

    def _sentence_on(self, entry: QueueEntry) -> str:
        if entry.state is EntryState.DONE:
            return str(entry.target)
        return self.rows.state_of(entry)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a large screen rows stay short enough for the eye to follow them."""
        super().resizeEvent(event)
        side = max(0, (self.width() - _WIDEST_PX) // 2)
        self.setContentsMargins(side, 0, side, 0)

    # what the user asks for

    def _pause_or_resume(self) -> None:
        if self._queue.is_paused:
            self._queue.resume()
        else:
            self._queue.pause()

    def _open(self) -> None:
        self._report_result(self.open_requested)

    def _show_in_folder(self) -> None:
        self._report_result(self.folder_requested)

    def _report_result(self, signal: SignalInstance) -> None:
        entry = next((entry for entry in self.selected() if entry.has_result), None)
        if entry is not None:
            signal.emit(entry)

    def _cancel(self) -> None:
        self._queue.cancel(self.selected())

    def _try_again(self) -> None:
        self._queue.try_again(self.selected())

    def _cancel_or_remove(self) -> None:
        chosen = self.selected()
        over = [entry for entry in chosen if entry.state.is_over]
        self._queue.cancel(chosen)
        self._queue.remove(over)
