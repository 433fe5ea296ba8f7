import pytest
import torch

from restorer_app.errors import DeviceError
from restorer_app.registry import devices
from restorer_app.registry.devices import (
    DEVICE_NAMES,
    available_devices,
    choose_device,
    describe_device,
    find_devices,
)


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A machine with a CPU without matrix units and nothing else; tests add to it."""
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: False)
    monkeypatch.setattr(devices, "_cpu_has_matrix_units", lambda: False)
    return monkeypatch


def test_there_is_always_a_cpu(machine: pytest.MonkeyPatch) -> None:
    assert available_devices() == ("cpu",)
    assert choose_device("auto") == choose_device("cpu")
    assert describe_device("auto") == "CPU, fp32"


def test_a_cpu_with_matrix_units_computes_in_bf16(machine: pytest.MonkeyPatch) -> None:
    machine.setattr(devices, "_cpu_has_matrix_units", lambda: True)
    assert choose_device("cpu").dtype == torch.bfloat16
    assert describe_device("cpu") == "CPU, bf16"


def test_auto_takes_a_gpu_where_there_is_one(machine: pytest.MonkeyPatch) -> None:
    machine.setattr(torch.cuda, "is_available", lambda: True)
    assert available_devices() == ("cpu", "cuda")
    assert choose_device("auto").torch_device.type == "cuda"
    assert describe_device("auto") == "NVIDIA GPU, fp16"
    assert choose_device("cpu").torch_device.type == "cpu"


def test_auto_takes_the_gpu_of_a_mac(machine: pytest.MonkeyPatch) -> None:
    machine.setattr(torch.backends.mps, "is_available", lambda: True)
    assert describe_device("auto") == "Apple GPU, fp16"


@pytest.mark.parametrize("name", ["cuda", "mps"])
def test_a_device_that_is_not_there_is_refused(machine: pytest.MonkeyPatch, name: str) -> None:
    assert name in DEVICE_NAMES
    with pytest.raises(DeviceError, match=f"no {name} device here; choose auto or the processor"):
        choose_device(name)


def test_an_unknown_device_lists_those_there_are(machine: pytest.MonkeyPatch) -> None:
    with pytest.raises(DeviceError, match="'tpu' is no device; choose one of auto, cpu, cuda, mps"):
        choose_device("tpu")


@pytest.mark.parametrize(
    ("precision", "told"), [("auto", "CPU, fp32"), ("bf16", "CPU, bf16"), ("fp32", "CPU, fp32")]
)
def test_a_precision_can_be_asked_for(
    machine: pytest.MonkeyPatch, precision: str, told: str
) -> None:
    assert choose_device("cpu", precision).description == told


def test_an_unknown_precision_lists_those_there_are(machine: pytest.MonkeyPatch) -> None:
    with pytest.raises(DeviceError, match="'fp8' is no precision; choose one of auto, bf16, fp32"):
        choose_device("cpu", "fp8")


def test_what_was_found_has_its_name_and_what_was_not_its_reason(
    machine: pytest.MonkeyPatch,
) -> None:
    cpu, cuda, mps = find_devices()
    assert (cpu.name, cpu.is_there, cpu.precision) == ("cpu", True, "fp32")
    assert cpu.told
    for absent in (cuda, mps):
        assert not absent.is_there
        assert absent.told.endswith(".")


def test_a_graphics_card_is_found_by_its_name(machine: pytest.MonkeyPatch) -> None:
    machine.setattr(torch.cuda, "is_available", lambda: True)
    machine.setattr(torch.cuda, "get_device_name", lambda: "GeForce GTX 1080")
    cuda = find_devices()[1]
    assert (cuda.is_there, cuda.told, cuda.precision) == (True, "GeForce GTX 1080", "fp16")
