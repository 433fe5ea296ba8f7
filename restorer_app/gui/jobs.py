"""Runs long work off the GUI thread, one job at a time: the only threads that the window starts."""

import logging
import sys
import threading
from collections.abc import Callable, Collection
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from restorer_app.errors import RestorerError
from restorer_app.progress import Cancelled, Progress

_log = logging.getLogger(__name__)

STACK_BYTES = 8 * 1024 * 1024
"""What a main thread gets on Linux. Secondary threads get 0.5 MB on macOS, too little for torch."""


_LOCK_HELD_S = 0.0002
"""So long a job may go on with Python's lock when the window wants it. It wants it back after every
call into Qt that lets go of it, dozens of times to fill a panel: at Python's own 5 ms each, that
took 100 ms beside a busy job; now 30. Nobody waits where the window wants nothing."""


class Job(QObject):
    """One background call of `work(*args, on_progress=..., **kwargs)`.

    The job lives in the GUI thread, only its signals cross over: slots run in the GUI thread, in
    the order of the events. Exactly one of `succeeded`, `failed`, `cancelled` comes, then
    `finished`. Whoever keeps a reference drops it on `finished`: the queue deletes the job then.
    """

    progressed = Signal(object)  # Progress
    succeeded = Signal(object)  # what work returned
    failed = Signal(object)  # the exception, with its traceback
    cancelled = Signal()
    finished = Signal(object)  # the job itself

    def __init__(self, work: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
        super().__init__()
        self._work, self._args, self._kwargs = work, args, kwargs
        self._cancel_requested = threading.Event()

    def cancel(self) -> None:
        """Stop at the next progress report, or before the start; work that is done stays done."""
        self._cancel_requested.set()

    def _on_progress(self, progress: Progress) -> None:
        if self._cancel_requested.is_set():
            raise Cancelled
        self.progressed.emit(progress)

    def _run(self) -> None:
        try:
            if self._cancel_requested.is_set():
                raise Cancelled
            result = self._work(*self._args, on_progress=self._on_progress, **self._kwargs)
        except Cancelled:
            self.cancelled.emit()
        except RestorerError as error:
            _log.info("a job failed: %s", error)
            self.failed.emit(error)
        except Exception as error:
            _log.exception("a job failed unexpectedly")
            self.failed.emit(error)
        else:
            self.succeeded.emit(result)
        self._work, self._args, self._kwargs = _nothing, (), {}  # let go of pictures
        self.finished.emit(self)


class _Runnable(QRunnable):
    def __init__(self, job: Job) -> None:
        super().__init__()
        self._job = job

    def run(self) -> None:
        self._job._run()


class JobQueue(QObject):
    """Runs jobs one at a time: higher `priority` first, equal ones in the order they came."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._pool.setStackSize(STACK_BYTES)
        self._pool.setExpiryTimeout(-1)  # torch keeps a set of workers per calling thread
        self._jobs: set[Job] = set()
        self._is_shut_down = False
        sys.setswitchinterval(_LOCK_HELD_S)

    @property
    def is_idle(self) -> bool:
        return not self._jobs

    def start(self, job: Job, *, priority: int = 0) -> Job:
        """Queue a job. After `shutdown` it is refused: nothing may run in a closing window."""
        if self._is_shut_down:
            raise RuntimeError("the job queue has been shut down")
        # With a parent C++ owns the job, so the last Python reference may go in the pool's thread
        # without deleting a QObject there.
        job.setParent(self)
        self._jobs.add(job)
        job.finished.connect(self._forget)
        self._pool.start(_Runnable(job), priority)
        return job

    def _forget(self, job: Job) -> None:
        self._jobs.discard(job)
        job.deleteLater()

    def shutdown(self, timeout_ms: int = -1, *, but: Collection[Job] = ()) -> bool:
        """Cancel all jobs `but` some, and wait. False when one took longer (-1: no limit)."""
        self._is_shut_down = True
        for job in self._jobs.difference(but):
            job.cancel()
        return self._pool.waitForDone(timeout_ms)


def _nothing(**_: Any) -> None:
    """Stands for work that has been done."""
