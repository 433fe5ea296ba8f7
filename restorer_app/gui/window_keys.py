"""The keys of the window: what each of them does, and the sheet that lists them."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from restorer_app.gui.compare.compare_panels import CompareMode
from restorer_app.gui.compare.masking import BrushKind
from restorer_app.gui.comparing import Comparing
from restorer_app.gui.documents.session import Session
from restorer_app.gui.listening import Listening
from restorer_app.gui.measuring.measurements_drawer import MeasurementsDrawer
from restorer_app.gui.opening.continuity import Continuity
from restorer_app.gui.opening.imports import Imports
from restorer_app.gui.program.keys_sheet import KeyHelp, KeysSheet
from restorer_app.gui.program.program_pages import ProgramPages
from restorer_app.gui.queue.queue_desk import QueueDesk
from restorer_app.gui.repair.mask_desk import MaskDesk
from restorer_app.gui.saving.exports import Exports
from restorer_app.gui.work_display import WorkDisplay


class WindowKeys(QObject):
    """One table says what a key does and what the sheet says of it."""

    def __init__(
        self,
        window: QWidget,
        session: Session,
        *,
        imports: Imports,
        exports: Exports,
        continuity: Continuity,
        queue_desk: QueueDesk,
        comparing: Comparing,
        listening: Listening,
        masks: MaskDesk,
        work: WorkDisplay,
        drawer: MeasurementsDrawer,
        program_pages: ProgramPages,
        go_on: Callable[[], None],
    ) -> None:
        super().__init__(window)
        self._window, self._session = window, session
        self._imports, self._exports, self._continuity = imports, exports, continuity
        self._queue_desk, self._comparing, self._work = queue_desk, comparing, work
        self._masks, self._listening = masks, listening
        self._drawer, self._program_pages, self._go_on = drawer, program_pages, go_on
        for key, _, slot in self._shortcuts():
            QShortcut(QKeySequence(key), window).activated.connect(slot)
        for key in ("?", "F1"):
            QShortcut(QKeySequence(key), window).activated.connect(self.show)
        zoom_in = self._either(comparing.view.zoom_in, listening.zoom_in)
        for key, slot in (("Ctrl+Y", session.redo), ("=", zoom_in)):
            QShortcut(QKeySequence(key), window).activated.connect(slot)

    def show(self) -> None:
        """The shortcuts, and the keys that are held or belong to the canvas."""
        keys = [KeyHelp(key, what) for key, what, _ in self._shortcuts()]
        keys += [
            KeyHelp("Space", self.tr("Hold to see or hear what was before")),
            KeyHelp("Tab", self.tr("On the photograph: fold the panels away, or back")),
            KeyHelp("Left", self.tr("Previous file")),
            KeyHelp("Right", self.tr("Next file")),
            KeyHelp("Shift+Left", self.tr("Move the split line to the left")),
            KeyHelp("Shift+Right", self.tr("Move the split line to the right")),
            KeyHelp(self.tr("Ctrl+Arrow"), self.tr("Look further that way, when zoomed in")),
            KeyHelp(self.tr("Alt+Left, Right"), self.tr("In a recording: move the play head")),
            KeyHelp(self.tr("Shift+Left, Right"), self.tr("In a recording: choose a region")),
            KeyHelp("Alt+Up", self.tr("Move the step of the plan up")),
            KeyHelp("Alt+Down", self.tr("Move the step of the plan down")),
            KeyHelp("Del", self.tr("Take out the step, or close the file")),
            KeyHelp("?", self.tr("This sheet")),
        ]
        KeysSheet(keys, self._window).open()

    def _either(
        self, seen: Callable[[], object], heard: Callable[[], object]
    ) -> Callable[[], None]:
        """What a key does to a photograph, and to a recording."""
        return partial(self._do, seen, heard)

    def _do(self, seen: Callable[[], object], heard: Callable[[], object]) -> None:
        (seen if self._listening.panel is None else heard)()

    def _only_seen(self, slot: Callable[[], object]) -> Callable[[], None]:
        """What makes no sense for a recording."""
        return partial(self._do, slot, _nothing)

    def _shortcuts(self) -> list[tuple[str, str, Callable[[], None]]]:
        """Each key, what the sheet of keys says of it, and what it does."""
        view, set_mode = self._comparing.view, self._comparing.set_mode
        either, only_seen, listening = self._either, self._only_seen, self._listening
        return [
            ("Ctrl+O", self.tr("Open photographs and recordings"), self._imports.ask_and_open),
            ("Ctrl+Shift+O", self.tr("Open a folder"), self._imports.ask_and_open_folder),
            ("Ctrl+S", self.tr("Save the result as"), self._exports.ask_and_save),
            ("Ctrl+Shift+S", self.tr("Save the session"), self._continuity.ask_and_save),
            (
                "Ctrl+E",
                self.tr("Save a comparison of before and after, or a spectrogram"),
                either(self._exports.ask_and_save_comparison, listening.save_picture),
            ),
            ("Ctrl+Alt+S", self.tr("Save the plan"), self._exports.ask_and_save_plan),
            ("Ctrl+Alt+O", self.tr("Open a saved plan"), self._imports.ask_and_open_plan),
            ("Ctrl+V", self.tr("Paste a photograph"), self._imports.paste),
            (
                "Ctrl+C",
                self.tr("Copy what is shown: the result, if there is one"),
                self._exports.copy,
            ),
            ("Ctrl+R", self.tr("Restore"), self._session.restore),
            ("Ctrl+Shift+R", self.tr("Restore all open files"), self._queue_desk.ask_for_all),
            (
                "Ctrl+Shift+F",
                self.tr("Restore a folder without opening it"),
                self._queue_desk.ask_for_folder,
            ),
            ("Q", self.tr("Show the queue, or the open file again"), self._queue_desk.toggle),
            ("Esc", self.tr("Stop what is being done"), self._work.cancel),
            ("Ctrl+Z", self.tr("Undo"), self._session.undo),
            ("Ctrl+Shift+Z", self.tr("Redo"), self._session.redo),
            ("S", self.tr("Split view"), only_seen(partial(set_mode, CompareMode.SPLIT))),
            (
                "D",
                self.tr("Side by side"),
                only_seen(partial(set_mode, CompareMode.SIDE_BY_SIDE)),
            ),
            ("V", self.tr("Flip between before and after"), only_seen(self._comparing.flip)),
            ("X", self.tr("Difference"), only_seen(partial(set_mode, CompareMode.DIFFERENCE))),
            ("F", self.tr("Fit all of it into the window"), either(view.fit, listening.fit)),
            ("1", self.tr("Zoom to 100 %"), only_seen(partial(view.set_zoom, 1.0))),
            ("2", self.tr("Zoom to 200 %"), only_seen(partial(view.set_zoom, 2.0))),
            ("4", self.tr("Zoom to 400 %"), only_seen(partial(view.set_zoom, 4.0))),
            ("+", self.tr("Zoom in"), either(view.zoom_in, listening.zoom_in)),
            ("-", self.tr("Zoom out"), either(view.zoom_out, listening.zoom_out)),
            ("Z", self.tr("Loupe at the cursor"), only_seen(view.toggle_loupe)),
            ("P", self.tr("Play the recording, or pause"), listening.toggle),
            ("A", self.tr("Hear before or after, at the same place"), listening.flip),
            ("L", self.tr("Repeat the region, or all of the recording"), listening.loop),
            ("M", self.tr("Show the mask of damage, or hide it"), only_seen(self._masks.toggle)),
            (
                "B",
                self.tr("Brush: paint over what is damaged"),
                only_seen(partial(self._masks.choose, BrushKind.BRUSH)),
            ),
            (
                "E",
                self.tr("Eraser: what is to stay as it is"),
                only_seen(partial(self._masks.choose, BrushKind.ERASER)),
            ),
            (
                "O",
                self.tr("Lasso: draw around what is damaged"),
                only_seen(partial(self._masks.choose, BrushKind.LASSO)),
            ),
            ("[", self.tr("Narrower brush"), only_seen(partial(self._masks.widen, -1))),
            ("]", self.tr("Wider brush"), only_seen(partial(self._masks.widen, 1))),
            ("I", self.tr("Measurements"), self._drawer.fold_button.toggle),
            ("W", self.tr("Where it differs from the reference"), self._drawer.map_button.click),
            ("F6", self.tr("Go on to the next control"), self._go_on),
            ("Ctrl+,", self.tr("Settings"), self._program_pages.show_settings),
        ]


def _nothing() -> None:
    """Keys of photographs, on a recording."""
