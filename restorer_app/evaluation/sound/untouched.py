"""Clean recordings: the share that comes back as it was, to the last bit."""

from pathlib import Path

import numpy as np

from restorer_app.evaluation.report import Row
from restorer_app.evaluation.sound.bench import SoundBench

MUSIC_S = 5
DEFINITION = """\
Clean speech and music, the music in pieces of 5 seconds, restored without being told anything.
untouched: the share that comes back with exactly the samples it had."""


def untouched(bench: SoundBench) -> list[Row]:
    """A row for speech, one for music where there is any, and one for both together."""
    kinds: dict[str, list[tuple[Path, np.ndarray, int]]] = {"speech": [], "music": []}
    for path in bench.sounds.speech:
        recording = bench.sounds.load(path)
        kinds["speech"].append((path, recording.samples, recording.rate))
    for path in bench.sounds.music:
        recording = bench.sounds.load(path)
        n = MUSIC_S * recording.rate
        for start in range(0, max(1, recording.samples.shape[1] - n + 1), n):
            piece = recording.samples[:, start : start + n]
            kinds["music"].append((path, piece, recording.rate))
    total, done = sum(map(len, kinds.values())), 0
    same: dict[str, list[bool]] = {}
    for kind, pieces in kinds.items():
        for path, samples, rate in pieces:
            bench.report(done, total, path)
            done += 1
            restored = bench.restore_routed(samples, rate)
            same.setdefault(kind, []).append(np.array_equal(restored, samples))
    same["both"] = [each for kind in same.values() for each in kind]
    return [
        {"kind": kind, "n": len(each), "untouched": float(np.mean(each))}
        for kind, each in same.items()
    ]
