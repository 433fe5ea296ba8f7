"""Background noise: how much closer to the clean speech recordings in noise come."""

from restorer_app.degradations.audio.noises import add_noise, stretch_of
from restorer_app.distortions import Distortion
from restorer_app.evaluation.report import Row
from restorer_app.evaluation.sound.bench import Case, Measured, SoundBench
from restorer_app.evaluation.sound.sound_set import mono, needed
from restorer_app.evaluation.sound.speech import measured_as_speech

SNRS_DB = (0, 5, 10)
DEFINITION = """\
Every recording of speech with one of the noises that nothing was trained with, in turn, at 0, 5 and
10 dB over the whole length. in: as it is, out: told that there is noise. SI-SDR in dB, wide-band
PESQ (ITU-T P.862.2, 1..4.6) and STOI (0..1); '-' where the packages are not installed. Means of the
files."""


def background_noise(bench: SoundBench) -> list[Row]:
    """One row for each SNR."""
    step = bench.step_of(Distortion.BACKGROUND_NOISE)
    noises = needed(bench.sounds.noises, "noise", bench.sounds.folder)

    def measure(case: Case) -> Measured:
        noise = mono(bench.sounds.load(noises[case.number % len(noises)], rate=case.rate).samples)
        stretch = stretch_of(noise, case.clean.shape, case.rng)
        noisy = add_noise(case.clean, stretch, case.setting)
        return measured_as_speech(case, noisy, bench.restore_told(noisy, case.rate, step))

    return bench.rows_of("snr_db", SNRS_DB, measure)
