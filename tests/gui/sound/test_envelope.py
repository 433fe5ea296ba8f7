"""The outline of waveforms, from afar and from near."""

import numpy as np
import pytest

from restorer_app.gui.sound.envelope import Envelope, Outline
from restorer_app.gui.sound.time_axis import TimeAxis
from restorer_app.gui.sound.track import Track, track_of
from restorer_app.gui.sound.wave_tiles import (
    drawn_columns,
    first_single,
    make_outline,
    single_samples,
    tiled_columns,
    wave_tiles,
)
from restorer_app.progress import ignore_progress
from tests.gui.sound.recordings import RATE, all_of, ramp


@pytest.fixture(scope="module")
def noise() -> Track:
    """A little more than two scans of two channels."""
    samples = np.random.default_rng(0).standard_normal((2, 2_200_001)).astype(np.float32)
    return track_of(samples, RATE)


@pytest.fixture(scope="module")
def envelope(noise: Track) -> Envelope:
    return scanned(noise)


def scanned(track: Track) -> Envelope:
    envelope = Envelope(track)
    while not envelope.is_whole:
        envelope.scan_on(on_progress=ignore_progress)
    return envelope


def assert_outlines(columns: Outline, track: Track, axis: TimeAxis, slack: int) -> None:
    """No extreme of a pixel is missing, and none is from further away than `slack` samples."""
    samples = all_of(track)
    for x in range(0, columns.shape[1], 7):
        start, stop = axis.to_sample(x), min(axis.to_sample(x + 1), axis.n_samples)
        inside = samples[:, int(np.ceil(start)) : int(np.floor(stop))]
        around = samples[:, max(int(start) - slack, 0) : int(np.ceil(stop)) + slack]
        if inside.size:
            assert (columns[:, x, 0] <= inside.min(axis=1)).all()
            assert (columns[:, x, 1] >= inside.max(axis=1)).all()
        assert (columns[:, x, 0] >= around.min(axis=1)).all()
        assert (columns[:, x, 1] <= around.max(axis=1)).all()


@pytest.mark.parametrize("zoom", [1, 1.7, 3, 9])
def test_every_sample_counts_from_afar(noise: Track, envelope: Envelope, zoom: float) -> None:
    axis = TimeAxis(noise.n_samples, RATE, 700).fitted().zoomed(zoom, 350)
    columns = envelope.columns(axis)
    assert columns.shape == (2, 700, 2)
    assert_outlines(columns, noise, axis, slack=int(axis.samples_per_px))


@pytest.mark.parametrize("zoom", [20, 300, 2500])
def test_every_sample_counts_from_near(noise: Track, zoom: float) -> None:
    axis = TimeAxis(noise.n_samples, RATE, 700).fitted().zoomed(zoom, 350)
    columns = tiled_columns(wave_tiles(noise, axis), axis, make_outline)
    assert columns is not None
    assert_outlines(columns, noise, axis, slack=int(axis.samples_per_px) + 1)


def test_what_has_not_been_scanned_is_not_known() -> None:
    envelope = Envelope(ramp(3_000_000))
    assert envelope.peak == 0
    envelope.scan_on(on_progress=ignore_progress)
    columns = envelope.columns(TimeAxis(3_000_000, RATE, 300).fitted())[0]
    assert np.isfinite(columns[:100]).all()
    assert np.isnan(columns[110:]).all()
    assert 0 < envelope.peak < 1.1


def test_nothing_is_drawn_behind_the_end(envelope: Envelope) -> None:
    axis = TimeAxis(2_200_001, RATE, 300, start=2_000_000, samples_per_px=1000)
    columns = envelope.columns(axis)
    assert np.isfinite(columns[:, :200]).all()
    assert np.isnan(columns[:, 202:]).all()


def test_the_peak_is_the_largest_sample(noise: Track, envelope: Envelope) -> None:
    assert envelope.peak == np.abs(all_of(noise)).max()


def test_single_samples_stand_in_the_middle_of_their_room() -> None:
    track = ramp(5000)
    axis = TimeAxis(5000, RATE, 320, start=4097.5, samples_per_px=0.1)
    tiles = wave_tiles(track, axis)
    samples = single_samples(tiles, axis, make_outline)
    assert samples is not None
    assert samples[0, 0] * 1e6 == pytest.approx(first_single(axis), abs=0.01)
    columns = drawn_columns(samples, axis)[0]
    middle = columns.mean(axis=1) * 1e6  # of sample i + 0.5 is the value i
    expected = axis.start + (np.arange(320) + 0.5) * 0.1 - 0.5
    np.testing.assert_allclose(middle, expected, atol=0.05)


def test_tiles_that_are_missing_are_no_waveform() -> None:
    track = ramp(50_000)
    axis = TimeAxis(50_000, RATE, 100, start=1000, samples_per_px=50)
    assert tiled_columns(wave_tiles(track, axis), axis, lambda _: None) is None


@pytest.mark.parametrize("n_samples", [1, 255, 257])
def test_few_samples_have_an_outline(n_samples: int) -> None:
    envelope = scanned(ramp(n_samples))
    assert envelope.is_whole
    assert envelope.peak == pytest.approx((n_samples - 1) / 1e6)
