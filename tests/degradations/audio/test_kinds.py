"""Each kind of damage to sound is what it says: by its equation, its spectrum or its place."""

import numpy as np
import pytest

from restorer_app.degradations.audio import devices, disturbances, noises, rooms
from restorer_app.degradations.audio.rooms import Echo
from restorer_app.metrics.audio import snr_db

RATE = 8000


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(1)


# --- rooms ---------------------------------------------------------------------------------------


def test_an_echo_is_its_equation() -> None:
    samples = np.float32([[1, 2, 3, 4, 5]])
    heard = rooms.echo(samples, 1000, [Echo(0.002, 0.5), Echo(0.004, 0.25), Echo(0.1, 1)])
    assert np.allclose(heard, [[1, 2, 3 + 0.5, 4 + 1, 5 + 1.5 + 0.25]])


def test_the_echo_of_the_paper_comes_after_half_a_second_as_loud(clean: np.ndarray) -> None:
    heard = rooms.echo(clean, RATE, [rooms.PAPER_ECHO])
    assert np.array_equal(heard[:, :4000], clean[:, :4000])
    assert np.allclose(heard[:, 4000:], clean[:, 4000:] + clean[:, :-4000])


def test_a_room_adds_to_the_direct_sound_and_moves_nothing(rng: np.random.Generator) -> None:
    impulse = np.zeros((1, 8000), np.float32)
    impulse[0, 100] = 1
    response = rooms.synthetic_room(1, RATE, 0.5, 6, rng)
    heard = rooms.reverb(impulse, response)
    assert not heard[:, :100].any() or np.abs(heard[:, :100]).max() < 1e-6
    assert heard[0, 100] == pytest.approx(1, abs=1e-5)
    assert np.allclose(heard[0, 100 : 100 + 2000], response[0, :2000], atol=1e-5)


@pytest.mark.parametrize("rt60_s", [0.3, 1.2])
def test_a_synthetic_room_dies_away_as_fast_as_told(
    rng: np.random.Generator, rt60_s: float
) -> None:
    """Schroeder's integral from -5 to -25 dB below 500 Hz; higher frequencies die away faster."""
    response = rooms.synthetic_room(4, RATE, rt60_s, 0, rng)[:, 400:]
    low = devices.band_limit(response, RATE, 20, 500)
    left = np.cumsum(np.square(low[:, ::-1], dtype=np.float64), axis=1)[:, ::-1].sum(axis=0)
    left_db = 10 * np.log10(left / left[0])
    slope = (np.argmax(left_db < -25) - np.argmax(left_db < -5)) / RATE
    assert 3 * slope == pytest.approx(rt60_s, rel=0.15)


def test_the_ratio_of_direct_sound_and_room_is_as_told(rng: np.random.Generator) -> None:
    response = rooms.synthetic_room(2, RATE, 0.6, -4, rng).astype(np.float64)
    energies = [np.square(part).sum() for part in (response[:, :20], response[:, 20:])]
    assert 10 * np.log10(energies[0] / energies[1]) == pytest.approx(-4, abs=0.01)


def test_a_measured_room_begins_with_its_direct_sound() -> None:
    measured = np.zeros((2, 500), np.float32)
    measured[0, [30, 300]] = (-0.5, 0.1)
    measured[1, [33, 300]] = (0.25, 0.1)
    response = rooms.room_response(measured, RATE, 10)
    assert response[0, 0] == 1
    assert response[1, 3] == 1
    with pytest.raises(ValueError, match="silent channel"):
        rooms.room_response(measured * np.float32([[1], [0]]), RATE, 10)


# --- noise ---------------------------------------------------------------------------------------


def test_noise_has_the_ratio_asked_for(clean: np.ndarray, rng: np.random.Generator) -> None:
    noise = rng.normal(0, 3, clean.shape).astype(np.float32)
    assert snr_db(clean, noises.add_noise(clean, noise, 7)) == pytest.approx(7, abs=1e-3)


