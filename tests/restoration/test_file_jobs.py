"""Which files are meant, and where results go."""

import os
from pathlib import Path

import pytest

from restorer_app.distortions import Medium
from restorer_app.errors import NamingError
from restorer_app.progress import Cancelled, Progress
from restorer_app.restoration.destination import Destination
from restorer_app.restoration.file_jobs import (
    FileJob,
    FoundFile,
    assign_targets,
    find_files,
    medium_of,
    place_results,
    places_of,
)


def touch(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    return path


def test_a_folder_is_searched_in_order_without_what_is_no_photograph(tmp_path: Path) -> None:
    for name in ("b.jpg", "a.PNG", "deep/c.tif", "notes.txt", ".hidden.jpg", ".cache/d.jpg"):
        touch(tmp_path / name)
    places = [file.place.as_posix() for file in find_files([tmp_path])]
    assert places == ["a.PNG", "b.jpg", "deep/c.tif"]


def test_recordings_are_found_where_they_are_asked_for(tmp_path: Path) -> None:
    for name in ("b.wav", "a.PNG", "deep/c.FLAC", "notes.txt", "film.mp4"):
        touch(tmp_path / name)

    def places(*media: Medium) -> list[str]:
        return [file.place.as_posix() for file in find_files([tmp_path], media=media)]

    assert places(Medium.AUDIO) == ["b.wav", "deep/c.FLAC"]
    assert places(*Medium) == ["a.PNG", "b.wav", "deep/c.FLAC"]
    assert [file.path.name for file in find_files([tmp_path])] == ["a.PNG"]


def test_a_folder_with_nothing_to_work_on_is_named(tmp_path: Path) -> None:
    touch(tmp_path / "a.jpg")
    (nothing,) = find_files([tmp_path], media=[Medium.AUDIO])
    assert "there is nothing to work on in this folder" in nothing.problem
    (tmp_path / "a.jpg").rename(tmp_path / "a.wav")
    assert "there is no photograph in this folder" in find_files([tmp_path])[0].problem


def test_results_keep_the_kind_of_sound_file(tmp_path: Path) -> None:
    for name in ("a.wav", "b.mp3", "c.mpo"):
        touch(tmp_path / "box" / name)
    jobs = assign_targets([tmp_path / "box"], str(tmp_path / "out"), media=Medium)
    assert [job.target.name for job in jobs] == ["a.wav", "b.mp3", "c.jpg"]
    found = find_files([tmp_path / "box"], media=Medium)
    named = Destination(tmp_path / "out", "{name} restored", suffix=".png")
    names = [job.target.name for job in place_results(found, named)]
    assert names == ["a restored.wav", "b restored.mp3", "c restored.png"]


def test_a_file_is_a_recording_by_its_name(tmp_path: Path) -> None:
    assert medium_of(tmp_path / "a.OGG") is Medium.AUDIO
    assert medium_of(tmp_path / "a.jpg") is medium_of(tmp_path / "a.txt") is Medium.PHOTO


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


# --- many, with names of their own ---------------------------------------------------------------


def targets(jobs: tuple[FileJob, ...], root: Path) -> list[str]:
    return [job.target.relative_to(root).as_posix() for job in jobs]


def test_the_template_names_results_in_a_mirrored_tree(tmp_path: Path) -> None:
    for name in ("a.jpg", "deep/b.PNG"):
        touch(tmp_path / "box" / name)
    out = tmp_path / "out"
    jobs = assign_targets([tmp_path / "box"], str(out), template="{n} {name} restored")
    assert targets(jobs, out) == ["001 a restored.jpg", "deep/002 b restored.PNG"]
    flat = Destination(out, "{folder} {name}", ".tif", keeps_tree=False)
    jobs = place_results(find_files([tmp_path / "box"]), flat)
    assert targets(jobs, out) == ["box a.tif", "deep b.tif"]


def test_a_template_for_a_file_that_has_its_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NamingError, match="end with a slash"):
        assign_targets([touch(tmp_path / "a.jpg")], str(tmp_path / "b.jpg"), template="{n}")


def test_results_of_one_name_are_numbered_and_spare_originals(tmp_path: Path) -> None:
    names = ("A.JPG", "a.png", "b/a.jpg", "c/a.webp")
    found = places_of([touch(tmp_path / name) for name in names])
    to_same_folder = Destination(tmp_path, "{name}", ".jpg", keeps_tree=False)
    assert targets(place_results(found, to_same_folder), tmp_path) == [
        "A 2.jpg",
        "a 3.jpg",
        "a 4.jpg",
        "a 5.jpg",
    ]


def test_ten_thousand_results_of_one_name_are_numbered_in_no_time(tmp_path: Path) -> None:
    found = [FoundFile(tmp_path / f"{i}.jpg", Path(f"{i}.jpg")) for i in range(10_000)]
    jobs = place_results(found, Destination(tmp_path / "out", "photo"))
    assert len({job.target for job in jobs}) == 10_000
    assert jobs[-1].target.name == "photo 10000.jpg"


def test_files_opened_one_by_one_keep_the_folders_below_their_common_one(tmp_path: Path) -> None:
    paths = [tmp_path / "1943" / "a.jpg", tmp_path / "1950" / "x" / "a.jpg"]
    assert [file.place.as_posix() for file in places_of(paths)] == ["1943/a.jpg", "1950/x/a.jpg"]
    far_apart = [Path("/home/a.jpg"), Path("/mnt/b.jpg")]
    assert [file.place.as_posix() for file in places_of(far_apart)] == ["a.jpg", "b.jpg"]


def test_a_name_too_long_is_a_problem_of_its_photograph(tmp_path: Path) -> None:
    found = places_of([touch(tmp_path / f"{letter * 240}.jpg") for letter in "ab"])
    first, _ = place_results(found, Destination(tmp_path / "out", "{name} restored again"))
    assert "shorter naming template" in first.problem


def test_finding_tells_how_many_there_are_and_can_be_stopped(tmp_path: Path) -> None:
    for name in ("a.jpg", "deep/b.jpg", "deep/c.jpg"):
        touch(tmp_path / name)
    told: list[int] = []
    find_files([tmp_path], lambda progress: told.append(progress.n_found))
    assert told == [1, 3]

    def stop(_: Progress) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        find_files([tmp_path], stop)


def test_a_large_folder_is_counted_while_it_is_read(tmp_path: Path) -> None:
    for i in range(600):
        (tmp_path / f"{i}.png").touch()
    told: list[int] = []
    find_files([tmp_path], lambda progress: told.append(progress.n_found))
    assert told == [250, 500, 600]


def test_finding_stops_in_the_middle_of_a_folder(tmp_path: Path) -> None:
    for i in range(600):
        (tmp_path / f"{i}.png").touch()
    told: list[int] = []

    def cancel(progress: Progress) -> None:
        told.append(progress.n_found)
        raise Cancelled

    with pytest.raises(Cancelled):
        find_files([tmp_path], cancel)
    assert told == [250]


@pytest.mark.parametrize("name", ["a.wav", "a.MP3", "phone.m4a"])
def test_sound_is_known_by_its_name_also_where_it_is_not_read(name: str) -> None:
    """Whoever opens it is told that it is sound, and how to have it read."""
    assert medium_of(Path(name)) is Medium.AUDIO
    assert medium_of(Path("Oma.jpg")) is Medium.PHOTO
