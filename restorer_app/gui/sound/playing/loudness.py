"""How much quieter the louder of two versions has to be played, so that neither wins by that."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import numpy as np

from restorer_app.gui.sound.track import Samples, Sounds, Voice
from restorer_app.progress import OnProgress, Progress

MeasureLoudness = Callable[[Samples, int], float]
"""Of (channels, n) at a rate, in LUFS or on any other scale of decibels; -inf for silence."""

MOST_REDUCTION_DB = 20.0
"""A result that is far quieter is no longer the same thing: it may be heard to be."""

_N_STRETCHES, _STRETCH_S = 8, 20.0
"""Of a long recording so many parts are measured, spread evenly: the difference is what counts."""


def matching_gains_db(
    sounds: Sounds, measure: MeasureLoudness, *, on_progress: OnProgress
) -> Mapping[Voice, float]:
    """Decibels for before and after, one of them 0 and none above it: nothing can clip.

    The louder one is played quieter, by at most `MOST_REDUCTION_DB`; files are never changed. Both
    0 where one of them is silent, or there is no after. Reads up to three minutes of sound: call it
    in a job.
    """
    if sounds.after is None:
        return {Voice.BEFORE: 0.0, Voice.AFTER: 0.0}
    on_progress(Progress("loudness", 0.0))
    before = measure(_stretches(sounds, Voice.BEFORE), sounds.before.rate)
    on_progress(Progress("loudness", 0.5))
    after = measure(_stretches(sounds, Voice.AFTER), sounds.before.rate)
    if not (math.isfinite(before) and math.isfinite(after)):
        return {Voice.BEFORE: 0.0, Voice.AFTER: 0.0}
    by = min(max(after - before, -MOST_REDUCTION_DB), MOST_REDUCTION_DB)
    return {Voice.BEFORE: min(by, 0.0), Voice.AFTER: min(-by, 0.0)}


def factors(gains_db: Mapping[Voice, float]) -> Mapping[Voice, float]:
    """What samples are multiplied by."""
    return {voice: 10 ** (gain / 20) for voice, gain in gains_db.items()}


def _stretches(sounds: Sounds, voice: Voice) -> Samples:
    """All of a short recording, else the same parts of both versions."""
    track = sounds.track(voice)
    size = round(_STRETCH_S * track.rate)
    if track.n_samples <= _N_STRETCHES * size:
        return track.read(0, track.n_samples)
    starts = np.linspace(0, track.n_samples - size, _N_STRETCHES).astype(int)
    parts = [track.read(start, start + size) for start in starts.tolist()]
    return np.concatenate(parts, axis=1)
