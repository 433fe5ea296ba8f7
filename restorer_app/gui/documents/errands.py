"""What the user waits for beside the networks: finding files, writing a comparison."""

from PySide6.QtCore import QObject, Signal

from restorer_app.gui.batch.queue_words import finding_phrase
from restorer_app.gui.jobs import Job
from restorer_app.progress import FindProgress, Progress


class Errands(QObject):
    """Says which job is told of at the foot of the window, how far it is, and stops it there.

    The oldest one: the disc does one after another.
    """

    changed = Signal()  # another errand is told of, or none any more
    counted = Signal(str)  # how it stands, where nobody knows how much there is to do
    progressed = Signal(object)  # Progress

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs: dict[Job, str] = {}

    @property
    def phrase(self) -> str:
        """What is being done; empty when nothing is."""
        return next(iter(self._jobs.values()), "")

    def note(self, job: Job, phrase: str) -> None:
        """Tell of a job, before it is started, until it has ended in whatever way."""
        self._jobs[job] = phrase
        job.progressed.connect(self._pass_on)
        for end in (job.succeeded, job.failed, job.cancelled):
            end.connect(self._forget)
        self.changed.emit()

    def cancel(self) -> bool:
        """Stop what is told of. False when there is nothing."""
        job = next(iter(self._jobs), None)
        if job is not None:
            job.cancel()
        return job is not None

    def _pass_on(self, progress: Progress) -> None:
        if self.sender() is not next(iter(self._jobs), None):
            return
        if isinstance(progress, FindProgress):
            self.counted.emit(finding_phrase(progress.n_found))
        else:
            self.progressed.emit(progress)

    def _forget(self, *_: object) -> None:
        job = self.sender()
        if isinstance(job, Job) and self._jobs.pop(job, None) is not None:
            self.changed.emit()
