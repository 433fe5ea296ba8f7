"""What every suite of recordings measures with: how they are restored, and how results average."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from restorer_app.distortions import Distortion
from restorer_app.errors import WeightsError
from restorer_app.evaluation.report import Row, mean
from restorer_app.evaluation.sound.sound_set import SoundSet
from restorer_app.media.audio import (
    Recording,
    RecordingInfo,
    Samples,
    load_recording,
    save_recording,
)
from restorer_app.progress import OnProgress, Progress
from restorer_app.registry.catalog import Catalog
from restorer_app.restoration.audio.restore import Target, restore_recording
from restorer_app.restoration.plan import Plan, Step, step_for
from restorer_app.texts import Text

MOST_DB = 100.0
"""What an identical recording counts in an average; without a limit one would hide all others."""


@dataclass(frozen=True, eq=False)
class Case:
    """One clean recording that is to be damaged in one way."""

    setting: float
    """A level, or a ratio in dB, as the row says."""
    clean: Samples
    rate: int
    rng: np.random.Generator
    number: int
    """Of the recording among all."""


Measured = Mapping[str, float | None]
"""Measures of one recording by name; None where one says nothing of it."""


@dataclass
class SoundBench:
    """The catalogue and the recordings of one evaluation; it notes every model that it ran."""

    catalog: Catalog
    sounds: SoundSet
    device: str
    on_progress: OnProgress
    used: dict[str, str] = field(default_factory=dict)

    def report(self, done: int, total: int, path: Path) -> None:
        """Say how far the suite is; raises Cancelled when it shall stop."""
        self.on_progress(Progress(path.name, done / total))

    def rows_of(
        self, name: str, settings: Sequence[float], measure: Callable[[Case], Measured]
    ) -> list[Row]:
        """A row for each setting, called `name`: what is measured of every recording, averaged."""
        rows = []
        speech = self.sounds.speech
        for i, setting in enumerate(settings):
            averages = Averages()
            for number, path in enumerate(speech):
                self.report(i * len(speech) + number, len(settings) * len(speech), path)
                clean = self.sounds.load(path)
                rng = self.sounds.rng(path, name, setting)
                averages.add(measure(Case(setting, clean.samples, clean.rate, rng, number)))
            rows.append(averages.row({name: setting}))
        return rows

    def step_of(self, distortion: Distortion) -> Step:
        """Its repair at full strength. Raises WeightsError where nothing repairs it."""
        step = step_for(distortion, self.catalog)
        if step is None:
            raise WeightsError(
                Text(
                    f"no model repairs {distortion}, so this suite has nothing to measure; "
                    "train one or name it with --models"
                )
            )
        return step

    def restore_told(self, samples: Samples, rate: int, step: Step) -> Samples:
        """`samples` (channels, n) after exactly this step, as the program does it to a file."""
        return self._restore(samples, rate, Plan((step,)))

    def restore_routed(self, samples: Samples, rate: int) -> Samples:
        """What the program makes of the recording when nobody tells it anything."""
        return self._restore(samples, rate, None)

    def _restore(self, samples: Samples, rate: int, plan: Plan | None) -> Samples:
        """In files of 32-bit floating point, which round nothing and have room for every peak."""
        with TemporaryDirectory() as folder:
            source, target = Path(folder, "degraded.wav"), Path(folder, "restored.wav")
            like = RecordingInfo(rate, len(samples), samples.shape[1], "WAV", "FLOAT")
            save_recording(Recording(samples, rate), source, like=like)
            restored = restore_recording(
                source, Target(target), self.catalog, plan=plan, device=self.device
            )
            self.used |= restored.model_hashes
            return load_recording(target).samples


class Averages:
    """The averages of measures over recordings, as they come in."""

    def __init__(self) -> None:
        self._values: dict[str, list[float]] = {}
        self._n = 0

    def add(self, measured: Measured) -> None:
        """With another recording."""
        self._n += 1
        for name, value in measured.items():
            known = self._values.setdefault(name, [])
            if value is not None:
                known.append(min(value, MOST_DB))

    def row(self, labels: Mapping[str, object]) -> Row:
        """The labels, the number of recordings, and the average of every measure."""
        return {**labels, "n": self._n, **{k: mean(each) for k, each in self._values.items()}}
