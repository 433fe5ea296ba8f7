"""`restorer diagnose` and `compare`: what is wrong with a file, and how close it is to another."""

import math
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from restorer_app.cli.console import as_json, complain, progress_bar, say, table
from restorer_app.cli.options import Inputs, JsonFlag, open_catalog
from restorer_app.distortions import Medium
from restorer_app.errors import MediaError
from restorer_app.progress import OnProgress, Progress, part_of
from restorer_app.registry.catalog import Catalog
from restorer_app.texts import Text

if TYPE_CHECKING:  # pictures pull in numpy, Pillow and torch: only for a command that runs
    from restorer_app.restoration.batch import Failure
    from restorer_app.restoration.diagnosis import Diagnosis
    from restorer_app.restoration.file_jobs import FoundFile

SHOWN_FROM = 0.05
"""Less probable distortions are left out of the table for people; JSON has them all."""

_UNITS = {
    "mse": "",
    "mae": "",
    "snr_db": " dB",
    "psnr_db": " dB",
    "si_sdr_db": " dB",
    "ssim": "",
    "fsim": "",
}

_BLOCK_SAMPLES = 1 << 18


def diagnose(inputs: Inputs, json: JsonFlag = False) -> None:
    """Say what is wrong with photographs and recordings, the most probable first."""
    from restorer_app.restoration.batch import Failure
    from restorer_app.restoration.file_jobs import find_files, medium_of
    from restorer_app.restoration.file_results import diagnosis_document

    catalog = open_catalog()
    found = find_files(inputs, media=tuple(Medium))
    documents = []
    with progress_bar() as on_progress:
        for i, file in enumerate(found):
            part = part_of(on_progress, file.path.name, i / len(found), (i + 1) / len(found))
            diagnosis = _diagnose_file(file, catalog, part)
            if isinstance(diagnosis, Failure):
                complain(diagnosis.reason)
                continue
            if not json:
                say(_diagnosis_text(file.path, diagnosis))
            medium = medium_of(file.path)
            about: dict[str, Any] = {"file": str(file.path), "medium": str(medium)}
            if medium is Medium.AUDIO:
                about["evidence"] = diagnosis.evidence
            documents.append(about | diagnosis_document(diagnosis))
    if json:
        say(as_json(documents))
    if len(documents) < len(found):
        raise typer.Exit(1)


def compare(
    reference: Annotated[
        Path, typer.Argument(help="The clean photograph or recording.", show_default=False)
    ],
    candidate: Annotated[Path, typer.Argument(help="The one to measure.", show_default=False)],
    json: JsonFlag = False,
) -> None:
    """Measure how close a photograph or a recording is to its reference.

    Photographs: MSE, SNR, PSNR, SSIM, FSIM. Recordings: mean absolute error, SNR, SI-SDR.
    """
    from restorer_app.restoration.file_jobs import medium_of

    medium = medium_of(reference)
    if medium_of(candidate) is not medium:
        raise MediaError(
            Text(
                f"Can't compare '{reference.name}' with '{candidate.name}'; choose two photographs "
                "or two recordings."
            )
        )
    compare_files = _compare_recordings if medium is Medium.AUDIO else _compare_photographs
    scores = compare_files(reference, candidate)
    if json:
        finite = {name: x if math.isfinite(x) else None for name, x in scores.items()}
        say(as_json(finite))
        return
    for name, value in scores.items():
        say(f"{name:9} {_score_text(value)}{_UNITS[name] if math.isfinite(value) else ''}")


def _score_text(value: float) -> str:
    if math.isfinite(value):
        return f"{value:.4f}" if abs(value) >= 0.01 or value == 0 else f"{value:.3g}"
    return "identical" if value > 0 else "nothing in common"


def _compare_photographs(reference: Path, candidate: Path) -> dict[str, float]:
    from restorer_app.media.image import load_image
    from restorer_app.metrics.image import compare_images

    return asdict(compare_images(load_image(reference).pixels, load_image(candidate).pixels))


def _compare_recordings(reference: Path, candidate: Path) -> dict[str, float]:
    """Stretch by stretch: hours of sound take no more memory than seconds."""
    from restorer_app.media.audio import open_recording
    from restorer_app.metrics.audio import WaveformSums, check_rates, check_shapes

    with open_recording(reference) as clean, open_recording(candidate) as other:
        check_rates(clean.info.rate, other.info.rate)
        check_shapes(*((file.info.n_channels, file.info.n_samples) for file in (clean, other)))
        sums = WaveformSums()
        pairs = zip(clean.blocks(_BLOCK_SAMPLES), other.blocks(_BLOCK_SAMPLES), strict=True)
        with progress_bar() as on_progress:
            for one, another in pairs:
                on_progress(Progress(candidate.name, sums.n / clean.info.n_samples / len(one)))
                sums = sums.plus(one, another)
    return {"mae": sums.mae, "snr_db": sums.snr_db, "si_sdr_db": sums.si_sdr_db}


def _diagnose_file(
    file: "FoundFile", catalog: Catalog, on_progress: OnProgress
) -> "Diagnosis | Failure":
    from restorer_app.media.image import load_image
    from restorer_app.restoration.batch import attempt
    from restorer_app.restoration.file_jobs import medium_of

    def work() -> "Diagnosis":
        if file.problem:
            raise MediaError(file.problem)
        on_progress(Progress("", 0.0))
        if medium_of(file.path) is Medium.AUDIO:
            return _diagnose_recording(file.path, on_progress)
        from restorer_app.restoration import diagnose as diagnosing  # torch: not for sound

        return diagnosing.diagnose(load_image(file.path), catalog, on_progress=on_progress)

    return attempt(file.path, work)


def _diagnose_recording(path: Path, on_progress: OnProgress) -> "Diagnosis":
    from restorer_app.media.audio import open_recording
    from restorer_app.restoration.audio.diagnose import diagnose_recording

    with open_recording(path) as recording:
        return diagnose_recording(recording, on_progress=on_progress)


def _diagnosis_text(path: Path, diagnosis: "Diagnosis") -> str:
    verdict = "clean" if diagnosis.is_clean else "damaged"
    if not diagnosis.is_clean and not diagnosis.found:
        verdict = "nothing certain"
    title = f"{path}: {verdict} (clean with {diagnosis.clean:.0%} probability)"
    findings = sorted(diagnosis.findings, key=lambda finding: -finding.probability)
    rows = [
        [
            finding.distortion.label,
            f"{finding.probability:.0%}",
            f"{finding.severity:.1f} of 5",
            str(finding.distortion),
        ]
        for finding in findings
        if finding.probability >= SHOWN_FROM
    ]
    if not rows:
        return title
    lines = table(["distortion", "probability", "severity", "name"], rows)
    return "\n".join([title, *(f"  {line}" for line in lines.splitlines())])
