"""What a denoiser leaves of strong noise, as KADID-10k makes it."""

from functools import cache

import numpy as np

from restorer_app.degradations.noises import white_noise
from restorer_app.paths import shipped_models_dir
from restorer_app.registry.catalog import read_catalog
from restorer_app.registry.loader import LoadedNetwork, load_network
from restorer_app.restoration.tiling import run_network

DENOISER_ID = "channel_denoiser"


def denoised_noise(pixels: np.ndarray, variance: float, rng: np.random.Generator) -> np.ndarray:
    """Gaussian noise, then a grey denoiser on each channel alone: leaves blotches, takes detail.

    KADID-10k uses MATLAB's DnCNN. Here it is a smaller network of the same kind, trained like that
    one up to sigma 55 of 255, so stronger noise (variance above 0.047) is only partly removed.
    Raises WeightsError where the model is missing.
    """
    noisy = np.clip(white_noise(pixels, variance, rng), 0, 1)
    return run_network(_denoiser(), np.round(noisy * 255).astype(np.float32) / 255)


@cache
def _denoiser() -> LoadedNetwork:
    entry = read_catalog([shipped_models_dir()]).get(DENOISER_ID)
    return load_network(entry, "cpu")
