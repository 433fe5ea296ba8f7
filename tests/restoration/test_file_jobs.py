"""Which files are meant, and where results go."""

import os
from pathlib import Path

import pytest

from restorer_app.restoration.file_jobs import FileJob, assign_targets, find_files


def touch(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    return path


def test_a_folder_is_searched_in_order_without_what_is_no_photograph(tmp_path: Path) -> None:
    for name in ("b.jpg", "a.PNG", "deep/c.tif", "notes.txt", ".hidden.jpg", ".cache/d.jpg"):
        touch(tmp_path / name)
    places = [file.place.as_posix() for file in find_files([tmp_path])]
    assert places == ["a.PNG", "b.jpg", "deep/c.tif"]


def test_a_file_named_twice_is_done_once(tmp_path: Path) -> None:
    photo = touch(tmp_path / "a.jpg")
    assert len(find_files([photo, photo])) == 1


def test_a_link_to_a_folder_above_does_not_go_round_for_ever(tmp_path: Path) -> None:
    touch(tmp_path / "a.jpg")
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    assert len(find_files([tmp_path])) == 1


def test_a_folder_that_stays_closed_is_a_problem_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    touch(tmp_path / "a.jpg")
    closed = touch(tmp_path / "closed" / "b.jpg").parent
    scan = os.scandir

    def refuse(path: str) -> object:
        if Path(path) == closed:  # root, who may run the tests, is never refused by the system
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    good, bad = find_files([tmp_path])
    assert (good.path.name, good.problem) == ("a.jpg", "")
    assert bad.path == closed
    assert "Permission denied" in bad.problem


def test_a_file_for_a_file(tmp_path: Path) -> None:
    photo = touch(tmp_path / "a.jpg")
    target = tmp_path / "out" / "b.png"
    assert assign_targets([photo], str(target)) == (FileJob(photo, target),)


def test_odd_names_of_jpeg_get_the_usual_one_in_a_folder(tmp_path: Path) -> None:
    touch(tmp_path / "box" / "a.jfif")
    (job,) = assign_targets([tmp_path / "box"], str(tmp_path / "out"))
    assert job.target == tmp_path / "out" / "a.jpg"


def test_results_that_would_meet_are_told_apart(tmp_path: Path) -> None:
    for name in ("a.jfif", "a.jpg"):
        touch(tmp_path / "box" / name)
    first, second = assign_targets([tmp_path / "box"], str(tmp_path / "out"))
    assert first.problem == ""
    assert "a.jfif" in second.problem


def test_the_input_folder_as_output_spares_every_original(tmp_path: Path) -> None:
    for name in ("a.jpg", "deep/b.jpg"):
        touch(tmp_path / name)
    jobs = assign_targets([tmp_path], str(tmp_path))
    assert len(jobs) == 2
    assert all("original" in job.problem for job in jobs)


def test_another_original_is_spared_too(tmp_path: Path) -> None:
    first, second = touch(tmp_path / "x" / "a.jpg"), touch(tmp_path / "out" / "a.jpg")
    jobs = assign_targets([first, second], str(tmp_path / "out"))
    assert ["original" in job.problem for job in jobs] == [True, True]
