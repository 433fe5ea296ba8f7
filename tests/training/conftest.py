from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import PIL.Image
import pytest
import torch
from torch import Tensor, nn
from torchvision.models import squeezenet1_0

from restorer_app.architectures import ARCHITECTURES
from restorer_app.training import blur_estimator, picture_judge, train
from restorer_app.training.perceptual import _PARTS
from restorer_app.training.photographs import validation
from restorer_app.training.recipes import RECIPES

TINY_BATCHES: dict[str, Any] = {
    "regions_per_step": 2,
    "crops_per_region": 2,
    "region_px": 48,
    "crop_px": 16,
    "warmup_steps": 2,
}
TINY: dict[str, dict[str, Any]] = {
    "white_noise": {"hyper_parameters": {"widths": [4, 6], "blocks": 1}, "start_from": ""},
    "mixed": {"hyper_parameters": {"widths": [4, 6], "blocks": 1}},
    "motion_blur": {
        "hyper_parameters": {"widths": [4, 6], "hidden": 4, "estimator_hidden": 4},
        "start_from": "",
    },
    "gaussian_blur": {
        "hyper_parameters": {
            "widths": [4, 6],
            "hidden": 4,
            "estimator_hidden": 4,
            "blur": "gaussian",
        },
        "start_from": "",
    },
    "scratches-finder": {"hyper_parameters": {"widths": [2, 3], "blocks": 1}, "start_from": ""},
    "scratches": {"hyper_parameters": {"widths": [2, 3], "blocks": 1}, "start_from": ""},
    "fading": {"hyper_parameters": {"widths": [2, 3]}, "region_px": 48, "crop_px": 48},
    "grain": {"hyper_parameters": {"widths": [4, 6], "blocks": 1}, "start_from": ""},
    "faces": {
        "hyper_parameters": {"widths": [4, 6], "blocks": 1},
        "start_from": "",
        "region_px": 64,
        "crop_px": 64,  # of the network that knows faces again, which is as released
    },
    "face-embedding": {
        "hyper_parameters": {"widths": [2, 3], "blocks": 1, "n_features": 8},
        "crop_px": 32,
    },
    "translation-old": {"hyper_parameters": {"width": 4}, "scale": 1.0},
    "translation-clean": {"hyper_parameters": {"width": 4}, "scale": 1.0},
    "translation": {
        "hyper_parameters": {"width": 4, "mapping_widths": [4, 6], "blocks": 1},
        "parts_from": {},
        "scale": 1.0,
    },
    "paper-0-gaussian_blur": {
        "hyper_parameters": {"width": 2, "blocks": 1},
        "region_px": 64,
        "crop_px": 64,
    },
    "paper-0-classifier-resized": {"region_px": 48, "crop_px": 32},
    "diagnosis-base": {
        "hyper_parameters": {"n_distortions": 14, "widths": [2, 3], "hidden": 8},
        "region_px": 64,
        "crop_px": 32,
        "start_from": "",
    },
    "diagnosis": {
        "hyper_parameters": {"n_distortions": 14, "widths": [2, 3], "hidden": 8},
        "region_px": 64,
        "crop_px": 32,
        "start_from": "",
        "trace_share": 0.0,
    },
}


class TinyClassifier(nn.Module):
    """In place of VGG16, whose weights alone are half a gigabyte."""

    def __init__(self, n_classes: int) -> None:
        super().__init__()
        self.layer = nn.Linear(3, n_classes)

    def forward(self, x: Tensor) -> Tensor:
        return self.layer(x.mean((-2, -1)))


@pytest.fixture
def tiny_recipes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The recipes as they are, only with tiny networks and pictures, and made in this process."""
    for name, changes in TINY.items():
        monkeypatch.setitem(RECIPES, name, replace(RECIPES[name], **TINY_BATCHES | changes))
    monkeypatch.setitem(ARCHITECTURES, "vgg16", TinyClassifier)
    monkeypatch.setattr(train, "_worker_count", lambda _: 0)
    monkeypatch.setattr(validation, "CROP_PX", 48)
    for part in (blur_estimator, picture_judge):
        monkeypatch.setattr(part, "N_PICTURES", 8)
        monkeypatch.setattr(part, "STEPS", 30)


@pytest.fixture(scope="session")
def photos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of small synthetic pictures in two formats and sizes, one of them grey."""
    folder = tmp_path_factory.mktemp("photos")
    rng = np.random.default_rng(0)
    for i, (height, width) in enumerate([(60, 90), (90, 70), (40, 64), (64, 64)]):
        y, x = np.mgrid[:height, :width] / 16
        waves = np.stack([np.sin(x + i), np.cos(y), np.sin(x * y / 3)], axis=-1) * 60 + 128
        pixels = np.clip(waves + rng.normal(0, 6, waves.shape), 0, 255).astype(np.uint8)
        picture = PIL.Image.fromarray(pixels)
        if i == 3:
            picture = picture.convert("L")
        picture.save(folder / f"picture-{i}.{'png' if i % 2 else 'jpg'}")
    return folder


@pytest.fixture
def squeezenet(tmp_path: Path) -> Path:
    """Random weights as an npz with Caffe's names."""
    torch.manual_seed(0)
    fires = {3: "fire2", 4: "fire3", 5: "fire4"}
    state = squeezenet1_0(weights=None).features[:6].state_dict()
    stored = {}
    for name, tensor in state.items():
        number, *part, kind = name.split(".")
        layer = f"{fires[int(number)]}/{_PARTS[part[0]]}" if part else "conv1"
        stored[f"{layer}.{kind[0]}"] = tensor.numpy()
    np.savez(tmp_path / "squeezenet.npz", **stored)
    return tmp_path / "squeezenet.npz"
