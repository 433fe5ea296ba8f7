"""Shows what a plan does to a part of a picture, fast enough to follow a slider.

How much of a repair is taken does not change what the network returns, so that is kept, and a
strength that moves only mixes anew. The first look at a region costs what the networks take.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import cv2
import numpy as np

from restorer_app.distortions import Distortion
from restorer_app.media.region import Region
from restorer_app.progress import OnProgress, ignore_progress, part_of
from restorer_app.registry.catalog import Catalog
from restorer_app.registry.devices import Device
from restorer_app.registry.face_detectors import detector_in
from restorer_app.restoration.face import Face, FaceChoice, choices_for
from restorer_app.restoration.face_finding import find_faces, measured
from restorer_app.restoration.faces import refine_faces
from restorer_app.restoration.image import put_back_tint
from restorer_app.restoration.mask import Mask
from restorer_app.restoration.photograph import Photograph, as_floats
from restorer_app.restoration.plan import Plan, Step
from restorer_app.restoration.repairs.faces import FacesRepair
from restorer_app.restoration.repairs.network import NetworkRepair
from restorer_app.restoration.repairs.repair import Repair
from restorer_app.restoration.repairs.steps import margin_of, repair_of
from restorer_app.restoration.repairs.surface import SurfaceRepair
from restorer_app.restoration.repairs.translation import TranslationRepair
from restorer_app.restoration.sampling import Crops, sample_crops
from restorer_app.restoration.tiling import (
    ALIGN_PX,
    FILL_ALIGN_PX,
    MARGIN_PX,
    is_guided,
    run_filler,
    run_network,
)
from restorer_app.restoration.translation import Overview, look_over, overview_factor, reduced

REMEMBERED_BYTES = 400_000_000
"""For what networks returned: some eight steps on the region that a large screen shows."""
TILE_PX = 1024
"""Larger than for a whole picture: fewer overlaps, and a cancel is still felt within half a second.
"""
MOST_CROPS = 16
"""Enough to learn a picture's spectrum from after steps that have to run on every crop as well."""


