"""Which processor a network runs on and in which precision; chosen once per job."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from restorer_app.errors import DeviceError

if TYPE_CHECKING:
    import torch

DEVICE_NAMES = ("auto", "cpu", "cuda", "mps")


@dataclass(frozen=True)
class Device:
    """A torch device and the number type its matrix units are fast with."""

    torch_device: "torch.device"
    dtype: "torch.dtype"

    @property
    def description(self) -> str:
        """For the status bar: 'CPU, bf16'."""
        names = {"torch.bfloat16": "bf16", "torch.float16": "fp16", "torch.float32": "fp32"}
        kind = {"cpu": "CPU", "cuda": "NVIDIA GPU", "mps": "Apple GPU"}[self.torch_device.type]
        return f"{kind}, {names[str(self.dtype)]}"


def available_devices() -> tuple[str, ...]:
    """The names `choose_device` accepts on this machine, fastest last."""
    import torch

    names = ["cpu"]
    if torch.backends.mps.is_available():
        names.append("mps")
    if torch.cuda.is_available():
        names.append("cuda")
    return tuple(names)


def choose_device(name: str = "auto") -> Device:
    """'auto' takes the fastest there is. Raises DeviceError for one that is not there."""
    import torch

    if name not in DEVICE_NAMES:
        raise DeviceError(f"'{name}' is no device; choose one of {', '.join(DEVICE_NAMES)}")
    available = available_devices()
    chosen = available[-1] if name == "auto" else name
    if chosen not in available:
        raise DeviceError(f"there is no {chosen} device here; use --device auto or cpu")
    if chosen == "cpu":
        # Only matrix units make bf16 faster than fp32 on a CPU; emulated it is far slower.
        dtype = torch.bfloat16 if _cpu_has_matrix_units() else torch.float32
    else:
        dtype = torch.float16
    return Device(torch.device(chosen), dtype)


def describe_device(name: str = "auto") -> str:
    """What `name` means on this machine, for a person: 'CPU, bf16'."""
    return choose_device(name).description


def _cpu_has_matrix_units() -> bool:
    """AMX tiles (Linux tells in /proc/cpuinfo; elsewhere float32 is the safe choice)."""
    try:
        return "amx_bf16" in Path("/proc/cpuinfo").read_text(encoding="ascii", errors="ignore")
    except OSError:
        return False
