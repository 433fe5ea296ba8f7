"""Recordings are restored from file to file, in blocks; what is clean is copied."""

import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from restorer_app.architectures import ARCHITECTURES
from restorer_app.distortions import Distortion
from restorer_app.errors import MediaError, PlanError
from restorer_app.media.audio import (
    Recording,
    RecordingInfo,
    load_recording,
    open_recording,
    save_blocks,
    save_recording,
)
from restorer_app.progress import Cancelled, Progress
from restorer_app.registry.catalog import Catalog, Task
from restorer_app.restoration.audio.diagnose import diagnose_recording
from restorer_app.restoration.audio.restore import Target, restore_recording, save_restored
from restorer_app.restoration.course import Outcome, RestoredRecording
from restorer_app.restoration.plan import Plan, Step
from tests.restoration.audio.sounds import RATE, clicked, echoed, humming, si_sdr_db, voice
from tests.tiny_models import write_model

NO_MODELS = Catalog(())
ECHO = Step(Distortion.ECHO, "inverse-comb", parameters={"echo_delay_s": 0.5, "echo_gain": 0.5})


def write(path: Path, sound: np.ndarray, subtype: str = "PCM_16") -> Path:
    info = RecordingInfo(RATE, len(sound), sound.shape[1], "WAV", subtype)
    save_recording(Recording(sound.astype(np.float32), RATE, info), path)
    return path


def restore(source: Path, plan: Plan | None = None, **options: Path) -> RestoredRecording:
    target = Target(source.with_name("restored.wav"), **options)
    return restore_recording(source, target, NO_MODELS, plan=plan)


def samples_of(path: Path) -> np.ndarray:
    return load_recording(path).samples


def test_what_is_found_is_repaired(tmp_path: Path) -> None:
    clean = voice(8.0)
    degraded, _ = clicked(echoed(clean, 0.4, 0.6) + humming(clean, 50.0, -6), per_s=10)
    source = write(tmp_path / "degraded.wav", 0.5 * degraded)
    restored = restore(source)
    done = [step.distortion for step in restored.plan.steps]
    assert done == [Distortion.CLICKS, Distortion.HUM, Distortion.ECHO]
    assert restored.before is not None
    assert restored.after is not None
    assert restored.after.total_severity < 0.3 * restored.before.total_severity
    gain_db = si_sdr_db(clean, samples_of(tmp_path / "restored.wav")) - si_sdr_db(clean, degraded)
    assert gain_db > 10


def test_a_network_is_told_how_loud_the_recording_is(tmp_path: Path) -> None:
    hyper_parameters = {"width": 8}
    network = ARCHITECTURES["mask_net"](**hyper_parameters)
    entry = write_model(
        tmp_path / "models",
        "background_noise",
        network,
        architecture="mask_net",
        hyper_parameters=hyper_parameters,
        task=Task.RESTORE,
        distortion=Distortion.BACKGROUND_NOISE,
        medium="audio",
    )
    source = write(tmp_path / "noisy.wav", voice())
    plan = Plan((Step(Distortion.BACKGROUND_NOISE, "background_noise"),))
    target = Target(tmp_path / "restored.wav")
    restored = restore_recording(source, target, Catalog((entry,)), plan=plan, device="cpu")
    (step,) = restored.plan.steps
    assert step.parameters["mean_level"] > 0
    assert restored.model_hashes == {"background_noise": entry.sha256}
    assert samples_of(target.path).shape == samples_of(source).shape


def test_a_clean_recording_comes_back_as_the_same_bytes(tmp_path: Path) -> None:
    source = write(tmp_path / "clean.wav", voice())
    restored = restore(source)
    assert restored.is_unchanged
    assert (tmp_path / "restored.wav").read_bytes() == source.read_bytes()


def test_a_clean_recording_in_another_format_has_the_same_samples(tmp_path: Path) -> None:
    source = write(tmp_path / "clean.wav", voice())
    target = tmp_path / "clean.flac"
    restore_recording(source, Target(target), NO_MODELS, plan=Plan())
    assert target.read_bytes()[:4] == b"fLaC"
    assert np.array_equal(samples_of(target), samples_of(source))


