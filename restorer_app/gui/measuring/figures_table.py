"""The table of measurements: a column of rows for each group, each row explained on hover."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from restorer_app.gui.measuring.measurement_words import MeasurementGroup
from restorer_app.gui.widgets.labels import clear_layout, make_label

_MOST_ROWS = 7
"""In a column: more would push the photograph away."""
_COLUMNS = 9
"""Three groups with a name, before and after."""
_SCROLL_BAR_PX = 10


class FiguresTable(QScrollArea):
    """As high as its rows; where it is too narrow for all groups they scroll sideways."""

    def __init__(self) -> None:
        super().__init__()
        self._figures = QWidget()
        self._figures.setObjectName("figures")
        self.grid = QGridLayout(self._figures)
        self.grid.setContentsMargins(0, 0, 0, _SCROLL_BAR_PX)
        self.grid.setHorizontalSpacing(20)
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
    def whole_width(self) -> int:
        """What all groups side by side take."""
        return self._figures.sizeHint().width()

    def set_groups(self, groups: list[MeasurementGroup]) -> None:
        clear_layout(self.grid)
        for i, group in enumerate(groups):
            column = 3 * i
            heads = (group.title, self.tr("Before"), self.tr("After"))
            for offset, text in enumerate(heads):
                head = make_label(text, "small", wraps=False, is_right=offset > 0)
                self.grid.addWidget(head, 0, column + offset)
            for line, row in enumerate(group.rows[:_MOST_ROWS], 1):
                name = make_label(row.name, "text", wraps=False)
                before = make_label(row.before, "muted", wraps=False, is_right=True)
                after = make_label(row.after, "text", wraps=False, is_right=True)
                for offset, label in enumerate((name, before, after)):
                    label.setToolTip(row.explanation)
                    self.grid.addWidget(label, line, column + offset)

    def sizeHint(self) -> QSize:
        return self._figures.sizeHint()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A scroll area watches what it shows: as soon as that knows its height it is taken."""
        if watched is self._figures and event.type() == QEvent.Type.LayoutRequest:
            self.setFixedHeight(self._figures.sizeHint().height())
        return super().eventFilter(watched, event)
