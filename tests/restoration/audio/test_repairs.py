"""Steps become streams, once it is sure that they can be done."""

import numpy as np
import pytest

from restorer_app.distortions import Distortion
from restorer_app.errors import PlanError
from restorer_app.media.audio import RecordingInfo
from restorer_app.registry.catalog import Catalog
from restorer_app.restoration.audio.methods import METHODS
from restorer_app.restoration.audio.repairs import (
    Workplace,
    knows_enough,
    sound_repair_of,
    with_known,
)
from restorer_app.restoration.audio.streams import run_stream
from restorer_app.restoration.diagnosis import Diagnosis
from restorer_app.restoration.plan import Plan, Step
from tests.restoration.audio.sounds import RATE, echoed, voice

PLACE = Workplace(RecordingInfo(RATE, 2, 2 * RATE, "WAV", "PCM_16"), Catalog(()))
KNOWN = {
    Distortion.CLIPPING: {"clip_low": -0.1, "clip_high": 0.1},
    Distortion.CLICKS: {"click_threshold": 14.0},
    Distortion.HUM: {"hum_hz": 50.0, "hum_harmonics": 5.0},
    Distortion.ECHO: {"echo_delay_s": 0.2, "echo_gain": 0.5},
}


def step_of(distortion: Distortion, **changes: float) -> Step:
    parameters = KNOWN[distortion] | changes
    return Step(distortion, METHODS[distortion].id, parameters=parameters)


@pytest.mark.parametrize("distortion", METHODS)
def test_every_method_has_a_stream_that_keeps_every_sample(distortion: Distortion) -> None:
    sound = np.concatenate([voice(1.0), voice(1.0, seed=1)])
    blocks = [sound[:, :5000], sound[:, 5000:]]
    restored = np.concatenate(
        list(run_stream(sound_repair_of(step_of(distortion), PLACE), blocks)), 1
    )
    assert restored.shape == sound.shape
    assert restored.dtype == np.float32
    assert np.isfinite(restored).all()


def test_outside_of_its_span_a_step_changes_nothing() -> None:
    sound = echoed(voice(2.0), 0.2, 0.5)
    step = Step(Distortion.ECHO, "inverse-comb", parameters=KNOWN[Distortion.ECHO], span=(0.5, 1.5))
    restored = np.concatenate(list(run_stream(sound_repair_of(step, PLACE), [sound])), 1)
    inside = slice(RATE // 2, 3 * RATE // 2)
    outside = np.ones(sound.shape[1], bool)
    outside[inside] = False
    assert np.array_equal(restored[:, outside], sound[:, outside])
    assert not np.array_equal(restored[:, inside], sound[:, inside])


@pytest.mark.parametrize(
    ("step", "reason"),
    [
        (Step(Distortion.REVERB, "reverb"), "mean_level"),
        (Step(Distortion.HUM, "inverse-comb"), "repaired by line-tracking"),
        (Step(Distortion.WHITE_NOISE, "white_noise"), "leave the step out"),
        (Step(Distortion.HUM, "line-tracking"), "hum_hz"),
        (step_of(Distortion.CLICKS, click_threshold=0.0), "0 is outside 2..1000"),
        (step_of(Distortion.ECHO, echo_gain=1.5), "1.5 is outside 0..1"),
        (step_of(Distortion.ECHO, echo_2_delay_s=0.3, echo_2_gain=0.9), "1 at most together"),
        (step_of(Distortion.HUM, loudness=3.0), "no parameter loudness"),
    ],
)
def test_a_step_that_can_not_be_done_is_refused_with_the_reason(step: Step, reason: str) -> None:
    with pytest.raises(PlanError, match=reason):
        sound_repair_of(step, PLACE)


def test_steps_get_to_know_what_was_found_and_keep_what_they_knew() -> None:
    diagnosis = Diagnosis(0.0, (), {"hum_hz": 60.0, "hum_harmonics": 3.0, "click_threshold": 14.0})
    told = Plan(
        (Step(Distortion.HUM, "line-tracking"), step_of(Distortion.CLICKS, click_threshold=20))
    )
    hum, clicks = with_known(told, diagnosis).steps
    assert hum.parameters == {"hum_hz": 60.0, "hum_harmonics": 3.0}
    assert clicks.parameters == {"click_threshold": 20}


def test_a_step_against_what_was_not_found_is_left_out() -> None:
    echo = Step(Distortion.ECHO, "inverse-comb")
    assert not knows_enough(echo)
    assert with_known(Plan((echo,)), Diagnosis(1.0, ())) == Plan()
