"""Plans are files that people keep, move and sometimes break."""

from pathlib import Path

import pytest

from restorer_app.distortions import Distortion
from restorer_app.errors import MediaError, PlanError
from restorer_app.registry.catalog import read_catalog
from restorer_app.restoration.plan import Plan, Step
from restorer_app.restoration.plan_files import (
    is_plan_path,
    plan_path_beside,
    read_plan,
    refuse_missing_models,
    write_plan,
)

PLAN = Plan((Step(Distortion.JPEG, "a-model", strength=0.5, detail=0.25),))


def test_a_plan_comes_back_as_it_was_written(tmp_path: Path) -> None:
    path = plan_path_beside(tmp_path / "Oma 1943.jpg")
    assert path.name == "Oma 1943.jpg.plan.json"
    assert is_plan_path(path)
    write_plan(PLAN, path, overwrite=False)
    assert read_plan(path) == PLAN
    with pytest.raises(MediaError, match="exists already"):
        write_plan(Plan(), path, overwrite=False)
    assert read_plan(path) == PLAN


def test_a_plan_that_an_editor_has_put_a_mark_before_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.plan.json"
    path.write_bytes(b"\xef\xbb\xbf" + PLAN.to_json().encode())
    assert read_plan(path) == PLAN


def test_a_plan_for_a_model_that_is_not_here_is_refused_by_name() -> None:
    with pytest.raises(PlanError, match=r"'a\.plan\.json'.*'a-model', which is not here"):
        refuse_missing_models(PLAN, read_catalog(), Path("a.plan.json"))
    refuse_missing_models(Plan(), read_catalog(), Path("a.plan.json"))


@pytest.mark.parametrize("content", [b"{", b"[]", b"\xff\xfe", b"x" * 1_000_001])
def test_what_is_no_plan_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "Brief.json"
    path.write_bytes(content)
    with pytest.raises(PlanError, match=r"^Can't use 'Brief\.json' as a plan: .*\.$"):
        read_plan(path)
