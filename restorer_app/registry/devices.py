"""Which processor a network runs on, in which precision and in how large tiles; chosen per job."""

import platform
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from restorer_app.errors import DeviceError
from restorer_app.texts import translatable

if TYPE_CHECKING:
    import torch

DEVICE_NAMES = ("auto", "cpu", "cuda", "mps")
PRECISIONS = ("auto", "bf16", "fp32")
TILE_PX = 640
"""Side of a tile with its margins. A cancel waits for one: with 768 px it waits 1.4 times as long,
and a photograph takes 5 % less time in all."""


@dataclass(frozen=True)
class Device:
    """A torch device, the number type networks run in there, and the side of their tiles."""

    torch_device: "torch.device"
    dtype: "torch.dtype"
    tile_px: int = TILE_PX

    @property
    def description(self) -> str:
        """For the status bar: 'CPU, bf16'."""
        names = {"torch.bfloat16": "bf16", "torch.float16": "fp16", "torch.float32": "fp32"}
        kind = {"cpu": "CPU", "cuda": "NVIDIA GPU", "mps": "Apple GPU"}[self.torch_device.type]
        return f"{kind}, {names[str(self.dtype)]}"


@dataclass(frozen=True)
class FoundDevice:
    """What was found, or why nothing was, where a network could run."""

    name: str
    """As `choose_device` takes it."""
    is_there: bool
    told: str
    """What it is called, or one sentence that says why it is not there."""
    precision: str = ""
    """What 'auto' takes there."""


def available_devices() -> tuple[str, ...]:
    """The names `choose_device` accepts on this machine, fastest last."""
    import torch

    names = ["cpu"]
    if torch.backends.mps.is_available():
        names.append("mps")
    if torch.cuda.is_available():
        names.append("cuda")
    return tuple(names)


def find_devices() -> tuple[FoundDevice, ...]:
    """Every device there could be, with its name or why it is not there; the CPU comes first."""
    available = available_devices()
    found = []
    for name in DEVICE_NAMES[1:]:
        if name in available:
            precision = choose_device(name).description.split(", ")[1]
            found.append(FoundDevice(name, True, _device_name(name), precision))
        else:
            why = _why_no_cuda() if name == "cuda" else _why_no_mps()
            found.append(FoundDevice(name, False, why))
    return tuple(found)


def choose_device(name: str = "auto", precision: str = "auto", tile_px: int = 0) -> Device:
    """'auto' takes the fastest there is, `tile_px` 0 the usual size.

    Raises DeviceError for a device that is not there and for a precision that is none.
    """
    import torch

    if name not in DEVICE_NAMES:
        raise DeviceError(
            translatable(
                "'{name}' is no device; choose one of {known}",
                name=name,
                known=", ".join(DEVICE_NAMES),
            )
        )
    if precision not in PRECISIONS:
        raise DeviceError(
            translatable(
                "'{name}' is no precision; choose one of {known}",
                name=precision,
                known=", ".join(PRECISIONS),
            )
        )
    available = available_devices()
    chosen = available[-1] if name == "auto" else name
    if chosen not in available:
        raise DeviceError(
            translatable(
                "there is no {name} device here; choose auto or the processor (cpu) instead",
                name=chosen,
            )
        )
    if precision != "auto":
        dtype = {"bf16": torch.bfloat16, "fp32": torch.float32}[precision]
    elif chosen == "cpu":
        # Only matrix units make bf16 faster than fp32 on a CPU; emulated it is far slower.
        dtype = torch.bfloat16 if _cpu_has_matrix_units() else torch.float32
    else:
        dtype = torch.float16
    return Device(torch.device(chosen), dtype, tile_px or TILE_PX)


def describe_device(name: str = "auto") -> str:
    """What `name` means on this machine, for a person: 'CPU, bf16'."""
    return choose_device(name).description


def _why_no_cuda() -> str:
    import torch

    if torch.version.cuda is None:
        return translatable("The PyTorch that is installed can not use NVIDIA graphics cards.")
    return translatable("No NVIDIA graphics card with a working driver was found.")


def _why_no_mps() -> str:
    import torch

    if platform.system() != "Darwin":
        return translatable("Only Apple computers have one.")
    if not torch.backends.mps.is_built():
        return translatable("The PyTorch that is installed can not use Apple graphics.")
    return translatable("It needs macOS 12.3 or later on Apple hardware.")


def _cpu_has_matrix_units() -> bool:
    """AMX tiles (Linux tells in /proc/cpuinfo; elsewhere float32 is the safe choice)."""
    return "amx_bf16" in _cpuinfo()


def _device_name(name: str) -> str:
    """As its maker calls it; of a processor as much as the system tells."""
    import torch

    if name == "cuda":
        return str(torch.cuda.get_device_name())
    for line in _cpuinfo().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _cpuinfo() -> str:
    try:
        return Path("/proc/cpuinfo").read_text(encoding="ascii", errors="ignore")
    except OSError:
        return ""
