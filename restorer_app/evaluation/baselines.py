"""The classical repairs that our models are measured against, one family per distortion.

All but one are from libraries that are maintained and free to use: scikit-image, OpenCV, SciPy.
BM3D (Dabov et al., 2007) takes part where its authors' package is installed. Each family is told
what our models are not: the true kernel, the true variance, the true mask, or (everywhere) which of
its settings is the best for this very picture. Tried on two photographs of the training set and
left out, because something in the family did better: unsupervised Wiener-Hunt, OpenCV's non-local
means, wavelet shrinkage (which would also need PyWavelets), re-application of JPEG.
"""

import importlib
import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import cv2
import numpy as np
from scipy import ndimage

from restorer_app.degradations import blurs
from restorer_app.degradations.kadid import Parameters
from restorer_app.degradations.mixtures import round_to_8bit
from restorer_app.distortions import Distortion
from restorer_app.metrics.image import psnr_db

Pixels = np.ndarray

BASELINES_NOTE = (
    "The classical repairs are told what the models are not, and of each family every picture gets "
    "the setting that is the best for it. BM3D takes part against noise where its authors' package "
    "is installed (`pip install bm3d`; for non-commercial use only, so the program does without), "
    "and is named in the last column where it was the best."
)
WIENER_BALANCES = (1e-5, 1e-4, 1e-3, 3e-3, 1e-2, 3e-2)
RICHARDSON_LUCY_PASSES = 20
NLMEANS_SHARES = (0.6, 0.8)
"""Filter strength of non-local means in units of the true sigma."""
_LOG_OFFSET = 0.05
"""Keeps the logarithm of black finite; at 0..1."""
_LARGEST_WINDOW_PX = 7


@dataclass(frozen=True)
class Told:
    """What a baseline is told about the damage."""

    parameters: Parameters
    """What the degradation did, as `degradations.kadid.degrade` returns it."""
    is_changed: np.ndarray
    """(H, W) bool: where the degraded picture differs from the clean one."""


Repair = Callable[[Pixels, Told], Pixels]


@dataclass(frozen=True)
class Baseline:
    """One classical repair in one setting."""

    name: str
    repair: Repair


@dataclass(frozen=True)
class Repaired:
    """What a baseline made of a picture, rounded to 8 bits, and its name."""

    name: str
    pixels: Pixels


@dataclass(frozen=True)
class Family:
    """The settings of which the best counts, and one sentence that says what they are told."""

    sentence: str
    baselines: tuple[Baseline, ...]

    def best(self, clean: Pixels, degraded: Pixels, parameters: Parameters) -> Repaired:
        """The setting's result that is closest to `clean` in PSNR.

        Both pictures are float32 (H, W, 3) in 0..1, rounded to 8 bits.
        """
        told = Told(parameters, (clean != degraded).any(axis=-1))
        results = [
            Repaired(baseline.name, round_to_8bit(baseline.repair(degraded, told)))
            for baseline in self.baselines
        ]
        return max(results, key=lambda result: psnr_db(clean, result.pixels))


def _kernel(parameters: Parameters) -> np.ndarray:
    """The true kernel of one of the three blurs."""
    if "sigma_px" in parameters:
        return blurs.gaussian_kernel(parameters["sigma_px"])
    if "radius_px" in parameters:
        return blurs.disc_kernel(parameters["radius_px"])
    return blurs.motion_kernel(parameters["length_px"], parameters["angle_deg"])


def _wiener(pixels: Pixels, told: Told, *, balance: float) -> Pixels:
    from skimage.restoration import wiener

    kernel = _kernel(told.parameters)
    # The filter takes the picture to be periodic: past a replicated rim it fades to one value, else
    # the jump from one border to the other rings through the whole picture.
    rim, fade = max(kernel.shape), 32
    padded = _padded(pixels, rim, mode="edge")
    padded = _padded(padded, fade, mode="linear_ramp", end_values=float(pixels.mean()))
    sharp = _by_channel(
        padded,
        lambda channel: wiener(channel, kernel, balance, clip=False),  # type: ignore[no-untyped-call]
    )
    return _without_rim(sharp, rim + fade)


