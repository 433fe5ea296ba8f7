"""Reverberation: how much drier speech in rooms becomes."""

from restorer_app.degradations.audio.sound import Recorded, degrade_sound
from restorer_app.distortions import Distortion
from restorer_app.evaluation.report import Row
from restorer_app.evaluation.sound.bench import Case, Measured, SoundBench
from restorer_app.evaluation.sound.sound_set import mono, needed
from restorer_app.evaluation.sound.speech import measured_as_speech

LEVELS = (1, 2, 3, 4, 5)
DEFINITION = """\
Every recording of speech in one of the measured rooms, in turn, the reverberation 12 to -4 dB below
the direct sound. SI-SDR in dB, wide-band PESQ and STOI against the direct sound; '-' where the
packages are not installed. in: as it is, out: told that it reverberates. Means of the files."""


def reverb(bench: SoundBench) -> list[Row]:
    """One row for each level."""
    step = bench.step_of(Distortion.REVERB)
    rooms = needed(bench.sounds.responses, "impulse-responses", bench.sounds.folder)

    def measure(case: Case) -> Measured:
        room = bench.sounds.load(rooms[case.number % len(rooms)], rate=case.rate)
        wet = degrade_sound(
            case.clean,
            case.rate,
            Distortion.REVERB,
            case.setting,
            case.rng,
            recorded=Recorded(response=mono(room.samples)),
        ).samples
        return measured_as_speech(case, wet, bench.restore_told(wet, case.rate, step))

    return bench.rows_of("level", LEVELS, measure)
