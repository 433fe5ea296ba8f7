"""What the restoration of old photographs set out to reach, and how much of it is reached."""

from restorer_app.evaluation import aging, surfaces
from restorer_app.evaluation.pages.goals import (
    Document,
    Documents,
    Outcome,
    at_least,
    at_most,
    rows_of,
)
from restorer_app.evaluation.pages.markdown import percent, signed

LEAST_F1 = 0.80
MOST_FALSE_AREA = 0.005
LEAST_FILLING_GAIN_DB = 2.0
LEAST_GAIN_DB, LEAST_SSIM_GAIN = 4.0, 0.10
OPENCV = ("telea", "navier_stokes")
FACE_REDUCTION = 4
LEAST_FACE_GAIN_DB = 1.5
LEAST_NEARER = 0.95


def outcomes(documents: Documents) -> list[Outcome]:
    """Every goal; one whose suite was not run is neither met nor missed."""
    found = {row["damage"]: row for row in rows_of(documents, "scratches")}
    filled = [row for row in rows_of(documents, "inpainting") if row["holes"] == surfaces.DAMAGE]
    aged = [row for row in rows_of(documents, "aging") if row["history"] == aging.ALL]
    refined = [row for row in rows_of(documents, "faces") if row["reduction"] == FACE_REDUCTION]
    return [
        at_least(
            f"damage is found: F1 {LEAST_F1:.2f}",
            [found[surfaces.ALL]["f1"]] if found else [],
            LEAST_F1,
            lambda value: f"{value:.3f}",
        ),
        at_most(
            f"of undamaged photographs at most {percent(MOST_FALSE_AREA)} is taken for damage",
            [found[surfaces.AS_THEY_ARE]["false_area"]] if found else [],
            MOST_FALSE_AREA,
            lambda value: f"{100 * value:.2f} %",
        ),
        at_least(
            f"filled {signed(LEAST_FILLING_GAIN_DB, 1)} dB better than both methods of OpenCV",
            [_over_opencv(row, "psnr") for row in filled],
            LEAST_FILLING_GAIN_DB,
            signed,
        ),
        at_least(
            "filled with more similarity (SSIM) than both methods of OpenCV",
            [_over_opencv(row, "ssim") for row in filled],
            0.0,
            lambda value: signed(value, 3),
        ),
        at_least(
            f"the chain by itself on aged photographs: {signed(LEAST_GAIN_DB, 1)} dB",
            [row["psnr_routed"] - row["psnr_in"] for row in aged],
            LEAST_GAIN_DB,
            signed,
        ),
        at_least(
            f"the chain by itself on aged photographs: {signed(LEAST_SSIM_GAIN)} SSIM",
            [row["ssim_routed"] - row["ssim_in"] for row in aged],
            LEAST_SSIM_GAIN,
            lambda value: signed(value, 3),
        ),
        at_least(
            f"faces reduced to a quarter: {signed(LEAST_FACE_GAIN_DB, 1)} dB over denoising",
            [row["psnr_out"] - row["psnr_denoised"] for row in refined],
            LEAST_FACE_GAIN_DB,
            signed,
        ),
        at_least(
            "faces reduced to a quarter: more similarity (SSIM) than by denoising",
            [row["ssim_out"] - row["ssim_denoised"] for row in refined],
            0.0,
            lambda value: signed(value, 3),
        ),
        at_least(
            f"of those, {percent(LEAST_NEARER)} look more like the person afterwards",
            [row["nearer"] for row in refined],
            LEAST_NEARER,
            percent,
        ),
    ]


def _over_opencv(row: Document, measure: str) -> float:
    """How much better than the better of the two."""
    return float(row[f"{measure}_out"] - max(row[f"{measure}_{method}"] for method in OPENCV))