def _richardson_lucy(pixels: Pixels, told: Told) -> Pixels:
    from skimage.restoration import richardson_lucy

    kernel = _kernel(told.parameters)
    n_passes, rim = RICHARDSON_LUCY_PASSES, max(kernel.shape)
    sharp = _by_channel(
        _padded(pixels, rim, mode="edge"),
        lambda channel: richardson_lucy(channel, kernel, n_passes),  # type: ignore[no-untyped-call]
    )
    return _without_rim(sharp, rim)


def _padded(pixels: Pixels, n_px: int, **options: Any) -> Pixels:
    return np.pad(pixels, ((n_px, n_px), (n_px, n_px), (0, 0)), **options)


def _without_rim(pixels: Pixels, n_px: int) -> Pixels:
    return pixels[n_px:-n_px, n_px:-n_px]


def _by_channel(pixels: Pixels, function: Callable[[np.ndarray], np.ndarray]) -> Pixels:
    return np.stack([function(pixels[..., channel]) for channel in range(3)], axis=-1)


def _non_local_means(pixels: Pixels, sigma: float, strength: float) -> Pixels:
    """`sigma` is the noise's, `strength` the filter's h, both on 0..1."""
    from skimage.restoration import denoise_nl_means

    return denoise_nl_means(pixels, 5, 6, h=strength, sigma=sigma, fast_mode=True, channel_axis=-1)


def _true_sigma(told: Told) -> float:
    return float(np.sqrt(told.parameters["variance"]))


def _nlmeans_of_sigma(pixels: Pixels, told: Told, *, share: float) -> Pixels:
    sigma = _true_sigma(told)
    return _non_local_means(pixels, sigma, share * sigma)


def _nlmeans_in_ycbcr(pixels: Pixels, told: Told, *, share: float) -> Pixels:
    """In YCbCr, where this noise is independent in the channels and equally strong."""
    from skimage.color import rgb2ycbcr, ycbcr2rgb

    planes = (rgb2ycbcr(pixels) / 255).astype(np.float32)
    return ycbcr2rgb(_nlmeans_of_sigma(planes, told, share=share) * 255)


def _nlmeans_of_logarithm(pixels: Pixels, told: Told, *, share: float) -> Pixels:
    """On the logarithm, where noise that grows with brightness is about equally strong."""
    logarithm = np.log(pixels + np.float32(_LOG_OFFSET))
    return np.exp(_nlmeans_of_sigma(logarithm, told, share=share)) - _LOG_OFFSET


def _bm3d(pixels: Pixels, told: Told) -> Pixels:
    """CBM3D: grouped by luma, filtered in an opponent colour space."""
    bm3d = importlib.import_module("bm3d")
    sigma = _true_sigma(told)
    return np.clip(bm3d.bm3d_rgb(pixels, sigma), 0, 1).astype(np.float32)


def _bm3d_in_ycbcr(pixels: Pixels, told: Told) -> Pixels:
    """Channel by channel in YCbCr, where this noise is independent."""
    from skimage.color import rgb2ycbcr, ycbcr2rgb

    bm3d = importlib.import_module("bm3d")
    sigma = _true_sigma(told)
    planes = rgb2ycbcr(pixels) / 255
    return ycbcr2rgb(_by_channel(planes, lambda plane: bm3d.bm3d(plane, sigma)) * 255)


def _bm3d_of_logarithm(pixels: Pixels, told: Told) -> Pixels:
    logarithm = np.log(pixels + np.float32(_LOG_OFFSET))
    low, high = float(np.log(_LOG_OFFSET)), float(np.log(1 + _LOG_OFFSET))
    bm3d = importlib.import_module("bm3d")
    sigma = _true_sigma(told) / (high - low)
    scaled = bm3d.bm3d_rgb((logarithm - low) / (high - low), sigma)
    return np.exp(scaled * (high - low) + low) - _LOG_OFFSET


