"""Files that are not what they should be: one sentence each, that names the file and the remedy."""

import contextlib
import errno
import os
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import PIL.Image
import pytest
import tifffile
from hypothesis import given, settings
from hypothesis import strategies as st

from restorer_app.errors import MediaError
from restorer_app.media import memory
from restorer_app.media.image import Image, load_image, load_thumbnail, save_image

READERS = [load_image, lambda path: load_thumbnail(path, 32)]
readers = pytest.mark.parametrize("read", READERS, ids=["image", "thumbnail"])


def noise_file(path: Path, depth: int = 8) -> Path:
    pixels = np.random.default_rng(0).random((60, 80, 3), dtype=np.float32)
    save_image(Image(pixels, depth=depth), path)
    return path


def png_claiming(width: int, height: int) -> bytes:
    """A tiny file that claims any size."""
    header = struct.pack(">2L5B", width, height, 8, 2, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n"
    for name, body in ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b"")):
        data += struct.pack(">L", len(body)) + name + body
        data += struct.pack(">L", zlib.crc32(name + body))
    return data


@readers
@pytest.mark.parametrize("share", [0.02, 0.3, 0.9])
@pytest.mark.parametrize(
    ("name", "depth"),
    [
        ("a.jpg", 8),
        ("a.png", 8),
        ("a.png", 16),
        ("a.tif", 8),
        ("a.tif", 16),
        ("a.webp", 8),
        ("a.bmp", 8),
    ],
)
@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
def test_truncated_files_are_told_as_such(
    tmp_path: Path, read: Callable[[Path], object], name: str, depth: int, share: float
) -> None:
    path = noise_file(tmp_path / name, depth)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(MediaError) as caught:
        read(path)
    reason = "is damaged" if name == "a.tif" else "ends too early"
    assert (
        str(caught.value)
        == f"Can't read '{name}': the file {reason}; copy it again from its source."
    )


@readers
def test_damage_inside_is_told_as_damage(tmp_path: Path, read: Callable[[Path], object]) -> None:
    path = noise_file(tmp_path / "a.png")
    data = bytearray(path.read_bytes())
    data[2000:2100] = bytes(100)
    path.write_bytes(data)
    with pytest.raises(MediaError, match=r"'a\.png': the file is damaged; copy it again"):
        read(path)


@readers
@pytest.mark.parametrize("content", [b"Dear diary, ...", b"GIF89a", b"%PDF-1.7", b"\0" * 100])
def test_files_that_are_no_picture(
    tmp_path: Path, read: Callable[[Path], object], content: bytes
) -> None:
    (tmp_path / "diary.jpg").write_bytes(content)
    with pytest.raises(MediaError, match=r"'diary\.jpg': it is no JPEG, PNG, TIFF, WebP or BMP"):
        read(tmp_path / "diary.jpg")


@readers
def test_empty_files(tmp_path: Path, read: Callable[[Path], object]) -> None:
    (tmp_path / "a.jpg").touch()
    with pytest.raises(MediaError, match=r"'a\.jpg': the file is empty; copy it again"):
        read(tmp_path / "a.jpg")


@readers
def test_missing_files(tmp_path: Path, read: Callable[[Path], object]) -> None:
    with pytest.raises(MediaError, match=r"'a\.jpg': there is no such file"):
        read(tmp_path / "a.jpg")


@readers
def test_folders(tmp_path: Path, read: Callable[[Path], object]) -> None:
    (tmp_path / "a.jpg").mkdir()
    with pytest.raises(MediaError, match=r"'a\.jpg': it is a folder"):
        read(tmp_path / "a.jpg")


@readers
def test_a_pipe_is_refused_instead_of_waited_for(
    tmp_path: Path, read: Callable[[Path], object]
) -> None:
    os.mkfifo(tmp_path / "a.jpg")
    with pytest.raises(MediaError, match="it is a device, not a file"):
        read(tmp_path / "a.jpg")


