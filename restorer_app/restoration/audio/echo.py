"""Finds echoes blindly: their delays and gains, from the recording alone.

An echo multiplies the spectrum by |1 + g exp(-jwD)|: the logarithm turns that into a ripple, whose
place in the cepstrum is the delay and whose height about the gain (Bogert, Healy, Tukey 1963). The
gain is then the one whose inverse comb leaves the emptiest pauses: the least mean log energy over
time and frequency, which is the likelihood of sound that is Gaussian only locally.
"""

from dataclasses import dataclass, replace

import numpy as np
from scipy.fft import irfft, next_fast_len, rfft
from scipy.optimize import minimize_scalar

from restorer_app.restoration.audio.comb import Echo, InverseComb
from restorer_app.restoration.audio.methods import MOST_ECHOES
from restorer_app.restoration.audio.spectra import frame_powers
from restorer_app.restoration.audio.stretches import Stretch

SHORTEST_S, LONGEST_S = 0.05, 1.5
"""Shorter ones are the sound of a room, longer ones answers."""

HEARD_FROM = 1e-5
"""Root mean square of a stretch below which there is nothing to hear in it."""
SURE_PEAKS = (9.0, 13.0, 18.0)
"""Heights of the cepstrum's peak over its noise: no echo, worth a repair, beyond doubt. Clean
speech reached 10.4 in 60 recordings; a gain of 0.1 gave 6 to 20, of 0.2 in 9 of 10 at least 18."""
LEAST_HEIGHT = 0.05
"""The least height of the peak itself, about the gain: averages of long recordings have so little
noise that peaks of music stand out of it."""
LONELY_BELOW = 0.6
"""How high the next peaks may be beside that of an echo; music in time has many alike."""
REPEATED_FROM = 0.4
"""A peak at twice the delay that is so high means repetition: a loop has 1/2 there, an echo less
than 0."""
LEAST_EMPTYING = 0.02
"""By how much taking it off has to lower the mean log energy."""
REFINED_S = 20.0
FLOOR_SHARE = 0.1
"""The quietest tenth of each frequency is its noise, ..."""
FLOOR_FACTOR = 10.0
"""... and what is near it says nothing about an echo."""
LEAST_SWING = 60.0
"""Frequencies of which the mean is not so much above the quietest tenth hold nothing but noise."""
PEAK_REACH_S = 0.0015
"""Around a peak, what belongs to it."""
_GAINS = np.linspace(0.05, 1.0, 20)


class EchoSearch:
    """Adds up the cepstra of stretches and names the candidates."""

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self._sum: np.ndarray | None = None
        self._n = 0

    def add(self, stretch: Stretch) -> None:
        sound = stretch.mono
        if np.sqrt(np.square(sound).mean()) < HEARD_FROM:
            return
        n_lags = round(LONGEST_S * self._rate) * 2 + 2
        lags = _cepstrum(sound)[:n_lags]
        if self._sum is None:
            self._sum = np.zeros(n_lags)
        self._sum[: len(lags)] += lags
        self._n += 1

    def candidates(self, n_samples: int) -> "tuple[Candidate, ...]":
        """The delays at which echoes may be, the highest peak first; none that is repetition."""
        if self._sum is None:
            return ()
        first = round(SHORTEST_S * self._rate)
        last = min(round(LONGEST_S * self._rate), int(0.8 * n_samples))
        if last - first < 8 * self._reach:
            return ()
        cepstrum = self._sum / self._n
        noise = 1.4826 * float(np.median(np.abs(cepstrum[first:last]))) + 1e-12
        peaks = self._peaks(cepstrum.copy(), first, last)
        highest = peaks[0][1]
        twice = cepstrum[2 * peaks[0][0] - 2 : 2 * peaks[0][0] + 3].max(initial=-1.0)
        others = [height for _, height in peaks[MOST_ECHOES:]]
        if others[0] > LONELY_BELOW * highest or twice > REPEATED_FROM * highest:
            return ()
        return tuple(
            Candidate(self._between_samples(cepstrum, at) / self._rate, height, height / noise)
            for at, height in peaks[:MOST_ECHOES]
            if height >= LEAST_HEIGHT and height > SURE_PEAKS[0] * noise
        )

    @property
    def _reach(self) -> int:
        return max(2, round(PEAK_REACH_S * self._rate))

    def _peaks(self, cepstrum: np.ndarray, first: int, last: int) -> list[tuple[int, float]]:
        """Place and height of the highest peaks, each without what the ones before it bring."""
        peaks = []
        for _ in range(MOST_ECHOES + 1):
            at = first + int(np.argmax(cepstrum[first:last]))
            peaks.append((at, float(cepstrum[at])))
            for order, lag in enumerate(range(at, len(cepstrum), at), start=1):
                if order % 2:  # of log(1 + g z) the odd powers are positive
                    cepstrum[max(0, lag - self._reach) : lag + self._reach + 1] = 0
        return peaks

    def _between_samples(self, cepstrum: np.ndarray, at: int) -> float:
        """The top of the sinc through the samples around the peak."""
        around = np.arange(at - 12, min(at + 13, len(cepstrum)))

        def height(lag: float) -> float:
            return float(cepstrum[around] @ np.sinc(around - lag))

        found = minimize_scalar(
            lambda lag: -height(lag), bounds=(at - 0.6, at + 0.6), method="bounded"
        )
        # A wide peak, of sound with little treble, says less than a tenth of a sample.
        return at if abs(found.x - at) < 0.1 else float(found.x)


