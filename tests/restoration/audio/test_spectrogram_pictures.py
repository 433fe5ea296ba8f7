import numpy as np
import pytest

from restorer_app.restoration.audio.spectrogram_pictures import (
    LOG_RANGE,
    N_FRAMES,
    N_SAMPLES,
    SIDE,
    log_spectrum,
    to_logarithms,
    to_picture,
    to_samples,
)


@pytest.fixture(scope="module")
def sound() -> np.ndarray:
    """Gliding tones over a little noise, with a pause."""
    rng = np.random.default_rng(0)
    t = np.arange(N_SAMPLES) / 8192
    tones = sum(np.sin(2 * np.pi * (200 * k * t + 20 * k * t**2)) / k for k in range(1, 8))
    loudness = 0.2 * np.clip(np.sin(2 * np.pi * t), 0, 1)
    return (loudness * tones + 1e-3 * rng.standard_normal(len(t))).astype(np.float32)


def snr_db(reference: np.ndarray, candidate: np.ndarray) -> float:
    return float(10 * np.log10(np.sum(reference**2) / np.sum((reference - candidate) ** 2)))


def test_it_has_the_shape_that_the_paper_names(sound: np.ndarray) -> None:
    assert N_FRAMES == 438
    spectrum = log_spectrum(sound)
    assert spectrum.logarithms.shape == (256, 438)
    assert to_picture(spectrum.logarithms).shape == (SIDE, SIDE)


def test_rows_go_from_negative_to_positive_frequencies() -> None:
    """As in MATLAB's centred order, where nil is row 127 of -127 .. 128."""
    hz = 8192 / 256 * 10
    tone = np.sin(2 * np.pi * hz * np.arange(N_SAMPLES) / 8192).astype(np.float32)
    loudest = np.argsort(log_spectrum(tone).logarithms.mean(axis=1))[-2:]
    assert set(loudest) == {117, 137}


def test_spectrum_and_phases_are_the_recording(sound: np.ndarray) -> None:
    spectrum = log_spectrum(sound)
    back = to_samples(spectrum.logarithms, spectrum.phases)
    assert snr_db(sound[: len(back)], back) > 60


def test_a_short_recording_is_filled_up_with_silence(sound: np.ndarray) -> None:
    logarithms = log_spectrum(sound[:20_000]).logarithms
    np.testing.assert_allclose(logarithms[:, 200:], np.log(1e-4), rtol=1e-5)


def test_a_picture_keeps_as_much_as_eight_bits_and_fewer_columns_can(sound: np.ndarray) -> None:
    logarithms = log_spectrum(sound).logarithms
    picture = to_picture(logarithms)
    np.testing.assert_allclose(picture * 255, np.round(picture * 255), atol=1e-4)
    assert 20 < snr_db(logarithms, to_logarithms(picture)) < 40


def test_silence_is_black_and_nothing_is_below() -> None:
    silent = log_spectrum(np.zeros(100, np.float32)).logarithms
    assert to_picture(silent).max() == 0
    assert to_logarithms(np.full((SIDE, SIDE), -1.0, np.float32)).min() == pytest.approx(
        LOG_RANGE[0]
    )
