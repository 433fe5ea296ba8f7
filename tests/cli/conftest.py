"""A program with tiny models of its own, and photographs to feed it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image as PilImage

from restorer_app.architectures import ARCHITECTURES
from restorer_app.cli import main
from restorer_app.distortions import PAPER_DISTORTIONS, Distortion
from restorer_app.registry import catalog
from restorer_app.registry.weights import sha256_of, write_weights

TINY_GENERATOR = {"widths": [8, 8], "blocks": 1}
TINY_DIAGNOSIS = {"n_distortions": len(PAPER_DISTORTIONS), "widths": [8, 8], "hidden": 8}
CERTAIN = 6.0


@dataclass(frozen=True)
class Outcome:
    """What a shell would see of one run."""

    code: int
    stdout: str
    stderr: str

    @property
    def json(self) -> Any:
        return json.loads(self.stdout)


Run = Callable[..., Outcome]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """`run("restore", path, "-o", out)`: the program's own main, as the shell calls it."""

    def run_program(*words: object) -> Outcome:
        capsys.readouterr()
        code = main([str(word) for word in words])
        captured = capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    return run_program


class Models:
    """A folder of shipped models; the networks are real ones, with weights that do one thing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def add_generator(self, model_id: str, distortion: Distortion, *, brighten: float) -> Path:
        """A generator that adds `brighten` to every value, whatever the picture."""
        network = ARCHITECTURES["residual_unet"](**TINY_GENERATOR)
        torch.nn.init.zeros_(network.tail.weight)
        torch.nn.init.constant_(network.tail.bias, brighten)
        return self._write(
            model_id, network, "residual_unet", TINY_GENERATOR, "restore", distortion
        )

    def add_diagnosis(self, model_id: str, *, certain_of: Distortion | None) -> Path:
        """A diagnosis that always finds this one distortion, or (None) always a clean file."""
        network = ARCHITECTURES["diagnosis_net"](**TINY_DIAGNOSIS)
        last = network.judge[-1]
        torch.nn.init.zeros_(last.weight)
        torch.nn.init.constant_(last.bias, -CERTAIN)
        found = (
            len(PAPER_DISTORTIONS) if certain_of is None else PAPER_DISTORTIONS.index(certain_of)
        )
        with torch.no_grad():
            last.bias[found] = CERTAIN
        return self._write(model_id, network, "diagnosis_net", TINY_DIAGNOSIS, "diagnose", None)

    def _write(
        self,
        model_id: str,
        network: torch.nn.Module,
        architecture: str,
        hyper_parameters: dict[str, Any],
        task: str,
        distortion: Distortion | None,
    ) -> Path:
        folder = self.folder / model_id
        weights = folder / "weights.safetensors"
        write_weights(network.state_dict(), weights)
        table = {
            "id": model_id,
            "title": f"The {model_id} model",
            "task": task,
            "medium": "photo",
            "distortion": str(distortion or ""),
            "architecture": architecture,
            "file": weights.name,
            "bytes": weights.stat().st_size,
            "sha256": sha256_of(weights),
            "licence": "MIT",
            "hyper_parameters": hyper_parameters,
        }
        catalog.write_entry(folder, table)
        return folder


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Models:
    """Instead of the shipped models: 'noise' brightens by 0.1, 'jpeg' returns its input, and
    'diagnosis' calls every photograph clean."""
    tiny = Models(tmp_path / "models")
    monkeypatch.setattr(catalog, "shipped_models_dir", lambda: tiny.folder)
    tiny.add_generator("noise", Distortion.WHITE_NOISE, brighten=0.1)
    tiny.add_generator("jpeg", Distortion.JPEG, brighten=0.0)
    tiny.add_diagnosis("diagnosis", certain_of=None)
    return tiny


WritePhoto = Callable[..., Path]


@pytest.fixture
def write_photo(tmp_path: Path) -> WritePhoto:
    """`write_photo("a/b.png")`: a small picture of smooth shapes, somewhere below `tmp_path`."""

    def write(name: str, *, seed: int = 0) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        rng = np.random.default_rng(seed)
        # Between 25 and 205, so that brightening by 0.1 never clips.
        small = PilImage.fromarray(rng.integers(25, 206, (12, 10, 3), dtype=np.uint8))
        small.resize((80, 96), PilImage.Resampling.BILINEAR).save(path, quality=92)
        return path

    return write
