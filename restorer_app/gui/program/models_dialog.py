"""The models: a list, and of each what it is, whether it is whole, and its card."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from restorer_app.errors import WeightsError
from restorer_app.gui.jobs import Job, JobQueue
from restorer_app.gui.program.model_words import fact_rows, model_title, place_in_list
from restorer_app.gui.program.pages import make_foot, make_list, make_reader, show_card
from restorer_app.gui.widgets.labels import clear_layout, make_label
from restorer_app.gui.words import as_sentence
from restorer_app.progress import OnProgress, Progress
from restorer_app.registry.catalog import Catalog, ModelEntry, read_catalog
from restorer_app.registry.weights import verify

_SIZE = (920, 680)


@dataclass(frozen=True)
class Described:
    """A model with its card."""

    entry: ModelEntry
    card: str


class ModelsDialog(QDialog):
    """Reads and verifies in jobs of `queue`; each hash is checked once, in the background."""

    def __init__(self, queue: JobQueue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Models"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._queue = queue
        self._checks: list[Job] = []
        self._verdicts: dict[str, str] = {}
        self._rows: list[tuple[str, str]] = []
        self.list = make_list(self.tr("Models"))
        self.list.currentItemChanged.connect(self._show_current)
        self.reader = make_reader(self.tr("Card of the model"))
        self._title = make_label("", "section")
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(16)
        self._facts.setVerticalSpacing(4)
        self._facts.setColumnStretch(1, 1)
        self._problems = make_label("", "small")
        self._problems.hide()
        self._lay_out()
        self.resize(*_SIZE)
        self.finished.connect(self._stop_checks)

    def reading(self) -> Job:
        """The job that reads the catalogue and the cards."""
        job = Job(_read)
        job.succeeded.connect(self._show_models)
        return job

    def sentences(self) -> list[str]:
        """What is told of the model that is chosen, line by line."""
        return [f"{name}: {value}" for name, value in self._rows]

    @property
    def problem(self) -> str:
        """Which model folders could not be read, and why."""
        return self._problems.text()

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self._title)
        right.addLayout(self._facts)
        right.addSpacing(8)
        if QLocale().language() is not QLocale.Language.English:
            right.addWidget(make_label(self.tr("Limits and card are in English."), "small"))
        right.addWidget(self.reader, 1)
        both = QHBoxLayout()
        both.setSpacing(24)
        both.addWidget(self.list)
        both.addLayout(right, 1)
        page = QVBoxLayout()
        page.setContentsMargins(24, 24, 24, 0)
        page.setSpacing(12)
        page.addWidget(make_label(self.tr("Models"), "title"))
        page.addLayout(both, 1)
        page.addWidget(self._problems)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(page, 1)
        layout.addLayout(make_foot(self))

    def _show_models(self, told: tuple[list[Described], Catalog]) -> None:
        models, catalog = told
        self._problems.setText("\n".join(as_sentence(problem) for problem in catalog.problems))
        self._problems.setVisible(bool(catalog.problems))
        for model in models:
            item = QListWidgetItem(model_title(model.entry))
            item.setData(Qt.ItemDataRole.UserRole, model)
            self.list.addItem(item)
            if model.entry.is_missing:
                continue
            check = Job(_verify, model.entry)
            check.succeeded.connect(self._note_verdict)
            check.finished.connect(self._checks.remove)
            self._checks.append(check)
            self._queue.start(check)
        self.list.setCurrentRow(0)

    def _show_current(self) -> None:
        model: Described = self.list.currentItem().data(Qt.ItemDataRole.UserRole)
        self._title.setText(model_title(model.entry))
        show_card(self.reader, model.card)
        self._show_facts(model.entry)

    def _show_facts(self, entry: ModelEntry) -> None:
        clear_layout(self._facts)
        waiting = self.tr("not fetched") if entry.is_missing else self.tr("being checked …")
        self._rows = fact_rows(entry, self._verdicts.get(entry.id, waiting))
        for line, (name, value) in enumerate(self._rows):
            label = make_label(value, "text")
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            head = make_label(name, "muted", wraps=False)
            self._facts.addWidget(head, line, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(label, line, 1)

    def _note_verdict(self, told: tuple[str, str]) -> None:
        model_id, problem = told
        self._verdicts[model_id] = problem or self.tr("verified")
        shown: Described = self.list.currentItem().data(Qt.ItemDataRole.UserRole)
        if shown.entry.id == model_id:
            self._show_facts(shown.entry)

    def _stop_checks(self) -> None:
        for check in self._checks:
            check.cancel()


def _read(*, on_progress: OnProgress) -> tuple[list[Described], Catalog]:
    catalog = read_catalog()
    entries = sorted(catalog.entries, key=place_in_list)
    return [Described(entry, _card_of(entry)) for entry in entries], catalog


def _card_of(entry: ModelEntry) -> str:
    try:
        return entry.card_path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _verify(entry: ModelEntry, *, on_progress: OnProgress) -> tuple[str, str]:
    """The model's id and what is wrong with its weights, nothing when they are right."""
    on_progress(Progress("", 0.0))
    try:
        verify(entry)
    except WeightsError as error:
        return entry.id, as_sentence(error.text)
    return entry.id, ""
