"""Masks as values in plans: their way through JSON, and what is refused."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from restorer_app.distortions import Distortion
from restorer_app.errors import PlanError
from restorer_app.restoration.mask import Cleared, Given, Grown, Inverted, Mask, Stroke, mask_of
from restorer_app.restoration.mask_drawing import pack_mask
from restorer_app.restoration.plan import Plan, Step

SIZE = (60, 40)
LINE = Stroke(((3.25, 4.5), (20.0, 9.75)), 5.0)
GIVEN = pack_mask(np.eye(40, 60, dtype=bool))

coordinates = st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
strokes = st.builds(
    Stroke,
    points=st.lists(coordinates, min_size=3, max_size=8).map(tuple),
    width_px=st.floats(0.5, 500),
    erases=st.booleans(),
    is_area=st.booleans(),
)
edits = st.one_of(
    strokes,
    st.just(GIVEN),
    st.just(Cleared()),
    st.just(Inverted()),
    st.integers(1, 50).map(Grown),
    st.integers(-50, -1).map(Grown),
)
masks = st.builds(
    Mask,
    sensitivity=st.floats(0, 1),
    edits=st.lists(edits, max_size=6).map(tuple),
    size=st.just(SIZE),
)


@given(masks)
def test_a_plan_with_a_mask_survives_the_way_through_json(mask: Mask) -> None:
    plan = Plan((Step(Distortion.SCRATCHES, "scratches", mask=mask),))
    assert Plan.from_json(plan.to_json()) == plan


def test_a_step_without_a_mask_is_written_as_before_there_were_any() -> None:
    plan = Plan((Step(Distortion.SCRATCHES, "scratches"),))
    (step,) = plan.to_table()["steps"]
    assert set(step) == {"distortion", "model_id", "strength", "is_on", "detail"}
    assert Plan.from_table(plan.to_table()) == plan


def test_only_scratches_have_a_mask() -> None:
    with pytest.raises(PlanError, match="only scratches have a mask"):
        Step(Distortion.JPEG, "jpeg", mask=Mask())


TABLE = Mask(0.5, (LINE,), SIZE).to_table()
EDIT = TABLE["edits"][0]


@pytest.mark.parametrize(
    "change",
    [
        {"sensitivity": 1.5},
        {"sensitivity": "much"},
        {"size": None},
        {"size": [60]},
        {"edits": 5},
        {"edits": [{"kind": "sprayed"}]},
        {"edits": [{}]},
        {"edits": [EDIT | {"points": []}]},
        {"edits": [EDIT | {"points": [1, 2, 3]}]},
        {"edits": [EDIT | {"points": [1, float("nan")]}]},
        {"edits": [EDIT | {"points": [1, 1e9]}]},
        {"edits": [EDIT | {"width_px": 0}]},
        {"edits": [EDIT | {"kind": "area"}]},  # of two points
        {"edits": [{"kind": "grown", "by_px": 0}]},
        {"edits": [{"kind": "given", "png": "no base64"}]},
        {"edits": [{"kind": "given", "png": "AAAA"}]},
        {"edits": [{"kind": "given", "png": GIVEN.png}], "size": [61, 40]},
    ],
)
def test_nonsense_is_refused(change: dict[str, object]) -> None:
    text = json.dumps(
        {
            "format": 1,
            "steps": [
                {
                    "distortion": "scratches",
                    "model_id": "scratches",
                    "strength": 1,
                    "is_on": True,
                    "mask": TABLE | change,
                }
            ],
        }
    )
    with pytest.raises(PlanError):
        Plan.from_json(text)


def test_what_is_cleared_or_replaced_is_kept_no_longer() -> None:
    mask = Mask().with_edit(LINE, SIZE).with_edit(Inverted(), SIZE)
    assert mask.edits == (LINE, Inverted())
    assert mask.needs_finding
    assert mask.with_edit(Cleared(), SIZE).edits == (Cleared(),)
    given_one = mask.with_edit(GIVEN, SIZE)
    assert given_one.edits == (GIVEN,)
    assert not given_one.needs_finding


def test_a_mask_fits_photographs_of_its_size_alone() -> None:
    mask = Mask().with_edit(LINE, SIZE)
    mask.check_fits(SIZE)
    with pytest.raises(PlanError, match="60 × 40 pixels, this one has 40 × 60"):
        mask.check_fits((40, 60))


def test_a_sensitivity_fits_every_photograph() -> None:
    mask = Mask(sensitivity=0.8)
    mask.check_fits((7, 5))
    assert mask_of(mask.to_table()) == mask


def test_an_imported_mask_knows_its_size() -> None:
    assert GIVEN.size == (60, 40)
    with pytest.raises(PlanError, match="import it again"):
        Given(GIVEN.png[:8])
