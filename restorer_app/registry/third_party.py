"""Networks of other people: recognised by spandrel, kept as safetensors in the user's folder.

Detectors of faces, which are ONNX, are left to `face_detectors`.

The only place where a pickle is opened, once, at the import, and then by torch's restricted reader
that builds tensors and nothing else. What is kept and loaded ever after is safetensors.
"""

import pickle  # noqa: TID251 - only for the name of the error that torch's reader raises
from pathlib import Path
from typing import TYPE_CHECKING, Any

from restorer_app.distortions import Medium
from restorer_app.errors import WeightsError
from restorer_app.registry import face_detectors
from restorer_app.registry.adoption import UNKNOWN_LICENCE, adopt, title_of, unreadable
from restorer_app.registry.catalog import ModelEntry, Task, write_entry
from restorer_app.registry.devices import Device, choose_device
from restorer_app.registry.weights import read_weights, sha256_of
from restorer_app.texts import translatable

if TYPE_CHECKING:
    from spandrel import ImageModelDescriptor
    from torch import Tensor, nn

ARCHITECTURE = "spandrel"
"""What `model.toml` names as architecture of an imported network; spandrel tells which it is."""

WEIGHTS_FILE = "weights.safetensors"
_PICKLED = (".pth", ".ckpt")
_READABLE = (".safetensors", *_PICKLED)


def import_model(file: Path) -> ModelEntry:
    """Copy somebody else's network into the user's models folder and describe it there.

    Only networks that take a colour picture and return one, and detectors of faces. Raises
    WeightsError for a file that is no such network, for an id that is taken and where spandrel is
    not installed, which detectors do without.
    """
    if file.suffix.lower() == face_detectors.SUFFIX:
        return face_detectors.import_detector(file)
    descriptor = _recognise(_read_state(file), file.name)
    return adopt(file, lambda folder: _write_model(folder, descriptor, file))


def load(entry: ModelEntry, device: Device) -> "nn.Module":
    """The imported network on a device, as our own are: (N, 3, H, W) in 0..1 to the same shape.

    It runs in the device's number type, or in float32 where it does not bear that one. The result
    of a network that enlarges is averaged down to the picture's size. Raises WeightsError for a
    wrong hash, unknown keys and where spandrel is not installed.
    """
    import torch

    descriptor = _recognise(read_weights(entry), entry.id)
    bears = {
        torch.float16: descriptor.supports_half,
        torch.bfloat16: descriptor.supports_bfloat16,
    }
    dtype = device.dtype if bears.get(device.dtype, True) else torch.float32
    descriptor.to(device.torch_device, dtype)
    return _same_size(descriptor).requires_grad_(False)


def _read_state(file: Path) -> "dict[str, Tensor]":
    import torch
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    if file.suffix.lower() not in _READABLE:
        raise WeightsError(
            translatable(
                "{name}: only {known} can be imported; convert it to safetensors",
                name=file.name,
                known=", ".join((*_READABLE, face_detectors.SUFFIX)),
            )
        )
    try:
        if file.suffix.lower() in _PICKLED:
            return dict(torch.load(file, map_location="cpu", weights_only=True))
        return load_file(file)
    except OSError as error:
        raise unreadable(file, error) from error
    except SafetensorError as error:
        raise WeightsError(
            translatable("{name}: is no safetensors file; get it again", name=file.name)
        ) from error
    except (pickle.UnpicklingError, RuntimeError, EOFError, TypeError, ValueError) as error:
        raise WeightsError(
            translatable(
                "{name}: holds no plain weights, or more than weights, which is never opened; "
                "get it as .safetensors",
                name=file.name,
            )
        ) from error


def _recognise(state: "dict[str, Tensor]", name: str) -> "ImageModelDescriptor[Any]":
    try:
        import spandrel
    except ImportError:
        raise WeightsError(
            translatable(
                "{name}: imported networks need the extra 'third-party'; run 'pip install "
                "spandrel'",
                name=name,
            )
        ) from None
    try:
        descriptor = spandrel.ModelLoader(device="cpu").load_from_state_dict(
            spandrel.canonicalize_state_dict(state)
        )
    except (spandrel.UnsupportedModelError, RuntimeError, KeyError, ValueError) as error:
        raise WeightsError(
            translatable(
                "{name}: no network that is known; only those that spandrel supports can be "
                "imported",
                name=name,
            )
        ) from error
    if not isinstance(descriptor, spandrel.ImageModelDescriptor):
        raise WeightsError(
            translatable(
                "{name}: needs a mask beside the picture, which can not be used yet", name=name
            )
        )
    if (descriptor.input_channels, descriptor.output_channels) != (3, 3):
        raise WeightsError(
            translatable("{name}: is not for colour pictures; only such can be imported", name=name)
        )
    return descriptor


def _same_size(descriptor: "ImageModelDescriptor[Any]") -> "nn.Module":
    """The network behind spandrel's call, which pads to the sizes that the architecture needs."""
    import torch.nn.functional as F
    from torch import Tensor, nn

    class ThirdPartyNetwork(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.network = descriptor.model

        def forward(self, pictures: Tensor) -> Tensor:
            restored: Tensor = descriptor(pictures.to(descriptor.dtype))
            if descriptor.scale > 1:
                restored = F.avg_pool2d(restored, descriptor.scale)
            return restored.to(pictures.dtype)

    return ThirdPartyNetwork().eval()


def _write_model(folder: Path, descriptor: "ImageModelDescriptor[Any]", file: Path) -> None:
    from safetensors.torch import save_file

    weights = folder / WEIGHTS_FILE
    # Copies: safetensors refuses tensors that share memory, as some networks' do.
    state = descriptor.model.state_dict()
    save_file(
        {name: tensor.detach().clone().contiguous() for name, tensor in state.items()}, weights
    )
    title = title_of(file)
    is_upscaler = descriptor.scale > 1
    limits = (
        f"Imported network ({descriptor.architecture.name}, scale {descriptor.scale}); "
        "nothing about it was measured here."
    )
    table = {
        "id": folder.name,
        "title": title,
        "task": str(Task.UPSCALE if is_upscaler else Task.RESTORE),
        "medium": str(Medium.PHOTO),
        "architecture": ARCHITECTURE,
        "hyper_parameters": {},
        "file": WEIGHTS_FILE,
        "bytes": weights.stat().st_size,
        "sha256": sha256_of(weights),
        "licence": UNKNOWN_LICENCE,
        "limits": limits,
    }
    (folder / "README.md").write_text(f"# {title}\n\n{limits}\n", encoding="utf-8")
    load(write_entry(folder, table), choose_device("cpu"))  # what was written can be read
