"""A photograph to try things on: made here, of one that scikit-image carries, when it is wanted."""

from pathlib import Path

from restorer_app.paths import user_samples_dir

_NAME = "Astronaut, damaged.png"
_NOISE_VARIANCE = 0.005
"""That of the fourth level of five: about 18 of 255."""
_SEED = 1


def make_sample() -> Path:
    """The file of a damaged portrait (NASA, in the public domain); made once, always the same.

    Raises MediaError where the user's folder can not be written.
    """
    path = user_samples_dir() / _NAME
    if path.exists():
        return path
    import numpy as np
    from skimage import data

    from restorer_app.degradations.noises import white_noise
    from restorer_app.media.atomic import writing_error
    from restorer_app.media.image import Image, save_image

    rng = np.random.default_rng(_SEED)
    clean = np.divide(data.astronaut(), 255, dtype=np.float32)  # type: ignore[no-untyped-call]
    pixels = white_noise(clean, _NOISE_VARIANCE, rng).clip(0, 1)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise writing_error(path, error) from error
    save_image(Image(pixels), path, overwrite=True)
    return path
