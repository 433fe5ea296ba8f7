"""Model folders that a test makes for itself in no time, so that no test needs shipped weights.

They are real: the program's own architectures with few, hand-set weights, read by the program's own
catalogue and loader. A generator maps brightness, the diagnosis judges by brightness, so together
they run through everything that the released ones do, and the right answer is known.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from torch import nn

from restorer_app.architectures import ARCHITECTURES
from restorer_app.distortions import PAPER_DISTORTIONS, Distortion, Medium
from restorer_app.registry.catalog import ModelEntry, Task, write_entry
from restorer_app.registry.devices import Device
from restorer_app.registry.loader import LoadedNetwork
from restorer_app.registry.weights import sha256_of, write_weights

WEIGHTS_FILE = "weights.safetensors"
SURE = 12.0
"""A logit that leaves no doubt."""


def loaded(network: nn.Module, model_id: str = "fake") -> LoadedNetwork:
    """Any network as the loader hands it out, in float32 on the CPU, without a model folder."""
    entry = ModelEntry(
        id=model_id,
        title=model_id,
        task=Task.RESTORE,
        medium=Medium.PHOTO,
        distortion=None,
        architecture="",
        hyper_parameters={},
        file=WEIGHTS_FILE,
        bytes=0,
        sha256="",
        licence="",
        folder=Path(model_id),
    )
    return LoadedNetwork(network.eval(), Device(torch.device("cpu"), torch.float32), entry)


def write_model(
    root: Path,
    model_id: str,
    network: nn.Module,
    *,
    architecture: str,
    hyper_parameters: Mapping[str, Any],
    task: Task,
    distortion: Distortion | None = None,
    **changes: Any,
) -> ModelEntry:
    """`root/<model_id>` with the network's weights, a card and a `model.toml`, and its entry."""
    folder = root / model_id
    weights = folder / WEIGHTS_FILE
    write_weights(network.state_dict(), weights)
    table = {
        "id": model_id,
        "title": distortion.label if distortion else model_id,
        "task": str(task),
        "medium": "photo",
        "distortion": str(distortion or ""),
        "architecture": architecture,
        "file": WEIGHTS_FILE,
        "bytes": weights.stat().st_size,
        "sha256": sha256_of(weights),
        "licence": "MIT",
        "hyper_parameters": dict(hyper_parameters),
        **changes,
    }
    (folder / "README.md").write_text(f"# {model_id}\n", encoding="utf-8")
    return write_entry(folder, table)


def write_generator(
    root: Path,
    distortion: Distortion | None,
    *,
    gain: float = 1.0,
    offset: float = 0.0,
    model_id: str | None = None,
    task: Task | None = None,
) -> ModelEntry:
    """A residual U-Net that returns `pixels * gain + offset` (within the rounding of bfloat16).

    Without a distortion it is the shared pretraining, `mixed`.
    """
    hyper_parameters = {"widths": [3], "blocks": 0}
    network = ARCHITECTURES["residual_unet"](**hyper_parameters)
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.zero_()
        for channel in range(3):
            network.head.weight[channel, channel, 1, 1] = 1
            network.tail.weight[channel, channel, 1, 1] = gain - 1
        network.tail.bias.fill_(offset)
    return write_model(
        root,
        model_id or str(distortion or "mixed"),
        network,
        architecture="residual_unet",
        hyper_parameters=hyper_parameters,
        task=task or (Task.RESTORE if distortion else Task.PRETRAINED),
        distortion=distortion,
    )


def write_diagnosis(
    root: Path, thresholds: Mapping[Distortion, float], *, model_id: str = "diagnosis"
) -> ModelEntry:
    """A diagnosis network that finds a distortion in pictures brighter (0..1) than its threshold.

    The severity is 2.5 at the threshold and rises with the brightness. Clean is what is darker than
    every threshold; without thresholds every picture is clean.
    """
    hyper_parameters = {
        "n_distortions": len(PAPER_DISTORTIONS),
        "widths": [1],
        "blocks": 0,
        "hidden": 4,
    }
    network = ARCHITECTURES["diagnosis_net"](**hyper_parameters)
    norm, first, _, second, _, last = network.judge
    lowest = min(thresholds.values(), default=2.0)
    slope = 40.0
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.zero_()
        network.picture_scale.fill_(1)
        network.head.weight[0, :, 1, 1] = 1 / 3
        norm.weight.fill_(1)
        first.weight[0, 0] = 1  # of mean, deviation and maximum: mean brightness of the crop
        second.weight[0, 0] = 1
        last.bias.fill_(-SURE)
        for i, distortion in enumerate(PAPER_DISTORTIONS):
            if distortion in thresholds:
                last.weight[i, 0] = slope
                last.bias[i] = -slope * thresholds[distortion]
                severity = len(PAPER_DISTORTIONS) + 1 + i
                last.weight[severity, 0] = 4
                last.bias[severity] = -4 * thresholds[distortion]
        last.weight[len(PAPER_DISTORTIONS), 0] = -slope
        last.bias[len(PAPER_DISTORTIONS)] = slope * lowest
    return write_model(
        root,
        model_id,
        network,
        architecture="diagnosis_net",
        hyper_parameters=hyper_parameters,
        task=Task.DIAGNOSE,
    )


