"""Work off the GUI thread: order, progress, cancel, errors, and no job outlives its window."""

import gc
import threading

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from restorer_app.gui.jobs import Job, JobQueue
from restorer_app.progress import OnProgress, Progress
from tests.gui.waiting import WAIT_MS


def count(n_tiles: int, *, on_progress: OnProgress) -> str:
    for i in range(n_tiles):
        on_progress(Progress("noise", i / n_tiles))
    return "restored"


def run_until_cancelled(started: threading.Event, *, on_progress: OnProgress) -> None:
    started.set()
    never = threading.Event()
    while not never.wait(0.001):
        on_progress(Progress("noise", 0.5))


def fail(*, on_progress: OnProgress) -> None:
    raise ValueError("bad tile")


class Listener(QObject):
    """Notes what arrives and in which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[object] = []
        self.threads: set[int] = set()

    def hear(self, value: object = None) -> None:
        self.heard.append(value)
        self.threads.add(threading.get_ident())


@pytest.fixture
def queue(qtbot: QtBot):
    queue = JobQueue()
    yield queue
    assert queue.shutdown(WAIT_MS)


def test_progress_arrives_in_order_in_the_gui_thread(qtbot: QtBot, queue: JobQueue) -> None:
    listener = Listener()
    job = Job(count, 5)
    job.progressed.connect(listener.hear)
    with qtbot.waitSignal(job.succeeded, timeout=WAIT_MS) as got:
        queue.start(job)
    assert got.args == ["restored"]
    assert [p.fraction for p in listener.heard] == [0, 0.2, 0.4, 0.6, 0.8]
    assert listener.threads == {threading.main_thread().ident}


def test_cancel_stops_running_work(qtbot: QtBot, queue: JobQueue) -> None:
    started = threading.Event()
    job = Job(run_until_cancelled, started)
    with qtbot.waitSignal(job.cancelled, timeout=WAIT_MS):
        queue.start(job)
        assert started.wait(10)
        job.cancel()


def test_a_job_cancelled_while_waiting_is_never_started(qtbot: QtBot, queue: JobQueue) -> None:
    blocker_started, second_started = threading.Event(), threading.Event()
    blocker = queue.start(Job(run_until_cancelled, blocker_started))
    second = Job(run_until_cancelled, second_started)
    with qtbot.waitSignal(second.cancelled, timeout=WAIT_MS):
        queue.start(second)
        second.cancel()
        blocker.cancel()
    assert not second_started.is_set()


def test_an_error_comes_with_its_traceback_and_the_queue_goes_on(
    qtbot: QtBot, queue: JobQueue
) -> None:
    listener = Listener()
    bad, good = Job(fail), Job(count, 1)
    bad.failed.connect(listener.hear)
    with qtbot.waitSignal(good.succeeded, timeout=WAIT_MS):
        queue.start(bad)
        queue.start(good)
    (error,) = listener.heard
    assert isinstance(error, ValueError)
    assert error.__traceback__ is not None


def test_jobs_run_one_at_a_time_in_order_when_nobody_keeps_them(
    qtbot: QtBot, queue: JobQueue
) -> None:
    listener = Listener()
    for _ in range(50):
        job = Job(count, 1)
        job.progressed.connect(listener.hear)
        job.succeeded.connect(listener.hear)
        queue.start(job)
        del job
    gc.collect()
    qtbot.waitUntil(lambda: len(listener.heard) == 100, timeout=WAIT_MS)
    assert [isinstance(value, Progress) for value in listener.heard] == [True, False] * 50
    qtbot.waitUntil(lambda: queue.is_idle, timeout=WAIT_MS)


def test_what_someone_waits_for_overtakes_the_rest(qtbot: QtBot, queue: JobQueue) -> None:
    started, order = threading.Event(), []
    blocker = queue.start(Job(run_until_cancelled, started))
    assert started.wait(10)

    def note(name: str, *, on_progress: OnProgress) -> None:
        order.append(name)

    for name in ("thumbnail 1", "thumbnail 2"):
        queue.start(Job(note, name))
    queue.start(Job(note, "photograph"), priority=1)
    blocker.cancel()
    qtbot.waitUntil(lambda: len(order) == 3, timeout=WAIT_MS)
    assert order == ["photograph", "thumbnail 1", "thumbnail 2"]


def test_shutdown_stops_the_running_and_the_waiting(qtbot: QtBot) -> None:
    queue = JobQueue()
    started = threading.Event()
    for _ in range(3):
        queue.start(Job(run_until_cancelled, started))
    assert started.wait(10)
    assert queue.shutdown(WAIT_MS)


def test_nothing_starts_after_shutdown(qtbot: QtBot) -> None:
    queue = JobQueue()
    assert queue.shutdown(WAIT_MS)
    with pytest.raises(RuntimeError, match="shut down"):
        queue.start(Job(count, 1))
