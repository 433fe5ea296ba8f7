"""The suites by name, and one way to run them all."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from restorer_app.errors import PlanError
from restorer_app.evaluation import (
    aging,
    calibration,
    clean_kinds,
    detail,
    faces,
    generators,
    loop,
    recognition,
    speed,
    surfaces,
    textures,
)
from restorer_app.evaluation.bench import Bench, prefer_models
from restorer_app.evaluation.photo_sets import find_photo_set
from restorer_app.evaluation.report import Evaluation, Row
from restorer_app.evaluation.sound import (
    background_noise,
    clicks,
    clipping,
    echo,
    hum,
    reverb,
    untouched,
)
from restorer_app.evaluation.sound.bench import SoundBench
from restorer_app.evaluation.sound.sound_set import find_sound_set
from restorer_app.progress import OnProgress, ignore_progress
from restorer_app.registry.catalog import Catalog
from restorer_app.registry.devices import describe_device
from restorer_app.texts import Text


@dataclass(frozen=True)
class Suite:
    """What a suite measures and how its numbers come about."""

    measure: Callable[[Bench], list[Row]]
    definition: str
    most_files: int | None = None
    """More files than this would not make the measurement better."""


@dataclass(frozen=True)
class SoundSuite:
    """The same, of recordings."""

    measure: Callable[[SoundBench], list[Row]]
    definition: str
    most_files: int | None = None


SUITES: dict[str, Suite | SoundSuite] = {
    "gaussian": Suite(generators.gaussian, generators.GAUSSIAN_DEFINITION),
    "jpeg": Suite(generators.jpeg, generators.JPEG_DEFINITION),
    "kadid": Suite(generators.kadid, generators.KADID_DEFINITION),
    "detail": Suite(detail.detail, detail.DEFINITION),
    "classifier": Suite(recognition.classifier, recognition.CLASSIFIER_DEFINITION),
    "loop": Suite(loop.loop, loop.DEFINITION),
    "calibration": Suite(calibration.calibration, calibration.DEFINITION),
    "no-harm": Suite(recognition.no_harm, recognition.NO_HARM_DEFINITION),
    "clean-kinds": Suite(clean_kinds.clean_kinds, clean_kinds.DEFINITION),
    "scratches": Suite(surfaces.scratches, surfaces.SCRATCHES_DEFINITION),
    "inpainting": Suite(surfaces.inpainting, surfaces.INPAINTING_DEFINITION),
    "grain": Suite(textures.grain, textures.DEFINITION),
    "aging": Suite(aging.aging, aging.DEFINITION),
    "faces": Suite(faces.faces, faces.DEFINITION),
    "audio-echo": SoundSuite(echo.echo, echo.DEFINITION),
    "audio-denoise": SoundSuite(background_noise.background_noise, background_noise.DEFINITION),
    "audio-clicks": SoundSuite(clicks.clicks, clicks.DEFINITION),
    "audio-hum": SoundSuite(hum.hum, hum.DEFINITION),
    "audio-clip": SoundSuite(clipping.clipping, clipping.DEFINITION),
    "audio-reverb": SoundSuite(reverb.reverb, reverb.DEFINITION),
    "audio-untouched": SoundSuite(untouched.untouched, untouched.DEFINITION),
    "speed": Suite(speed.speed, speed.DEFINITION, most_files=1),
}


def run_suite(
    name: str,
    data: Path,
    catalog: Catalog,
    *,
    models: tuple[str, ...] = (),
    limit: int | None = None,
    device: str = "auto",
    on_progress: OnProgress = ignore_progress,
) -> Evaluation:
    """Run the suite `name` on the photographs or recordings in `data`, whole, as large as they are.

    `models` names models to take in place of those the program would choose. Raises PlanError for
    an unknown suite, MediaError for a folder without files of its kind or with a broken one,
    WeightsError for models that are missing or damaged.
    """
    if name not in SUITES:
        raise PlanError(Text(f"there is no suite '{name}'; known are: {', '.join(SUITES)}"))
    suite = SUITES[name]
    n_wanted = suite.most_files if limit is None else limit
    preferred = prefer_models(catalog, models)
    if isinstance(suite, SoundSuite):
        sounds = find_sound_set(data, limit=n_wanted)
        sound_bench = SoundBench(preferred, sounds, device, on_progress)
        rows, n_files, used = suite.measure(sound_bench), len(sounds.speech), sound_bench.used
    else:
        photos = find_photo_set(data, limit=n_wanted)
        bench = Bench(preferred, photos, device, on_progress)
        rows, n_files, used = suite.measure(bench), len(photos.paths), bench.used
    return Evaluation(
        suite=name,
        data=str(data),
        n_files=n_files,
        device=describe_device(device),
        models=used,
        rows=tuple(rows),
        definition=suite.definition,
    )
