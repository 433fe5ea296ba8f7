"""A file appears whole or not at all, and every refusal is one sentence."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from restorer_app.errors import MediaError
from restorer_app.media import atomic
from restorer_app.media.atomic import atomic_file
from restorer_app.media.image import Image, save_image


@pytest.fixture
def image() -> Image:
    return Image(np.full((30, 40, 3), 0.5, np.float32))


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_an_existing_file_is_not_overwritten_unasked(tmp_path: Path, image: Image) -> None:
    path = tmp_path / "Oma.png"
    path.write_bytes(b"precious")
    with pytest.raises(MediaError, match=r"'Oma\.png'.* exists already"):
        save_image(image, path)
    assert path.read_bytes() == b"precious"
    assert names_in(tmp_path) == ["Oma.png"]


def test_overwriting_replaces_the_whole_file(tmp_path: Path, image: Image) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"old" * 100_000)
    save_image(image, path, overwrite=True)
    assert path.read_bytes().startswith(b"\x89PNG")
    assert path.stat().st_size < 10_000
    assert names_in(tmp_path) == ["a.png"]


def test_a_file_that_appears_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"

    def write() -> None:
        with atomic_file(path, overwrite=False) as file:
            path.write_bytes(b"someone else's")
            file.write(b"mine")

    with pytest.raises(MediaError, match="exists already"):
        write()
    assert path.read_bytes() == b"someone else's"
    assert names_in(tmp_path) == ["a.bin"]


@pytest.mark.parametrize("appears", [False, True])
def test_file_systems_without_hard_links_are_served_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, appears: bool
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    path = tmp_path / "a.bin"

    def write() -> None:
        with atomic_file(path, overwrite=False) as file:
            file.write(b"mine")
            if appears:
                path.write_bytes(b"someone else's")

    if appears:
        with pytest.raises(MediaError, match="exists already"):
            write()
        assert path.read_bytes() == b"someone else's"
    else:
        write()
        assert path.read_bytes() == b"mine"
    assert names_in(tmp_path) == ["a.bin"]


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt, MemoryError])
@pytest.mark.parametrize("overwrite", [False, True])
def test_nothing_is_left_when_writing_fails(
    tmp_path: Path, error: type[BaseException], overwrite: bool
) -> None:
    path = tmp_path / "a.bin"
    if overwrite:
        path.write_bytes(b"old")

    def write() -> None:
        with atomic_file(path, overwrite=overwrite) as file:
            file.write(b"half")
            raise error

    with pytest.raises(error):
        write()
    assert names_in(tmp_path) == (["a.bin"] if overwrite else [])
    assert not overwrite or path.read_bytes() == b"old"


def test_the_unfinished_file_lies_in_the_same_folder_under_another_name(tmp_path: Path) -> None:
    with atomic_file(tmp_path / "a.png", overwrite=False) as file:
        file.write(b"x")
        (name,) = names_in(tmp_path)
        assert name.startswith(".")
        assert name.endswith(".part")
    assert names_in(tmp_path) == ["a.png"]


def test_new_files_get_the_usual_permissions(tmp_path: Path) -> None:
    (tmp_path / "plain").touch()
    with atomic_file(tmp_path / "a", overwrite=False):
        pass
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_pixels_that_are_not_numbers_are_refused_and_leave_nothing(tmp_path: Path) -> None:
    for value in (np.nan, np.inf):
        for suffix in (".png", ".tif", ".jpg"):
            pixels = np.zeros((4, 4, 3), np.float32)
            pixels[3, 3, 1] = value
            with pytest.raises(MediaError, match=r"'a\..*not numbers"):
                save_image(Image(pixels), tmp_path / f"a{suffix}")
    assert names_in(tmp_path) == []


def test_a_missing_folder_is_named(tmp_path: Path, image: Image) -> None:
    with pytest.raises(MediaError, match=r"'a\.png': the folder '.*nowhere' does not exist"):
        save_image(image, tmp_path / "nowhere" / "a.png")


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path, image: Image) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(MediaError, match="does not exist; create it or choose another"):
        save_image(image, tmp_path / "file" / "a.png")


@pytest.mark.parametrize("overwrite", [False, True])
def test_a_folder_with_the_name_is_refused(tmp_path: Path, image: Image, overwrite: bool) -> None:
    (tmp_path / "a.png").mkdir()
    with pytest.raises(MediaError, match="a folder has this name"):
        save_image(image, tmp_path / "a.png", overwrite=overwrite)
    assert names_in(tmp_path) == ["a.png"]


@pytest.mark.parametrize("overwrite", [False, True])
def test_a_name_that_is_too_long_is_said_so(tmp_path: Path, image: Image, overwrite: bool) -> None:
    with pytest.raises(MediaError, match=r"too long; choose a shorter one"):
        save_image(image, tmp_path / ("漢" * 100 + ".png"), overwrite=overwrite)
    assert names_in(tmp_path) == []


def test_the_longest_name_that_a_folder_takes_is_fine(tmp_path: Path, image: Image) -> None:
    save_image(image, tmp_path / ("a" * 251 + ".png"))
    assert len(names_in(tmp_path)[0]) == 255


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (errno.EACCES, "you may not write to the folder"),
        (errno.EROFS, "you may not write to the folder"),
        (errno.ENOSPC, "the disk is full; free some space"),
        (errno.EDQUOT, "the disk is full; free some space"),
        (errno.EIO, "Input/output error; choose another folder or disk"),
    ],
)
def test_refusals_of_the_file_system_become_sentences(
    tmp_path: Path, image: Image, monkeypatch: pytest.MonkeyPatch, code: int, sentence: str
) -> None:
    def refuse(*_: object) -> int:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(atomic.os, "open", refuse)
    with pytest.raises(MediaError, match=rf"^Can't write 'a\.png': {sentence}.*\.$"):
        save_image(image, tmp_path / "a.png")


@pytest.mark.parametrize("suffix", [".png", ".tif", ".jpg", ".webp", ".bmp"])
def test_a_disk_that_fills_up_leaves_the_old_file_and_no_rest(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(b"old")
    script = """
import resource, signal, sys
from pathlib import Path
import numpy as np
from restorer_app.errors import MediaError
from restorer_app.media.image import Image, save_image
noise = np.random.default_rng(0).random((200, 300, 3), dtype=np.float32)
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
try:
    save_image(Image(noise), Path(sys.argv[1]), overwrite=True)
except MediaError as error:
    print(error)
"""
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True
    )
    assert "the disk is full" in done.stdout
    assert path.read_bytes() == b"old"
    assert names_in(tmp_path) == [path.name]


@pytest.mark.parametrize("suffix", [".gif", ".txt", ""])
def test_a_suffix_that_names_no_format_lists_those_that_do(
    tmp_path: Path, image: Image, suffix: str
) -> None:
    with pytest.raises(MediaError, match=r"use one of \.png, \.tif"):
        save_image(image, tmp_path / f"a{suffix}")


def test_names_that_are_no_unicode_can_be_printed(tmp_path: Path, image: Image) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.png")
    path.touch()
    with pytest.raises(MediaError) as caught:
        save_image(image, path)
    assert str(caught.value).encode("utf-8").startswith("Can't write 'caf\ufffd.png'".encode())
