"""Weights on disk: safetensors with a SHA-256 in the model's TOML; imports no torch by itself."""

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from restorer_app.errors import WeightsError
from restorer_app.registry.catalog import ModelEntry
from restorer_app.texts import translatable

if TYPE_CHECKING:
    from torch import Tensor

_BLOCK_BYTES = 1 << 20


def sha256_of(path: Path) -> str:
    """The file's SHA-256 in hexadecimal, read block by block."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK_BYTES):
            digest.update(block)
    return digest.hexdigest()


def verify(entry: ModelEntry) -> None:
    """Raises WeightsError when the weights are missing or are not the ones described."""
    try:
        found = sha256_of(entry.weights_path)
    except OSError as error:
        raise WeightsError(
            translatable(
                "{model}: its weights '{file}' can't be read ({error}); run 'restorer models fetch "
                "{model}' or reinstall Restorer",
                model=entry.id,
                file=entry.file,
                error=error.strerror,
            )
        ) from error
    if found != entry.sha256:
        raise WeightsError(
            translatable(
                "{model}: the SHA-256 of '{file}' differs from its model.toml; delete the file and "
                "run 'restorer models fetch {model}', or reinstall Restorer",
                model=entry.id,
                file=entry.file,
            )
        )


def write_weights(state: "dict[str, Tensor]", path: Path) -> None:
    """Write a state dict as float16 safetensors (whole-number tensors keep their type)."""
    from safetensors.torch import save_file

    halves = {
        name: (tensor.half() if tensor.is_floating_point() else tensor).contiguous().cpu()
        for name, tensor in state.items()
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    save_file(halves, part)
    part.replace(path)


def read_weights(entry: ModelEntry) -> "dict[str, Tensor]":
    """The verified state dict of a model. Raises WeightsError for a wrong or damaged file."""
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    verify(entry)
    try:
        return load_file(entry.weights_path)
    except SafetensorError as error:
        raise WeightsError(
            translatable(
                "{model}: '{file}' is no safetensors file; reinstall Restorer",
                model=entry.id,
                file=entry.file,
            )
        ) from error