def write_finder(root: Path, *, brighter_than: float) -> ModelEntry:
    """Takes every pixel that is brighter (0..1) for damage."""
    hyper_parameters = {"widths": [2], "blocks": 0}
    network = ARCHITECTURES["damage_net"](**hyper_parameters)
    norm, last = network.tail
    slope = 200.0
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.zero_()
        network.head.weight[0, :, 1, 1] = slope / 3
        network.head.bias[0] = -slope * brighter_than
        norm.norm.weight.fill_(
            1
        )  # beside a channel that is nil, what is left of a value is its sign
        last.weight[0, 0, 1, 1] = slope
    return write_model(
        root,
        "scratches-finder",
        network,
        architecture="damage_net",
        hyper_parameters=hyper_parameters,
        task=Task.FIND,
        distortion=Distortion.SCRATCHES,
    )


def write_filler(root: Path) -> ModelEntry:
    """Fills smoothly: a new network leaves it at that."""
    hyper_parameters = {"widths": [1], "blocks": 0}
    return write_model(
        root,
        "scratches",
        ARCHITECTURES["filling_unet"](**hyper_parameters),
        architecture="filling_unet",
        hyper_parameters=hyper_parameters,
        task=Task.FILL,
        distortion=Distortion.SCRATCHES,
    )


def write_translation(root: Path) -> ModelEntry:
    """Random mixtures of channels, each a mean over its kernel: soft and colourful nonsense."""
    hyper_parameters = {"width": 6, "mapping_widths": [8, 10], "blocks": 2}
    network = ARCHITECTURES["photo_translation"](**hyper_parameters)
    chance = torch.Generator().manual_seed(3)
    with torch.no_grad():
        for parameter in network.parameters():
            mixed = torch.randn(parameter.shape[:2], generator=chance)
            n_places = parameter[0, 0].numel() if parameter.ndim > 2 else 1
            every_place = mixed.view(*mixed.shape, *[1] * (parameter.ndim - mixed.ndim))
            parameter.copy_(0.4 * every_place / n_places)
    return write_model(
        root,
        "translation",
        network,
        architecture="photo_translation",
        hyper_parameters=hyper_parameters,
        task=Task.TRANSLATE,
        distortion=Distortion.TRANSLATION,
    )


def write_face_embedding(root: Path, *, same: float = 0.9, other: float = 0.0) -> ModelEntry:
    """Knows faces again by how bright their parts are beside each other.

    `same`, `other`: the similarities that it is said to have measured in its validation.
    """
    hyper_parameters = {"widths": [1], "blocks": 0, "n_features": 16}
    network = ARCHITECTURES["face_embedding"](**hyper_parameters)
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.zero_()
        network.head.weight[0, 0, 1, 1] = 1
        network.head.bias.fill_(3)  # so that the ReLU lets dark parts pass
        network.project.weight.copy_(torch.eye(16))
        network.project.bias.fill_(-3)
    return write_model(
        root,
        "face-embedding",
        network,
        architecture="face_embedding",
        hyper_parameters=hyper_parameters,
        task=Task.EMBED,
        metrics={"val_similarity_same": same, "val_similarity_other": other},
    )


def write_random_generator(
    root: Path, distortion: Distortion, *, std: float, widths: tuple[int, ...], seed: int = 0
) -> ModelEntry:
    """A residual U-Net with normally distributed weights, which looks as far as a trained one."""
    hyper_parameters = {"widths": list(widths), "blocks": 1}
    network = ARCHITECTURES["residual_unet"](**hyper_parameters)
    chance = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.normal_(0, std if parameter.ndim > 1 else 0.01, generator=chance)
    return write_model(
        root,
        str(distortion),
        network,
        architecture="residual_unet",
        hyper_parameters=hyper_parameters,
        task=Task.RESTORE,
        distortion=distortion,
    )
