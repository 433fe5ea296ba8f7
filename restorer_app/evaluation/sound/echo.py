"""Echo: that of paper 0, and echoes whose delay and gain nobody tells."""

from collections.abc import Callable, Mapping

import numpy as np

from restorer_app.degradations.audio import rooms
from restorer_app.degradations.audio.noises import add_noise, stretch_of
from restorer_app.distortions import Distortion
from restorer_app.errors import WeightsError
from restorer_app.evaluation.report import Row
from restorer_app.evaluation.sound.bench import Averages, Measured, SoundBench
from restorer_app.evaluation.sound.paper_echo import (
    Picture,
    in_16_bits,
    paper_echo,
    picture_of,
)
from restorer_app.evaluation.sound.sound_set import mono, needed
from restorer_app.media.audio import Samples
from restorer_app.metrics.audio import log_stft_mae, log_stft_snr_db, si_sdr_db, snr_db
from restorer_app.registry.loader import load_network
from restorer_app.restoration.audio.spectrogram_pictures import RATE, RATE_OF_SAMPLES

PICTURED, PAPER, UNKNOWN = "paper 0, as pictures", "paper 0", "unknown"
NOTHING, TOLD, ROUTED = "the echo", "told of an echo", "told nothing"
PAPER_GENERATORS = ("paper-0-echo", "paper-0-echo-pixels", "paper-0-echo-ours")
"""Networks that repair spectrograms as paper 0 does: measured where they are named or there."""
DELAYS_S, GAINS, NOISE_DB = (0.1, 1.0), (0.2, 0.9), 30.0
DEFINITION = """\
paper 0: the recording with the whole of itself once more after 0.5 s, rounded to 16 bits. As
pictures: 46,662 samples at 16 kHz that are taken for 8192 Hz (so the echo leaves about what it does
in the paper's table), shorter ones filled up with silence, of which the rounding is all that is
left; some rows there know what a repair could not: the true magnitudes, the true phases, or delay
and gain of the echo. unknown: one echo of 0.1 to 1 s and gain 0.2 to 0.9, over it a recorded noise
at 30 dB. log_mae, log_snr_db: of L = ln(|S| + 1e-4) (Hamming 256, hop 106) against the clean
recording's; SNR = 10 log10(sum L^2 / sum (L - L')^2). snr_db, si_sdr_db: of the waveform. Means of
the files."""

_MakeEcho = Callable[[Samples, int, np.random.Generator, int], Samples]
"""A clean recording, its rate, chance and number, to one with an echo."""


def echo(bench: SoundBench) -> list[Row]:
    """A row for each way to repair each of both kinds."""
    return [*_pictured_rows(bench), *_rows(bench, PAPER, _paper_echo), *_unknown_rows(bench)]


def _pictured_rows(bench: SoundBench) -> list[Row]:
    sounds = bench.sounds
    recordings = [
        mono(sounds.load(path, rate=RATE_OF_SAMPLES).samples)[0] for path in sounds.speech
    ]

    def restore(echoing: np.ndarray) -> np.ndarray:
        return bench.restore_routed(echoing[None], RATE)[0]

    rows = paper_echo(recordings, _generators(bench), {ROUTED: restore})
    return [{"echo": PICTURED, **row} for row in rows]


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


def _paper_echo(clean: Samples, rate: int, _: np.random.Generator, __: int) -> Samples:
    return in_16_bits(rooms.echo(clean, rate, [rooms.PAPER_ECHO]))


def _unknown_rows(bench: SoundBench) -> list[Row]:
    noises = needed(bench.sounds.noises, "noise", bench.sounds.folder)

    def make(clean: Samples, rate: int, rng: np.random.Generator, number: int) -> Samples:
        drawn = rooms.Echo(float(rng.uniform(*DELAYS_S)), float(rng.uniform(*GAINS)))
        noise = mono(bench.sounds.load(noises[number % len(noises)], rate=rate).samples)
        stretch = stretch_of(noise, clean.shape, rng)
        return add_noise(rooms.echo(clean, rate, [drawn]), stretch, NOISE_DB)

    return _rows(bench, UNKNOWN, make)


def _rows(bench: SoundBench, kind: str, make: _MakeEcho) -> list[Row]:
    """What is done to every recording with an echo of this kind, at its own rate."""
    step = bench.step_of(Distortion.ECHO)
    averages = {name: Averages() for name in (NOTHING, TOLD, ROUTED)}
    for number, path in enumerate(bench.sounds.speech):
        bench.report(number, len(bench.sounds.speech), path)
        clean = bench.sounds.load(path)
        rng = bench.sounds.rng(path, "echo", kind)
        echoing = make(clean.samples, clean.rate, rng, number)
        results = {
            NOTHING: echoing,
            TOLD: bench.restore_told(echoing, clean.rate, step),
            ROUTED: bench.restore_routed(echoing, clean.rate),
        }
        for name, samples in results.items():
            averages[name].add(_measured(clean.samples, samples))
    return [each.row({"echo": kind, "method": name}) for name, each in averages.items()]


def _measured(clean: Samples, samples: Samples) -> Measured:
    return {
        "log_mae": log_stft_mae(clean, samples),
        "log_snr_db": log_stft_snr_db(clean, samples),
        "snr_db": snr_db(clean, samples),
        "si_sdr_db": si_sdr_db(clean, samples),
    }
