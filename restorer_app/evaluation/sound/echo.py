"""Echo: that of paper 0, and echoes whose delay and gain nobody tells."""

from collections.abc import Mapping

import numpy as np

from restorer_app.degradations.audio import rooms
from restorer_app.degradations.audio.noises import add_noise, stretch_of
from restorer_app.distortions import Distortion
from restorer_app.errors import WeightsError
from restorer_app.evaluation.report import Row
from restorer_app.evaluation.sound.bench import Averages, Measured, SoundBench
from restorer_app.evaluation.sound.paper_echo import Picture, paper_echo, picture_of
from restorer_app.evaluation.sound.sound_set import mono, needed
from restorer_app.media.audio import Samples
from restorer_app.metrics.audio import si_sdr_db, snr_db
from restorer_app.registry.loader import load_network
from restorer_app.restoration.audio.spectrogram_pictures import RATE

PAPER, UNKNOWN = "that of paper 0", "unknown"
NOTHING, TOLD, ROUTED = "the echo", "told of an echo", "told nothing"
PAPER_GENERATORS = ("paper-0-echo", "paper-0-echo-ours")
"""Networks that repair spectrograms as paper 0 does: measured where they are named or there."""
DELAYS_S, GAINS, NOISE_DB = (0.1, 1.0), (0.2, 0.9), 30.0
DEFINITION = """\
that of paper 0: recordings at 8192 Hz, filled up with silence to 46,662 samples, with the whole of
themselves once more after 0.5 s, rounded to 16 bits. log_mae, log_snr_db: of L = ln(|S| + 1e-4),
256 x 438 (Hamming 256, hop 106), against the clean recording's; SNR = 10 log10(sum L^2 / sum (L -
L')^2). Some rows know what a repair could not: the true magnitudes, the true phases, or delay and
gain of the echo. unknown: one echo of 0.1 to 1 s and gain 0.2 to 0.9, at the recordings' own rate,
over it a recorded noise at 30 dB. snr_db, si_sdr_db: of the waveform. Means of the files."""


def echo(bench: SoundBench) -> list[Row]:
    """A row for each way to repair each of both kinds."""
    return [*_paper_rows(bench), *_unknown_rows(bench)]


def _paper_rows(bench: SoundBench) -> list[Row]:
    sounds = bench.sounds
    recordings = [mono(sounds.load(path, rate=RATE).samples)[0] for path in sounds.speech]

    def restore(echoing: np.ndarray) -> np.ndarray:
        return bench.restore_routed(echoing[None], RATE)[0]

    rows = paper_echo(recordings, _generators(bench), {ROUTED: restore})
    return [{"echo": PAPER, **row} for row in rows]


def _generators(bench: SoundBench) -> Mapping[str, Picture]:
    """Those that are there: they are too large to be shipped."""
    found = {}
    for model_id in PAPER_GENERATORS:
        try:
            entry = bench.catalog.get(model_id)
        except WeightsError:
            continue
        loaded = load_network(entry, bench.device)
        bench.used[entry.id] = entry.sha256
        found[model_id] = picture_of(loaded.network.float(), loaded.device.torch_device)
    return found


def _unknown_rows(bench: SoundBench) -> list[Row]:
    step = bench.step_of(Distortion.ECHO)
    noises = needed(bench.sounds.noises, "noise", bench.sounds.folder)
    averages = {name: Averages() for name in (NOTHING, TOLD, ROUTED)}
    n_files = len(bench.sounds.speech)
    for number, path in enumerate(bench.sounds.speech):
        bench.report(number, n_files, path)
        recording = bench.sounds.load(path)
        clean, rate = recording.samples, recording.rate
        rng = bench.sounds.rng(path, "echo", UNKNOWN)
        drawn = rooms.Echo(float(rng.uniform(*DELAYS_S)), float(rng.uniform(*GAINS)))
        noise = mono(bench.sounds.load(noises[number % len(noises)], rate=rate).samples)
        echoing = add_noise(
            rooms.echo(clean, rate, [drawn]), stretch_of(noise, clean.shape, rng), NOISE_DB
        )
        averages[NOTHING].add(_measured(clean, echoing))
        averages[TOLD].add(_measured(clean, bench.restore_told(echoing, rate, step)))
        averages[ROUTED].add(_measured(clean, bench.restore_routed(echoing, rate)))
    return [each.row({"echo": UNKNOWN, "method": name}) for name, each in averages.items()]


def _measured(clean: Samples, samples: Samples) -> Measured:
    return {
        "log_mae": None,
        "log_snr_db": None,
        "snr_db": snr_db(clean, samples),
        "si_sdr_db": si_sdr_db(clean, samples),
    }
