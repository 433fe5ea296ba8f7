"""Every text of the window can be translated, and is: nothing missing, nothing left over."""

import ast
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

import restorer_app
from restorer_app.distortions import Distortion
from restorer_app.errors import RestorerError
from restorer_app.gui import words
from restorer_app.gui.activity import Activity
from restorer_app.gui.batch import queue_words
from restorer_app.gui.documents.session import Session
from restorer_app.gui.jobs import JobQueue
from restorer_app.gui.main_window import MainWindow
from restorer_app.gui.program.keys_sheet import KeysSheet
from restorer_app.gui.program.model_words import fact_rows
from restorer_app.gui.program.models_dialog import ModelsDialog
from restorer_app.gui.program.settings_dialog import SettingsDialog
from restorer_app.gui.queue.queue_dialog import QueueDialog, proposed_folder
from restorer_app.gui.repair.preset_words import SHIPPED_TEXTS, preset_name, preset_sentence
from restorer_app.gui.repair.report_panel import ReportPanel
from restorer_app.gui.translation import LANGUAGES, Translation, language_of, number, tr
from restorer_app.media.atomic import reading_error
from restorer_app.media.image import load_image
from restorer_app.paths import resources_dir, shipped_models_dir
from restorer_app.registry.catalog import read_catalog
from restorer_app.restoration.course import Outcome, StepReport
from restorer_app.restoration.destination import Destination
from restorer_app.restoration.diagnosis import Diagnosis, Finding
from restorer_app.restoration.naming import parse_template
from restorer_app.restoration.plan import Step
from restorer_app.restoration.presets import Preset, read_preset, shipped_presets_dir
from restorer_app.restoration.queue_entry import EntryState, QueueEntry
from restorer_app.restoration.queue_journal import QueueJournal, encode_entries
from restorer_app.settings import choices_of
from restorer_app.texts import translatable
from tests.gui.waiting import WAIT_MS

PACKAGE = Path(restorer_app.__file__).parent
FOLDER = resources_dir() / "translations"
MODULES = sorted(PACKAGE.rglob("*.py"))
TRANSLATING = ("tr", "_tr", "translatable")
UPDATE = "run scripts/translations.sh, translate what is unfinished, and run it again"


ONLY_COMMAND_LINE = ("cli", "training", "evaluation", "degradations")
"""Packages whose errors no window shows; they are English."""

ENGLISH_MODULES = (PACKAGE / "texts.py", PACKAGE / "registry" / "fetch.py")


def _error_names() -> set[str]:
    """Every class of the package that carries a text, by its name."""
    classes = [
        node
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    ]
    names = {"ReasonError"}
    while more := {
        node.name
        for node in classes
        if node.name not in names and any(getattr(base, "id", "") in names for base in node.bases)
    }:
        names |= more
    return names


ERRORS = _error_names()


@dataclass(frozen=True)
class Message:
    """An entry of a .ts file; a text with a number has one form for each plural."""

    context: str
    source: str
    forms: tuple[str, ...]
    has_number: bool
    is_finished: bool


def messages(language: str) -> list[Message]:
    root = ElementTree.parse(FOLDER / f"restorer_{language}.ts").getroot()
    found = []
    for context in root.iter("context"):
        for entry in context.iter("message"):
            translation = entry.find("translation")
            forms = [form.text or "" for form in translation.iter("numerusform")]
            found.append(
                Message(
                    context.findtext("name") or "",
                    entry.findtext("source") or "",
                    tuple(forms or [translation.text or ""]),
                    entry.get("numerus") == "yes",
                    translation.get("type") is None,
                )
            )
    return found


GERMAN = messages("de")


class Texts(ast.NodeVisitor):
    """What a module hands to a translating function: (class or "", text), and what is no text."""

    def __init__(self) -> None:
        self.marked: set[tuple[str, str]] = set()
        self.computed: list[int] = []
        self.inside_strings: list[int] = []
        self._class = ""

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        outer, self._class = self._class, node.name
        self.generic_visit(node)
        self._class = outer

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        for inner in ast.walk(node):
            is_marking = isinstance(inner, ast.Call) and _name(inner) in TRANSLATING
            if is_marking and isinstance(inner.args[0], ast.Constant):
                self.inside_strings.append(node.lineno)
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        name = _name(node)
        if name in TRANSLATING:
            text = node.args[0]
            is_method = isinstance(node.func, ast.Attribute)
            if isinstance(text, ast.Constant):
                self.marked.add((self._class if is_method else "", text.value))
            elif is_method or name == "translatable":
                self.computed.append(node.lineno)
        self.generic_visit(node)


