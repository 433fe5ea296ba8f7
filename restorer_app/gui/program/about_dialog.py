"""About Restorer: version, licence, what it is built on, where things lie, and a report to copy."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from restorer_app import __version__
from restorer_app.gui.jobs import Job, JobQueue
from restorer_app.gui.program.pages import make_foot, make_list, make_reader
from restorer_app.gui.widgets.icons import app_icon
from restorer_app.gui.widgets.labels import make_label, make_link
from restorer_app.installation import (
    Package,
    bug_report,
    installed_packages,
    licence_text,
    places,
)
from restorer_app.progress import OnProgress
from restorer_app.settings import Settings

_SIZE = (880, 640)
_ICON_PX = 64


class AboutDialog(QDialog):
    """Looks up packages and licences in jobs of `queue`."""

    def __init__(self, queue: JobQueue, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About Restorer"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._queue, self._settings = queue, settings
        self._packages: tuple[Package, ...] = ()
        self.list = make_list(self.tr("What Restorer is built on"))
        self.list.currentItemChanged.connect(self._show_licence)
        self.reader = make_reader(self.tr("Licence"))
        self.copy_button = make_link(self.tr("Copy for a bug report"))
        self.copy_button.setToolTip(
            self.tr("Versions, system and settings as text; nothing about your files")
        )
        self.copy_button.setEnabled(False)
        self.copy_button.clicked.connect(self._copy)
        self._lay_out()
        self.resize(*_SIZE)

    def reading(self) -> Job:
        """The job that finds out what is installed."""
        job = Job(_packages)
        job.succeeded.connect(self._show_packages)
        return job

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(16)
        icon = QLabel()
        icon.setPixmap(app_icon().pixmap(QSize(_ICON_PX, _ICON_PX), self.devicePixelRatioF()))
        head.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        told = QVBoxLayout()
        told.setSpacing(4)
        told.addWidget(make_label(self.tr("Restorer {n}").format(n=__version__), "title"))
        told.addWidget(
            make_label(
                self.tr("Finds and repairs what is wrong with photographs and recordings."), ""
            )
        )
        told.addWidget(
            make_label(self.tr("Free to use, change and pass on under the MIT licence."), "muted")
        )
        head.addLayout(told, 1)
        lie = QFormLayout()
        lie.setHorizontalSpacing(16)
        lie.setVerticalSpacing(4)
        names = {
            "settings": self.tr("Settings"),
            "models": self.tr("Models"),
            "own models": self.tr("Models you added"),
        }
        for name, path in places().items():
            label = make_label(str(path), "muted")
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            lie.addRow(make_label(names[name], "text", wraps=False), label)
        both = QHBoxLayout()
        both.setSpacing(12)
        both.addWidget(self.list)
        both.addWidget(self.reader, 1)
        page = QVBoxLayout()
        page.setContentsMargins(24, 24, 24, 0)
        page.setSpacing(16)
        page.addLayout(head)
        page.addLayout(lie)
        page.addWidget(make_label(self.tr("What Restorer is built on"), "section"))
        page.addLayout(both, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(page, 1)
        layout.addLayout(make_foot(self, self.copy_button))

    def _show_packages(self, packages: tuple[Package, ...]) -> None:
        self._packages = packages
        for package in packages:
            item = QListWidgetItem(f"{package.name} {package.version}")
            item.setData(Qt.ItemDataRole.UserRole, package)
            item.setToolTip(package.licence)
            self.list.addItem(item)
        self.copy_button.setEnabled(True)
        self.list.setCurrentRow(0)

    def _show_licence(self, item: QListWidgetItem) -> None:
        package: Package = item.data(Qt.ItemDataRole.UserRole)
        job = Job(_licence, package)
        job.succeeded.connect(self._show_text)
        self._queue.start(job)

    def _show_text(self, told: tuple[Package, str]) -> None:
        package, text = told
        if self.list.currentItem().data(Qt.ItemDataRole.UserRole) == package:
            missing = self.tr("The package brings no licence text of its own.")
            named = package.licence or self.tr("No licence is named.")
            self.reader.setPlainText(f"{named}\n\n{text or missing}")

    def _copy(self) -> None:
        facts = {"Qt": qVersion(), "Window system": QGuiApplication.platformName()}
        facts |= {f"Setting {name}": str(value) for name, value in vars(self._settings).items()}
        QGuiApplication.clipboard().setText(bug_report(self._packages, facts))


def _packages(*, on_progress: OnProgress) -> tuple[Package, ...]:
    return installed_packages()


def _licence(package: Package, *, on_progress: OnProgress) -> tuple[Package, str]:
    return package, licence_text(package.name)
