"""Translating an old photograph as a whole."""

from dataclasses import dataclass

import numpy as np

from restorer_app.architectures.damage import DamageNet
from restorer_app.architectures.translation import PhotoTranslation
from restorer_app.distortions import Distortion
from restorer_app.media.region import Region
from restorer_app.progress import OnProgress, ignore_progress, share_of
from restorer_app.registry.catalog import Catalog, ModelEntry
from restorer_app.registry.devices import Device
from restorer_app.registry.loader import LoadedNetwork, load_network
from restorer_app.restoration.damage import find_damage
from restorer_app.restoration.mask_drawing import damage_mask
from restorer_app.restoration.repairs.repair import Repair, Repaired, check_is
from restorer_app.restoration.sampling import Crops
from restorer_app.restoration.translation import (
    Overview,
    look_over,
    overview_factor,
    reduced,
    reduced_holes,
    translate,
)

_DAMAGE_KNOWN_AT, _LOOKED_OVER_AT = 0.3, 0.4
"""Where finding damage, then a look at the whole ends on the way from 0 to 1."""


@dataclass(frozen=True)
class TranslationRepair(Repair):
    """An old photograph is translated as a whole, told of the damage that is found in it."""

    network: LoadedNetwork
    finder: LoadedNetwork | None
    """None where no model finds damage: it is translated like all else."""

    @property
    def entries(self) -> tuple[ModelEntry, ...]:
        return self.network.entries + (self.finder.entries if self.finder else ())

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
        """`pixels` translated: wherever they lie, they are all there is to know of the whole.

        `part_of` says too little about it. As `translate` in all else.
        """
        holes = self.find(pixels, on_progress=share_of(on_progress, 0.0, _DAMAGE_KNOWN_AT))
        looking = share_of(on_progress, _DAMAGE_KNOWN_AT, _LOOKED_OVER_AT)
        overview = self.look_over(pixels, holes, on_progress=looking)
        made = translate(
            pixels,
            holes,
            self.network,
            overview,
            place=Region(0, 0, pixels.shape[1], pixels.shape[0]),
            strength=strength,
            out=out,
            on_progress=share_of(on_progress, _LOOKED_OVER_AT, 1.0),
        )
        return Repaired(made)

    def run_part(
        self,
        pixels: np.ndarray,
        place: Region,
        overview: Overview,
        *,
        tile_px: int = 0,
        on_progress: OnProgress = ignore_progress,
    ) -> np.ndarray:
        """`pixels`, which lie at `place` in the photograph that `overview` is of, translated."""
        holes = self.find(pixels, on_progress=share_of(on_progress, 0.0, _DAMAGE_KNOWN_AT))
        return translate(
            pixels,
            holes,
            self.network,
            overview,
            place=place,
            tile_px=tile_px,
            on_progress=share_of(on_progress, _LOOKED_OVER_AT, 1.0),
        )

    def find(self, pixels: np.ndarray, *, on_progress: OnProgress = ignore_progress) -> np.ndarray:
        """Where `pixels` are damaged, bool (H, W); nowhere without a model that finds it."""
        if self.finder is None:
            return np.zeros(pixels.shape[:2], bool)
        return damage_mask(find_damage(pixels, self.finder, on_progress=on_progress))

    def look_over(
        self,
        pixels: np.ndarray,
        holes: np.ndarray,
        *,
        on_progress: OnProgress = ignore_progress,
    ) -> Overview:
        """What there is to know of the whole photograph `pixels`, damaged at `holes`."""
        factor = overview_factor((pixels.shape[1], pixels.shape[0]))
        return look_over(
            reduced(pixels, factor),
            reduced_holes(holes, factor),
            self.network,
            factor=factor,
            on_progress=on_progress,
        )


def translation_repair(
    translator: ModelEntry, catalog: Catalog, device: str | Device
) -> TranslationRepair:
    """The model that translates, with the one that finds damage where there is one."""
    finder = catalog.finder_of(Distortion.SCRATCHES)
    network = load_network(translator, device)
    finding = load_network(finder, device) if finder else None
    check_is(PhotoTranslation, network)
    check_is(DamageNet, finding)
    return TranslationRepair(network, finding)
