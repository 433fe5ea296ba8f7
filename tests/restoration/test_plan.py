import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from restorer_app.distortions import Distortion, Medium
from restorer_app.errors import PlanError
from restorer_app.media.region import Region
from restorer_app.registry.catalog import Catalog, Task, read_catalog
from restorer_app.restoration.diagnosis import Diagnosis, Finding
from restorer_app.restoration.face import FaceChoice
from restorer_app.restoration.plan import Plan, Step, parse_distortion, propose_plan
from restorer_app.restoration.plan_names import plan_from_names
from tests.tiny_models import write_generator

REPAIRED = (Distortion.GAUSSIAN_BLUR, Distortion.JPEG, Distortion.WHITE_NOISE)


def steps_of(distortion: Distortion) -> st.SearchStrategy[Step]:
    return st.builds(
        Step,
        distortion=st.just(distortion),
        model_id=st.text(max_size=20),
        strength=st.floats(0, 1),
        is_on=st.booleans(),
        detail=st.none() | st.floats(0, 1),
        keeps_tint=st.booleans() if distortion.is_of_tones else st.just(False),
    )


plans = st.lists(st.sampled_from(Distortion).flatmap(steps_of), max_size=6).map(
    lambda steps: Plan(tuple(steps))
)


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    root: Path = tmp_path_factory.mktemp("models")
    for distortion in REPAIRED:
        write_generator(root, distortion, model_id=f"{distortion}-v2")
    return read_catalog([root])


def diagnosis(clean: float, **probabilities: float) -> Diagnosis:
    findings = [Finding(Distortion(name), p, 3.0) for name, p in probabilities.items()]
    return Diagnosis(clean, tuple(findings))


@given(plans)
def test_a_plan_survives_the_way_through_json(plan: Plan) -> None:
    assert Plan.from_json(plan.to_json()) == plan


STEP = {"distortion": "jpeg", "model_id": "jpeg", "strength": 1.0, "is_on": True}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no json",
        "3",
        "[]",
        "null",
        "{}",
        '{"format": 1}',
        '{"format": 1, "steps": 5}',
        '{"format": 1, "steps": [5]}',
        '{"format": 2, "steps": []}',
        "[" * 100_000,
        *(
            json.dumps({"format": 1, "steps": [STEP | change]})
            for change in (
                {"distortion": "dust"},
                {"distortion": ["jpeg"]},
                {"strength": 1.5},
                {"strength": -0.1},
                {"strength": "strong"},
                {"strength": None},
                {"strength": float("nan")},
                {"strength": 10**400},
            )
        ),
        json.dumps({"format": 1, "steps": [{"distortion": "jpeg"}]}),
    ],
    ids=lambda text: text[:60],
)
def test_what_is_no_plan_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(PlanError) as caught:
        Plan.from_json(text)
    assert "\n" not in str(caught.value)


@given(st.text())
def test_no_text_at_all_raises_anything_else(text: str) -> None:
    with pytest.raises(PlanError):
        Plan.from_json(text)


def test_a_plan_of_a_later_format_says_so() -> None:
    with pytest.raises(PlanError, match="format 7, this version reads 1"):
        Plan.from_json('{"format": 7, "steps": []}')


def test_what_one_model_repairs_is_one_step_named_after_the_more_probable(tmp_path: Path) -> None:
    fading = write_generator(tmp_path, Distortion.FADING)
    both = diagnosis(0.1, yellowing=0.9, fading=0.7)
    plan = propose_plan(both, read_catalog([tmp_path]))
    assert plan == Plan((Step(Distortion.YELLOWING, fading.id),))


def test_a_plan_of_before_tints_could_be_kept_is_read() -> None:
    table = STEP | {"distortion": "fading", "model_id": "fading", "detail": None}
    (step,) = Plan.from_json(json.dumps({"format": 1, "steps": [table]})).steps
    assert not step.keeps_tint
    assert Plan((step,)).to_table()["steps"] == [table], "and written as it was"


def test_only_what_changes_tones_can_keep_a_tint() -> None:
    with pytest.raises(PlanError, match=r"^jpeg: its repair does not change the tint"):
        Step(Distortion.JPEG, "jpeg", keeps_tint=True)


def test_a_plan_that_keeps_tints_differs_in_steps_of_tones_alone() -> None:
    jpeg, fading = Step(Distortion.JPEG, "jpeg"), Step(Distortion.FADING, "fading", 0.7)
    kept = Plan((jpeg, fading)).keeping_tint()
    assert kept == Plan((jpeg, Step(Distortion.FADING, "fading", 0.7, keeps_tint=True)))


@pytest.mark.parametrize("strength", [-0.01, 1.01, float("nan"), float("inf")])
def test_a_strength_outside_0_to_1_is_refused_by_name(strength: float) -> None:
    with pytest.raises(PlanError, match=r"^jpeg: strength .* outside 0\.\.1"):
        Step(Distortion.JPEG, "jpeg", strength)