class Preview:
    """Carries out plans on regions of one picture after another; remembers what may come again.

    For one thread at a time.
    """

    def __init__(self, catalog: Catalog, device: str | Device = "auto") -> None:
        self._catalog, self._device = catalog, device
        self.forget()

    def forget(self) -> None:
        """Let go of the picture and of all that is remembered."""
        self._photograph: Photograph | None = None
        self._grown: Region | None = None
        self._crop = np.empty((0, 0, 3), np.float32)
        self._crops: Crops | None = None
        self._found: _Found | None = None
        self._faces: tuple[Face, ...] | None = None
        self._overview: tuple[tuple[Step, ...], Overview] | None = None
        self._of_region, self._of_crops = _Memory(REMEMBERED_BYTES), _Memory(REMEMBERED_BYTES // 4)

    def carry_out(
        self,
        photograph: Photograph,
        region: Region,
        plan: Plan,
        *,
        on_progress: OnProgress = ignore_progress,
    ) -> np.ndarray:
        """`region` as it is in the `photograph` restored by `plan`, float32 (h, w, 3), 0..1.

        The photograph is the same one as before when it is the same object. Raises what
        `image.restore` raises; after a cancel the steps that were done are remembered.
        """
        steps = plan.active_steps
        height, width = photograph.pixels.shape[:2]
        plan.check_fits((width, height))
        self._look_at(photograph, region, plan)
        assert self._grown is not None
        pixels = self._crop
        for i, step in enumerate(steps):
            report = part_of(on_progress, step.distortion.label, i / len(steps), 1.0)
            pixels = self._repaired(step, pixels, steps[:i], report)
        inner = region.relative_to(self._grown).slices
        pixels = pixels[inner]
        if steps and photograph.tint is not None:
            pixels = pixels.copy()  # what is remembered stays as it is
            put_back_tint(photograph.tint, plan, pixels, self._crop[inner])
        return pixels

    def _look_at(self, photograph: Photograph, region: Region, plan: Plan) -> None:
        """Take out `region` with what the networks of all steps of `plan` see around it.

        Steps that are switched off count too: to switch one on again changes nothing here.
        """
        if photograph is not self._photograph:
            self.forget()
            self._photograph = photograph
        height, width = photograph.pixels.shape[:2]
        margin_px = sum(margin_of(step) for step in plan.steps)
        fills = any(step.distortion.has_mask for step in plan.steps)
        align_px = FILL_ALIGN_PX if fills else ALIGN_PX
        if any(step.distortion is Distortion.TRANSLATION for step in plan.steps):
            align_px = math.lcm(align_px, overview_factor((width, height)))
        for step in plan.steps:
            if step.distortion is Distortion.FACES:
                region = self._with_whole_faces(region, step)
        grown = region.grown(margin_px, align_px=align_px, width=width, height=height)
        if grown != self._grown:
            self._grown, self._crop = grown, photograph.part(grown)
            self._of_region.clear()

    def _found_faces(self) -> tuple[Face, ...]:
        """Those of the whole photograph."""
        assert self._photograph is not None
        if self._faces is None:
            self._faces = find_faces(self._photograph.pixels, detector_in(self._catalog))
        return self._faces

    def _with_whole_faces(self, region: Region, step: Step) -> Region:
        """`region` with all of each face that it shows a part of, and what is around that."""
        assert self._photograph is not None
        height, width = self._photograph.pixels.shape[:2]
        grown = region
        for choice in choices_for(self._found_faces(), step.faces):
            margin_px = choice.box.width // 2
            face = choice.box.grown(margin_px, align_px=1, width=width, height=height)
            if region.common_with(face) is not None:
                grown = grown.joined_with(face)
        return grown

    def _repaired(
        self, step: Step, pixels: np.ndarray, earlier: Sequence[Step], on_progress: OnProgress
    ) -> np.ndarray:
        """`pixels`, which `earlier` steps have repaired, after one step more."""
        repair = repair_of(step, self._catalog, self._device)
        if isinstance(repair, FacesRepair):
            return self._with_faces(step, repair, pixels, on_progress)

        def compute() -> np.ndarray:
            if isinstance(repair, SurfaceRepair):
                return self._filled(repair, pixels, on_progress)
            if isinstance(repair, TranslationRepair):
                return self._translated(repair, pixels, earlier, on_progress)
            is_told = isinstance(repair, NetworkRepair) and is_guided(repair.network)
            told = self._crops_after(earlier, on_progress) if is_told else None
            return _run(repair, pixels, told, on_progress)

        return self._of_region.repaired(step, pixels, compute)

    def _with_faces(
        self, step: Step, repair: FacesRepair, pixels: np.ndarray, on_progress: OnProgress
    ) -> np.ndarray:
        """The strength is no mixture here: how much is taken of a face decides what is allowed.

        So it goes into what is wanted of each, and what is remembered is for that alone.
        """
        grown = self._grown
        assert grown is not None
        known = (f.relative_to(grown) for f in self._found_faces() if grown.contains(f.box))
        faces = [measured(face, pixels) for face in known]
        wanted = tuple(
            replace(choice, strength=choice.strength * step.strength)
            for choice in choices_for(faces, repair.choices_at(grown))
        )

        def compute() -> np.ndarray:
            return refine_faces(
                pixels,
                repair.networks,
                strength=step.strength,
                choices=repair.choices_at(grown),
                faces=faces,
                on_progress=on_progress,
            )[0]

        taken_whole = replace(step, strength=1.0, faces=wanted)
        return self._of_region.repaired(taken_whole, pixels, compute)

    def _filled(
        self, repair: SurfaceRepair, pixels: np.ndarray, on_progress: OnProgress
    ) -> np.ndarray:
        """What was found stays known while the mask is drawn on or its sensitivity changes."""
        assert self._photograph is not None
        height, width = self._photograph.pixels.shape[:2]
        if self._found is None or not self._found.is_of(repair, pixels):
            likely = repair.find(pixels, self._grown, (width, height), on_progress=on_progress)
            self._found = _Found(repair, pixels, likely)
        holes = repair.holes(self._found.likely, self._grown)
        return run_filler(repair.filler, pixels, holes, tile_px=TILE_PX, on_progress=on_progress)

    def _translated(
        self,
        repair: TranslationRepair,
        pixels: np.ndarray,
        earlier: Sequence[Step],
        on_progress: OnProgress,
    ) -> np.ndarray:
        overview = self._overview_after(tuple(earlier), repair, on_progress)
        assert self._grown is not None
        return repair.run_part(
            pixels, self._grown, overview, tile_px=TILE_PX, on_progress=on_progress
        )

    def _overview_after(
        self, steps: tuple[Step, ...], repair: TranslationRepair, on_progress: OnProgress
    ) -> Overview:
        """What a translation is told of the whole photograph once `steps` are done.

        They are done to the reduced copy alone, which the tones of a preview come from.
        """
        if self._overview is not None and self._overview[0] == steps:
            return self._overview[1]
        assert self._photograph is not None
        height, width = self._photograph.pixels.shape[:2]
        factor = overview_factor((width, height))
        copy = reduced(self._photograph.pixels, factor)
        for step in steps:
            before = repair_of(step, self._catalog, self._device)
            copy = before.run(copy, strength=step.strength, on_progress=on_progress).pixels
        holes = repair.find(copy, on_progress=on_progress)
        overview = look_over(copy, holes, repair.network, factor=factor, on_progress=on_progress)
        self._overview = (steps, overview)
        return overview

    def _crops_after(self, steps: Sequence[Step], on_progress: OnProgress) -> Crops:
        """What a guided network is told about the whole picture once `steps` are done."""
        assert self._photograph is not None
        if self._crops is None:
            sampled = sample_crops(self._photograph.pixels, rim_px=MARGIN_PX, align_px=ALIGN_PX)
            windows = tuple(as_floats(window) for window in sampled.windows)
            overview = as_floats(sampled.overview)
            self._crops = replace(sampled, windows=windows, overview=overview)
        if not steps:
            return self._crops
        told = self._crops.some(MOST_CROPS)
        for step in steps:
            told = self._crops_after_one(step, told, on_progress)
        return told

    def _crops_after_one(self, step: Step, told: Crops, on_progress: OnProgress) -> Crops:
        repair = repair_of(step, self._catalog, self._device)

        def repaired(part: np.ndarray) -> np.ndarray:
            run = partial(_run, repair, part, told, on_progress)
            return self._of_crops.repaired(step, part, run)

        return told.repaired(repaired, with_overview=repair.is_about_tones)


@dataclass(frozen=True)
class _Found:
    """Where something, or on account of its mask nothing, was looked for, and what was found."""

    repair: SurfaceRepair
    source: np.ndarray
    likely: np.ndarray

    def is_of(self, repair: SurfaceRepair, source: np.ndarray) -> bool:
        return self.source is source and self.repair.finder is repair.finder


class _Memory:
    """What networks made of their inputs, of the last ones only."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._stages: list[_Stage] = []  # the one used last at the end

    def clear(self) -> None:
        self._stages = []

    def repaired(
        self, step: Step, source: np.ndarray, compute: Callable[[], np.ndarray]
    ) -> np.ndarray:
        """`source` after `step`; `compute` runs its network, where that is not remembered.

        The same array as last time when nothing has changed, so that later steps know it again.
        """
        stage = next((s for s in self._stages if s.is_of(step, source)), None)
        if stage is None:
            stage = _Stage(step, source, compute())
        else:
            self._stages.remove(stage)
        self._stages.append(stage)
        while len(self._stages) > 1 and sum(s.n_bytes for s in self._stages) > self._most_bytes:
            del self._stages[0]
        return stage.taken(step.strength)


class _Stage:
    """One step's input, what the network made of it, and both mixed as last asked for."""

    def __init__(self, step: Step, source: np.ndarray, repaired: np.ndarray) -> None:
        self._key = _network_key(step)
        self._source, self._repaired = source, repaired
        self._strength: float | None = None
        self._mixed = source

    @property
    def n_bytes(self) -> int:
        return self._repaired.nbytes + self._mixed.nbytes

    def is_of(self, step: Step, source: np.ndarray) -> bool:
        return self._source is source and self._key == _network_key(step)

    def taken(self, strength: float) -> np.ndarray:
        """Mixed by `strength`, then clipped, as a restoration does it."""
        if strength != self._strength:
            mixed = cv2.addWeighted(self._source, 1 - strength, self._repaired, strength, 0)
            self._mixed, self._strength = np.clip(mixed, 0, 1, out=mixed), strength
        return self._mixed


def _run(
    repair: Repair, pixels: np.ndarray, told: Crops | None, on_progress: OnProgress
) -> np.ndarray:
    """At full strength and not clipped, to be mixed later; what is filled in never overshoots."""
    if not isinstance(repair, NetworkRepair):
        return repair.run(pixels, on_progress=on_progress).pixels
    return run_network(
        repair.network, pixels, tile_px=TILE_PX, part_of=told, clips=False, on_progress=on_progress
    )


def _network_key(step: Step) -> tuple[str, float, Mask | None, tuple[FaceChoice, ...] | None]:
    return step.model_id, step.detail or 0.0, step.mask, step.faces