def _name(node: ast.Call) -> str:
    func = node.func
    return func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "")


def _is_written_here(node: ast.expr) -> bool:
    """Whether it is an English sentence that nothing has marked: a literal, put together or not."""
    if isinstance(node, ast.BinOp):
        return _is_written_here(node.left) or _is_written_here(node.right)
    if isinstance(node, ast.IfExp):
        return _is_written_here(node.body) or _is_written_here(node.orelse)
    if isinstance(node, ast.Call):
        return _name(node) in ("format", "join", "str")
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def _has_words(node: ast.expr) -> bool:
    """Whether English is filled in, where it would stay English."""
    literals = [inner.value for inner in ast.walk(node) if isinstance(inner, ast.Constant)]
    is_text = isinstance(node, ast.JoinedStr | ast.Constant | ast.BinOp)
    return is_text and any(isinstance(t, str) and re.search(r"[a-z]{2}", t) for t in literals)


def texts_of(path: Path) -> Texts:
    texts = Texts()
    texts.visit(ast.parse(path.read_text(encoding="utf-8")))
    return texts


# --- the sources ---------------------------------------------------------------------------------


def test_the_files_hold_exactly_the_texts_of_the_program() -> None:
    marked = set().union(*(texts_of(path).marked for path in MODULES))
    known = {(message.context, message.source) for message in GERMAN}
    assert marked - known == set(), UPDATE
    assert known - marked == set(), UPDATE


def test_every_shipped_preset_is_marked() -> None:
    shipped = [read_preset(path) for path in sorted(shipped_presets_dir().glob("*.toml"))]
    texts = [text for preset in shipped for text in (preset.name, preset.about)]
    told = "write each preset's name and sentence into gui/repair/preset_words.py, and nothing else"
    assert sorted(SHIPPED_TEXTS) == sorted(texts), told
    assert all(texts)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_texts_are_written_where_they_are_translated(path: Path) -> None:
    texts = texts_of(path)
    told = "give self.tr a literal text; what comes from elsewhere goes through translation.tr"
    assert texts.computed == [], told
    assert texts.inside_strings == [], "lupdate does not look into f-strings"
    if path.name != "translation.py":
        assert "QCoreApplication.translate" not in path.read_text(encoding="utf-8")


def test_errors_that_the_window_may_show_can_be_translated() -> None:
    """Whoever adds one: hand it `translatable("... {name} ...", name=name)`, or a text made so."""
    for path in MODULES:
        if path.relative_to(PACKAGE).parts[0] in ONLY_COMMAND_LINE or path in ENGLISH_MODULES:
            continue
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call):
                continue
            where = f"{path.relative_to(PACKAGE)}:{call.lineno}"
            if _name(call) in ERRORS:
                assert not any(_is_written_here(argument) for argument in call.args), where
            elif _name(call) == "Text":
                assert not call.args, f"{where}: the window would say it in English"
            elif _name(call) == "translatable":
                values = [keyword.value for keyword in call.keywords]
                assert not any(_has_words(value) for value in values), where


# --- the German ----------------------------------------------------------------------------------


def test_nothing_is_unfinished() -> None:
    for message in GERMAN:
        assert message.is_finished, (message.source, UPDATE)
        assert all(message.forms), message.source
        assert len(message.forms) == (2 if message.has_number else 1), message.source


def test_what_is_filled_in_is_the_same_in_both_languages() -> None:
    for message in GERMAN:
        for form in message.forms:
            wanted = sorted(re.findall(r"\{[^}]*\}|\n", message.source))
            assert sorted(re.findall(r"\{[^}]*\}|\n", form)) == wanted, message.source
        if message.has_number:
            assert "%n" in message.forms[-1], message.source


def test_the_german_is_plain_and_calm() -> None:
    for message in GERMAN:
        for form in message.forms:
            assert "!" not in form
            assert "..." not in form, "the ellipsis is one character"
            assert not re.search(r"\b(Du|du|Dein|dein|ungültig|fehlgeschlagen)\b", form), form
            assert form == form.strip()
            assert form.endswith((".", "…")) == message.source.endswith((".", "…")), form


