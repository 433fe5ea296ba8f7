"""One file after the other: progress, cancel, and what a result remembers."""

import errno
import os
from pathlib import Path

import numpy as np
import pytest

from restorer_app.distortions import Distortion
from restorer_app.errors import OutputError
from restorer_app.media.image import Image, load_image, save_image
from restorer_app.progress import Cancelled, OnProgress, Progress, ignore_progress
from restorer_app.restoration.batch import Failure, attempt, restore_file, restore_files
from restorer_app.restoration.course import Outcome, Restored, StepReport
from restorer_app.restoration.diagnosis import Diagnosis, Finding
from restorer_app.restoration.file_jobs import FileJob
from restorer_app.restoration.plan import Plan, Step

STEP = Step(Distortion.WHITE_NOISE, "noise", 0.5)
BEFORE = Diagnosis(0.1, (Finding(Distortion.JPEG, 0.2, 1.0), Finding(STEP.distortion, 0.9, 3.0)))
AFTER = Diagnosis(0.95, (Finding(STEP.distortion, 0.05, 0.1),))


def darken(image: Image, on_progress: OnProgress) -> Restored:
    """Stands for a restoration: half as bright."""
    on_progress(Progress("Noise", 0.5))
    report = StepReport(STEP, 1, 0.25, Outcome.APPLIED)
    result = image.with_pixels(image.pixels / 2)
    return Restored(result, Plan((STEP,)), (report,), BEFORE, AFTER, "Done.", {"noise": "ab" * 32})


def leave(image: Image, on_progress: OnProgress) -> Restored:
    return Restored(image, Plan(), (), AFTER, AFTER, "Nothing is wrong.")


def job(folder: Path, name: str = "a.png") -> FileJob:
    source = folder / "in" / name
    source.parent.mkdir(exist_ok=True)
    rng = np.random.default_rng(0)
    save_image(Image(rng.random((32, 40, 3), np.float32)), source, overwrite=True)
    return FileJob(source, folder / "out" / name)


def test_a_result_remembers_everything_but_the_pixels(tmp_path: Path) -> None:
    result = restore_file(job(tmp_path), darken)
    assert result.error == ""
    assert result.seconds > 0
    document = result.as_document()
    assert document["before"]["clean"] is False
    assert [d["name"] for d in document["before"]["distortions"]] == ["white_noise", "jpeg"]
    assert document["after"]["clean"] is True
    assert document["steps"] == [
        {
            "distortion": "white_noise",
            "model_id": "noise",
            "strength": 0.5,
            "detail": None,
            "pass": 1,
            "seconds": 0.25,
            "outcome": "applied",
            "reason": "",
        }
    ]
    assert document["models"] == {"noise": "ab" * 32}


def test_the_result_is_saved(tmp_path: Path) -> None:
    done = job(tmp_path)
    restore_file(done, darken)
    assert load_image(done.target).pixels.mean() == pytest.approx(
        load_image(done.source).pixels.mean() / 2, abs=1 / 255
    )


def test_a_broken_file_stops_no_other(tmp_path: Path) -> None:
    jobs = [job(tmp_path, f"{i}.png") for i in range(3)]
    jobs[1].source.write_bytes(b"")
    results = list(restore_files(jobs, leave))
    assert [bool(result.error) for result in results] == [False, True, False]
    assert str(jobs[1].source) in results[1].error
    assert results[1].as_document()["output"] is None


def test_progress_speaks_of_all_files_together(tmp_path: Path) -> None:
    seen: list[Progress] = []
    jobs = [job(tmp_path, f"{i}.png") for i in range(2)]
    list(restore_files(jobs, darken, on_progress=seen.append))
    noise = [progress for progress in seen if progress.step.endswith("Noise")]
    assert noise == [Progress("0.png: Noise", 0.25), Progress("1.png: Noise", 0.75)]


def test_a_cancel_ends_the_batch_and_leaves_nothing_behind(tmp_path: Path) -> None:
    def cancel(progress: Progress) -> None:
        if progress.step.endswith("Noise"):
            raise Cancelled

    with pytest.raises(Cancelled):
        list(restore_files([job(tmp_path)], darken, on_progress=cancel))
    assert not (tmp_path / "out").exists()


def test_a_target_that_can_not_be_is_found_before_the_work(tmp_path: Path) -> None:
    def never(image: Image, on_progress: OnProgress) -> Restored:
        raise AssertionError("the work was begun")

    (tmp_path / "out").touch()
    result = restore_file(job(tmp_path), never)
    assert "is a file" in result.error


def test_a_folder_that_may_not_be_written_is_found_before_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Root, who may run the tests, may write everywhere.
    monkeypatch.setattr("restorer_app.restoration.job_files.os.access", lambda *_: False)
    assert "not writable" in restore_file(job(tmp_path), leave).error


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OutputError("noise: returned NaN;\nverify it"), "a.png: noise: returned NaN"),
        (MemoryError(), "memory"),
        (ZeroDivisionError("oh"), "ZeroDivisionError: oh"),
    ],
)
def test_reasons_name_the_file_and_the_cause(error: Exception, words: str) -> None:
    def fail() -> None:
        raise error

    failure = attempt(Path("box/a.png"), fail)
    assert isinstance(failure, Failure)
    assert failure.reason.startswith("box/a.png: ")
    assert words in failure.reason


def test_an_interrupt_is_no_failure_of_a_file() -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        attempt(Path("a.png"), interrupt)


def test_nothing_to_report_is_no_error(tmp_path: Path) -> None:
    result = restore_file(job(tmp_path), leave, on_progress=ignore_progress)
    assert result.is_unchanged
    assert result.as_document()["steps"] == []


def test_without_copying_what_nothing_was_done_to_is_written_nowhere(tmp_path: Path) -> None:
    untouched = job(tmp_path)
    result = restore_file(untouched, leave, copy_unchanged=False)
    assert (result.is_unchanged, result.error) == (True, "")
    assert not untouched.target.parent.exists()


def test_a_full_disk_is_told_from_other_failures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    no_room = job(tmp_path)
    monkeypatch.setattr(os, "fsync", refuse)
    result = restore_file(no_room, darken)
    assert result.is_disk_full
    assert "the disk is full" in result.error
    assert list((tmp_path / "out").iterdir()) == []
    monkeypatch.undo()
    assert not restore_file(FileJob(tmp_path / "no.png", tmp_path / "b.png"), leave).is_disk_full