def test_where_clicks_were_is_told(tmp_path: Path) -> None:
    sound = voice(seed=1)
    sound[0, RATE : RATE + 3] = 0.9
    plan = Plan((Step(Distortion.CLICKS, "autoregression", parameters={"click_threshold": 14.0}),))
    (report,) = restore(write(tmp_path / "clicked.wav", sound), plan).reports
    assert any(start <= 1.0 <= stop for start, stop in report.changed_s)


def test_a_step_that_finds_nothing_is_told_as_dropped(tmp_path: Path) -> None:
    source = write(tmp_path / "quiet.wav", np.zeros((1, RATE)))
    restored = restore(source, Plan((ECHO,)))
    assert [report.outcome for report in restored.reports] == [Outcome.DROPPED]
    assert restored.is_unchanged
    assert (tmp_path / "restored.wav").read_bytes() == source.read_bytes()


def test_what_was_removed_can_be_written(tmp_path: Path) -> None:
    source = write(tmp_path / "echo.wav", echoed(voice(), 0.5, 0.5), "FLOAT")
    restore(source, Plan((ECHO,)), removed=tmp_path / "removed.wav")
    together = samples_of(tmp_path / "restored.wav") + samples_of(tmp_path / "removed.wav")
    np.testing.assert_allclose(together, samples_of(source), atol=1e-6)


def test_restored_peaks_get_room_in_a_file_of_whole_numbers(tmp_path: Path) -> None:
    loud = voice() / np.abs(voice()).max() * 1.6
    degraded = np.clip(loud, -1 + 2**-15, 1 - 2**-15)
    restored = restore(write(tmp_path / "clipped.wav", degraded))
    assert [step.distortion for step in restored.plan.steps] == [Distortion.CLIPPING]
    assert 0.5 < restored.gain < 1
    made = samples_of(tmp_path / "restored.wav")
    assert restored.n_too_loud == 0
    assert np.abs(made).max() > 0.999
    assert si_sdr_db(loud, made) > si_sdr_db(loud, degraded) + 3


def test_restored_peaks_stay_as_loud_as_they_were_in_a_file_of_floats(tmp_path: Path) -> None:
    loud = voice() / np.abs(voice()).max() * 1.6
    restored = restore(write(tmp_path / "clipped.wav", np.clip(loud, -1, 1), "FLOAT"))
    assert restored.gain == 1
    assert np.abs(samples_of(tmp_path / "restored.wav")).max() > 1.05


def test_outside_of_a_span_a_file_stays_to_the_bit(tmp_path: Path) -> None:
    loud = np.clip(voice() * 4, -1 + 2**-15, 1 - 2**-15)
    source = write(tmp_path / "clipped.wav", loud)
    rails = {"clip_low": -1 + 2**-15, "clip_high": 1 - 2**-15}
    step = Step(Distortion.CLIPPING, "declip", parameters=rails, span=(1.0, 2.0))
    restore(source, Plan((step,)))
    made, given = samples_of(tmp_path / "restored.wav"), samples_of(source)
    assert np.array_equal(made[:, :RATE], given[:, :RATE])
    assert np.array_equal(made[:, 2 * RATE :], given[:, 2 * RATE :])


def test_cancelling_leaves_nothing_behind(tmp_path: Path) -> None:
    def stop(progress: Progress) -> None:
        if progress.fraction > 0.2:
            raise Cancelled

    source = write(tmp_path / "echo.wav", np.tile(echoed(voice(), 0.5, 0.5), 10))
    with pytest.raises(Cancelled):
        restore_recording(
            source, Target(tmp_path / "out.wav"), NO_MODELS, plan=Plan((ECHO,)), on_progress=stop
        )
    assert [path.name for path in tmp_path.iterdir()] == ["echo.wav"]


def test_a_result_that_is_there_is_not_replaced(tmp_path: Path) -> None:
    source = write(tmp_path / "echo.wav", echoed(voice(), 0.5, 0.5))
    (tmp_path / "restored.wav").write_bytes(b"mine")
    with pytest.raises(MediaError, match="exists already"):
        restore(source, Plan((ECHO,)))
    assert (tmp_path / "restored.wav").read_bytes() == b"mine"


