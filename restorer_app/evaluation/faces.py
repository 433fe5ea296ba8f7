"""Aged faces: how much of them comes back, and whether they stay who they are. Suite `faces`."""

from collections.abc import Callable

import cv2
import numpy as np

from restorer_app.degradations import harmless
from restorer_app.degradations.aging.faces import age_face
from restorer_app.degradations.mixtures import round_to_8bit
from restorer_app.distortions import Distortion
from restorer_app.errors import MediaError, WeightsError
from restorer_app.evaluation.bench import Bench, capped_psnr_db
from restorer_app.evaluation.report import Row, mean
from restorer_app.metrics.image import ssim
from restorer_app.registry.loader import LoadedNetwork, load_network
from restorer_app.restoration.face_finding import find_faces
from restorer_app.restoration.faces import CANVAS_PX, FACE_PX, change_of_face, similarity_of
from restorer_app.texts import Text

REDUCTIONS = (2.0, 4.0)
DENOISING_STRENGTHS = (3, 6, 10, 15)
"""Of OpenCV's non-local means; the one that suits all faces best is what counts."""
SMALLEST_PX = 96
"""Smaller faces are no reference for what a face of `FACE_PX` looks like."""

DEFINITION = (
    f"Faces of {FACE_PX} px, aged by degradations/aging at a size so many times smaller and "
    "enlarged back (cubic): 'in'. 'denoised': that after OpenCV's non-local means, at the strength "
    "which is best for all of them; 'out': refined. PSNR and SSIM against the clean face, averages "
    "over faces. similarity: of the aged and of the refined face to the clean one, as the network "
    "sees it that knows faces again; nearer: the share of faces for which it is higher afterwards. "
    "Faces are found in the photographs; a small picture without any is taken for one itself."
)

Pixels = np.ndarray
_Scores = dict[str, list[float]]


def faces(bench: Bench) -> list[Row]:
    """One row for each reduction.

    Raises WeightsError where no model refines faces or knows them again, MediaError for
    photographs without faces.
    """
    entry = bench.restorer_of(Distortion.FACES)
    knowing = bench.catalog.face_embedding()
    if knowing is None:
        raise WeightsError(
            Text("no model knows faces again, so this suite has nothing to measure; train one")
        )
    bench.used |= {each.id: each.sha256 for each in (entry, knowing)}
    refiner, knower = (load_network(each, bench.device) for each in (entry, knowing))
    scores: dict[float, _Scores] = {reduction: {} for reduction in REDUCTIONS}
    for i, path in enumerate(bench.photos.paths):
        bench.report(i, len(bench.photos.paths), path)
        for number, clean in enumerate(_faces_in(bench.photos.load(path).pixels)):
            for reduction in REDUCTIONS:
                rng = bench.photos.rng(path, "face", number, reduction)
                aged = round_to_8bit(age_face(clean, reduction, rng))
                _note(scores[reduction], clean, aged, refiner, knower)
    if not scores[REDUCTIONS[0]]:
        raise MediaError(Text(f"no faces in '{bench.photos.folder}'; name a folder that has some"))
    return [_row(reduction, noted) for reduction, noted in scores.items()]


def _faces_in(pixels: Pixels) -> list[Pixels]:
    """Grey faces, float32 (FACE_PX, FACE_PX, 3) each."""
    crops = [pixels[f.box.slices] for f in find_faces(pixels) if f.box.width >= SMALLEST_PX]
    side = min(pixels.shape[:2])
    if not crops and side >= SMALLEST_PX and max(pixels.shape[:2]) <= 2 * FACE_PX:
        y, x = ((size - side) // 2 for size in pixels.shape[:2])
        crops = [pixels[y : y + side, x : x + side]]
    return [harmless.grey(_of_face_size(np.ascontiguousarray(crop))) for crop in crops]


def _of_face_size(crop: Pixels) -> Pixels:
    method = cv2.INTER_AREA if len(crop) > FACE_PX else cv2.INTER_CUBIC
    return np.clip(cv2.resize(crop, (FACE_PX, FACE_PX), interpolation=method), 0, 1)


def _note(
    noted: _Scores, clean: Pixels, aged: Pixels, refiner: LoadedNetwork, knower: LoadedNetwork
) -> None:
    """Add the measures of one face."""
    reference, canvas = _on_canvas(clean), _on_canvas(aged)
    refined = np.clip(canvas + change_of_face(canvas, refiner), 0, 1)
    rim = (CANVAS_PX - FACE_PX) // 2
    middle = refined[rim : rim + FACE_PX, rim : rim + FACE_PX]
    candidates = {"in": aged, "out": round_to_8bit(np.repeat(middle[..., None], 3, axis=2))}
    candidates |= {f"denoised {h}": _denoised(aged, h) for h in DENOISING_STRENGTHS}
    for name, candidate in candidates.items():
        for measure, function in _MEASURES.items():
            noted.setdefault(f"{measure} {name}", []).append(function(clean, candidate))
    before, after = (similarity_of(reference, each, knower) for each in (canvas, refined))
    for name, value in (("before", before), ("after", after), ("nearer", float(after > before))):
        noted.setdefault(name, []).append(value)


_MEASURES: dict[str, Callable[[Pixels, Pixels], float]] = {"psnr": capped_psnr_db, "ssim": ssim}


def _on_canvas(face: Pixels) -> Pixels:
    """The luma of a face as the program turns it to the network: float32 (CANVAS_PX, CANVAS_PX)."""
    rim = (CANVAS_PX - FACE_PX) // 2
    luma = np.ascontiguousarray(face[..., 0])
    return cv2.copyMakeBorder(luma, rim, rim, rim, rim, cv2.BORDER_REFLECT_101)


def _denoised(face: Pixels, strength: int) -> Pixels:
    codes = np.round(255 * face[..., 0]).astype(np.uint8)
    grey = cv2.fastNlMeansDenoising(codes, None, h=strength).astype(np.float32) / 255
    return np.repeat(grey[..., None], 3, axis=2)


def _row(reduction: float, noted: _Scores) -> Row:
    averages = {name: mean(values) for name, values in noted.items()}
    best = max(DENOISING_STRENGTHS, key=lambda h: averages[f"psnr denoised {h}"] or 0.0)
    row: Row = {"reduction": reduction, "n": len(noted["before"])}
    for measure in _MEASURES:
        row |= {
            f"{measure}_in": averages[f"{measure} in"],
            f"{measure}_denoised": averages[f"{measure} denoised {best}"],
            f"{measure}_out": averages[f"{measure} out"],
        }
    return row | {
        "similarity_before": averages["before"],
        "similarity_after": averages["after"],
        "nearer": averages["nearer"],
    }
