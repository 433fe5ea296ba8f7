import pytest

from restorer_app.distortions import Distortion
from restorer_app.restoration.conclusions import with_severe_blur
from restorer_app.restoration.diagnosis import Diagnosis, Finding

JPEG = Distortion.JPEG
MOTION = Distortion.MOTION_BLUR
SUSPECTED = Finding(MOTION, 0.35, 3.8)


def test_a_severe_blur_that_is_suspected_is_believed_where_nothing_else_is_found() -> None:
    diagnosis = with_severe_blur(Diagnosis(0.82, (SUSPECTED, Finding(JPEG, 0.2, 1.0))))
    (found,) = diagnosis.found
    assert (found.distortion, found.severity) == (MOTION, 3.8)
    assert found.probability > 0.6


@pytest.mark.parametrize(
    "findings",
    [
        (Finding(MOTION, 0.35, 2.8),),
        (Finding(MOTION, 0.2, 4.5),),
        (Finding(MOTION, 0.9, 4.5),),
        (Finding(JPEG, 0.9, 3.0), SUSPECTED),
        (Finding(Distortion.JPEG2000, 0.34, 4.0), SUSPECTED),
        (Finding(Distortion.SCRATCHES, 0.9, 3.0), SUSPECTED),
    ],
    ids=["weak", "unlikely", "known", "beside another", "beside a suspicion", "beside damage"],
)
def test_other_suspicions_of_a_blur_stay_what_they_are(findings: tuple[Finding, ...]) -> None:
    diagnosis = Diagnosis(0.5, findings)
    assert with_severe_blur(diagnosis) is diagnosis


def test_faces_keep_nobody_from_believing_in_a_severe_blur() -> None:
    faces = Finding(Distortion.FACES, 0.95, 3.0)
    assert MOTION in [
        f.distortion for f in with_severe_blur(Diagnosis(0.8, (faces, SUSPECTED))).found
    ]
