"""Listens to parts of a recording and says what is wrong with it."""

from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np

from restorer_app.distortions import Distortion
from restorer_app.progress import OnProgress, Progress, ignore_progress, share_of
from restorer_app.restoration.audio.click_search import ClickSearch, Unclicked
from restorer_app.restoration.audio.clicks import THRESHOLD, without_clicks
from restorer_app.restoration.audio.clipping import ClippingSearch
from restorer_app.restoration.audio.echo import (
    REFINED_S,
    EchoSearch,
    FoundEchoes,
    refine_echoes,
)
from restorer_app.restoration.audio.hum import Hum, HumSearch
from restorer_app.restoration.audio.hum_tracking import HumTracker
from restorer_app.restoration.audio.methods import echo_names
from restorer_app.restoration.audio.noise import NoiseSearch, noise_severity
from restorer_app.restoration.audio.side_by_side import side_by_side
from restorer_app.restoration.audio.stretches import Readable, Stretch, mixed_down, stretches_of
from restorer_app.restoration.diagnosis import PRESENT_FROM, Diagnosis, Finding, clean_despite
from restorer_app.texts import translatable

TITLE = translatable("Listening to the recording")
LOUD_ENOUGH = 0.01
"""Echoes are measured from the first stretch on that has this share of the loudest one's power."""
_SEARCHED = 0.8
"""Where searching ends and measuring of echoes begins on the way from 0 to 1."""

_Graph = tuple[tuple[float, float], ...]


def diagnose_recording(
    recording: Readable, *, on_progress: OnProgress = ignore_progress
) -> Diagnosis:
    """Every distortion's probability and severity, and what repairs have to know as evidence.

    Memory does not grow with the recording, nor time beyond four minutes of sound. `on_progress`
    may raise Cancelled. Raises MediaError where the recording can not be read.
    """
    listening = _Listening(recording)
    listening.listen(share_of(on_progress, 0.0, _SEARCHED))
    on_progress(Progress(TITLE, _SEARCHED))
    diagnosis = listening.diagnosis()
    on_progress(Progress(TITLE, 1.0))
    return diagnosis


class _Listening:
    """All searches at once: each stretch is read once."""

    def __init__(self, recording: Readable) -> None:
        self._recording = recording
        self._clipping, self._clicks = ClippingSearch(), ClickSearch()
        self._hum, self._noise = HumSearch(), NoiseSearch()
        self._echo = EchoSearch(recording.info.rate)
        self._powers: list[tuple[int, float]] = []

    def listen(self, on_progress: OnProgress) -> None:
        def unclicked(stretch: Stretch) -> tuple[Stretch, Unclicked]:
            return stretch, Unclicked.of(stretch)

        # Looking for clicks takes longer than all the rest.
        for stretch, without in side_by_side(unclicked, stretches_of(self._recording)):
            self._clipping.add(stretch)
            self._clicks.add(without)
            for search in (self._hum, self._noise, self._echo):
                search.add(without.stretch)
            self._powers.append((stretch.start, float(np.square(stretch.mono).mean())))
            on_progress(Progress(TITLE, stretch.share))

    def diagnosis(self) -> Diagnosis:
        evidence: dict[str, float] = {}
        findings = (
            self._clipping_found(evidence),
            self._clicks_found(evidence),
            self._hum_found(evidence),
            self._echo_found(evidence),
            self._noise_found(evidence),
        )
        return Diagnosis(
            clean=min((clean_despite(finding) for finding in findings), default=1.0),
            findings=tuple(sorted(findings, key=lambda finding: -finding.probability)),
            evidence=evidence,
            over_time=self._over_time(),
        )

    def _clipping_found(self, evidence: dict[str, float]) -> Finding:
        found = self._clipping.result()
        if found is None:
            return Finding(Distortion.CLIPPING, 0.0, 0.0)
        evidence["clipped_share"] = found.share
        for name, level in (("clip_low", found.rails.low), ("clip_high", found.rails.high)):
            if np.isfinite(level):
                evidence[name] = level
        severity = np.interp(np.log10(found.share + 1e-9), (-4, -1), (0.5, 5))
        return Finding(Distortion.CLIPPING, found.probability, float(severity))

    def _clicks_found(self, evidence: dict[str, float]) -> Finding:
        evidence["clicks_per_s"] = self._clicks.per_s
        evidence["click_threshold"] = THRESHOLD
        return Finding(
            Distortion.CLICKS, self._clicks.probability, _click_severity(self._clicks.per_s)
        )

    def _hum_found(self, evidence: dict[str, float]) -> Finding:
        found = self._hum.result()
        if found is None:
            return Finding(Distortion.HUM, 0.0, 0.0)
        evidence |= {"hum_hz": found.hz, "hum_harmonics": float(found.n_harmonics)}
        if found.probability >= PRESENT_FROM:
            self._noise = self._noise_without(found)
        return Finding(Distortion.HUM, found.probability, 5 * found.probability)

    def _noise_without(self, hum: Hum) -> NoiseSearch:
        """The noise under the recording and its hum, which else would count as noise."""
        noise = NoiseSearch()
        tracker = HumTracker(hum.hz, hum.n_harmonics, self._recording.info.rate)

        def without(stretch: Stretch) -> Stretch:
            return replace(stretch, samples=tracker.without_hum(stretch.mono[None]))

        for stretch in side_by_side(without, stretches_of(self._recording)):
            noise.add(stretch)
        return noise

    def _echo_found(self, evidence: dict[str, float]) -> Finding:
        found = self._echoes()
        for number, echo in enumerate(found.echoes, start=1):
            delay, gain = echo_names(number)
            evidence |= {delay: echo.delay_s, gain: echo.gain}
        severity = 5 * max((echo.gain for echo in found.echoes), default=0.0)
        return Finding(Distortion.ECHO, found.probability, severity)

    def _noise_found(self, evidence: dict[str, float]) -> Finding:
        snr_db = self._noise.snr_db
        if snr_db is None:
            return Finding(Distortion.BACKGROUND_NOISE, 0.0, 0.0)
        evidence["snr_db"] = snr_db
        return Finding(Distortion.BACKGROUND_NOISE, self._noise.probability, noise_severity(snr_db))

    def _echoes(self) -> FoundEchoes:
        info = self._recording.info
        candidates = self._echo.candidates(info.n_samples)
        if not candidates:
            return FoundEchoes()
        loudest = max(power for _, power in self._powers)
        start = next(start for start, power in self._powers if power >= LOUD_ENOUGH * loudest)
        stop = min(start + round(REFINED_S * info.rate), info.n_samples)
        sound = mixed_down(self._recording.read(start, stop))
        if self._clicks.probability > 0:
            sound = without_clicks(sound, info.rate)
        return refine_echoes(candidates, sound, info.rate)

    def _over_time(self) -> dict[Distortion, _Graph]:
        return {
            Distortion.CLICKS: _graph(self._clicks.per_s_over_time, _click_severity),
            Distortion.BACKGROUND_NOISE: _graph(self._noise.snr_db_over_time, noise_severity),
        }


def _click_severity(per_s: float) -> float:
    return float(np.interp(np.log10(per_s + 1e-9), (-0.5, 1.5), (0, 5)))


def _graph(values: Iterable[tuple[float, float]], severity_of: Callable[[float], float]) -> _Graph:
    return tuple((at_s, severity_of(value)) for at_s, value in values)
