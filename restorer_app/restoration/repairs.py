"""What carries out a step: one network, or more where damage is filled or faces are refined."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from torch import nn

from restorer_app.architectures.damage import DamageNet, FillingUNet
from restorer_app.architectures.translation import PhotoTranslation
from restorer_app.distortions import Distortion
from restorer_app.errors import PlanError, WeightsError
from restorer_app.media.region import Region
from restorer_app.progress import OnProgress, ignore_progress, share_of
from restorer_app.registry.catalog import Catalog, ModelEntry, Task
from restorer_app.registry.devices import Device
from restorer_app.registry.face_detectors import detector_in
from restorer_app.registry.loader import LoadedNetwork, load_network
from restorer_app.restoration.damage import find_damage
from restorer_app.restoration.face import Face, FaceChoice, FaceReport
from restorer_app.restoration.faces import FaceNetworks, refine_faces
from restorer_app.restoration.mask import Mask
from restorer_app.restoration.mask_drawing import RIM_PX, SMALLEST_PX, damage_mask, draw_mask
from restorer_app.restoration.plan import Step
from restorer_app.restoration.sampling import Crops
from restorer_app.restoration.tiling import MARGIN_PX, run_filler, run_network
from restorer_app.restoration.translation import MARGIN_PX as TRANSLATION_MARGIN_PX
from restorer_app.restoration.translation import (
    Overview,
    look_over,
    overview_factor,
    reduced,
    reduced_holes,
    translate,
)
from restorer_app.texts import translatable

_FOUND_AT = 0.5
"""Where finding ends and filling begins on the way from 0 to 1."""
_DAMAGE_KNOWN_AT, _LOOKED_OVER_AT = 0.3, 0.4
"""The same for a translation: finding, a look at the whole, and tile by tile."""


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


@dataclass(frozen=True)
class NetworkRepair:
    """One network does it."""

    network: LoadedNetwork

    @property
    def entry(self) -> ModelEntry:
        return self.network.entry

    @property
    def entries(self) -> tuple[ModelEntry, ...]:
        return self.network.entries

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
        """`pixels` repaired, as `run_network` does it; the same at any `place`."""
        made = run_network(
            self.network,
            pixels,
            strength=strength,
            out=out,
            part_of=part_of,
            on_progress=on_progress,
        )
        return Repaired(made)


@dataclass(frozen=True)
class SurfaceRepair:
    """Damage is found, the user's mask changes that, and what it says is filled in.

    Outside of the mask not a bit changes.
    """

    filler: LoadedNetwork
    finder: LoadedNetwork | None
    """None where nothing has to be found, or no model can."""
    mask: Mask

    @property
    def entry(self) -> ModelEntry:
        return self.filler.entry

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
        """`pixels` (float32 (H, W, 3), 0..1), which lie at `place` in the photograph, filled.

        Without a place they are a sample of it: changes of the mask belong to places, and play no
        part. `part_of` says nothing about damage. As `run_filler` in all else.
        """
        likely = self.find(pixels, on_progress=share_of(on_progress, 0.0, _FOUND_AT))
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

    def find(self, pixels: np.ndarray, *, on_progress: OnProgress = ignore_progress) -> np.ndarray:
        """How likely each pixel is damaged, float32 (H, W); 0 where nothing has to be found."""
        if self.finder is None:
            return np.zeros(pixels.shape[:2], np.float32)
        return find_damage(pixels, self.finder, on_progress=on_progress)

    def holes(self, likely: np.ndarray, place: Region | None) -> np.ndarray:
        """What is to be filled, bool (H, W), of what `find` returned for the pixels at `place`."""
        found = damage_mask(likely, self.mask.sensitivity)
        return found if place is None else draw_mask(self.mask, found, place)


@dataclass(frozen=True)
class FacesRepair:
    """Faces are found, and those refined that need it or that the step's choices name.

    Away from faces not a bit changes.
    """

    networks: FaceNetworks
    choices: tuple[FaceChoice, ...] | None
    """What is wanted of each face; None for all that need it."""

    @property
    def entry(self) -> ModelEntry:
        return self.networks.refiner.entry

    @property
    def entries(self) -> tuple[ModelEntry, ...]:
        return self.networks.entries

    def run(
        self,
        pixels: np.ndarray,
        *,
        strength: float = 1.0,
        out: np.ndarray | None = None,
        part_of: Crops | None = None,
        place: Region | None = None,
        faces: Sequence[Face] | None = None,
        on_progress: OnProgress = ignore_progress,
    ) -> Repaired:
        """`pixels` (float32 (H, W, 3), 0..1), which lie at `place` in the photograph, refined.

        Without a place they are a sample of it: choices belong to places, and play no part.
        `part_of` says nothing about faces. `faces`: those that are known already, as they lie in
        `pixels`. As `refine_faces` in all else: the very `pixels` come back where none is refined.
        """
        made, reports = refine_faces(
            pixels,
            self.networks,
            strength=strength,
            choices=self.choices_at(place),
            faces=faces,
            out=out,
            on_progress=on_progress,
        )
        return Repaired(made, faces=reports)

    def choices_at(self, place: Region | None) -> tuple[FaceChoice, ...] | None:
        """The choices about faces that are wholly at `place`, counted from its corner."""
        if self.choices is None or place is None:
            return None
        return tuple(
            replace(choice, box=choice.box.relative_to(place))
            for choice in self.choices
            if place.contains(choice.box)
        )


@dataclass(frozen=True)
class TranslationRepair:
    """An old photograph is translated as a whole, told of the damage that is found in it."""

    network: LoadedNetwork
    finder: LoadedNetwork | None
    """None where no model finds damage: it is translated like all else."""

    @property
    def entry(self) -> ModelEntry:
        return self.network.entry

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
        overview: Overview | None = None,
        tile_px: int = 0,
        on_progress: OnProgress = ignore_progress,
    ) -> Repaired:
        """`pixels` (float32 (H, W, 3), 0..1) translated.

        They lie at `place` in the photograph that `overview` is of; without one they are all there
        is to know. `part_of` says too little about the whole. As `translate` in all else.
        """
        holes = self.find(pixels, on_progress=share_of(on_progress, 0.0, _DAMAGE_KNOWN_AT))
        if overview is None:
            looking = share_of(on_progress, _DAMAGE_KNOWN_AT, _LOOKED_OVER_AT)
            overview = self.look_over(pixels, holes, on_progress=looking)
            place = Region(0, 0, pixels.shape[1], pixels.shape[0])
        assert place is not None
        made = translate(
            pixels,
            holes,
            self.network,
            overview,
            place=place,
            strength=strength,
            tile_px=tile_px,
            out=out,
            on_progress=share_of(on_progress, _LOOKED_OVER_AT, 1.0),
        )
        return Repaired(made)

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


Repair = NetworkRepair | SurfaceRepair | FacesRepair | TranslationRepair
"""Carries out one step on a photograph or on any part of it.