def test_steps_that_are_off_or_without_strength_are_not_active() -> None:
    on = Step(Distortion.JPEG, "jpeg", 0.5)
    off = Step(Distortion.WHITE_NOISE, "white_noise", is_on=False)
    none = Step(Distortion.JITTER, "jitter", 0.0)
    assert Plan((off, on, none)).active_steps == (on,)


def test_changing_a_step_makes_a_new_plan() -> None:
    plan = Plan((Step(Distortion.JPEG, "jpeg"), Step(Distortion.JITTER, "jitter")))
    changed = plan.with_step(1, strength=0.3).with_step(0, is_on=False)
    assert plan.steps[1].strength == 1
    assert [step.strength for step in changed.steps] == [1, 0.3]
    assert [step.is_on for step in changed.steps] == [False, True]
    with pytest.raises(PlanError):
        plan.with_step(0, strength=2)


def test_a_proposed_plan_is_in_the_order_of_repair(catalog: Catalog) -> None:
    plan = propose_plan(diagnosis(0.1, gaussian_blur=0.99, white_noise=0.8, jpeg=0.6), catalog)
    assert [step.distortion for step in plan.steps] == [
        Distortion.JPEG,
        Distortion.WHITE_NOISE,
        Distortion.GAUSSIAN_BLUR,
    ]
    assert plan.steps[0] == Step(Distortion.JPEG, "jpeg-v2", 1.0, True)


def test_nothing_is_proposed_that_was_not_found_or_has_no_model(catalog: Catalog) -> None:
    plan = propose_plan(diagnosis(0.1, gaussian_blur=0.39, jitter=0.9, jpeg=0.6), catalog)
    assert [step.distortion for step in plan.steps] == [Distortion.JPEG]


def test_what_has_no_model_of_its_own_gets_the_pretraining_once(tmp_path: Path) -> None:
    write_generator(tmp_path, Distortion.JPEG)
    write_generator(tmp_path, None)
    found = diagnosis(0.1, lens_blur=0.9, jpeg=0.8, color_block=0.7)
    plan = propose_plan(found, read_catalog([tmp_path]))
    assert plan.steps == (Step(Distortion.JPEG, "jpeg"), Step(Distortion.LENS_BLUR, "mixed"))


def test_a_clean_file_gets_the_empty_plan(catalog: Catalog) -> None:
    assert propose_plan(diagnosis(0.7, jpeg=0.9), catalog) == Plan()


def test_names_on_the_command_line_keep_their_order(catalog: Catalog) -> None:
    plan = plan_from_names("gaussian_blur:0.25, jpeg ,white_noise: 1", catalog)
    assert plan == Plan(
        (
            Step(Distortion.GAUSSIAN_BLUR, "gaussian_blur-v2", 0.25),
            Step(Distortion.JPEG, "jpeg-v2", 1.0),
            Step(Distortion.WHITE_NOISE, "white_noise-v2", 1.0),
        )
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("dust", "'dust' is no distortion; known are: scratches, color_block"),
        ("", "'' is no distortion"),
        ("jpeg,", "'' is no distortion"),
        ("jpeg:much", "jpeg: 'much' is no strength; write a number"),
        ("jpeg:2", r"jpeg: strength 2 is outside 0\.\.1"),
        ("jpeg:nan", r"jpeg: strength nan is outside 0\.\.1"),
        ("jitter", "no model repairs jitter yet; 'restorer models list'"),
    ],
)
def test_wrong_names_are_refused_with_what_is_right(
    catalog: Catalog, text: str, reason: str
) -> None:
    with pytest.raises(PlanError, match=reason):
        plan_from_names(text, catalog)


@pytest.mark.parametrize("distortion", Distortion)
def test_every_distortion_is_parsed_from_its_name(distortion: Distortion) -> None:
    assert parse_distortion(str(distortion)) is distortion


# --- detail --------------------------------------------------------------------------------------


@pytest.fixture
def detailed(tmp_path: Path) -> Catalog:
    """JPEG has a second stage, noise has none."""
    write_generator(tmp_path, Distortion.JPEG)
    write_generator(tmp_path, Distortion.WHITE_NOISE)
    write_generator(tmp_path, Distortion.JPEG, model_id="jpeg-detail", task=Task.DETAIL)
    return read_catalog([tmp_path])


def test_detail_is_offered_where_there_is_some_and_never_taken_by_itself(
    detailed: Catalog,
) -> None:
    plan = propose_plan(diagnosis(0.1, jpeg=0.9, white_noise=0.9), detailed)
    assert [(step.model_id, step.detail) for step in plan.steps] == [
        ("jpeg", 0.0),
        ("white_noise", None),
    ]


def test_detail_is_the_second_number_on_the_command_line(detailed: Catalog) -> None:
    (step,) = plan_from_names("jpeg:0.8:0.25", detailed).steps
    assert (step.strength, step.detail) == (0.8, 0.25)
    (step,) = plan_from_names("jpeg::1", detailed).steps
    assert (step.strength, step.detail) == (1.0, 1.0)
    for wrong in ("white_noise:1:0.5", "jpeg:1:much", "jpeg:1:1.5"):
        with pytest.raises(PlanError, match="detail"):
            plan_from_names(wrong, detailed)


