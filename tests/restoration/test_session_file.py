"""The file of a session: what comes back, and what is said of files that are none."""

import json
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from restorer_app.distortions import Distortion
from restorer_app.errors import MediaError, RestorerError, SessionFileError
from restorer_app.media.region import Region
from restorer_app.restoration.course import Outcome, StepReport
from restorer_app.restoration.diagnosis import Diagnosis, Finding
from restorer_app.restoration.face import Face, FaceChoice, FaceReport
from restorer_app.restoration.plan import Plan, Step
from restorer_app.restoration.session_file import (
    SESSION_FORMAT,
    SavedFile,
    SavedMoment,
    SavedResult,
    SavedSession,
    read_session,
    write_session,
)

NOISE = Step(Distortion.WHITE_NOISE, "noise", 0.37, True, 0.25)
JPEG = Step(Distortion.JPEG, "jpeg", is_on=False)
FACE = Face(Region(10, 20, 30, 30), 0.9, ((15.5, 25.0), (30.0, 24.5)), 0.8, 2.5)
REFINE = Step(Distortion.FACES, "faces", faces=(FaceChoice(FACE.box, 0.5, is_by_hand=True),))
NOISY = Diagnosis(
    0.02, (Finding(Distortion.WHITE_NOISE, 0.92, 3.8),), {"noise_sigma_255": 21.5}, (FACE,)
)
RESULT = SavedResult(
    plan=Plan((NOISE, REFINE)),
    reports=(
        StepReport(NOISE, 1, 2.5, Outcome.APPLIED),
        StepReport(JPEG, 2, 0.5, Outcome.DROPPED, "It did not look better."),
    ),
    before=NOISY,
    after=None,
    stop_reason="Nothing is wrong any more.",
    model_hashes={"noise": "0" * 64},
    parked="1.npy",
    faces=(FaceReport(FACE.box, 0.25, 0.97, "All of it would have made it another face."),),
)
SESSION = SavedSession(
    files=(
        SavedFile(Path("/photographs/not looked at.png")),
        SavedFile(
            path=Path("/photographs/Käthe\udcff 'Oma' 1943.jpg"),
            reference=Path("/photographs/clean.png"),
            diagnosis=NOISY,
            proposed=Plan((JPEG, NOISE)),
            results=(RESULT,),
            moments=(
                SavedMoment("As proposed", Plan((JPEG, NOISE))),
                SavedMoment("Restored", Plan((NOISE,)), Plan((NOISE,)), Path("/out.png"), 0, True),
            ),
            place=1,
        ),
    ),
    current=1,
    mode="split",
    n_recoveries=1,
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    write_session(SESSION, tmp_path / "s.restorer")
    return tmp_path / "s.restorer"


def changed(file: Path, change: dict[str, Any]) -> Path:
    file.write_text(json.dumps(json.loads(file.read_text()) | change))
    return file


def test_what_is_written_is_read_back(file: Path) -> None:
    assert read_session(file) == SESSION


def test_what_is_unknown_is_passed_over(file: Path) -> None:
    assert read_session(changed(file, {"colour of the window": "red"})) == SESSION


def test_a_newer_format_is_refused_by_name(file: Path) -> None:
    changed(file, {"format": SESSION_FORMAT + 1})
    with pytest.raises(SessionFileError, match=r"'s.restorer' was saved by a newer version"):
        read_session(file)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match=r"'away.restorer': there is no such file"):
        read_session(tmp_path / "away.restorer")


@pytest.mark.parametrize(
    "change",
    [
        {"files": [{}]},
        {"files": {}},
        {"files": [1]},
        {"current": 7},
        {"current": True},
        {"mode": 3},
        {"files": [{"path": 3}]},
    ],
)
def test_what_is_damaged_is_told_with_the_field(file: Path, change: dict[str, Any]) -> None:
    with pytest.raises(SessionFileError, match=r"'s.restorer' is damaged: '\w+' "):
        read_session(changed(file, change))


def test_a_parked_result_can_not_lead_out_of_the_folder(tmp_path: Path) -> None:
    (photograph,) = SESSION.files[1:]
    outside = replace(photograph, results=(replace(RESULT, parked="../1.npy"),))
    write_session(replace(SESSION, files=(outside,), current=0), tmp_path / "s.restorer")
    with pytest.raises(SessionFileError, match="leads out of the folder"):
        read_session(tmp_path / "s.restorer")


@given(content=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_no_content_is_more_than_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    file = tmp_path_factory.getbasetemp() / "random.restorer"
    file.write_bytes(content)
    with pytest.raises(RestorerError):
        read_session(file)


@given(data=st.data())
def test_no_damaged_field_is_more_than_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Any one value of a real file replaced by something else: read, or refused in words."""
    file = tmp_path_factory.getbasetemp() / "damaged.restorer"
    write_session(SESSION, file)
    table = json.loads(file.read_text())
    inner: Any = table
    while True:
        keys = list(inner) if isinstance(inner, dict) else list(range(len(inner)))
        key = data.draw(st.sampled_from(keys))
        if not (isinstance(inner[key], dict | list) and inner[key] and data.draw(st.booleans())):
            break
        inner = inner[key]
    odd = st.sampled_from([None, -1, 1e400, 10**400, "", "x", [], {}, [[]], True, "a\0b"])
    inner[key] = data.draw(odd)
    file.write_text(json.dumps(table))
    with suppress(RestorerError):
        assert isinstance(read_session(file), SavedSession)


def test_a_session_of_an_older_version_tells_an_edited_plan_by_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "old.restorer"
    write_session(SESSION, path)
    table = json.loads(path.read_bytes())
    for file in table["files"]:
        for moment in file["moments"]:
            del moment["is_plan_edited"]
    path.write_text(json.dumps(table))
    moments = [moment for file in read_session(path).files for moment in file.moments]
    assert [moment.is_plan_edited for moment in moments] == [False, True]


def test_sessions_from_before_faces_were_found_have_none(tmp_path: Path) -> None:
    path = tmp_path / "a.restorer"
    write_session(SESSION, path)
    document = json.loads(path.read_bytes())
    file = document["files"][1]
    for table in (file["diagnosis"], file["results"][0], file["results"][0]["before"]):
        del table["faces"]
    path.write_text(json.dumps(document))
    saved = read_session(path).files[1]
    assert saved.diagnosis is not None
    assert saved.diagnosis.faces == saved.results[0].faces == ()


def test_a_face_without_a_box_is_damage_that_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.restorer"
    write_session(SESSION, path)
    document = json.loads(path.read_bytes())
    document["files"][1]["diagnosis"]["faces"][0]["box"] = {"left": 1}
    path.write_text(json.dumps(document))
    with pytest.raises(SessionFileError, match="is damaged"):
        read_session(path)