def test_silence_gets_noise_as_quiet_as_under_speech(rng: np.random.Generator) -> None:
    silence = np.zeros((1, 8000), np.float32)
    noisy = noises.add_noise(silence, rng.normal(0, 1, silence.shape).astype(np.float32), 20)
    assert 20 * np.log10(noisy.std()) == pytest.approx(-46, abs=0.1)
    assert np.array_equal(noises.add_noise(noisy, silence, 0), noisy)


@pytest.mark.parametrize(("color", "octave_db"), [("white", 0), ("pink", -3), ("brown", -6)])
def test_colours_fall_by_their_decibels_an_octave(
    rng: np.random.Generator, color: noises.Color, octave_db: float
) -> None:
    noise = noises.colored_noise((2, 80_001), RATE, color, rng)
    assert noise.shape == (2, 80_001)
    power = np.square(np.abs(np.fft.rfft(noise[0])))
    hz = np.fft.rfftfreq(80_001, 1 / RATE)
    bands = [10 * np.log10(power[(low <= hz) & (hz < low * 1.2)].mean()) for low in (200, 1600)]
    assert (bands[1] - bands[0]) / 3 == pytest.approx(octave_db, abs=0.4)
    assert abs(np.corrcoef(noise)[0, 1]) < 0.1


def test_a_long_noise_is_cut_anywhere(rng: np.random.Generator) -> None:
    noise = np.arange(2000, dtype=np.float32)[None].repeat(2, axis=0)
    stretch = noises.stretch_of(noise, (2, 100), rng)
    assert np.array_equal(np.diff(stretch), np.ones((2, 99)))
    assert np.array_equal(stretch[0], stretch[1])
    apart = noises.stretch_of(noise[:1], (3, 100), rng)
    assert len(set(apart[:, 0])) == 3


def test_a_short_noise_goes_there_and_back_without_a_click(rng: np.random.Generator) -> None:
    noise = np.arange(10, dtype=np.float32)[None]
    stretch = noises.stretch_of(noise, (1, 1000), rng)
    assert stretch.shape == (1, 1000)
    assert np.abs(np.diff(stretch)).max() == 1
    assert set(stretch[0]) == set(range(10))


def test_noises_for_measuring_are_named_once() -> None:
    assert len(set(noises.UNSEEN_NOISES)) == 8


# --- disturbances --------------------------------------------------------------------------------


@pytest.mark.parametrize("mains_hz", [50.0, 60.0])
def test_hum_is_of_the_mains_and_its_harmonics(rng: np.random.Generator, mains_hz: float) -> None:
    samples = rng.normal(0, 0.1, (2, 10 * RATE)).astype(np.float32)
    humming, hz = disturbances.hum(samples, RATE, 20, rng, mains_hz=mains_hz)
    assert abs(hz - mains_hz) < 0.2
    assert snr_db(samples, humming) == pytest.approx(20, abs=0.01)
    added = humming - samples
    assert np.allclose(added[0], added[1], atol=1e-6)
    power = np.square(np.abs(np.fft.rfft(added[0] * np.hanning(10 * RATE))))
    bins = np.fft.rfftfreq(10 * RATE, 1 / RATE)
    numbers = np.maximum(1, np.round(bins / hz))
    is_harmonic = np.abs(bins - numbers * hz) < 0.5
    assert power[is_harmonic].sum() > 0.999 * power.sum()
    assert numbers[power > 1e-3 * power.max()].max() >= 3


def test_hum_beyond_half_the_rate_is_left_out(rng: np.random.Generator) -> None:
    samples = rng.normal(0, 0.1, (1, 300)).astype(np.float32)
    humming, _ = disturbances.hum(samples, 90, 0, rng, mains_hz=50)
    assert np.array_equal(humming, samples)