def test_one_english_text_has_one_german_except_where_it_is_meant_otherwise() -> None:
    of_source: dict[str, set[tuple[str, ...]]] = {}
    for message in GERMAN:
        of_source.setdefault(message.source, set()).add(message.forms)
    several = {source for source, forms in of_source.items() if len(forms) > 1}
    assert several <= {"Restoring"}  # a verb on the bars, a heading in the settings


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_file_says_what_the_source_says(language: str) -> None:
    translator = QTranslator()
    assert translator.load(f"restorer_{language}", str(FOLDER))
    for message in messages(language):
        for n, form in zip((1, 2), message.forms, strict=False):
            if message.has_number:
                assert translator.translate(message.context, message.source, "", n) == form, UPDATE
            else:
                assert translator.translate(message.context, message.source) == form, UPDATE


# --- in the window -------------------------------------------------------------------------------


@pytest.fixture
def german(qapp: QApplication) -> Iterator[Translation]:
    translation = Translation(qapp, "de")
    yield translation
    translation.remove()
    QLocale.setDefault(QLocale("en"))


def test_numbers_and_plurals_are_german(german: Translation) -> None:
    assert words.summary_phrase(2, 1) == "2 Fotos geöffnet, 1 noch nicht gespeichert"
    assert tr("%n more waiting", "", 1) == "1 weiteres wartet"
    assert tr("%n more waiting", "", 3) == "3 weitere warten"
    assert number(0.5, 2) == "0,50"
    assert number(12345.6, 1) == "12345,6"
    finding = Finding(Distortion.WHITE_NOISE, 0.923, 4.0)
    assert words.finding_sentence(finding) == "Rauschen, zu 92 % sicher, stark"


def test_english_plurals_are_english() -> None:
    assert words.summary_phrase(2, 1) == "2 photographs open, 1 not saved yet"
    assert tr("%n restored photographs are not saved yet.", "", 1).startswith("One restored ")


def test_reasons_are_told_in_german(german: Translation) -> None:
    reason = words.reason_phrase("JPEG: the photograph did not look better.", Distortion.JPEG)
    assert reason == "Das Foto sah danach nicht besser aus."
    stop = words.stop_phrase("No model repairs what is left: Blur, Noise.")
    assert stop == "Kein Modell behebt, was übrig ist: Unschärfe, Rauschen."


def test_errors_are_told_in_german_with_their_values_and_reasons(german: Translation) -> None:
    missing = Path("/nowhere/Oma 1943.jpg")
    with pytest.raises(RestorerError) as caught:
        load_image(missing)
    assert str(caught.value).startswith("Can't read 'Oma 1943.jpg': there is no such file")
    assert words.failure_sentence(caught.value, "", Activity.LOAD) == (
        "„Oma 1943.jpg“ lässt sich nicht lesen: diese Datei gibt es nicht; "
        "prüfen Sie ihren Namen und ihren Ordner."
    )


def test_numbers_in_errors_are_german(german: Translation) -> None:
    text = translatable("{name} {value:g} is outside 0..1", name="strength", value=1.5)
    assert (text, tr(text)) == (
        "strength 1.5 is outside 0..1",
        "strength 1,5 liegt nicht zwischen 0 und 1",
    )


def test_a_name_is_no_text_even_if_it_looks_like_one(german: Translation) -> None:
    text = translatable("'{name}' came with Restorer; choose another name", name="Newspaper")
    assert tr(text).startswith("„Newspaper“ gehört zu Restorer")


def test_sizes_are_german(german: Translation) -> None:
    assert words.size_phrase(2_449_000) == "etwa 2,4 MB"
    assert words.size_phrase(301_000_000) == "etwa 301 MB"


def test_what_was_measured_is_told_in_german(german: Translation) -> None:
    finding = Finding(Distortion.IMPULSE_NOISE, 0.9, 2.0)
    diagnosis = Diagnosis(0.1, (finding,), {"saturated_share": 0.0123})
    details = words.finding_details(finding, diagnosis)
    assert "1,2 % der Pixel sind schwarz oder weiß, Stärke 2,0 von 5." in details


