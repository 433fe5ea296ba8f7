"""From frequencies to heights and back, and from bins to rows."""

import numpy as np
import pytest

from restorer_app.gui.sound.frequency_scale import FrequencyAxis, Scale, row_weights

RATES = (1, 8000, 48_000, 384_000)


@pytest.mark.parametrize("scale", Scale)
@pytest.mark.parametrize("rate", RATES)
def test_there_and_back_again(scale: Scale, rate: int) -> None:
    axis = FrequencyAxis(scale, rate)
    for height in (0.0, 0.2, 0.7, 1.0):
        assert axis.to_height(axis.to_hz(height)) == pytest.approx(height, abs=1e-9)
    assert axis.to_hz(1) == pytest.approx(rate / 2)


def test_scales_spread_frequencies_as_they_say() -> None:
    linear, log, mel = (FrequencyAxis(scale, 16_000) for scale in Scale)
    assert linear.to_height(4000) == pytest.approx(0.5)
    octave = log.to_height(200) - log.to_height(100)
    assert log.to_height(4000) - log.to_height(2000) == pytest.approx(octave)
    # 2595 log10(1 + f / 700) of 1 kHz is 1000 mel, of 8 kHz 2840.
    assert mel.to_height(1000) == pytest.approx(1000 / 2840, abs=1e-3)


@pytest.mark.parametrize("scale", Scale)
@pytest.mark.parametrize("rate", RATES)
def test_marks_are_inside_and_apart(scale: Scale, rate: int) -> None:
    axis = FrequencyAxis(scale, rate)
    heights = [axis.to_height(hz) for hz in axis.ticks_hz(0.1)]
    assert len(heights) >= 2
    assert min(heights) >= 0
    assert max(heights) <= 1
    assert min(np.diff(heights)) >= 0.1 - 1e-9


@pytest.mark.parametrize("scale", Scale)
def test_every_row_is_a_mean_and_every_bin_is_seen(scale: Scale) -> None:
    axis = FrequencyAxis(scale, 16_000)
    weights = row_weights(axis, 256, 513)
    np.testing.assert_allclose(weights.sum(axis=1), 1, rtol=1e-5)
    seen = weights.sum(axis=0) > 0
    audible = np.arange(513) * 8000 / 512 >= axis.lowest_hz
    assert seen[audible].all()


@pytest.mark.parametrize("scale", Scale)
def test_a_bin_lights_up_the_row_of_its_frequency(scale: Scale) -> None:
    axis = FrequencyAxis(scale, 16_000)
    row = row_weights(axis, 256, 513)[:, 128].argmax()  # 2 kHz
    assert (256 - row - 0.5) / 256 == pytest.approx(axis.to_height(2000), abs=0.01)
