"""The window in which a result is given its name, and how it is to be stored."""

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QWidget

from restorer_app.gui import words
from restorer_app.gui.saving.save_option_fields import OptionFields
from restorer_app.gui.saving.target_dialog import TargetDialog
from restorer_app.gui.saving.target_fields import TargetFields, kinds_of_pictures
from restorer_app.gui.widgets.labels import make_label, make_link
from restorer_app.media.save_options import SUFFIXES, KeptMetadata
from restorer_app.restoration.save_choices import SaveChoices


class SaveDialog(TargetDialog):
    """Return saves with what was chosen the last time; the options are folded away in one line."""

    def __init__(
        self,
        proposed: Path,
        choices: SaveChoices,
        original_kind: str,
        original_depth: int,
        parent: QWidget,
    ) -> None:
        title = self.tr("Save the restored photograph")
        super().__init__(title, TargetFields(proposed, SUFFIXES, kinds_of_pictures()), parent)
        self._original_kind = original_kind
        self.options = OptionFields(choices.options, original_depth, has_plan=choices.has_plan)
        self.options.hide()
        self.fold_button = make_link(self.tr("Options …"))
        self.fold_button.setAutoDefault(False)
        self.fold_button.setToolTip(self.tr("Quality, depth, and what goes along"))
        self.fold_button.setAccessibleName(self.tr("Options"))
        self._summary = make_label("", "small", wraps=False, is_right=True)
        line = QHBoxLayout()
        line.addWidget(self.fold_button)
        line.addWidget(self._summary, 1)
        self._column.addLayout(line)
        self._column.addWidget(self.options)
        self.fold_button.clicked.connect(self._toggle_options)
        self.options.options_changed.connect(self._follow_options)
        self._follow()

    @property
    def choices(self) -> SaveChoices:
        kind = self.fields.kind
        return SaveChoices(
            "" if kind == self._original_kind else kind,
            self.options.options,
            self.options.has_plan,
        )

    @property
    def summary(self) -> str:
        return self._summary.text()

    def _toggle_options(self) -> None:
        is_shown = self.options.isHidden()
        self.options.setVisible(is_shown)
        self.fold_button.setText(self.tr("Fewer options") if is_shown else self.tr("Options …"))

    def _follow_options(self) -> None:
        self.fields.set_forecast(None)
        self._follow()

    def _show_state(self) -> None:
        from restorer_app.media.encoding import FORMATS

        super()._show_state()
        format_ = FORMATS[SUFFIXES[self.fields.kind]]
        self.options.set_format(
            has_quality=format_.has_quality,
            has_16_bits=format_.has_16_bits,
            is_lossless_at_most=format_.kind == "WEBP",
        )
        self._summary.setText(" · ".join(self._summary_parts(has_quality=format_.has_quality)))

    def _summary_parts(self, *, has_quality: bool) -> list[str]:
        choices, parts = self.choices, []
        if has_quality:
            parts.append(self.tr("Quality {n}").format(n=choices.options.quality))
        if choices.options.depth is not None and not has_quality:
            parts.append(self.tr("{n} bit").format(n=choices.options.depth))
        if choices.options.metadata is KeptMetadata.WITHOUT_PLACE:
            parts.append(self.tr("without the place"))
        elif choices.options.metadata is KeptMetadata.NONE:
            parts.append(self.tr("without date and camera"))
        if choices.has_plan:
            parts.append(self.tr("with the plan"))
        forecast = self.fields.forecast
        if forecast is not None and forecast.n_bytes is not None:
            parts.append(words.size_phrase(forecast.n_bytes))
        return parts