def _adaptive_median(pixels: Pixels, _: Told) -> Pixels:
    """Gonzalez and Woods: windows grow until their median is no extreme; inner values stay."""
    result = pixels.copy()
    is_open = np.ones(pixels.shape, bool)
    for side in range(3, _LARGEST_WINDOW_PX + 1, 2):
        size = (side, side, 1)
        low, high = (f(pixels, size) for f in (ndimage.minimum_filter, ndimage.maximum_filter))
        median = ndimage.median_filter(pixels, size)
        is_settled = is_open & (low < median) & (median < high)
        is_extreme = (pixels <= low) | (pixels >= high)
        result = np.where(is_settled & is_extreme, median, result)
        is_open &= ~is_settled
    return result


def _inpainted(pixels: Pixels, told: Told, *, method: int) -> Pixels:
    # Blocks are taken a pixel larger, so that nothing of their rim is spread into them.
    mask = ndimage.binary_dilation(told.is_changed).astype(np.uint8)
    return cv2.inpaint(_to_8bit(pixels), mask, 5, method).astype(np.float32) / 255


def _realigned(pixels: Pixels, told: Told, *, is_told: bool) -> Pixels:
    """Green moved back by the true offset, or by what phase correlation with red and blue finds."""
    x, y = told.parameters["offset_px"] if is_told else _found_offset(pixels)
    green = ndimage.shift(pixels[..., 1], (-y, -x), order=1, mode="nearest")
    return np.stack([pixels[..., 0], green, pixels[..., 2]], axis=-1)


def _found_offset(pixels: Pixels) -> tuple[float, float]:
    from skimage.registration import phase_cross_correlation

    others = (pixels[..., 0] + pixels[..., 2]) / 2
    back, _, _ = phase_cross_correlation(others, pixels[..., 1], upsample_factor=10)  # type: ignore[no-untyped-call]
    return -float(back[1]), -float(back[0])


def _gaussian(pixels: Pixels, _: Told, *, sigma_px: float) -> Pixels:
    return cv2.GaussianBlur(pixels, (0, 0), sigma_px)


def _median(pixels: Pixels, _: Told, *, side_px: int) -> Pixels:
    return cv2.medianBlur(_to_8bit(pixels), side_px).astype(np.float32) / 255


def _bilateral(pixels: Pixels, _: Told, *, reach: float) -> Pixels:
    """`reach`: the difference of brightness, 0..1, that still is smoothed over."""
    return cv2.bilateralFilter(pixels, 13, reach, 3.0)


def _smoothing_nlmeans(pixels: Pixels, _: Told, *, strength: float) -> Pixels:
    return _non_local_means(pixels, strength, strength)


def _opencv_nlmeans(pixels: Pixels, _: Told, *, strength: float) -> Pixels:
    """`strength`: the filter's h for brightness and for colour, on the scale 0..255."""
    denoised = cv2.fastNlMeansDenoisingColored(_to_8bit(pixels), None, strength, strength)
    return denoised.astype(np.float32) / 255


def _total_variation(pixels: Pixels, _: Told, *, weight: float) -> Pixels:
    from skimage.restoration import denoise_tv_chambolle

    return denoise_tv_chambolle(  # type: ignore[no-untyped-call]
        pixels, weight=weight, channel_axis=-1, max_num_iter=50
    )


def _to_8bit(pixels: Pixels) -> np.ndarray:
    return np.round(pixels * 255).astype(np.uint8)


def _settings(
    name: str, repair: Callable[..., Pixels], **grid: tuple[float, ...]
) -> list[Baseline]:
    """One baseline per value of the one parameter in `grid`."""
    ((parameter, values),) = grid.items()
    return [
        Baseline(f"{name} {value:g}", partial(repair, **{parameter: value})) for value in values
    ]