@readers
@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (errno.EACCES, "you are not allowed to; change its permissions"),
        (errno.EIO, "Input/output error; check the disk"),
        (errno.ESTALE, "check the disk, or copy the file elsewhere"),
    ],
)
def test_refusals_of_the_file_system_become_sentences(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    read: Callable[[Path], object],
    code: int,
    sentence: str,
) -> None:
    path = noise_file(tmp_path / "a.png")

    def refuse(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(MediaError, match=rf"^Can't read 'a\.png': .*{sentence}.*\.$"):
        read(path)


def test_a_name_that_is_too_long(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="too long"):
        load_image(tmp_path / ("a" * 300 + ".jpg"))


# --- bombs and memory --------------------------------------------------------------------------


@readers
def test_a_bomb_is_refused_by_its_header(tmp_path: Path, read: Callable[[Path], object]) -> None:
    (tmp_path / "bomb.png").write_bytes(png_claiming(100_000, 100_000))
    with pytest.raises(MediaError, match=r"'bomb\.png': it claims 100000 x 100000 pixels"):
        read(tmp_path / "bomb.png")


def test_a_bomb_of_a_tiff_is_refused_by_its_header(tmp_path: Path) -> None:
    tifffile.imwrite(tmp_path / "a.tif", np.zeros((16, 16, 3), np.uint8), photometric="rgb")
    data = bytearray((tmp_path / "a.tif").read_bytes())
    (directory,) = struct.unpack_from("<L", data, 4)
    for index in range(struct.unpack_from("<H", data, directory)[0]):
        entry = directory + 2 + 12 * index
        if struct.unpack_from("<H", data, entry)[0] in (256, 257):
            struct.pack_into("<HLL", data, entry + 2, 4, 1, 60_000)
    (tmp_path / "a.tif").write_bytes(data)
    with pytest.raises(MediaError, match="it claims 60000 x 60000 pixels"):
        load_image(tmp_path / "a.tif")


def test_scans_beyond_pillows_own_limit_are_read(tmp_path: Path) -> None:
    # 95 megapixels, one bit each: Pillow alone would warn, an error in these tests, and refuse 180.
    PIL.Image.new("1", (10_000, 9_500), 1).save(tmp_path / "scan.png")
    assert load_thumbnail(tmp_path / "scan.png", 20).shape == (19, 20, 3)


@readers
def test_a_picture_larger_than_the_memory_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read: Callable[[Path], object]
) -> None:
    path = noise_file(tmp_path / "a.png")  # 4800 pixels need 96 kB, 38 kB for the thumbnail
    monkeypatch.setattr(memory, "available_bytes", lambda: 38_000)
    with pytest.raises(MediaError, match=r"'a\.png': opening it takes more memory than there is"):
        read(path)
    monkeypatch.setattr(memory, "available_bytes", lambda: 100_000)
    read(path)


@readers
def test_running_out_of_memory_while_decoding_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read: Callable[[Path], object]
) -> None:
    path = noise_file(tmp_path / "a.png")

    def exhaust(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(PIL.Image.Image, "load", exhaust)
    with pytest.raises(MediaError, match="more memory than there is"):
        read(path)


def test_the_memory_of_this_machine_is_known() -> None:
    available = memory.available_bytes()
    assert available is not None
    assert 10_000_000 < available < 10**14


def test_a_containers_limit_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "max").write_text("50000000\n")
    (tmp_path / "used").write_text("20000000\n")
    monkeypatch.setattr(memory, "_CGROUP_LIMIT", tmp_path / "max")
    monkeypatch.setattr(memory, "_CGROUP_USED", tmp_path / "used")
    assert memory.available_bytes() == 30_000_000
    (tmp_path / "max").write_text("max\n")
    assert memory.available_bytes() != 30_000_000


# --- kinds that are not read ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dtype", "options"),
    [
        (np.float32, {"photometric": "rgb"}),
        (np.float16, {"photometric": "rgb"}),
        (np.uint32, {"photometric": "rgb"}),
        (np.int16, {"photometric": "rgb"}),
    ],
)
def test_tiffs_of_other_numbers_are_refused_with_the_remedy(
    tmp_path: Path, dtype: type, options: dict[str, str]
) -> None:
    tifffile.imwrite(tmp_path / "a.tif", np.zeros((8, 8, 3), dtype), **options)
    with pytest.raises(MediaError, match=r"'a\.tif': .* save it as 16-bit TIFF\.$"):
        load_image(tmp_path / "a.tif")


def test_tiffs_with_many_channels_are_refused_with_the_remedy(tmp_path: Path) -> None:
    tifffile.imwrite(tmp_path / "a.tif", np.zeros((8, 8, 7), np.uint8), planarconfig="contig")
    with pytest.raises(MediaError, match=r"'a\.tif': .* save it as plain RGB TIFF\.$"):
        load_image(tmp_path / "a.tif")


@pytest.mark.parametrize(
    ("name", "depth"),
    [
        ("a.jpg", 8),
        ("a.png", 8),
        ("a.png", 16),
        ("a.tif", 8),
        ("a.tif", 16),
        ("a.webp", 8),
        ("a.bmp", 8),
    ],
)
@settings(max_examples=40)
@given(data=st.data())
@pytest.mark.filterwarnings("ignore")
def test_damaged_files_are_read_or_refused_but_never_crash(
    tmp_path_factory: pytest.TempPathFactory, name: str, depth: int, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("damaged")
    content = bytearray(noise_file(folder / name, depth).read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, min(len(content) - 1, 400)))] = data.draw(
            st.integers(0, 255)
        )
    (folder / name).write_bytes(content)
    with contextlib.suppress(MediaError):
        assert np.isfinite(load_image(folder / name).pixels).all()