def test_keys_are_german(qtbot: QtBot, german: Translation, window: MainWindow) -> None:
    window.keys.show()
    sheet = window.findChild(KeysSheet)
    shown = {label.text() for label in sheet.findChildren(QLabel)}
    sheet.close()
    assert {"Strg+O", "Strg+Umschalt+Z", "Strg+Pfeil", "Leertaste", "Entf"} <= shown
    assert not [text for text in shown if re.search(r"Ctrl|Shift|Arrow|Del\b", text)]


def test_the_figures_of_a_model_have_german_names(german: Translation) -> None:
    for entry in read_catalog([shipped_models_dir()]).entries:
        facts = dict(fact_rows(entry, "geprüft"))
        measured = facts[tr("Measured")]
        assert "_" not in measured, entry.id
        assert not re.search(r"\d\.\d", measured), entry.id
    assert (
        "aller Schäden richtig benannt"
        in dict(fact_rows(read_catalog().get("diagnosis"), ""))[tr("Measured")]
    )


def test_the_models_page_says_that_cards_are_english(
    qtbot: QtBot, german: Translation, window: MainWindow
) -> None:
    dialog = ModelsDialog(JobQueue(window), window)
    qtbot.addWidget(dialog)
    assert "Grenzen und Modellkarte sind auf Englisch." in texts_shown(dialog)
    german.remove()
    QLocale.setDefault(QLocale("en"))
    in_english = ModelsDialog(JobQueue(window), window)
    qtbot.addWidget(in_english)
    assert "Limits and card are in English." not in texts_shown(in_english)


def test_an_unreadable_photograph_is_explained_in_german(
    qtbot: QtBot, german: Translation, session: Session, tmp_path: Path
) -> None:
    broken = tmp_path / "Hochzeit.jpg"
    broken.write_bytes(b"no picture")
    session.open_paths([broken])
    qtbot.waitUntil(
        lambda: bool(session.documents) and session.documents[0].problem is not None,
        timeout=WAIT_MS,
    )
    sentence = session.documents[0].problem.sentence
    assert sentence.startswith("„Hochzeit.jpg“ lässt sich nicht lesen: es ist kein Bild in JPEG")


def test_a_folder_without_photographs_is_named_in_german(
    qtbot: QtBot, german: Translation, session: Session, tmp_path: Path
) -> None:
    with qtbot.waitSignal(session.notice_given, timeout=WAIT_MS) as told:
        session.open_paths([tmp_path])
    assert told.args == [
        f"{tmp_path}: In diesem Ordner ist nichts, was bearbeitet werden kann; "
        "nennen Sie einen anderen."
    ]


def test_the_queue_gives_its_reasons_in_german_even_after_a_restart(
    german: Translation, tmp_path: Path
) -> None:
    entries = [
        QueueEntry(name, tmp_path / name, tmp_path / "out" / name, Destination(tmp_path / "out"))
        for name in ("a.png", "b.png")
    ]
    entries[0].state = EntryState.FAILED
    entries[0].reason = translatable(
        "{path}: {reason}",
        path=entries[0].source,
        reason=reading_error(entries[0].source, FileNotFoundError()).text,
    )
    journal = QueueJournal(tmp_path / "queue.jsonl")
    journal.note_added(encode_entries(entries))
    for entry in (entries[0], journal.read()[0]):
        assert queue_words.reason_sentence(entry) == (
            "„a.png“ lässt sich nicht lesen: diese Datei gibt es nicht; prüfen Sie ihren Namen "
            "und ihren Ordner."
        )


def test_the_queue_says_in_german_why_a_photograph_stays_as_it_is(german: Translation) -> None:
    entry = QueueEntry("a", Path("a.png"), Path("b.png"), Destination(Path()))
    entry.state = EntryState.UNCHANGED
    entry.reason = "Nothing is wrong with this photograph. It stays as it is."
    phrase = queue_words.state_phrase(entry, is_paused=False)
    assert phrase == tr(entry.reason) != entry.reason


def test_proposed_names_are_german(qtbot: QtBot, german: Translation, tmp_path: Path) -> None:
    first = tmp_path / "Oma.jpg"
    assert proposed_folder([first]).name == "Restauriert"
    dialog = QueueDialog("", first, proposed_folder([first]))
    qtbot.addWidget(dialog)
    named = parse_template(dialog.template.text()).name_for(
        first, suffix=".jpg", number=1, day=date(2025, 1, 31)
    )
    assert named == "Oma restauriert.jpg"


