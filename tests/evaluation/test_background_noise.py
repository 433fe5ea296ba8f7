import numpy as np
import pytest

from restorer_app.evaluation.background_noise import SNRS_DB, background_noise

RATE = 16_000


@pytest.fixture
def speech() -> list[np.ndarray]:
    t = np.arange(RATE) / RATE
    syllables = np.clip(np.sin(2 * np.pi * 3 * t), 0, 1)
    return [(syllables * np.sin(2 * np.pi * hz * t)).astype(np.float32)[None] for hz in (300, 500)]


@pytest.fixture
def noises() -> list[np.ndarray]:
    return [np.random.default_rng(0).standard_normal((1, 2 * RATE)).astype(np.float32)]


def test_every_row_begins_at_its_snr_and_says_what_was_gained(
    speech: list[np.ndarray], noises: list[np.ndarray]
) -> None:
    def low_passed(samples: np.ndarray, rate: int) -> np.ndarray:
        spectrum = np.fft.rfft(samples)
        spectrum[:, 1000 * samples.shape[1] // rate :] = 0
        return np.fft.irfft(spectrum, samples.shape[1]).astype(np.float32)

    rows = background_noise(speech, noises, RATE, low_passed)
    assert [row["snr_db"] for row in rows] == list(SNRS_DB)
    for row in rows:
        assert row["n"] == 2
        assert row["si_sdr_db_in"] == pytest.approx(row["snr_db"], abs=0.3)
        assert row["si_sdr_db_out"] - row["si_sdr_db_in"] == pytest.approx(9, abs=0.5)  # 1 of 8 kHz


def test_doing_nothing_gains_nothing(speech: list[np.ndarray], noises: list[np.ndarray]) -> None:
    for row in background_noise(speech, noises, RATE, lambda samples, _: samples):
        assert row["si_sdr_db_out"] == row["si_sdr_db_in"]
