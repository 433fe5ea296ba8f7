import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from restorer_app.distortions import Distortion
from restorer_app.errors import WeightsError
from restorer_app.registry.weights import read_weights, sha256_of, verify, write_weights
from tests.tiny_models import write_generator


def test_the_hash_is_that_of_the_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "large"
    content = bytes(range(256)) * 12_345
    path.write_bytes(content)
    assert sha256_of(path) == hashlib.sha256(content).hexdigest()


def test_weights_come_back_as_float16_and_counters_as_they_were(tmp_path: Path) -> None:
    entry = write_generator(tmp_path, Distortion.JPEG)
    state = {
        "a": torch.linspace(-3, 3, 24).reshape(2, 3, 4),
        "b": torch.tensor([0.1], dtype=torch.bfloat16),
        "turned": torch.rand(5, 7).t(),
        "n": torch.tensor(12345678901),
    }
    write_weights(state, entry.weights_path)
    read = read_weights(replace(entry, sha256=sha256_of(entry.weights_path)))
    assert set(read) == set(state)
    for name, tensor in state.items():
        is_number = tensor.is_floating_point()
        assert read[name].dtype == (torch.float16 if is_number else tensor.dtype)
        assert torch.equal(read[name], tensor.half() if is_number else tensor)


def test_writing_leaves_no_partial_file_and_replaces_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "weights.safetensors"
    write_weights({"a": torch.zeros(3)}, path)
    first = sha256_of(path)
    write_weights({"a": torch.ones(3)}, path)
    assert sha256_of(path) != first
    assert list(path.parent.iterdir()) == [path]


def test_sound_weights_are_verified(tmp_path: Path) -> None:
    verify(write_generator(tmp_path, Distortion.JPEG))


def test_one_flipped_bit_is_refused_with_the_remedy(tmp_path: Path) -> None:
    entry = write_generator(tmp_path, Distortion.JPEG)
    content = bytearray(entry.weights_path.read_bytes())
    content[-1] ^= 1
    entry.weights_path.write_bytes(content)
    for check in (verify, read_weights):
        with pytest.raises(WeightsError, match=r"^jpeg: the SHA-256 .* fetch jpeg"):
            check(entry)


def test_missing_weights_are_named_with_the_remedy(tmp_path: Path) -> None:
    entry = write_generator(tmp_path, Distortion.JPEG)
    entry.weights_path.unlink()
    with pytest.raises(WeightsError, match=r"^jpeg: .*weights\.safetensors.*fetch jpeg"):
        verify(entry)


def test_a_file_of_another_kind_is_refused_even_with_the_right_hash(tmp_path: Path) -> None:
    entry = write_generator(tmp_path, Distortion.JPEG)
    entry.weights_path.write_bytes(b"PK\x03\x04 a pickle in a zip file, as torch.save writes it")
    with pytest.raises(WeightsError, match=r"^jpeg: .*no safetensors"):
        read_weights(replace(entry, sha256=sha256_of(entry.weights_path)))
