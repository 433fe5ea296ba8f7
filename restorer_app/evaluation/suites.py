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


SUITES = {
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
    """Run the suite `name` on the photographs in `data`, whole and at their own size.

    `models` names models to take in place of those the program would choose. Raises PlanError for
    an unknown suite, MediaError for a folder without photographs or with a broken one, WeightsError
    for models that are missing or damaged.
    """
    if name not in SUITES:
        raise PlanError(Text(f"there is no suite '{name}'; known are: {', '.join(SUITES)}"))
    most_files = SUITES[name].most_files
    photos = find_photo_set(data, limit=most_files if limit is None else limit)
    bench = Bench(prefer_models(catalog, models), photos, device, on_progress)
    rows = SUITES[name].measure(bench)
    return Evaluation(
        suite=name,
        data=str(data),
        n_files=len(photos.paths),
        device=describe_device(device),
        models=bench.used,
        rows=tuple(rows),
        definition=SUITES[name].definition,
    )