`entry` is the model that the step is named after, `entries` are all that take part.
"""


def repair_of(step: Step, catalog: Catalog, device: str | Device) -> Repair:
    """What carries out `step` here.

    Raises WeightsError for a model that is missing or damaged, PlanError where the step asks for
    what its model does not have.
    """
    entry = catalog.get(step.model_id)
    if entry.task is Task.REFINE:
        return _faces_repair(step, entry, catalog, device)
    if entry.task is Task.FILL:
        return _surface_repair(step, entry, catalog, device)
    if entry.task is Task.TRANSLATE:
        return _translation_repair(entry, catalog, device)
    if not step.detail:
        return NetworkRepair(load_network(entry, device))
    detail = catalog.detail_of(step.distortion)
    if detail is None:
        raise PlanError(
            translatable(
                "{name}: the plan asks for detail, which {model} does not have here; make the plan "
                "again",
                name=step.distortion,
                model=entry.id,
            )
        )
    return NetworkRepair(load_network(entry, device, detail=detail, share=step.detail))


def margin_of(step: Step) -> int:
    """How far around a place `step` looks, in pixels; with less it might do something else."""
    if step.distortion.has_mask:
        reach_px = step.mask.reach_px if step.mask else 0
        return 2 * MARGIN_PX + RIM_PX + SMALLEST_PX + reach_px
    if step.distortion is Distortion.TRANSLATION:
        return MARGIN_PX + RIM_PX + SMALLEST_PX + TRANSLATION_MARGIN_PX
    return MARGIN_PX


def _faces_repair(
    step: Step, refiner: ModelEntry, catalog: Catalog, device: str | Device
) -> FacesRepair:
    """The step's model with the one that guards that faces stay who they are."""
    knower = catalog.face_embedding()
    networks = FaceNetworks(
        load_network(refiner, device),
        load_network(knower, device) if knower else None,
        detector_in(catalog),
    )
    return FacesRepair(networks, step.faces)


def _surface_repair(
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
    _check_is(FillingUNet, filling)
    _check_is(DamageNet, finding)
    return SurfaceRepair(filling, finding, mask)


def _translation_repair(
    translator: ModelEntry, catalog: Catalog, device: str | Device
) -> TranslationRepair:
    """The model that translates, with the one that finds damage where there is one."""
    finder = catalog.finder_of(Distortion.SCRATCHES)
    network = load_network(translator, device)
    finding = load_network(finder, device) if finder else None
    _check_is(PhotoTranslation, network)
    _check_is(DamageNet, finding)
    return TranslationRepair(network, finding)


def _check_is(architecture: type[nn.Module], loaded: LoadedNetwork | None) -> None:
    """Raises WeightsError for a network that can not do what its model says it is for."""
    if loaded is not None and not isinstance(loaded.network, architecture):
        raise WeightsError(
            translatable(
                "{model}: its architecture does not go with its task; reinstall Restorer",
                model=loaded.entry.id,
            )
        )
