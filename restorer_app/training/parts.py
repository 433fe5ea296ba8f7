"""Parts of networks that are trained apart from the loop, on pictures of their own."""

from dataclasses import dataclass
from pathlib import Path

from torch import nn

from restorer_app.architectures.deconvolving import DeconvolvingUNet
from restorer_app.architectures.diagnosis import DiagnosisNet
from restorer_app.registry.catalog import Catalog
from restorer_app.training import blur_estimator, picture_judge
from restorer_app.training.blur_estimator import blurred_pictures, fit_blur_estimator
from restorer_app.training.picture_judge import fit_picture_judge, judged_pictures
from restorer_app.training.recipe import Recipe

SMOKE_STEPS = 20
SMOKE_PICTURES = 6


@dataclass(frozen=True)
class Parts:
    """What the parts of one recipe's network learn from, and how long."""

    recipe: Recipe
    paths: list[Path]
    catalog: Catalog
    workers: int
    is_smoke: bool

    def train_first(self, network: nn.Module) -> None:
        """What the loop builds on: the estimate of a blur, in place."""
        if isinstance(network, DeconvolvingUNet) and not self._starts_complete:
            n, steps = self._size(blur_estimator.N_PICTURES, blur_estimator.STEPS)
            blurred = blurred_pictures(
                self.recipe, self.paths, self.catalog, workers=self.workers, n=n
            )
            fit_blur_estimator(network, blurred, steps=steps)

    @property
    def _starts_complete(self) -> bool:
        """Whether the training starts with a model of its own kind, which brings these parts."""
        if self.is_smoke or not self.recipe.start_from:
            return False
        start = self.catalog.get(self.recipe.start_from)
        own = (self.recipe.architecture, self.recipe.hyper_parameters)
        return (start.architecture, start.hyper_parameters) == own

    def train_last(self, network: nn.Module) -> None:
        """What builds on the finished network: a diagnosis' last word, in place."""
        if isinstance(network, DiagnosisNet):
            n, steps = self._size(picture_judge.N_PICTURES, picture_judge.STEPS)
            judged = judged_pictures(
                self.recipe, self.paths, self.catalog, workers=self.workers, n=n
            )
            fit_picture_judge(network, judged, steps=steps)

    def _size(self, n_pictures: int, steps: int) -> tuple[int, int]:
        return (SMOKE_PICTURES, SMOKE_STEPS) if self.is_smoke else (n_pictures, steps)
