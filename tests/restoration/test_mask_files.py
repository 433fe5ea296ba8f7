from pathlib import Path

import numpy as np
import pytest
from PIL import Image as PilImage

from restorer_app.errors import MediaError
from restorer_app.restoration.mask_drawing import pack_mask, unpack_mask
from restorer_app.restoration.mask_files import read_mask, write_mask

MASK = np.random.default_rng(0).random((31, 45)) < 0.3


def test_a_mask_comes_back_from_its_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "mask.png"
    write_mask(pack_mask(MASK), path, overwrite=False)
    np.testing.assert_array_equal(unpack_mask(read_mask(path)), MASK)
    with PilImage.open(path) as picture:
        np.testing.assert_array_equal(np.asarray(picture.convert("L")), MASK * np.uint8(255))


def test_grey_counts_from_half_on_and_what_is_transparent_does_not(tmp_path: Path) -> None:
    codes = np.array([[[127] * 3 + [255], [128] * 3 + [255], [255] * 3 + [0]]], np.uint8)
    PilImage.fromarray(codes).save(tmp_path / "mask.png")
    given = read_mask(tmp_path / "mask.png")
    assert given.size == (3, 1)
    assert unpack_mask(given).tolist() == [[False, True, False]]


def test_a_file_that_is_no_picture_is_named(tmp_path: Path) -> None:
    (tmp_path / "mask.png").write_text("no picture")
    with pytest.raises(MediaError, match="mask.png"):
        read_mask(tmp_path / "mask.png")
    write_mask(pack_mask(MASK), tmp_path / "there.png", overwrite=False)
    with pytest.raises(MediaError, match="there.png"):
        write_mask(pack_mask(MASK), tmp_path / "there.png", overwrite=False)
