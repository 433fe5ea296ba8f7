import numpy as np
import pytest
import torch
from torch import Tensor, nn

from restorer_app.evaluation.report import Row
from restorer_app.evaluation.sound.paper_echo import paper_echo, picture_of

RATE = 8192


@pytest.fixture(scope="module")
def rows() -> dict[str, Row]:
    rng = np.random.default_rng(0)
    t = np.arange(3 * RATE) / RATE
    syllables = np.clip(np.sin(2 * np.pi * 1.7 * t), 0, 1)
    voices = [
        (0.3 * syllables * np.sin(2 * np.pi * hz * t * (1 + 0.02 * t))).astype(np.float32)
        + 1e-3 * rng.standard_normal(len(t)).astype(np.float32)
        for hz in (300, 700)
    ]
    generators = {"nothing": lambda picture: picture}
    return {row["method"]: row for row in paper_echo(voices, generators)}


def test_an_echo_as_loud_as_the_sound_is_an_error_as_large_as_the_sound(
    rows: dict[str, Row],
) -> None:
    assert rows["the echo"]["snr_db"] == pytest.approx(0, abs=0.1)
    assert rows["the echo"]["n"] == 2


def test_the_inverse_comb_undoes_it(rows: dict[str, Row]) -> None:
    assert rows["inverse comb"]["si_sdr_db"] > 40


def test_no_picture_comes_closer_than_the_clean_one_does(rows: dict[str, Row]) -> None:
    best = rows["clean picture, degraded phase"]
    assert rows["clean picture, clean phase"]["snr_db"] > best["snr_db"] + 3
    assert rows["nothing"]["log_snr_db"] < best["log_snr_db"]
    assert rows["nothing"]["log_snr_db"] == pytest.approx(rows["the echo"]["log_snr_db"], abs=1)


def test_a_generator_is_shown_three_equal_channels() -> None:
    class Inverting(nn.Module):
        def forward(self, x: Tensor) -> Tensor:
            assert torch.equal(x[:, 0], x[:, 2])
            return 1 - x

    picture = np.random.default_rng(0).random((256, 256)).astype(np.float32)
    restored = picture_of(Inverting(), torch.device("cpu"))(picture)
    np.testing.assert_allclose(restored, 1 - picture, atol=1e-6)
