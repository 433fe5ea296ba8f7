import weakref
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from restorer_app.distortions import PAPER_DISTORTIONS, Distortion
from restorer_app.errors import DeviceError, WeightsError
from restorer_app.registry import devices, loader
from restorer_app.registry.devices import choose_device
from restorer_app.registry.loader import load_network
from restorer_app.registry.weights import sha256_of, write_weights
from tests.tiny_models import write_diagnosis, write_generator


@pytest.fixture(autouse=True)
def _empty_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loader, "_cache", type(loader._cache)())


@pytest.fixture(params=[False, True], ids=["float32", "bfloat16"])
def dtype(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> torch.dtype:
    monkeypatch.setattr(devices, "_cpu_has_matrix_units", lambda: request.param)
    return torch.bfloat16 if request.param else torch.float32


def test_a_loaded_network_does_what_its_weights_say(tmp_path: Path, dtype: torch.dtype) -> None:
    loaded = load_network(write_generator(tmp_path, Distortion.JPEG, gain=0.5), "cpu")
    assert {p.dtype for p in loaded.network.parameters()} == {dtype}
    assert loaded.device.dtype == dtype
    assert not loaded.network.training
    assert not any(p.requires_grad for p in loaded.network.parameters())
    x = torch.rand(1, 3, 16, 16)
    assert torch.allclose(loaded.network(x), x / 2, atol=0.005)


def test_a_diagnosis_network_runs_in_the_devices_number_type(
    tmp_path: Path, dtype: torch.dtype
) -> None:
    entry = write_diagnosis(tmp_path, {Distortion.WHITE_NOISE: 0.5})
    network = load_network(entry, "cpu").network
    assert next(network.parameters()).dtype == dtype
    logits, _ = network(torch.full((4, 3, 128, 128), 0.75))
    assert int(logits[0].argmax()) == PAPER_DISTORTIONS.index(Distortion.WHITE_NOISE)
    logits, _ = network(torch.full((4, 3, 128, 128), 0.25))
    assert int(logits[0].argmax()) == len(PAPER_DISTORTIONS)


def test_the_same_model_is_loaded_once(tmp_path: Path) -> None:
    entry = write_generator(tmp_path, Distortion.JPEG)
    first = load_network(entry, "cpu")
    entry.weights_path.unlink()
    assert load_network(entry, "cpu") is first
    assert load_network(replace(entry), "cpu") is first


def test_another_version_of_a_model_is_not_taken_from_the_cache(tmp_path: Path) -> None:
    old = load_network(write_generator(tmp_path, Distortion.JPEG, gain=1), "cpu")
    new = load_network(write_generator(tmp_path, Distortion.JPEG, gain=0), "cpu")
    assert new is not old
    assert float(new.network(torch.ones(1, 3, 8, 8)).mean()) == pytest.approx(0)


def test_the_least_recently_used_network_leaves_the_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loader, "CACHED_NETWORKS", 2)
    a, b, c = (write_generator(tmp_path, Distortion.JPEG, model_id=model_id) for model_id in "abc")
    first_a, first_b = load_network(a, "cpu"), load_network(b, "cpu")
    load_network(a, "cpu")
    load_network(c, "cpu")
    assert load_network(a, "cpu") is first_a
    assert load_network(b, "cpu") is not first_b


def test_a_chosen_device_brings_its_precision_and_tiles(tmp_path: Path) -> None:
    entry = write_generator(tmp_path, Distortion.JPEG)
    for precision, dtype in (("fp32", torch.float32), ("bf16", torch.bfloat16)):
        loaded = load_network(entry, choose_device("cpu", precision, 512))
        assert next(loaded.network.parameters()).dtype == dtype
        assert loaded.device.tile_px == 512


def test_forgotten_networks_are_let_go_and_loaded_anew(tmp_path: Path) -> None:
    entry = write_generator(tmp_path, Distortion.JPEG)
    network = weakref.ref(load_network(entry, "cpu").network)
    assert network() is not None
    loader.forget_networks()
    assert network() is None
    entry.weights_path.unlink()
    with pytest.raises(WeightsError):
        load_network(entry, "cpu")


def test_an_unknown_architecture_is_refused(tmp_path: Path) -> None:
    entry = replace(write_generator(tmp_path, Distortion.JPEG), architecture="transformer_9000")
    with pytest.raises(WeightsError, match=r"^jpeg: .*'transformer_9000'; update Restorer"):
        load_network(entry, "cpu")


@pytest.mark.parametrize(
    "hyper_parameters",
    [
        {"widths": [4], "blocks": 0},
        {"widths": [3], "blocks": 1},
        {"widths": [3], "depth": 7},
        {"widths": "wide"},
        {"widths": []},
        {"widths": [-1]},
    ],
)
def test_weights_that_do_not_fit_their_description_are_refused(
    tmp_path: Path, hyper_parameters: dict[str, object]
) -> None:
    entry = write_generator(tmp_path, Distortion.JPEG)
    with pytest.raises(WeightsError, match=r"^jpeg: its weights do not fit 'residual_unet'"):
        load_network(replace(entry, hyper_parameters=hyper_parameters), "cpu")


@pytest.mark.parametrize("change", ["foreign", "missing"])
def test_foreign_and_missing_keys_are_refused(tmp_path: Path, change: str) -> None:
    entry = write_generator(tmp_path, Distortion.JPEG)
    state = load_network(entry, "cpu").network.state_dict()
    if change == "foreign":
        state["classifier.weight"] = torch.zeros(3)
    else:
        del state["tail.bias"]
    write_weights(state, entry.weights_path)
    with pytest.raises(WeightsError, match=r"^jpeg: its weights do not fit"):
        load_network(replace(entry, sha256=sha256_of(entry.weights_path)), "cpu")


def test_a_wrong_hash_is_refused_before_anything_is_built(tmp_path: Path) -> None:
    entry = replace(write_generator(tmp_path, Distortion.JPEG), sha256="0" * 64)
    with pytest.raises(WeightsError, match=r"^jpeg: the SHA-256"):
        load_network(entry, "cpu")


def test_a_device_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DeviceError, match="'abacus' is no device"):
        load_network(write_generator(tmp_path, Distortion.JPEG), "abacus")
