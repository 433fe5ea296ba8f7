"""The table of measurements: a column of rows for each group, each row explained on hover."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QWidget

from restorer_app.gui.measuring.measurement_words import MeasurementGroup
from restorer_app.gui.widgets.labels import clear_layout, make_label

_MOST_ROWS = 7
"""In a column: more would push the photograph away."""
_COLUMNS = 9
"""Three groups with a name, before and after."""
_SCROLL_BAR_PX = 10
_WIDE_PX, _NARROW_PX = 20, 12
"""Between two columns."""


class FiguresTable(QScrollArea):
    """As high as its rows.

    Where it is too narrow for all groups it first moves them together, then leaves out what the
    panel beside says as well; what still does not fit scrolls sideways.
    """

    def __init__(self) -> None:
        super().__init__()
        self._groups: list[MeasurementGroup] = []
        self._shown: list[MeasurementGroup] = []
        self._labels: list[list[QLabel]] = []
        self._figures = QWidget()
        self._figures.setObjectName("figures")
        self.grid = QGridLayout(self._figures)
        self.grid.setContentsMargins(0, 0, 0, _SCROLL_BAR_PX)
        self.grid.setHorizontalSpacing(_WIDE_PX)
        self.grid.setVerticalSpacing(4)
        self.grid.setRowStretch(_MOST_ROWS + 1, 1)
        self.grid.setColumnStretch(_COLUMNS, 1)
        self.setObjectName("figuresScroll")
        self.setWidget(self._figures)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(self.tr("Figures"))

    @property
    def shown_width(self) -> int:
        """What the groups that are shown take side by side."""
        return self._width_of(self._shown, self.grid.horizontalSpacing())

    def fit(self, width: int) -> None:
        """Show as much of the groups as fits into `width`, as wide apart as that allows."""
        shortened = [group for group in self._groups if not group.is_told_beside]
        ways = [(g, px) for g in (self._groups, shortened) for px in (_WIDE_PX, _NARROW_PX)]
        groups, spacing = next((w for w in ways if self._width_of(*w) <= width), ways[-1])
        if spacing != self.grid.horizontalSpacing():
            self.grid.setHorizontalSpacing(spacing)
        if groups != self._shown:
            self._shown = groups
            for group, labels in zip(self._groups, self._labels, strict=True):
                for label in labels:
                    label.setVisible(group in groups)

    def _width_of(self, groups: list[MeasurementGroup], spacing: int) -> int:
        """What they would take. Their labels are asked: nothing need be laid out for that."""
        shown = [
            labels for g, labels in zip(self._groups, self._labels, strict=True) if g in groups
        ]
        columns = [labels[i::3] for labels in shown for i in range(3)]
        widths = [max(label.sizeHint().width() for label in column) for column in columns]
        return sum(widths) + spacing * max(len(widths) - 1, 0)

    def set_groups(self, groups: list[MeasurementGroup]) -> None:
        clear_layout(self.grid)
        self._groups = self._shown = groups
        self._labels = [self._add(3 * i, group) for i, group in enumerate(groups)]

    def _add(self, column: int, group: MeasurementGroup) -> list[QLabel]:
        """The labels of a group: its heads, then row by row its name, before and after."""
        heads = (group.title, self.tr("Before"), self.tr("After"))
        labels = [
            make_label(text, "small", wraps=False, is_right=offset > 0)
            for offset, text in enumerate(heads)
        ]
        for row in group.rows[:_MOST_ROWS]:
            labels.append(make_label(row.name, "text", wraps=False))
            labels.append(make_label(row.before, "muted", wraps=False, is_right=True))
            labels.append(make_label(row.after, "text", wraps=False, is_right=True))
            for label in labels[-3:]:
                label.setToolTip(row.explanation)
        for i, label in enumerate(labels):
            self.grid.addWidget(label, i // 3, column + i % 3)
        return labels

    def sizeHint(self) -> QSize:
        return self._figures.sizeHint()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A scroll area watches what it shows: as soon as that knows its height it is taken."""
        if watched is self._figures and event.type() == QEvent.Type.LayoutRequest:
            self.setFixedHeight(self._figures.sizeHint().height())
        return super().eventFilter(watched, event)
