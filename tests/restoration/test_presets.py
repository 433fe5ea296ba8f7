from pathlib import Path

import pytest

from restorer_app.distortions import Distortion
from restorer_app.errors import MediaError, PlanError
from restorer_app.registry.catalog import read_catalog
from restorer_app.restoration.diagnosis import Diagnosis, Finding
from restorer_app.restoration.plan import Plan, Step, step_for
from restorer_app.restoration.presets import (
    Preset,
    delete_preset,
    find_preset,
    read_preset,
    read_presets,
    rename_preset,
    save_preset,
    user_presets_dir,
)

JPEG, NOISE = Step(Distortion.JPEG, "jpeg-v1", detail=0.0), Step(Distortion.WHITE_NOISE, "noise-v1")
REPAIRS = (JPEG, NOISE)


def preset_named(name: str) -> Preset:
    return find_preset(name, read_presets()[0])


def write(name: str, text: str) -> Path:
    path = user_presets_dir() / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_the_shipped_presets_are_whole_and_explain_themselves() -> None:
    presets, problems = read_presets()
    assert problems == ()
    assert [preset.name for preset in presets] == [
        "Gentle",
        "Old photograph",
        "Scan of a print",
        "Phone photograph",
        "Newspaper",
    ]
    assert all(preset.about.endswith(".") and not preset.is_own for preset in presets)


def test_every_step_of_a_shipped_preset_has_a_model_of_its_own() -> None:
    catalog = read_catalog()
    repairs = [step for d in Distortion if (step := step_for(d, catalog))]
    for preset in read_presets()[0]:
        if not preset.needs_diagnosis:
            plan = preset.plan_for(repairs)
            assert [s.distortion for s in plan.steps] == [s.distortion for s in preset.steps]
            assert all(step.model_id == step.distortion for step in plan.steps)


def test_gentle_takes_half_of_what_was_surely_found() -> None:
    diagnosis = Diagnosis(
        0.1, (Finding(Distortion.WHITE_NOISE, 0.92, 3.0), Finding(Distortion.JPEG, 0.61, 2.0))
    )
    plan = preset_named("gentle").plan_for(REPAIRS, Plan(REPAIRS), diagnosis)
    assert plan == Plan((Step(Distortion.WHITE_NOISE, "noise-v1", 0.5),))


def test_a_preset_remembers_that_tints_are_kept() -> None:
    fading = Step(Distortion.FADING, "fading", keeps_tint=True)
    save_preset("Grandmother", Plan((fading,)))
    assert preset_named("grandmother").plan_for((Step(Distortion.FADING, "fading"),)) == Plan(
        (fading,)
    )


def test_fixed_steps_take_the_models_there_are_and_leave_out_the_rest() -> None:
    preset = Preset(
        "x",
        steps=(
            Step(Distortion.WHITE_NOISE, "", 0.4),
            Step(Distortion.JPEG, "", 0.7, detail=0.3),
            Step(Distortion.JITTER, ""),
        ),
    )
    assert preset.plan_for(REPAIRS) == Plan(
        (
            Step(Distortion.WHITE_NOISE, "noise-v1", 0.4),
            Step(Distortion.JPEG, "jpeg-v1", 0.7, detail=0.3),
        )
    )


def test_a_saved_plan_comes_back_without_what_was_off() -> None:
    plan = Plan(
        (
            Step(Distortion.WHITE_NOISE, "noise-v1", 0.35),
            Step(Distortion.MOTION_BLUR, "motion-v1", is_on=False),
            Step(Distortion.JPEG, "jpeg-v1", 1.0, detail=0.25),
        )
    )
    save_preset(' Oma\'s "Käthe" \\ box ', plan)
    preset = preset_named('oma\'s "käthe" \\ BOX')
    assert preset.is_own
    assert preset.plan_for(REPAIRS) == Plan((plan.steps[0], plan.steps[2]))
    assert not list(user_presets_dir().glob("*.part"))


def test_saving_under_an_own_name_replaces_and_two_like_names_are_two_files() -> None:
    save_preset("A b", Plan((JPEG,)))
    save_preset("a-b", Plan((JPEG,)))
    save_preset("a B", Plan((NOISE,)))
    assert len(list(user_presets_dir().glob("*.toml"))) == 2
    assert preset_named("A b").plan_for(REPAIRS) == Plan((NOISE,))


def test_a_shipped_name_can_not_be_taken() -> None:
    with pytest.raises(PlanError, match="came with Restorer"):
        save_preset("newspaper", Plan((JPEG,)))


def test_own_presets_are_renamed_and_deleted() -> None:
    save_preset("One", Plan((JPEG,)))
    save_preset("Two", Plan((NOISE,)))
    with pytest.raises(PlanError, match="already"):
        rename_preset(preset_named("One"), "TWO")
    rename_preset(preset_named("One"), "Three")
    assert [preset.name for preset in read_presets()[0] if preset.is_own] == ["Three", "Two"]
    delete_preset(preset_named("Two"))
    assert [preset.name for preset in read_presets()[0] if preset.is_own] == ["Three"]


@pytest.mark.parametrize("name", ["", "  ", "two\nlines", "x" * 61])
def test_a_name_that_can_not_be_shown_is_refused(name: str) -> None:
    with pytest.raises(PlanError, match="needs a name"):
        save_preset(name, Plan((JPEG,)))


GOOD = 'format = 1\nname = "Mine"\n[[steps]]\ndistortion = "jpeg"\n'


@pytest.mark.parametrize(
    "text",
    [
        "no toml",
        GOOD.replace("format = 1", "format = 2"),
        GOOD.replace("format = 1", ""),
        GOOD.replace('"Mine"', '""'),
        GOOD.replace('"jpeg"', '"moths"'),
        GOOD + "strength = 1.5\n",
        GOOD + 'strength = "much"\n',
        GOOD + '[[steps]]\ndistortion = "jpeg"\n',
        GOOD + "[found]\nstrength = 0.5\n",
        'format = 1\nname = "Mine"\n',
        'format = 1\nname = "Mine"\nfound = 3\n',
        'format = 1\nname = "Mine"\n[found]\nleast_probability = 80\n',
        'format = 1\nname = "Mine"\nsteps = "jpeg"\n',
    ],
)
def test_a_broken_file_is_named_and_the_others_are_read(text: str) -> None:
    write("broken.toml", text)
    write("good.toml", GOOD)
    presets, problems = read_presets()
    assert [preset.name for preset in presets if preset.is_own] == ["Mine"]
    (problem,) = problems
    assert "'broken.toml'" in problem
    assert "mend the file or delete it" in problem


def test_a_file_of_bytes_is_named(tmp_path: Path) -> None:
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(PlanError, match=r"bytes\.toml"):
        read_preset(tmp_path / "bytes.toml")
    with pytest.raises(MediaError, match="away"):
        read_preset(tmp_path / "away.toml")


def test_of_two_files_with_one_name_the_second_is_left_out() -> None:
    write("a.toml", GOOD)
    write("b.toml", GOOD)
    presets, (problem,) = read_presets()
    assert sum(preset.name == "Mine" for preset in presets) == 1
    assert "'b.toml' is left out" in problem


def test_an_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(PlanError, match="'Gentle', 'Old photograph'"):
        preset_named("rough")