def test_a_step_for_photographs_is_refused(tmp_path: Path) -> None:
    source = write(tmp_path / "clean.wav", voice())
    with pytest.raises(PlanError, match="white_noise"):
        restore(source, Plan((Step(Distortion.WHITE_NOISE, "white_noise"),)))


def test_memory_does_not_grow_with_the_recording(tmp_path: Path) -> None:
    """Several minutes in blocks; all of it would be 40 MB."""
    n_blocks, block = 40, echoed(voice(16.0), 0.5, 0.5)

    def blocks() -> Iterator[np.ndarray]:
        for _ in range(n_blocks):
            yield block

    info = RecordingInfo(RATE, 1, n_blocks * block.shape[1], "WAV", "PCM_16")
    save_blocks(blocks(), tmp_path / "long.wav", info=info)
    tracemalloc.start()
    restore(tmp_path / "long.wav", Plan((ECHO,)))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 20_000_000


def test_what_was_found_before_is_not_looked_for_again(tmp_path: Path) -> None:
    source = write(tmp_path / "echoing.wav", 0.6 * echoed(voice(6.0), 0.4, 0.6))
    with open_recording(source) as file:
        found = diagnose_recording(file)
    told = []
    target = Target(tmp_path / "out.wav")
    restored = restore_recording(
        source, target, NO_MODELS, diagnosis=found, on_progress=lambda p: told.append(p.step)
    )
    assert told[1] == "Restoring the recording"
    assert restored.before is found
    assert restored.after is not None


def test_a_result_may_wait_as_floats_and_be_saved_in_any_format(tmp_path: Path) -> None:
    """Nothing is made quieter until it is known that the format needs that."""
    loud = np.clip(2.5 * voice(4.0), -0.6, 0.6)
    source = write(tmp_path / "clipped.wav", loud / 0.6)
    plan = Plan((Step(Distortion.CLIPPING, "declip"),))
    parked = Target(tmp_path / "parked.wav", keeps_floats=True, copies_unchanged=False)
    restored = restore_recording(source, parked, NO_MODELS, plan=plan)
    peak = float(np.abs(samples_of(parked.path)).max())
    assert restored.path == parked.path
    assert restored.gain == 1
    assert peak > 1
    saved, removed = tmp_path / "saved.flac", tmp_path / "removed.flac"
    gain, n_too_loud = save_restored(restored, source, Target(saved, removed))
    assert gain == pytest.approx(1 / peak)
    assert n_too_loud == 0
    np.testing.assert_allclose(samples_of(saved), samples_of(parked.path) * gain, atol=4e-5)
    taken = np.clip(samples_of(source) - samples_of(parked.path), -1, 1)
    np.testing.assert_allclose(samples_of(removed), taken, atol=2e-5)


def test_a_part_that_was_restored_is_saved_with_the_rest_as_it_was(tmp_path: Path) -> None:
    source = write(tmp_path / "a.wav", echoed(voice(4.0), 0.5, 0.5))
    plan = Plan((Step(ECHO.distortion, ECHO.model_id, parameters=ECHO.parameters, span=(1, 2)),))
    parked = Target(tmp_path / "parked.wav", keeps_floats=True, copies_unchanged=False)
    restored = restore_recording(source, parked, NO_MODELS, plan=plan)
    save_restored(restored, source, Target(tmp_path / "saved.wav"))
    before, after = samples_of(source), samples_of(tmp_path / "saved.wav")
    is_same = (before == after).all(axis=0)
    assert is_same[:RATE].all()
    assert is_same[2 * RATE :].all()
    assert not is_same[RATE : 2 * RATE].all()


def test_nothing_is_written_where_nothing_was_done_and_no_copy_is_wanted(tmp_path: Path) -> None:
    source = write(tmp_path / "clean.wav", voice())
    target = Target(tmp_path / "parked.wav", keeps_floats=True, copies_unchanged=False)
    restored = restore_recording(source, target, NO_MODELS)
    assert restored.is_unchanged
    assert restored.path == source
    assert not target.path.exists()
