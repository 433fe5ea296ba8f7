"""The one question before many photographs are restored: where the results go and how."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from restorer_app.errors import NamingError
from restorer_app.gui.translation import tr as _tr
from restorer_app.gui.widgets.choice_box import ChoiceBox
from restorer_app.gui.widgets.labels import make_label, set_role
from restorer_app.gui.widgets.switch import Switch
from restorer_app.gui.window_memory import WINDOW_FILE
from restorer_app.gui.words import as_sentence
from restorer_app.paths import user_config_dir
from restorer_app.restoration.destination import Destination, Existing
from restorer_app.restoration.naming import DEFAULT_TEMPLATE, PLACEHOLDERS, parse_template


class QueueDialog(QDialog):
    """Remembers the answers; shows what the first result will be called while they are given."""

    chosen = Signal(object)  # Destination

    def __init__(
        self, title: str, first: Path, proposed_folder: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Restore many files"))
        self.setMinimumWidth(600)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._first = first
        self._answers = QSettings(str(user_config_dir() / WINDOW_FILE), QSettings.Format.IniFormat)
        self._answers.beginGroup("queue")
        self._make_fields(proposed_folder)
        self._lay_out(title)
        self._show_example()
        self.start_button.setFocus()

    @property
    def example(self) -> str:
        return self._example.text()

    @property
    def problem(self) -> str:
        """Why it can not be started; empty when it can."""
        return self._problem.text()

    def destination(self) -> Destination:
        """The answers as they are now."""
        return Destination(
            folder=Path(self.folder.text().strip()).expanduser(),
            template=self.template.text(),
            suffix=self.format.currentData(),
            existing=Existing(self.existing.currentData()),
            keeps_tree=self.keeps_tree.isChecked(),
            copies_unchanged=bool(self.unchanged.currentData()),
        )

    # putting together

    def _make_fields(self, proposed_folder: Path) -> None:
        self.folder = QLineEdit(str(self._answers.value("folder", str(proposed_folder))))
        self.template = QLineEdit(str(self._answers.value("template", _tr(DEFAULT_TEMPLATE))))
        placeholders = "\n".join(f"{{{name}}}  {_tr(what)}" for name, what in PLACEHOLDERS.items())
        self.template.setToolTip(self.tr("These are filled in:") + f"\n{placeholders}")
        self.format = self._choice(
            "suffix",
            {
                "": self.tr("As each file has it"),
                ".jpg": self.tr("JPEG, small"),
                ".png": self.tr("PNG, without loss"),
                ".tif": self.tr("TIFF, without loss"),
                ".webp": self.tr("WebP, small"),
            },
        )
        self.existing = self._choice(
            "existing",
            {
                str(Existing.NUMBER): self.tr("Keep it, and number the new one"),
                str(Existing.SKIP): self.tr("Keep it, and skip the file"),
            },
        )
        self.unchanged = self._choice(
            "unchanged",
            {
                "copy": self.tr("Copy them as they are, byte for byte"),
                "": self.tr("Leave them out"),
            },
        )
        self.keeps_tree = Switch(self.tr("Keep the folders they lie in"))
        self.keeps_tree.setToolTip(self.tr("The same folders are made below the one for results"))
        self.keeps_tree.setChecked(str(self._answers.value("tree", "on")) == "on")
        for field in (self.folder, self.template):
            field.textChanged.connect(self._show_example)
        self.format.currentIndexChanged.connect(self._show_example)

    def _choice(self, key: str, choices: dict[str, str]) -> ChoiceBox:
        remembered = self._answers.value(key)
        is_known = remembered is not None and str(remembered) in choices
        chosen = str(remembered) if is_known else next(iter(choices))
        box = ChoiceBox("")
        box.set_choices([(text, value) for value, text in choices.items()], chosen)
        return box

    def _lay_out(self, title: str) -> None:
        browse = QPushButton(self.tr("Choose …"))
        browse.setToolTip(self.tr("Choose the folder for the results"))
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        folder = QHBoxLayout()
        folder.setSpacing(8)
        folder.addWidget(self.folder, 1)
        folder.addWidget(browse)
        self._example, self._problem = make_label("", "muted"), make_label("", "bad")
        naming = QVBoxLayout()
        naming.setSpacing(4)
        for part in (self.template, self._example, self._problem):
            naming.addWidget(part)
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(16)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for label, field, widget in (
            (self.tr("Results go to"), folder, self.folder),
            (self.tr("Their names"), naming, self.template),
            (self.tr("Format"), self.format, self.format),
            (self.tr("If the name is taken"), self.existing, self.existing),
            (self.tr("Where nothing is wrong"), self.unchanged, self.unchanged),
            (self.tr("Keep the folders"), self.keeps_tree, self.keeps_tree),
        ):
            form.addRow(label, field)
            widget.setAccessibleName(label)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.start_button = buttons.addButton(
            self.tr("Restore"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        set_role(self.start_button, "primary")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(24)
        layout.addWidget(make_label(title, "title"))
        layout.addLayout(form)
        layout.addWidget(
            make_label(
                self.tr("Your originals are never changed, and no file is replaced."), "muted"
            )
        )
        layout.addWidget(buttons)
        self.start_button.setDefault(True)  # only now: it has to know the dialog

    # what happens in it

    def accept(self) -> None:
        """Remember the answers and report them."""
        destination = self.destination()
        for key, value in (
            ("folder", str(destination.folder)),
            ("template", destination.template),
            ("suffix", destination.suffix),
            ("existing", str(destination.existing)),
            ("unchanged", "copy" if destination.copies_unchanged else ""),
            ("tree", "on" if destination.keeps_tree else "off"),
        ):
            self._answers.setValue(key, value)
        super().accept()
        self.chosen.emit(destination)

    def _browse(self) -> None:
        name = QFileDialog.getExistingDirectory(
            self, self.tr("Choose the folder for the results"), self.folder.text()
        )
        if name:
            self.folder.setText(name)

    def _show_example(self) -> None:
        problem, named = "", ""
        try:
            suffix = self.format.currentData() or self._first.suffix
            names = parse_template(self.template.text())
            named = names.name_for(self._first, suffix=suffix, number=1, day=date.today())
        except NamingError as error:
            problem = as_sentence(error.text)
        if not problem and not self.destination().folder.is_absolute():
            problem = self.tr("Choose the folder for the results.")
        example = self.tr("'{name}' becomes '{named}'").format(name=self._first.name, named=named)
        self._example.setText(example if named else "")
        self._example.setVisible(bool(named))
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self.start_button.setEnabled(not problem)


def proposed_folder(paths: Sequence[Path]) -> Path:
    """'Restored' beside the photographs that were opened first, for who has not said otherwise."""
    first = paths[0]
    return (first if not first.suffix else first.parent) / _tr("Restored")
