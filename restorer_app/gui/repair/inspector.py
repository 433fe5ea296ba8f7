"""The right panel: what is wrong, the repair, what was done, and what to do next."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from restorer_app.gui.documents.document import Document
from restorer_app.gui.repair.action_area import ActionArea
from restorer_app.gui.repair.face_panel import FacePanel
from restorer_app.gui.repair.findings_panel import FindingsPanel
from restorer_app.gui.repair.mask_panel import MaskPanel
from restorer_app.gui.repair.plan_panel import PlanPanel
from restorer_app.gui.repair.region_panel import RegionPanel
from restorer_app.gui.repair.report_panel import ReportPanel
from restorer_app.gui.widgets.mirroring import is_mirrored
from restorer_app.restoration.plan import Step

_MARGIN_PX = 16


class Inspector(QWidget):
    """Everything about one file that is not the photograph or the recording itself."""

    plan_edited = Signal(object)  # Plan
    repair_added = Signal(object)  # Distortion
    proposal_wanted = Signal()
    look_requested = Signal()
    restore_pressed = Signal()
    save_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.findings = FindingsPanel()
        self.plan = PlanPanel()
        self.region = RegionPanel()
        self.faces = FacePanel()
        self.mask_panel = MaskPanel()
        self.report = ReportPanel()
        self.action_area = ActionArea()
        self._is_running = self._is_mask_opening = False
        self._connect()
        self._lay_out()
        self.set_document(None, ())

    def set_document(self, document: Document | None, repairs: tuple[Step, ...]) -> None:
        if document is None:
            return
        repairable = frozenset(step.distortion for step in repairs)
        self.findings.set_document(document, repairable)
        self.plan.setVisible(document.diagnosis is not None and document.course is None)
        is_edited = document.is_plan_edited
        self.plan.set_plan(document.plan, repairs, document.proposed, is_edited=is_edited)
        self.region.set_document(document)
        self.faces.set_document(document)
        for panel in (self.plan, self.faces):
            panel.setEnabled(not document.is_busy)
        self.set_course(document)
        self.action_area.set_document(document)

    def set_course(self, document: Document) -> None:
        """Show how the restoration goes, its last line in sight; when it ends, the top again."""
        was_running, self._is_running = self._is_running, document.course is not None
        self.report.set_document(document)
        if was_running and not self._is_running:
            self._bar.setValue(0)

    def _connect(self) -> None:
        self.findings.look_requested.connect(self.look_requested)
        for panel in (self.plan, self.region, self.faces):
            panel.plan_edited.connect(self.plan_edited)
        self.plan.repair_added.connect(self.repair_added)
        self.plan.proposal_wanted.connect(self.proposal_wanted)
        self.mask_panel.shown_changed.connect(self._bring_mask_into_sight)
        self.action_area.restore_pressed.connect(self.restore_pressed)
        self.action_area.save_pressed.connect(self.save_pressed)

    def _lay_out(self) -> None:
        content = QWidget()
        content.setObjectName("inspectorContent")
        sections = QVBoxLayout(content)
        sections.setContentsMargins(_MARGIN_PX, 16, _MARGIN_PX, 16)
        sections.setSpacing(24)
        repair = QVBoxLayout()
        repair.setSpacing(12)
        repair.addWidget(self.plan)
        repair.addWidget(self.region)
        sections.addWidget(self.findings)
        sections.addWidget(self.report)
        sections.addLayout(repair)
        sections.addWidget(self.faces)
        sections.addWidget(self.mask_panel)
        sections.addStretch(1)
        scroll = QScrollArea()
        scroll.setObjectName("inspectorScroll")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(content)
        self._sections, self._bar = sections, scroll.verticalScrollBar()
        self._bar.rangeChanged.connect(self._follow_range)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(scroll, 1)
        layout.addWidget(self.action_area)

    def _bring_mask_into_sight(self, is_shown: bool) -> None:
        """Its tools stand at the end of a column that may be longer than the window."""
        self._is_mask_opening = is_shown

    def _follow_range(self, least: int, most: int) -> None:
        """The bar takes its width from the margin on its side, so that nothing moves by it."""
        if self._is_running or self._is_mask_opening:
            self._bar.setValue(most)
            self._is_mask_opening = False
        bar = self._bar.sizeHint().width() if most > least else 0
        left, right = (bar, 0) if is_mirrored(self) else (0, bar)
        self._sections.setContentsMargins(_MARGIN_PX - left, 16, _MARGIN_PX - right, 16)