def test_clicks_hit_what_the_mask_says(clean: np.ndarray, rng: np.random.Generator) -> None:
    clicked, hit = disturbances.clicks(clean, RATE, rng, clicks_per_s=10, crackles_per_s=0)
    added = np.abs(clicked - clean)
    assert added[hit].sum() > 0.95 * added.sum()
    assert added[~hit].max() < 0.03 * added.max()
    starts = np.count_nonzero(np.diff(hit.any(axis=0).astype(int)) == 1)
    assert 8 < starts < 35
    assert added.max() > 2 * np.sqrt(np.mean(np.square(clean)))


def test_crackle_is_denser_shorter_and_quieter_than_clicks(clean: np.ndarray) -> None:
    clicked, hit_by_clicks = disturbances.clicks(
        clean, RATE, np.random.default_rng(2), clicks_per_s=20, crackles_per_s=0
    )
    crackling, hit_by_crackle = disturbances.clicks(
        clean, RATE, np.random.default_rng(2), clicks_per_s=0, crackles_per_s=20
    )
    assert hit_by_crackle.sum() < 0.5 * hit_by_clicks.sum()
    assert np.abs(crackling - clean).max() < np.abs(clicked - clean).max()


def test_clicks_on_silence_are_audible(rng: np.random.Generator) -> None:
    silence = np.zeros((1, 8000), np.float32)
    clicked, _ = disturbances.clicks(silence, RATE, rng, clicks_per_s=10, crackles_per_s=0)
    assert 0.05 < np.abs(clicked).max() <= 1.5


# --- devices -------------------------------------------------------------------------------------


def test_clipping_cuts_the_share_asked_for(clean: np.ndarray) -> None:
    clipped, mask, threshold = devices.clip(clean, 0.05)
    assert np.abs(clipped).max() == pytest.approx(threshold)
    assert mask.sum() / np.count_nonzero(clean) == pytest.approx(0.05, abs=0.002)
    assert np.array_equal(clipped[~mask], clean[~mask])
    assert (np.abs(clean[mask]) > threshold).all()


def test_silence_before_the_sound_does_not_count_for_clipping(clean: np.ndarray) -> None:
    padded = np.pad(clean, ((0, 0), (100_000, 0)))
    assert devices.clip(padded, 0.05)[2] == devices.clip(clean, 0.05)[2]


def test_what_has_one_loudness_is_not_clipped() -> None:
    square = np.where(np.arange(1000) % 50 < 25, 1, -1).astype(np.float32)[None]
    for samples in (square, np.zeros((1, 50), np.float32), np.full((1, 50), 0.5, np.float32)):
        clipped, mask, _ = devices.clip(samples, 0.1)
        assert np.array_equal(clipped, samples)
        assert not mask.any()


def test_a_narrow_band_passes_its_middle_in_place(rng: np.random.Generator) -> None:
    times = np.arange(RATE) / RATE
    tones = {hz: np.sin(2 * np.pi * hz * times).astype(np.float32) for hz in (60, 800, 3500)}
    inner = slice(1000, 7000)
    passed = {
        hz: devices.band_limit(tone[None], RATE, 300, 2000)[0, inner] for hz, tone in tones.items()
    }
    assert np.allclose(passed[800], tones[800][inner], atol=0.01)
    assert np.abs(passed[60]).max() < 0.01
    assert np.abs(passed[3500]).max() < 0.15


def test_wow_swings_the_pitch_and_comes_back(rng: np.random.Generator) -> None:
    times = np.arange(4 * RATE) / RATE
    tone = np.sin(2 * np.pi * 500 * times).astype(np.float32)[None]
    swinging = devices.wow(tone, RATE, 0.02, 1.0, 0.0)
    expected = np.sin(2 * np.pi * 500 * (times + 0.02 / (2 * np.pi) * np.sin(2 * np.pi * times)))
    inner = slice(100, -100)
    assert np.allclose(swinging[0, inner], expected[inner], atol=1e-3)
    assert np.allclose(swinging[0, RATE : RATE + 1], tone[0, RATE : RATE + 1], atol=1e-3)
