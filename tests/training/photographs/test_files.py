from pathlib import Path

import numpy as np
import PIL.Image
import pytest

from restorer_app.errors import MediaError
from restorer_app.training.photographs.files import (
    HOLD_OUT_EVERY,
    load_photos,
    photo_paths,
    read_shapes,
)


def touch(folder: Path, *names: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).touch()


def test_folders_named_train_and_val_are_the_split(tmp_path: Path) -> None:
    touch(tmp_path / "train" / "deeper", "b.png", "a.jpg", "notes.txt")
    touch(tmp_path / "val", "c.png")
    touch(tmp_path, "elsewhere.png")
    train, val = photo_paths(tmp_path)
    assert [path.name for path in train] == ["a.jpg", "b.png"]
    assert [path.name for path in val] == ["c.png"]


def test_otherwise_every_sixteenth_photograph_is_held_out(tmp_path: Path) -> None:
    touch(tmp_path, *(f"{i:03}.png" for i in range(40)))
    train, val = photo_paths(tmp_path)
    assert [path.name for path in val] == ["000.png", "016.png", "032.png"]
    assert len(train) == 37
    assert not set(train) & set(val)


def test_a_single_photograph_serves_for_both(tmp_path: Path) -> None:
    touch(tmp_path, "only.png")
    assert photo_paths(tmp_path) == ([tmp_path / "only.png"], [tmp_path / "only.png"])


@pytest.mark.parametrize("missing", ["everything", "train", "val"])
def test_a_split_without_photographs_is_refused(tmp_path: Path, missing: str) -> None:
    touch(tmp_path / "train", "notes.txt" if missing != "val" else "a.png")
    touch(tmp_path / "val", "notes.txt" if missing != "train" else "a.png")
    with pytest.raises(MediaError, match="no photographs in"):
        photo_paths(tmp_path)


def test_photographs_are_8_bit_and_small_ones_mirrored(tmp_path: Path) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (10, 30, 3), np.uint8)
    PIL.Image.fromarray(pixels).save(tmp_path / "a.png")
    (photo,) = load_photos([tmp_path / "a.png"], shortest_px=25)
    assert photo.shape == (25, 30, 3)
    assert photo.dtype == np.uint8
    np.testing.assert_array_equal(photo[:10], pixels)
    np.testing.assert_array_equal(photo[10:19], pixels[8::-1])


def test_photographs_are_reduced_once_for_who_needs_no_detail(tmp_path: Path) -> None:
    pixels = np.zeros((40, 60, 3), np.uint8)
    pixels[:, 32:] = 200
    PIL.Image.fromarray(pixels).save(tmp_path / "a.png")
    (photo,) = load_photos([tmp_path / "a.png"], shortest_px=8, scale=0.25)
    np.testing.assert_array_equal(photo, pixels[::4, ::4])


def test_real_shapes_are_used_and_some_of_them_held_out(tmp_path: Path) -> None:
    blot = np.zeros((20, 20), np.uint8)
    blot[5:15, 5:15] = 255
    for i in range(HOLD_OUT_EVERY + 1):
        PIL.Image.fromarray(blot).save(tmp_path / f"blot-{i:02}.png")
    (tmp_path / "notes.txt").write_text("no picture")
    training, held_out = read_shapes(tmp_path)
    assert (len(training), len(held_out)) == (HOLD_OUT_EVERY - 1, 2)
    np.testing.assert_array_equal(training[0], blot)
    assert read_shapes(None) == ([], [])


def test_a_folder_without_shapes_is_named(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match=tmp_path.name):
        read_shapes(tmp_path)