def _if_installed(repair: Repair) -> tuple[Baseline, ...]:
    """BM3D as a family's further member, where its package is there."""
    return (Baseline("BM3D", repair),) if importlib.util.find_spec("bm3d") else ()


_DECONVOLUTION = Family(
    f"Wiener (six balances) and Richardson-Lucy ({RICHARDSON_LUCY_PASSES} passes) of scikit-image, "
    "given the true kernel.",
    (
        *_settings("Wiener", _wiener, balance=WIENER_BALANCES),
        Baseline("Richardson-Lucy", _richardson_lucy),
    ),
)
_SMOOTHING = Family(
    "Gaussian, median and bilateral filters of OpenCV, non-local means and total variation of "
    "scikit-image, ten settings in all.",
    (
        *_settings("Gaussian", _gaussian, sigma_px=(0.7, 1.0)),
        *_settings("median", _median, side_px=(3, 5)),
        *_settings("bilateral", _bilateral, reach=(0.1, 0.2)),
        *_settings("non-local means", _smoothing_nlmeans, strength=(0.02, 0.04, 0.07)),
        *_settings("total variation", _total_variation, weight=(0.05,)),
    ),
)

TEXTURES = Family(
    "Non-local means of OpenCV in four strengths.",
    tuple(_settings("non-local means", _opencv_nlmeans, strength=(3, 6, 10, 15))),
)
"""Against the grain, paper and softness of prints, which are no distortion of paper 0."""

FAMILIES = {
    Distortion.COLOR_BLOCK: Family(
        "Inpainting of OpenCV by Telea and by Navier-Stokes, given the true mask.",
        (
            Baseline("Telea", partial(_inpainted, method=cv2.INPAINT_TELEA)),
            Baseline("Navier-Stokes", partial(_inpainted, method=cv2.INPAINT_NS)),
        ),
    ),
    Distortion.IMPULSE_NOISE: Family(
        f"Adaptive median (SciPy) with windows of 3 to {_LARGEST_WINDOW_PX} pixels.",
        (Baseline("adaptive median", _adaptive_median),),
    ),
    Distortion.JPEG: _SMOOTHING,
    Distortion.JPEG2000: _SMOOTHING,
    Distortion.COLOR_QUANTIZATION: _SMOOTHING,
    Distortion.DENOISE_ARTIFACTS: _SMOOTHING,
    Distortion.WHITE_NOISE: Family(
        "Non-local means of scikit-image in two strengths, given the true sigma.",
        (
            *_settings("non-local means", _nlmeans_of_sigma, share=NLMEANS_SHARES),
            *_if_installed(_bm3d),
        ),
    ),
    Distortion.COLOR_COMPONENT_NOISE: Family(
        "Non-local means of scikit-image in two strengths, in YCbCr, given the true sigma there.",
        (
            *_settings("non-local means", _nlmeans_in_ycbcr, share=NLMEANS_SHARES),
            *_if_installed(_bm3d_in_ycbcr),
        ),
    ),
    Distortion.MULTIPLICATIVE_NOISE: Family(
        "Non-local means of scikit-image in two strengths on the logarithm, given the true sigma.",
        (
            *_settings("non-local means", _nlmeans_of_logarithm, share=NLMEANS_SHARES),
            *_if_installed(_bm3d_of_logarithm),
        ),
    ),
    Distortion.COLOR_SHIFT: Family(
        "Green moved back by phase correlation (scikit-image) or by the true offset.",
        (
            Baseline("phase correlation", partial(_realigned, is_told=False)),
            Baseline("true offset", partial(_realigned, is_told=True)),
        ),
    ),
    Distortion.JITTER: _SMOOTHING,
    Distortion.MOTION_BLUR: _DECONVOLUTION,
    Distortion.LENS_BLUR: _DECONVOLUTION,
    Distortion.GAUSSIAN_BLUR: _DECONVOLUTION,
}
"""The strongest classical repair of every distortion that we know how to run."""
