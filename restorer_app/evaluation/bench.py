"""What every suite measures with: models under test, how they are run, how results score."""

from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from restorer_app.degradations.mixtures import round_to_8bit
from restorer_app.distortions import Distortion, Medium
from restorer_app.errors import WeightsError
from restorer_app.evaluation.photo_sets import PhotoSet
from restorer_app.media.image import Image
from restorer_app.metrics.image import fsim, psnr_db, ssim
from restorer_app.progress import OnProgress, Progress
from restorer_app.registry.catalog import Catalog, ModelEntry
from restorer_app.restoration import diagnose as diagnosing
from restorer_app.restoration import image as restoring
from restorer_app.restoration.course import Restored
from restorer_app.restoration.diagnosis import Diagnosis
from restorer_app.restoration.plan import Plan, Step
from restorer_app.texts import Text

PSNR_CAP_DB = 100.0
"""What an identical picture counts in an average; without a cap one would hide all others."""


@dataclass
class Bench:
    """The catalogue and the photographs of one evaluation; it notes every model that it ran."""

    catalog: Catalog
    photos: PhotoSet
    device: str
    on_progress: OnProgress
    used: dict[str, str] = field(default_factory=dict)

    def report(self, done: int, total: int, path: Path) -> None:
        """Say how far the suite is; raises Cancelled when it shall stop."""
        self.on_progress(Progress(path.name, done / total))

    def restorer_of(self, distortion: Distortion) -> ModelEntry:
        """Raises WeightsError where no model repairs this distortion."""
        entry = self.catalog.restorer_of(distortion)
        if entry is None:
            raise WeightsError(
                Text(
                    f"no model repairs {distortion}, so this suite has nothing to measure; "
                    "train one or name it with --models"
                )
            )
        return entry

    def restore_told(self, image: Image, entry: ModelEntry, distortion: Distortion) -> np.ndarray:
        """The 8-bit pixels after this one model at full strength."""
        return self.restore_planned(image, plan_of(entry, distortion))

    def restore_planned(self, image: Image, plan: Plan) -> np.ndarray:
        """The 8-bit pixels after exactly this plan."""
        restored = restoring.restore(image, plan, self.catalog, device=self.device)
        for step in plan.active_steps:
            self.used[step.model_id] = self.catalog.get(step.model_id).sha256
        return round_to_8bit(restored.image.pixels)

    def restore_routed(self, image: Image, *, max_passes: int = restoring.MAX_PASSES) -> Restored:
        """What the program makes of the picture when nobody tells it anything."""
        restored = restoring.restore_automatically(
            image, self.catalog, device=self.device, max_passes=max_passes
        )
        self.used |= restored.model_hashes
        return restored

    def diagnose(self, image: Image) -> Diagnosis:
        """The diagnosis model's answer."""
        entry = self.catalog.diagnosis_of(Medium.PHOTO)
        self.used[entry.id] = entry.sha256
        return diagnosing.diagnose(image, self.catalog, device=self.device)


def plan_of(entry: ModelEntry, distortion: Distortion) -> Plan:
    """One step: this model at full strength."""
    return Plan((Step(distortion, entry.id),))


def prefer_models(catalog: Catalog, ids: tuple[str, ...]) -> Catalog:
    """The catalogue in which the models named come first, so that they are taken for their task.

    Raises WeightsError for an id that is not there.
    """
    named = tuple(catalog.get(model_id) for model_id in ids)
    rest = tuple(entry for entry in catalog.entries if entry not in named)
    return replace(catalog, entries=named + rest)


def capped_psnr_db(reference: np.ndarray, candidate: np.ndarray) -> float:
    """PSNR in dB, at most `PSNR_CAP_DB`."""
    return min(PSNR_CAP_DB, psnr_db(reference, candidate))


class Scores:
    """The measures of several pictures against one reference, each picture measured once.

    What a suite compares is often the very same picture: nothing was done, or the program chose
    what it would have been told.
    """

    def __init__(self, reference: np.ndarray) -> None:
        self._reference = reference
        self._known: list[tuple[np.ndarray, tuple[float, float, float]]] = []

    def of(self, candidate: np.ndarray) -> tuple[float, float, float]:
        """PSNR in dB (capped), SSIM and FSIM."""
        for pixels, measured in self._known:
            if np.array_equal(pixels, candidate):
                return measured
        measured = (
            capped_psnr_db(self._reference, candidate),
            ssim(self._reference, candidate),
            fsim(self._reference, candidate),
        )
        self._known.append((candidate, measured))
        return measured
