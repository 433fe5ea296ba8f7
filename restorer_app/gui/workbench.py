"""What the window can have done: the calls into the rest of the program, each fit to run in a job.

The session only knows this table of functions. Torch, OpenCV and the models are imported inside
them, so that the window is on screen first; tests put fast functions of their own in their place.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from restorer_app.distortions import Distortion, Medium
from restorer_app.gui.torch_loading import load_torch
from restorer_app.media.region import Region
from restorer_app.media.save_options import SaveOptions
from restorer_app.progress import OnProgress, ignore_progress
from restorer_app.restoration.plan import Plan, Step, propose_plan, step_for
from restorer_app.restoration.plan_files import read_plan, refuse_missing_models
from restorer_app.settings import Settings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from restorer_app.media.image import Image
    from restorer_app.metrics.measurements import Measurements
    from restorer_app.registry.catalog import Catalog
    from restorer_app.registry.devices import Device
    from restorer_app.restoration.audio.restore import Target as SoundTarget
    from restorer_app.restoration.course import Restored, RestoredRecording
    from restorer_app.restoration.diagnosis import Diagnosis
    from restorer_app.restoration.file_jobs import FoundFile
    from restorer_app.restoration.photograph import Photograph
    from restorer_app.restoration.preview import Preview

_SQUARE_PX = 128


@dataclass(frozen=True)
class SoundBench:
    """What is done to recordings: from file to file, as they may be longer than memory."""

    diagnose: Callable[[Path, OnProgress], Diagnosis]
    propose: Callable[[Diagnosis], Plan]
    restore: Callable[
        [Path, SoundTarget, Plan | None, Diagnosis | None, OnProgress], RestoredRecording
    ]
    """Carries out a plan, or what is proposed; the diagnosis, if given, is that of before."""


@dataclass(frozen=True)
class Workbench:
    """Functions that run in jobs. Each may raise RestorerError, whose text is shown as it is."""

    find: Callable[[tuple[Path, ...], OnProgress], tuple[FoundFile, ...]]
    """The files named, photographs and recordings below folders named; problems are sentences."""
    load: Callable[[Path], Image]
    load_thumbnail: Callable[[Path, int], NDArray[np.uint8]]
    diagnose: Callable[[Image, OnProgress], Diagnosis]
    propose: Callable[[Diagnosis], Plan]
    repairs: Callable[[], tuple[Step, ...]]
    """One step for each distortion that can be repaired here, of both media, in that order."""
    restore: Callable[[Image, Plan, OnProgress], Restored]
    """Exactly this plan."""
    restore_automatically: Callable[[Image, Diagnosis, OnProgress], Restored]
    """Repairs and looks again until nothing is found or nothing helps."""
    preview: Callable[[Photograph, Region, Plan, OnProgress], NDArray[np.float32]]
    """A region of the photograph as the plan makes it; quick when only strengths changed."""
    find_damage: Callable[[Photograph, OnProgress], NDArray[np.uint8]]
    """How likely each pixel of the photograph is hidden, (H, W), 255 is surely; all 0 where no
    model finds that."""
    save: Callable[[Image, Path, bool, SaveOptions, OnProgress], None]
    """The picture, the file, whether an existing file may be replaced."""
    read_plan: Callable[[Path], Plan]
    """A plan that can be carried out here."""
    measure: Callable[[Image, Image | None, Image | None], Measurements]
    """Of the picture before, the one after, and a reference, as far as there are any."""
    describe_device: Callable[[], str]
    warm_up: Callable[[], None]
    """Load what the first diagnosis needs, so that it need not wait for that."""
    apply_settings: Callable[[Settings], str]
    """Use them from the next call on; returns the description of the device."""
    sound: SoundBench


def real_workbench(settings: Settings) -> Workbench:
    """The table that does the real work, with the device and threads of `settings`."""
    bench = _RealBench(settings)
    return Workbench(
        find=_find,
        load=_load,
        load_thumbnail=_load_thumbnail,
        diagnose=bench.diagnose,
        propose=bench.propose,
        repairs=bench.repairs,
        restore=bench.restore,
        restore_automatically=bench.restore_automatically,
        preview=bench.preview,
        find_damage=bench.find_damage,
        save=_save,
        read_plan=bench.read_plan,
        measure=_measure,
        describe_device=bench.describe_device,
        warm_up=bench.warm_up,
        apply_settings=bench.apply_settings,
        sound=SoundBench(_listen, bench.propose_for_recording, bench.restore_recording),
    )


class _RealBench:
    """Holds what the calls share: the settings and the catalogue, read once when first needed."""

    def __init__(self, settings: Settings) -> None:
        self._in_force = settings
        self._usual_threads = 0
        self._catalog: Catalog | None = None
        self._preview: Preview | None = None

    def diagnose(self, image: Image, on_progress: OnProgress) -> Diagnosis:
        self._load_torch()
        from restorer_app.restoration.diagnose import diagnose

        return diagnose(image, self._read_catalog(), device=self._device(), on_progress=on_progress)

    def propose(self, diagnosis: Diagnosis) -> Plan:
        return propose_plan(diagnosis, self._read_catalog())

    def repairs(self) -> tuple[Step, ...]:
        steps = [step_for(distortion, self._read_catalog()) for distortion in Distortion]
        return tuple(step for step in steps if step)

    def restore(self, image: Image, plan: Plan, on_progress: OnProgress) -> Restored:
        self._load_torch()
        self._preview = None  # its memory is needed now
        from restorer_app.restoration.image import restore

        return restore(
            image, plan, self._read_catalog(), device=self._device(), on_progress=on_progress
        )

    def restore_automatically(
        self, image: Image, diagnosis: Diagnosis, on_progress: OnProgress
    ) -> Restored:
        self._load_torch()
        self._preview = None  # its memory is needed now
        from restorer_app.restoration.image import restore_automatically

        return restore_automatically(
            image,
            self._read_catalog(),
            device=self._device(),
            on_progress=on_progress,
            diagnosis=diagnosis,
        )

    def propose_for_recording(self, diagnosis: Diagnosis) -> Plan:
        from restorer_app.restoration.audio.restore import propose_for_recording

        return propose_for_recording(diagnosis, self._read_catalog())

    def restore_recording(
        self,
        source: Path,
        target: SoundTarget,
        plan: Plan | None,
        diagnosis: Diagnosis | None,
        on_progress: OnProgress,
    ) -> RestoredRecording:
        self._load_torch()
        self._preview = None  # its memory is needed now
        from restorer_app.restoration.audio.restore import restore_recording

        return restore_recording(
            source,
            target,
            self._read_catalog(),
            plan=plan,
            diagnosis=diagnosis,
            device=self._in_force.device,
            on_progress=on_progress,
        )

    def read_plan(self, path: Path) -> Plan:
        plan = read_plan(path)
        refuse_missing_models(plan, self._read_catalog(), path)
        return plan

    def preview(
        self, photograph: Photograph, region: Region, plan: Plan, on_progress: OnProgress
    ) -> NDArray[np.float32]:
        self._load_torch()
        from restorer_app.restoration.preview import Preview

        if self._preview is None:
            self._preview = Preview(self._read_catalog(), self._device())
        return self._preview.carry_out(photograph, region, plan, on_progress=on_progress)

    def find_damage(self, photograph: Photograph, on_progress: OnProgress) -> NDArray[np.uint8]:
        self._load_torch()
        from restorer_app.restoration.damage import find_damage_codes

        return find_damage_codes(
            photograph.pixels, self._read_catalog(), self._device(), on_progress=on_progress
        )

    def describe_device(self) -> str:
        return self._device().description

    def warm_up(self) -> None:
        """Diagnoses a black square: that needs all that a photograph needs."""
        import numpy as np

        from restorer_app.media.image import Image

        self.diagnose(Image(np.zeros((_SQUARE_PX, _SQUARE_PX, 3), np.float32)), ignore_progress)

    def apply_settings(self, settings: Settings) -> str:
        """Networks that were loaded for other settings are let go."""
        old, self._in_force = self._in_force, settings
        self._load_torch()
        if how_to_compute(old) != how_to_compute(settings):
            from restorer_app.registry.loader import forget_networks

            forget_networks()
            self._preview = None
        return self.describe_device()

    def _device(self) -> Device:
        from restorer_app.registry.devices import choose_device

        return choose_device(*how_to_compute(self._in_force))

    def _read_catalog(self) -> Catalog:
        from restorer_app.registry.catalog import read_catalog

        if self._catalog is None:
            self._catalog = read_catalog()
        return self._catalog

    def _load_torch(self) -> None:
        load_torch()
        import torch

        self._usual_threads = self._usual_threads or torch.get_num_threads()
        torch.set_num_threads(self._in_force.threads or self._usual_threads)


def how_to_compute(settings: Settings) -> tuple[str, str, int]:
    """What a loaded network depends on: device, precision and tiles."""
    return settings.device, settings.precision, settings.tile_px


def _find(paths: tuple[Path, ...], on_progress: OnProgress) -> tuple[FoundFile, ...]:
    from restorer_app.restoration.file_jobs import find_files

    return find_files(paths, on_progress, media=tuple(Medium))


def _listen(path: Path, on_progress: OnProgress) -> Diagnosis:
    from restorer_app.media.audio import open_recording
    from restorer_app.restoration.audio.diagnose import diagnose_recording

    with open_recording(path) as recording:
        return diagnose_recording(recording, on_progress=on_progress)


def _load(path: Path) -> Image:
    from restorer_app.media.image import load_image

    return load_image(path)


def _load_thumbnail(path: Path, side_px: int) -> NDArray[np.uint8]:
    from restorer_app.media.image import load_thumbnail

    return load_thumbnail(path, side_px)


def _save(
    image: Image, path: Path, may_replace: bool, options: SaveOptions, on_progress: OnProgress
) -> None:
    from restorer_app.media.image import save_image

    save_image(image, path, overwrite=may_replace, options=options, on_progress=on_progress)


def _measure(before: Image, after: Image | None, reference: Image | None) -> Measurements:
    from restorer_app.metrics.measurements import measure

    others = (None if image is None else image.pixels for image in (after, reference))
    return measure(before.pixels, *others)
