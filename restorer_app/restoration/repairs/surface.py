"""Filling damage of the surface: it is found, a person's mask changes that, and it is filled in."""

from dataclasses import dataclass

import numpy as np

from restorer_app.architectures.damage import DamageNet, FillingUNet
from restorer_app.errors import WeightsError
from restorer_app.media.region import Region
from restorer_app.progress import OnProgress, ignore_progress, share_of
from restorer_app.registry.catalog import Catalog, ModelEntry
from restorer_app.registry.devices import Device
from restorer_app.registry.loader import LoadedNetwork, load_network
from restorer_app.restoration.damage import find_damage, find_in_photograph
from restorer_app.restoration.mask import Mask
from restorer_app.restoration.mask_drawing import damage_mask, draw_mask
from restorer_app.restoration.plan import Step
from restorer_app.restoration.repairs.repair import Repair, Repaired, check_is
from restorer_app.restoration.sampling import Crops
from restorer_app.restoration.tiling import run_filler
from restorer_app.texts import translatable

_FOUND_AT = 0.5
"""Where finding ends and filling begins on the way from 0 to 1."""


@dataclass(frozen=True)
class SurfaceRepair(Repair):
    """Damage is found, the user's mask changes that, and what it says is filled in.

    Outside of the mask not a bit changes.
    """

    filler: LoadedNetwork
    finder: LoadedNetwork | None
    """None where nothing has to be found, or no model can."""
    mask: Mask

    @property
    def entries(self) -> tuple[ModelEntry, ...]:
        return self.filler.entries + (self.finder.entries if self.finder else ())

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
        """`pixels` with what is damaged filled in.

        `place`: all of the photograph, or None for a sample of it, in which changes of the mask
        play no part, because they belong to places. `part_of` says nothing about damage. As
        `run_filler` in all else.
        """
        size = None if place is None else (place.width, place.height)
        report = share_of(on_progress, 0.0, _FOUND_AT)
        likely = self.find(pixels, place, size, on_progress=report)
        holes = self.holes(likely, place)
        made = run_filler(
            self.filler,
            pixels,
            holes,
            strength=strength,
            out=out,
            on_progress=share_of(on_progress, _FOUND_AT, 1.0),
        )
        return Repaired(made, holes)

    def find(
        self,
        pixels: np.ndarray,
        place: Region | None,
        size: tuple[int, int] | None,
        *,
        on_progress: OnProgress = ignore_progress,
    ) -> np.ndarray:
        """How likely each pixel is damaged, float32 (H, W); 0 where nothing has to be found.

        `place`: where `pixels` are in a photograph of `size` (width, height), whose things are
        spared; of a sample neither is known.
        """
        if self.finder is None:
            return np.zeros(pixels.shape[:2], np.float32)
        if place is None or size is None:
            return find_damage(pixels, self.finder, on_progress=on_progress)
        part = (place, size)
        return find_in_photograph(pixels, self.finder, part=part, on_progress=on_progress)

    def holes(self, likely: np.ndarray, place: Region | None) -> np.ndarray:
        """What is to be filled, bool (H, W), of what `find` returned for the pixels at `place`."""
        found = damage_mask(likely, self.mask.sensitivity)
        return found if place is None else draw_mask(self.mask, found, place)


def surface_repair(
    step: Step, filler: ModelEntry, catalog: Catalog, device: str | Device
) -> SurfaceRepair:
    """The model that fills, with the one that finds what is to be filled as far as it is needed.

    What a person has painted can be filled without it.
    """
    mask = step.mask or Mask()
    finder = catalog.finder_of(step.distortion) if mask.needs_finding else None
    if finder is None and not mask.edits:
        raise WeightsError(
            translatable(
                "{model} has no model here that finds damage; reinstall Restorer, its models "
                "folder is incomplete",
                model=filler.id,
            )
        )
    filling = load_network(filler, device)
    finding = load_network(finder, device) if finder else None
    check_is(FillingUNet, filling)
    check_is(DamageNet, finding)
    return SurfaceRepair(filling, finding, mask)
