"""What all repairs of photographs have in common."""

from abc import ABC, abstractmethod
from dataclasses import dataclass

import numpy as np
from torch import nn

from restorer_app.distortions import Distortion
from restorer_app.errors import WeightsError
from restorer_app.media.region import Region
from restorer_app.progress import OnProgress, ignore_progress
from restorer_app.registry.catalog import ModelEntry
from restorer_app.registry.loader import LoadedNetwork
from restorer_app.restoration.face import FaceReport
from restorer_app.restoration.sampling import Crops
from restorer_app.texts import translatable


@dataclass(frozen=True, eq=False)
class Repaired:
    """What came of a step."""

    pixels: np.ndarray
    filled: np.ndarray | None = None
    """bool (H, W): what was filled in; None where the step is no such thing."""
    faces: tuple[FaceReport, ...] | None = None
    """What became of each face; None where the step is not about faces."""

    def after(self, earlier: "Repaired") -> "Repaired":
        """What came of both steps, this one being done after `earlier`."""
        return Repaired(
            self.pixels,
            earlier.filled if self.filled is None else self.filled,
            earlier.faces if self.faces is None else self.faces,
        )


class Repair(ABC):
    """Carries out one step on a photograph or on any part of it."""

    @property
    @abstractmethod
    def entries(self) -> tuple[ModelEntry, ...]:
        """All models that take part, first the one that the step is named after."""

    @property
    def entry(self) -> ModelEntry:
        return self.entries[0]

    @property
    def is_about_tones(self) -> bool:
        """Whether it changes what a picture is like on average."""
        return self.entry.distortion is Distortion.FADING

    @abstractmethod
    def run(
        self,
        pixels: np.ndarray,
        *,
        strength: float = 1.0,
        out: np.ndarray | None = None,
        part_of: Crops | None = None,
        place: Region | None = None,
        on_progress: OnProgress = ignore_progress,
    ) -> Repaired:
        """`pixels` (float32 (H, W, 3), 0..1), which lie at `place` in the photograph, repaired.

        Without a place they are a sample of it. `strength` 0..1: how much of the repair is mixed
        in. `out` receives the result and may be `pixels` itself. `part_of`: crops and overview of
        the whole photograph, for networks that are told about it. `on_progress` may raise
        Cancelled.
        """


def check_is(architecture: type[nn.Module], loaded: LoadedNetwork | None) -> None:
    """Raises WeightsError for a network that can not do what its model says it is for."""
    if loaded is not None and not isinstance(loaded.network, architecture):
        raise WeightsError(
            translatable(
                "{model}: its architecture does not go with its task; reinstall Restorer",
                model=loaded.entry.id,
            )
        )
