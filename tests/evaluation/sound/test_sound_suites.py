"""The suites' arithmetic, with programs that are perfect, or do nothing."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from restorer_app.distortions import Distortion
from restorer_app.errors import MediaError, WeightsError
from restorer_app.evaluation.sound import (
    background_noise,
    clicks,
    clipping,
    echo,
    hum,
    reverb,
)
from restorer_app.evaluation.sound import (
    untouched as untouched_suite,
)
from restorer_app.evaluation.sound.bench import MOST_DB, Averages, SoundBench
from restorer_app.evaluation.sound.sound_set import find_sound_set
from restorer_app.evaluation.suites import run_suite
from restorer_app.media.audio import Samples
from restorer_app.progress import ignore_progress
from restorer_app.registry.catalog import Catalog
from restorer_app.restoration.audio.spectrogram_pictures import RATE
from restorer_app.restoration.plan import Step

Repair = Callable[[Samples, int], Samples]
MakeBench = Callable[[Repair], SoundBench]


@pytest.fixture(autouse=True)
def a_step_for_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SoundBench, "step_of", lambda _, distortion: Step(distortion, "any"))


def test_only_noises_that_no_training_hears_are_measured_with(sounds: Path) -> None:
    found = find_sound_set(sounds)
    assert [path.name for path in found.speech] == ["a.wav", "b.wav"]
    assert [path.name for path in found.noises] == ["wind.wav"]
    assert [path.name for path in find_sound_set(sounds, limit=1).speech] == ["a.wav"]


def test_a_folder_without_speech_is_named(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match=f"no speech in '{tmp_path}'"):
        run_suite("audio-hum", tmp_path, Catalog(()))


def test_a_suite_names_the_recordings_it_lacks(make_bench: MakeBench, untouched: Repair) -> None:
    bench = make_bench(untouched)
    bench.sounds = replace(bench.sounds, noises=(), responses=())
    for suite, folder in ((background_noise.background_noise, "noise"),
                          (reverb.reverb, "impulse-responses")):  # fmt: skip
        with pytest.raises(MediaError, match=folder):
            suite(bench)


def test_clicks_that_are_gone_count_as_found(make_bench: MakeBench, cleaned: Repair) -> None:
    rows = clicks.clicks(make_bench(cleaned))
    assert [row["level"] for row in rows] == [1, 2, 3, 4, 5]
    for row in rows:
        assert (row["n"], row["found"], row["found_loud"]) == (2, 1, 1)
        assert row["false_area"] < 0.02  # pulses have tails that do not count as hit
        assert row["snr_out"] == row["snr_routed"] == MOST_DB
    assert rows[0]["snr_in"] > rows[-1]["snr_in"]


def test_doing_nothing_finds_no_click(make_bench: MakeBench, untouched: Repair) -> None:
    for row in clicks.clicks(make_bench(untouched)):
        assert (row["found"], row["false_area"]) == (0, 0)
        assert row["snr_out"] == row["snr_in"]


def test_what_is_changed_between_the_clicks_is_false(make_bench: MakeBench) -> None:
    rows = clicks.clicks(make_bench(lambda samples, _: samples + np.float32(0.01)))
    assert all(row["false_area"] == 1 for row in rows)


def test_hum_that_is_gone_is_gone_at_its_lines(make_bench: MakeBench, cleaned: Repair) -> None:
    for row in hum.hum(make_bench(cleaned)):
        assert row["at_lines_out"] < -80
        assert row["elsewhere_out"] == pytest.approx(0, abs=1e-6)


def test_hum_that_stays_stays_at_its_lines(make_bench: MakeBench, untouched: Repair) -> None:
    for row in hum.hum(make_bench(untouched)):
        assert row["at_lines_out"] == pytest.approx(0, abs=1e-6)
        assert row["elsewhere_out"] == row["elsewhere_in"]


def test_a_repair_that_halves_everything_changes_all_else_by_6_db(make_bench: MakeBench) -> None:
    rows = hum.hum(make_bench(lambda samples, _: samples / 2))
    assert rows[0]["elsewhere_out"] == pytest.approx(6.02, abs=0.3)


def test_cut_samples_are_measured_alone(
    make_bench: MakeBench, cleaned: Repair, untouched: Repair
) -> None:
    perfect, nothing = (clipping.clipping(make_bench(each)) for each in (cleaned, untouched))
    for better, same in zip(perfect, nothing, strict=True):
        assert better["at_cuts_out"] == better["si_sdr_routed"] == MOST_DB
        assert same["at_cuts_out"] == same["at_cuts_in"] == better["at_cuts_in"]
        assert same["at_cuts_in"] < same["si_sdr_in"]


@pytest.mark.parametrize("suite", [background_noise.background_noise, reverb.reverb])
def test_speech_is_measured_before_and_after(
    make_bench: MakeBench,
    cleaned: Repair,
    untouched: Repair,
    suite: Callable[[SoundBench], list[dict[str, float]]],
) -> None:
    perfect, nothing = suite(make_bench(cleaned)), suite(make_bench(untouched))
    for better, same in zip(perfect, nothing, strict=True):
        assert better["si_sdr_out"] == MOST_DB
        assert better["stoi_out"] == pytest.approx(1, abs=1e-3)
        assert same["si_sdr_out"] == same["si_sdr_in"] < 20


def test_noise_is_as_loud_as_the_row_says(make_bench: MakeBench, untouched: Repair) -> None:
    for row in background_noise.background_noise(make_bench(untouched)):
        assert row["si_sdr_in"] == pytest.approx(row["snr_db"], abs=0.5)


def test_unknown_echoes_are_measured_beside_that_of_the_paper(
    make_bench: MakeBench, untouched: Repair
) -> None:
    rows = {(row["echo"], row["method"]): row for row in echo.echo(make_bench(untouched))}
    assert rows[echo.PICTURED, "inverse comb"]["si_sdr_db"] > 40
    for kind in (echo.PICTURED, echo.PAPER, echo.UNKNOWN):
        nothing, routed = rows[kind, echo.NOTHING], rows[kind, echo.ROUTED]
        assert {**nothing, "method": ""} == {**routed, "method": ""}
        assert nothing["si_sdr_db"] < 20
    assert rows[echo.PAPER, echo.NOTHING]["snr_db"] == pytest.approx(0, abs=2)


def test_an_echo_that_is_gone_leaves_no_difference(make_bench: MakeBench, cleaned: Repair) -> None:
    def clean_or_pictured(samples: Samples, rate: int) -> Samples:
        return samples if rate == RATE else cleaned(samples, rate)

    rows = {(r["echo"], r["method"]): r for r in echo.echo(make_bench(clean_or_pictured))}
    for kind in (echo.PAPER, echo.UNKNOWN):
        assert rows[kind, echo.ROUTED]["log_mae"] == 0
        assert rows[kind, echo.ROUTED]["log_snr_db"] == MOST_DB


def test_suites_have_rows_of_one_shape(make_bench: MakeBench, untouched: Repair) -> None:
    rows = {(row["echo"], row["method"]): row for row in echo.echo(make_bench(untouched))}
    assert len({tuple(row) for row in rows.values()}) == 1  # one table


def test_clean_recordings_have_to_come_back_to_the_bit(make_bench: MakeBench) -> None:
    def spoil(samples: Samples, _: int) -> Samples:
        return samples + np.float32(1e-6) if samples.shape[1] == 24_000 else samples  # the music

    rows = {row["kind"]: row["untouched"] for row in untouched_suite.untouched(make_bench(spoil))}
    assert rows == {"speech": 1.0, "music": 0.0, "both": pytest.approx(2 / 3)}


def test_an_identical_recording_does_not_hide_all_others() -> None:
    averages = Averages()
    averages.add({"snr": float("inf"), "stoi": None})
    averages.add({"snr": 20.0, "stoi": 0.5})
    assert averages.row({"level": 1}) == {"level": 1, "n": 2, "snr": 60.0, "stoi": 0.5}


def test_the_program_itself_is_measured(sounds: Path) -> None:
    bench = SoundBench(Catalog(()), find_sound_set(sounds), "cpu", ignore_progress)
    clean = bench.sounds.load(bench.sounds.speech[0])
    assert np.array_equal(bench.restore_routed(clean.samples, clean.rate), clean.samples)
    cut = clean.samples.clip(-0.2, 0.2)
    restored = bench.restore_told(cut, clean.rate, Step(Distortion.CLIPPING, "declip"))
    assert np.square(restored - clean.samples).sum() < 0.5 * np.square(cut - clean.samples).sum()


def test_what_nothing_repairs_is_told(sounds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    with pytest.raises(WeightsError, match="no model repairs reverb"):
        run_suite("audio-reverb", sounds, Catalog(()))