def test_detail_survives_a_file_and_older_plans_have_none(detailed: Catalog) -> None:
    plan = plan_from_names("jpeg:1:0.25,white_noise", detailed)
    assert Plan.from_json(plan.to_json()) == plan
    older = plan.to_json().replace('"detail": 0.25', '"other": 1')
    assert Plan.from_json(older).steps[0].detail is None


def test_a_second_stage_of_another_architecture_is_not_offered(
    tmp_path: Path, detailed: Catalog
) -> None:
    text = (tmp_path / "jpeg-detail" / "model.toml").read_text()
    (tmp_path / "jpeg-detail" / "model.toml").write_text(
        text.replace("residual_unet", "guided_unet")
    )
    assert detailed.detail_of(Distortion.JPEG) is not None
    assert read_catalog([tmp_path]).detail_of(Distortion.JPEG) is None


def test_choices_of_faces_survive_json_and_older_plans_have_none() -> None:
    box = Region(10, 20, 64, 64)
    choices = (FaceChoice(box, 0.25, is_on=False), FaceChoice(box, is_by_hand=True))
    plan = Plan((Step(Distortion.FACES, "faces", faces=choices), Step(Distortion.JPEG, "jpeg")))
    assert Plan.from_json(plan.to_json()) == plan
    table = plan.to_table()
    del table["steps"][0]["faces"]
    assert not any("faces" in step for step in table["steps"])
    assert [step.faces for step in Plan.from_table(table).steps] == [None, None]


@pytest.mark.parametrize("faces", [3, [{}], [{"box": {"left": 1}}], [None]])
def test_faces_that_are_none_make_no_plan(faces: object) -> None:
    table = Plan((Step(Distortion.FACES, "faces"),)).to_table()
    table["steps"][0]["faces"] = faces
    with pytest.raises(PlanError, match="not a repair plan"):
        Plan.from_table(table)


def test_a_step_gets_other_faces_and_keeps_all_else() -> None:
    plan = Plan((Step(Distortion.FACES, "faces", 0.5),))
    chosen = (FaceChoice(Region(0, 0, 40, 40)),)
    assert plan.with_step(0, faces=chosen).steps[0] == Step(
        Distortion.FACES, "faces", 0.5, faces=chosen
    )


def test_a_step_of_sound_keeps_parameters_and_span_in_json() -> None:
    step = Step(
        Distortion.ECHO,
        "inverse-comb",
        parameters={"echo_delay_s": 0.5, "echo_gain": 1.0},
        span=(1.5, 2.0),
    )
    assert Plan.from_json(Plan((step,)).to_json()) == Plan((step,))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"parameters": {"hum_hz": float("nan")}}, "hum_hz is no number"),
        ({"span": (2.0, 1.0)}, "from 2 to 1 seconds"),
        ({"span": (-1.0, 1.0)}, "from -1 to 1 seconds"),
        ({"span": (0.0, float("inf"))}, "from 0 to inf seconds"),
    ],
)
def test_a_step_of_sound_with_wrong_values_is_refused(changes: dict, reason: str) -> None:
    with pytest.raises(PlanError, match=reason):
        Step(Distortion.HUM, "line-tracking", **changes)


def test_a_step_of_photographs_has_no_span() -> None:
    with pytest.raises(PlanError, match="only repairs of sound"):
        Step(Distortion.JPEG, "jpeg", span=(0.0, 1.0))


@pytest.mark.parametrize("parameters", ["[]", '"loud"', '{"hum_hz": "high"}'])
def test_a_plan_with_parameters_that_are_none_is_refused(parameters: str) -> None:
    text = Plan((Step(Distortion.HUM, "line-tracking", parameters={"hum_hz": 1.0}),)).to_json()
    assert '{\n        "hum_hz": 1.0\n      }' in text
    with pytest.raises(PlanError, match="not a repair plan"):
        Plan.from_json(text.replace('{\n        "hum_hz": 1.0\n      }', parameters))


def test_found_sound_is_repaired_with_what_the_diagnosis_knows() -> None:
    evidence = {"hum_hz": 50.0, "hum_harmonics": 10.0, "snr_db": 30.0}
    hum, clicks = Finding(Distortion.HUM, 0.9, 3.0), Finding(Distortion.CLICKS, 0.8, 2.0)
    plan = propose_plan(Diagnosis(0.0, (hum, clicks), evidence), Catalog(()))
    assert [step.distortion for step in plan.steps] == [Distortion.CLICKS, Distortion.HUM]
    assert plan.steps[1].parameters == {"hum_hz": 50.0, "hum_harmonics": 10.0}


def test_a_plan_can_be_taken_apart_by_medium() -> None:
    jpeg, hum = Step(Distortion.JPEG, "jpeg"), Step(Distortion.HUM, "line-tracking")
    both = Plan((jpeg, hum))
    assert both.for_medium(Medium.PHOTO) == Plan((jpeg,))
    assert both.for_medium(Medium.AUDIO) == Plan((hum,))
