"""The distortions of recordings at five levels, by name, single and mixed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from restorer_app.degradations.audio import devices, disturbances, noises, rooms
from restorer_app.degradations.audio.levels import Samples
from restorer_app.distortions import Distortion, Medium, distortions_of, order_of_formation
from restorer_app.errors import PlanError
from restorer_app.texts import Text

LEVELS: dict[Distortion, dict[str, tuple[float, ...]]] = {
    Distortion.CLIPPING: {"share": (0.001, 0.005, 0.02, 0.05, 0.1)},  # of the samples
    Distortion.CLICKS: {
        "clicks_per_s": (1, 3, 8, 16, 30),
        "crackles_per_s": (2, 8, 25, 70, 200),
    },
    Distortion.HUM: {"snr_db": (30, 24, 18, 12, 6)},
    Distortion.ECHO: {"gain": (0.2, 0.35, 0.5, 0.7, 0.9)},
    Distortion.BACKGROUND_NOISE: {"snr_db": (25, 15, 10, 5, 0)},
    Distortion.REVERB: {
        "rt60_s": (0.25, 0.45, 0.7, 1.1, 1.8),
        "direct_to_reverb_db": (12, 8, 4, 0, -4),
    },
    Distortion.BAND_LIMIT: {
        "low_hz": (40, 80, 150, 300, 500),
        "high_hz": (10_000, 7000, 5000, 3400, 2500),
    },
    Distortion.WOW: {"deviation": (0.001, 0.002, 0.005, 0.01, 0.02)},
}
"""What a level of 1..5 stands for; between two, linear interpolation."""
SOUND_NAMES = tuple(str(distortion) for distortion in distortions_of(Medium.AUDIO))

_ECHO_DELAYS_S = (0.1, 1.0)
_MOST_ECHOES = 3
_MAINS_HZ = (50.0, 60.0)
_TURNS_PER_S = (0.4, 1.3)
"""Records turn 0.56 or 1.3 times a second, and their wow with them; tapes as slowly."""

Parameters = dict[str, Any]


@dataclass(frozen=True, eq=False)
class Recorded:
    """What was recorded elsewhere, at the rate of the samples it is used on; None is made up."""

    noise: Samples | None = None
    """Background noise, (channels, m)."""
    response: Samples | None = None
    """The impulse response of a room, (channels or 1, m)."""


@dataclass(frozen=True, eq=False)
class Degraded:
    """Degraded samples, float32 (channels, n), what was done, and where where that is told."""

    samples: Samples
    parameters: Parameters
    mask: np.ndarray | None = None
    """bool (channels, n): the samples that clicks hit, or that were clipped."""


@dataclass(frozen=True, eq=False)
class SoundMixture:
    """Degraded samples, and what each distortion made of those before it, in that order."""

    samples: Samples
    parts: dict[Distortion, Degraded]
    """Empty for what is still clean."""


def level_values(distortion: Distortion, level: float) -> dict[str, float]:
    """The parameters behind a level of 1..5."""
    return {
        name: float(np.interp(level, (1, 2, 3, 4, 5), values))
        for name, values in LEVELS[distortion].items()
    }


def degrade_sound(
    samples: Samples,
    rate: int,
    distortion: Distortion,
    level: float,
    rng: np.random.Generator,
    *,
    recorded: Recorded | None = None,
) -> Degraded:
    """`samples` (float32 (channels, n), `rate` in Hz) with `distortion` at `level` 1..5.

    Pure: all chance comes from `rng`, the input is not changed. Raises PlanError for a distortion
    of photographs or a level outside 1..5.
    """
    check_level(distortion, level)
    degraded = _APPLY[distortion](
        samples, rate, level_values(distortion, level), rng, recorded or Recorded()
    )
    named = {"name": str(distortion), "level": level, **degraded.parameters}
    return Degraded(degraded.samples, named, degraded.mask)


def mix_sound(
    samples: Samples,
    rate: int,
    levels: Mapping[Distortion, float],
    rng: np.random.Generator,
    *,
    recorded: Recorded | None = None,
) -> SoundMixture:
    """`samples` with all of `levels`, in the order that repair undoes.

    Raises PlanError as `degrade_sound` does.
    """
    parts: dict[Distortion, Degraded] = {}
    for distortion in order_of_formation(list(levels)):
        part = degrade_sound(samples, rate, distortion, levels[distortion], rng, recorded=recorded)
        parts[distortion] = part
        samples = part.samples
    return SoundMixture(samples, parts)


def check_level(name: str, level: float) -> None:
    """Raises PlanError for what is no distortion of recordings, or no level of it."""
    if name not in SOUND_NAMES:
        known = ", ".join(SOUND_NAMES)
        raise PlanError(Text(f"'{name}' is no distortion of recordings; known are: {known}"))
    if not 1 <= level <= 5:  # NaN too
        raise PlanError(Text(f"{name}: level {level:g} is outside 1..5"))


_Apply = Callable[
    [Samples, int, dict[str, float], np.random.Generator, Recorded],
    Degraded,
]


def _clipping(
    samples: Samples, _rate: int, values: dict[str, float], _: np.random.Generator, __: Recorded
) -> Degraded:
    clipped, mask, threshold = devices.clip(samples, **values)
    return Degraded(clipped, {**values, "threshold": threshold}, mask)


def _clicks(
    samples: Samples, rate: int, values: dict[str, float], rng: np.random.Generator, _: Recorded
) -> Degraded:
    clicked, mask = disturbances.clicks(
        samples,
        rate,
        rng,
        clicks_per_s=values["clicks_per_s"],
        crackles_per_s=values["crackles_per_s"],
    )
    return Degraded(clicked, values, mask)


def _hum(
    samples: Samples, rate: int, values: dict[str, float], rng: np.random.Generator, _: Recorded
) -> Degraded:
    mains_hz = float(rng.choice(_MAINS_HZ))
    humming, hz = disturbances.hum(samples, rate, values["snr_db"], rng, mains_hz=mains_hz)
    return Degraded(humming, {**values, "hz": round(hz, 3)})


def _echo(
    samples: Samples, rate: int, values: dict[str, float], rng: np.random.Generator, _: Recorded
) -> Degraded:
    """One echo as often as several; of several the first is the loudest, each next half as loud."""
    n_echoes = int(rng.integers(2, _MOST_ECHOES + 1)) if rng.random() < 0.5 else 1
    delays = sorted(round(float(rng.uniform(*_ECHO_DELAYS_S)), 4) for _ in range(n_echoes))
    gains = [values["gain"] / 2**i for i in range(n_echoes)]
    echoes = [rooms.Echo(*each) for each in zip(delays, gains, strict=True)]
    return Degraded(rooms.echo(samples, rate, echoes), {"delays_s": delays, "gains": gains})


def _background_noise(
    samples: Samples,
    rate: int,
    values: dict[str, float],
    rng: np.random.Generator,
    recorded: Recorded,
) -> Degraded:
    if recorded.noise is not None:
        noise, kind = noises.stretch_of(recorded.noise, samples.shape, rng), "recorded"
    else:
        color = noises.COLORS[int(rng.integers(len(noises.COLORS)))]
        noise, kind = noises.colored_noise(samples.shape, rate, color, rng), color
    noisy = noises.add_noise(samples, noise, values["snr_db"])
    return Degraded(noisy, {**values, "noise": kind})


def _reverb(
    samples: Samples,
    rate: int,
    values: dict[str, float],
    rng: np.random.Generator,
    recorded: Recorded,
) -> Degraded:
    if recorded.response is None:
        response = rooms.synthetic_room(len(samples), rate, rng=rng, **values)
        told = values
    else:
        told = {"direct_to_reverb_db": values["direct_to_reverb_db"]}
        response = rooms.room_response(recorded.response, rate, **told)
    return Degraded(rooms.reverb(samples, response), told)


def _band_limit(
    samples: Samples, rate: int, values: dict[str, float], _: np.random.Generator, __: Recorded
) -> Degraded:
    return Degraded(devices.band_limit(samples, rate, **values), values)


def _wow(
    samples: Samples, rate: int, values: dict[str, float], rng: np.random.Generator, _: Recorded
) -> Degraded:
    period_s = round(float(1 / rng.uniform(*_TURNS_PER_S)), 3)
    phase = float(rng.uniform(0, 2 * np.pi))
    swinging = devices.wow(samples, rate, values["deviation"], period_s, phase)
    return Degraded(swinging, {**values, "period_s": period_s})


_APPLY: dict[Distortion, _Apply] = {
    Distortion.CLIPPING: _clipping,
    Distortion.CLICKS: _clicks,
    Distortion.HUM: _hum,
    Distortion.ECHO: _echo,
    Distortion.BACKGROUND_NOISE: _background_noise,
    Distortion.REVERB: _reverb,
    Distortion.BAND_LIMIT: _band_limit,
    Distortion.WOW: _wow,
}
