"""Other people's networks: imported once, kept as safetensors, run like our own."""

import sys
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file, save_file
from spandrel.architectures.Compact.__arch.SRVGG import SRVGGNetCompact

from restorer_app.errors import WeightsError
from restorer_app.paths import user_models_dir
from restorer_app.registry.catalog import Task, read_catalog
from restorer_app.registry.devices import Device
from restorer_app.registry.third_party import import_model, load

CPU = Device(torch.device("cpu"), torch.float32)


def tiny_network(scale: int = 1, channels: int = 3) -> SRVGGNetCompact:
    torch.manual_seed(0)
    return SRVGGNetCompact(
        num_in_ch=channels, num_out_ch=channels, num_feat=8, num_conv=1, upscale=scale
    )


def save_pth(path: Path, state: Any) -> Path:
    torch.save(state, path)
    return path


def test_a_pth_file_becomes_a_safetensors_model(tmp_path: Path) -> None:
    network = tiny_network()
    entry = import_model(save_pth(tmp_path / "1x Film Grain.pth", {"params": network.state_dict()}))
    assert entry.id == "1x-film-grain"
    assert entry.task is Task.RESTORE
    assert entry.distortion is None
    assert entry.folder == user_models_dir() / entry.id
    assert [e.id for e in read_catalog([user_models_dir()]).entries] == [entry.id]
    assert set(load_file(entry.weights_path)) == set(network.state_dict())


def test_an_imported_network_computes_what_it_did_before(tmp_path: Path) -> None:
    network = tiny_network().eval()
    file = tmp_path / "film-grain.safetensors"
    save_file(network.state_dict(), file)
    picture = torch.rand(1, 3, 24, 20, generator=torch.Generator().manual_seed(1))
    with torch.inference_mode():
        expected = network(picture).clamp(0, 1)
        restored = load(import_model(file), CPU)(picture)
    assert torch.equal(restored, expected)


def test_a_network_that_enlarges_keeps_the_size(tmp_path: Path) -> None:
    entry = import_model(save_pth(tmp_path / "x4.pth", tiny_network(scale=4).state_dict()))
    assert entry.task is Task.UPSCALE
    with torch.inference_mode():
        assert load(entry, CPU)(torch.rand(1, 3, 24, 20)).shape == (1, 3, 24, 20)


def test_the_picture_keeps_its_type_when_the_network_runs_in_another(tmp_path: Path) -> None:
    entry = import_model(save_pth(tmp_path / "film-grain.pth", tiny_network().state_dict()))
    network = load(entry, Device(torch.device("cpu"), torch.bfloat16))
    assert next(network.parameters()).dtype is torch.bfloat16
    with torch.inference_mode():
        assert network(torch.rand(1, 3, 24, 20)).dtype is torch.float32


def test_a_taken_id_is_refused(tmp_path: Path) -> None:
    file = save_pth(tmp_path / "film-grain.pth", tiny_network().state_dict())
    import_model(file)
    with pytest.raises(WeightsError, match="rename"):
        import_model(file)


class Exploit:
    """Unpickled, it would create a file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.touch, (self.path,)


def test_a_pickle_that_would_run_code_is_not_opened(tmp_path: Path) -> None:
    trap = tmp_path / "sprung"
    file = save_pth(tmp_path / "evil.pth", {"weights": Exploit(trap)})
    with pytest.raises(WeightsError, match=r"evil\.pth.*never opened"):
        import_model(file)
    assert not trap.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("text.pth", b"Dear reader"),
        ("empty.pth", b""),
        ("text.safetensors", b"Dear reader, this is long enough for a header"),
        ("network.onnx", b"onnx"),
    ],
)
def test_files_that_are_no_weights(tmp_path: Path, name: str, content: bytes) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(WeightsError, match=name):
        import_model(file)
    assert not user_models_dir().exists()


def test_a_missing_file(tmp_path: Path) -> None:
    for suffix in (".pth", ".safetensors"):
        with pytest.raises(WeightsError, match="missing"):
            import_model(tmp_path / f"missing{suffix}")


def test_weights_of_an_unknown_network(tmp_path: Path) -> None:
    file = save_pth(tmp_path / "mine.pth", {"layer.weight": torch.zeros(3, 3)})
    with pytest.raises(WeightsError, match="no network that is known"):
        import_model(file)


def test_a_network_for_grey_pictures_is_refused(tmp_path: Path) -> None:
    file = save_pth(tmp_path / "grey.pth", tiny_network(channels=1).state_dict())
    with pytest.raises(WeightsError, match="colour"):
        import_model(file)


def test_without_spandrel_the_remedy_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = save_pth(tmp_path / "film-grain.pth", tiny_network().state_dict())
    monkeypatch.setitem(sys.modules, "spandrel", None)
    with pytest.raises(WeightsError, match="pip install spandrel"):
        import_model(file)


def test_changed_weights_are_refused(tmp_path: Path) -> None:
    entry = import_model(save_pth(tmp_path / "film-grain.pth", tiny_network().state_dict()))
    entry.weights_path.write_bytes(entry.weights_path.read_bytes() + b"\0")
    with pytest.raises(WeightsError, match="SHA-256"):
        load(entry, CPU)