@dataclass(frozen=True)
class Candidate:
    """A delay that may be an echo's, with the height of its peak as such and over the noise."""

    delay_s: float
    height: float
    standing_out: float

    @property
    def probability(self) -> float:
        return float(np.interp(self.standing_out, SURE_PEAKS, (0.0, 0.6, 1.0)))


@dataclass(frozen=True)
class FoundEchoes:
    """Echoes, the strongest first, and how sure it is that there are any, 0..1."""

    echoes: tuple[Echo, ...] = ()
    probability: float = 0.0


def refine_echoes(candidates: tuple[Candidate, ...], sound: np.ndarray, rate: int) -> FoundEchoes:
    """The gains of candidates, and which of them are echoes, from up to REFINED_S of sound (n,).

    It should begin where the recording does, or after silence.
    """
    emptiness = _Emptiness(sound[: round(REFINED_S * rate)], rate)
    kept: tuple[Echo, ...] = ()
    best = emptiness.of(())
    probability = 0.0
    for candidate in candidates:
        tried = (*kept, _with_best_gain(kept, Echo(candidate.delay_s, 0.0), emptiness))
        if kept:
            tried = _settled(tried, emptiness)
        value = emptiness.of(tried)
        is_stable = sum(echo.gain for echo in tried) <= 1
        if is_stable and value < best - LEAST_EMPTYING:
            kept, best = tried, value
            probability = max(probability, candidate.probability)
    return FoundEchoes(kept, probability)


class _Emptiness:
    """How empty a sound is without certain echoes: its mean log energy; less is emptier."""

    def __init__(self, sound: np.ndarray, rate: int) -> None:
        self._sound, self._rate = sound[None], rate
        powers = frame_powers(sound, rate)
        quiet = np.quantile(powers, FLOOR_SHARE, axis=0)
        swing = powers.mean(axis=0) / (quiet + 1e-20)
        self._telling = swing >= min(LEAST_SWING, np.quantile(swing, 0.75))
        self._floor = FLOOR_FACTOR * quiet + 1e-7 * powers.mean() + 1e-20

    def of(self, echoes: tuple[Echo, ...]) -> float:
        sound = InverseComb(echoes, self._rate).feed(self._sound) if echoes else self._sound
        powers = frame_powers(sound[0], self._rate) + self._floor
        return float(np.log(powers[:, self._telling]).mean())


def _with_best_gain(others: tuple[Echo, ...], echo: Echo, emptiness: _Emptiness) -> Echo:
    most = 1 - sum(other.gain for other in others)
    gains = _GAINS[most >= _GAINS]
    if not len(gains):
        return echo

    def value(gain: float) -> float:
        return emptiness.of((*others, replace(echo, gain=gain)))

    near = gains[int(np.argmin([value(gain) for gain in gains]))]
    bounds = (max(0.01, near - 0.05), min(most, near + 0.05))
    found = minimize_scalar(value, bounds=bounds, method="bounded", options={"xatol": 1e-4})
    return replace(echo, gain=float(found.x))


def _settled(echoes: tuple[Echo, ...], emptiness: _Emptiness) -> tuple[Echo, ...]:
    """The gains once each is the best beside the others."""
    for _ in range(2):
        for i, echo in enumerate(echoes):
            others = (*echoes[:i], *echoes[i + 1 :])
            echoes = (*echoes[:i], _with_best_gain(others, echo, emptiness), *echoes[i + 1 :])
    return echoes


def _cepstrum(sound: np.ndarray) -> np.ndarray:
    """Real cepstrum of (n,) at lags 0 .. n-1, of twice the log magnitude: a ripple's gain."""
    n = len(sound)
    fade = np.minimum(1, np.arange(1, n + 1) / (0.02 * n + 1))
    faded = (sound * fade * fade[::-1]).astype(np.float32)
    power = np.abs(rfft(faded, next_fast_len(2 * n, real=True))) ** 2
    lags: np.ndarray = irfft(np.log(power + 1e-9 * power.mean() + 1e-30))[:n]
    return lags