def test_names_within_a_sentence_are_quoted_as_germans_do(german: Translation) -> None:
    sentence = words.missing_phrase(["Oma.jpg", "Opa.jpg"])
    assert sentence.startswith("Nicht mehr an ihrem Ort: „Oma.jpg“, „Opa.jpg“.")


@pytest.mark.parametrize("distortion", Distortion)
def test_every_distortion_has_a_german_name(german: Translation, distortion: Distortion) -> None:
    assert tr(distortion.help_text) != distortion.help_text
    known = {message.source for message in GERMAN if not message.context}
    assert {distortion.label, distortion.help_text} <= known


def test_shipped_presets_are_german_and_own_ones_as_they_were_named(german: Translation) -> None:
    own = Preset("Newspaper", is_own=True)
    shipped = read_preset(shipped_presets_dir() / "5-newspaper.toml")
    assert (preset_name(own), preset_name(shipped)) == ("Newspaper", "Zeitung")
    assert preset_sentence(own) == ""
    assert preset_sentence(shipped) == tr(shipped.about) != shipped.about


def texts_shown(widget: QWidget) -> set[str]:
    shown = {widget.windowTitle(), widget.toolTip(), widget.accessibleName()}
    for child in widget.findChildren(QWidget):
        shown |= {child.toolTip(), child.accessibleName()}
        if isinstance(child, QLabel | QAbstractButton):
            shown.add(child.text())
    for action in widget.findChildren(QAction):
        shown |= {action.text(), action.toolTip()}
    return shown


def test_no_english_is_left_in_the_window(
    qtbot: QtBot,
    german: Translation,
    session: Session,
    photograph: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("restorer_app.gui.dialogs.ask_to_discard", lambda *_: True)
    window = MainWindow(session)
    qtbot.addWidget(window)
    window.show()
    shown = texts_shown(window)
    session.open_paths([photograph("oma.png"), photograph("opa.png", is_clean=True)])
    qtbot.waitUntil(
        lambda: bool(session.documents) and all(d.diagnosis for d in session.documents),
        timeout=WAIT_MS,
    )
    shown |= texts_shown(window)
    session.restore()
    qtbot.waitUntil(lambda: session.documents[0].can_save, timeout=WAIT_MS)
    window.inspector.findings.rest.button.click()
    window.drawer.fold_button.click()
    qtbot.waitUntil(lambda: session.current.measurements is not None, timeout=WAIT_MS)
    window.inspector.plan.preset_menu.aboutToShow.emit()
    shown |= texts_shown(window)
    window.keys.show()
    window.program_pages.show_settings()
    for dialog in (window.findChild(KeysSheet), window.findChild(SettingsDialog)):
        shown |= texts_shown(dialog)
        dialog.close()
    english = {message.source for message in GERMAN if message.source not in message.forms}
    german_texts = {form for message in GERMAN for form in message.forms}
    assert shown & english - german_texts == set()
    assert "Rauschen" in shown
    assert "Einstellungen" in shown
    assert "Zeitung" in shown


@pytest.mark.parametrize("distortion", Distortion)
def test_the_longest_german_line_fits_into_the_narrowest_panel(
    qtbot: QtBot, german: Translation, window: MainWindow, distortion: Distortion
) -> None:
    panel = ReportPanel()
    qtbot.addWidget(panel)
    step = Step(distortion, "test")
    panel._add_steps([StepReport(step, 1, 0.5, Outcome.DROPPED)])
    panel.show()
    room = window.inspector.minimumWidth() - 2 * 16
    assert panel.minimumSizeHint().width() <= room


# --- which language ------------------------------------------------------------------------------


def test_every_language_that_can_be_chosen_is_there() -> None:
    assert set(choices_of("language")) == {"system", *LANGUAGES}
    for language in LANGUAGES:
        assert language_of(language) == language


@pytest.mark.parametrize(
    ("system", "language"), [("de_AT", "de"), ("en_GB", "en"), ("pt_BR", "en")]
)
def test_the_language_of_the_system_is_taken_where_we_have_it(
    monkeypatch: pytest.MonkeyPatch, system: str, language: str
) -> None:
    monkeypatch.setattr(QLocale, "system", lambda: QLocale(system))
    assert language_of("system") == language
