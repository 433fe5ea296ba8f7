"""The finder with a network that is known: what it is shown, and what is made of its answer."""

from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from restorer_app.architectures.clicks import N_FEATURES, ClickNet
from restorer_app.distortions import Distortion
from restorer_app.media.audio import RecordingInfo
from restorer_app.registry.catalog import Catalog, Task
from restorer_app.restoration.audio.click_network import SIDE, ClickNetwork, Surprises
from restorer_app.restoration.audio.clicks import THRESHOLD, runs_of, without_clicks
from restorer_app.restoration.audio.repairs import Workplace, models_of, sound_repair_of
from restorer_app.restoration.audio.streams import run_stream
from restorer_app.restoration.plan import Step
from tests.restoration.audio.sounds import LIFELESS, RATE, clicked, music, snr_db, voice
from tests.tiny_models import write_model

CPU = torch.device("cpu")
STEP = Step(Distortion.CLICKS, "autoregression", parameters={"click_threshold": THRESHOLD})


class Jumpy(nn.Module):
    """Calls a sample a click that is at least 14 times as surprising as usual; as sure as told."""

    def __init__(self, odds: float = 100.0) -> None:
        super().__init__()
        self.log_odds = float(np.log(odds))

    def forward(self, x: Tensor) -> Tensor:
        surprise = torch.minimum(x[:, 0].abs(), x[:, 1].abs())
        return torch.where(surprise > np.log1p(14), self.log_odds, -20.0)


def test_the_moments_that_are_shown_are_those_of_the_clicks() -> None:
    sound, is_hit = clicked(music(), per_s=5)
    surprises = Surprises.of(sound[0].astype(float), RATE)
    hits = list(runs_of(is_hit))
    near = [
        any(hit.start - 3 <= moment <= hit.stop + 3 for moment in surprises.moments) for hit in hits
    ]
    assert np.mean(near) >= 0.95


def test_a_window_is_whole_at_the_ends_and_the_same_at_any_loudness() -> None:
    sound = 0.01 * np.random.default_rng(0).normal(size=4 * SIDE)
    sound[3] += 1.0
    windows = Surprises.of(sound, RATE).windows(np.array([3, len(sound) - 1]))
    assert windows.shape == (2, N_FEATURES, 2 * SIDE)
    assert not windows[0, :3, : SIDE - 3].any()
    assert windows[0, 2, SIDE] > 3
    louder = Surprises.of(8 * sound, RATE).windows(np.array([3, len(sound) - 1]))
    np.testing.assert_allclose(louder, windows, atol=0.02)


@pytest.mark.parametrize("sound", [voice(), music()], ids=["voice", "music"])
def test_what_the_network_calls_a_click_is_filled_in(sound: np.ndarray) -> None:
    degraded, _ = clicked(sound, per_s=10)
    find = ClickNetwork(Jumpy(), CPU).find
    restored = without_clicks(degraded[0], RATE, find=find)
    assert snr_db(sound[0], restored) > snr_db(sound, degraded) + 6
    untouched = ~find(degraded[0], RATE)
    assert np.array_equal(restored[untouched], degraded[0, untouched])


def test_a_higher_threshold_asks_for_better_odds() -> None:
    degraded, _ = clicked(music(), per_s=5)
    even = ClickNetwork(Jumpy(odds=1.0), CPU)  # 0.35 : 0.65 is asked for
    assert even.find(degraded[0], RATE).any()
    assert even.find(degraded[0], RATE, 1.5 * THRESHOLD).any()
    assert not even.find(degraded[0], RATE, 2 * THRESHOLD).any()


@pytest.mark.parametrize("name", ["silence", "DC", "1 sample"])
def test_nothing_is_looked_at_where_nothing_lives(name: str) -> None:
    assert not ClickNetwork(Jumpy(), CPU).find(LIFELESS[name][0], RATE).any()


def test_repairs_take_the_finder_there_is(tmp_path: Path) -> None:
    network = ClickNet(width=4)
    nn.init.zeros_(network.tail.weight)
    nn.init.constant_(network.tail.bias, -20.0)  # nothing is a click
    entry = write_model(
        tmp_path,
        "clicks-finder",
        network,
        architecture="click_net",
        hyper_parameters={"width": 4},
        task=Task.FIND,
        distortion=Distortion.CLICKS,
    )
    degraded, _ = clicked(voice(), per_s=10)
    info = RecordingInfo(RATE, 1, degraded.shape[1], "WAV", "FLOAT")

    def repaired(catalog: Catalog) -> np.ndarray:
        stream = sound_repair_of(STEP, Workplace(info, catalog, "cpu"))
        return np.concatenate(list(run_stream(stream, [degraded])), axis=1)

    assert np.array_equal(repaired(Catalog((entry,))), degraded)
    assert not np.array_equal(repaired(Catalog(())), degraded)
    assert models_of(STEP, Catalog((entry,))) == (entry,)
    assert models_of(STEP, Catalog(())) == ()
