"""What the window says."""

import pytest

from restorer_app.distortions import Distortion
from restorer_app.errors import MediaError
from restorer_app.gui import words
from restorer_app.gui.activity import Activity
from restorer_app.restoration.diagnosis import Diagnosis, Finding


@pytest.mark.parametrize(
    ("severity", "word"),
    [(0.4, "slight"), (2.0, "mild"), (3.0, "clear"), (4.0, "strong"), (5.0, "very strong")],
)
def test_each_level_of_severity_has_its_word(severity: float, word: str) -> None:
    assert words.severity_word(severity) == word


def test_a_finding_is_one_readable_line() -> None:
    finding = Finding(Distortion.WHITE_NOISE, 0.923, 4.0)
    assert words.finding_sentence(finding) == "Noise, 92 % sure, strong"


def test_nothing_is_ever_100_percent_sure() -> None:
    assert words.sure_phrase(Finding(Distortion.JPEG, 0.999, 5.0)) == "99 % sure"


@pytest.mark.parametrize(
    ("probability", "phrase"), [(0.0, "under 1 % likely"), (0.123, "12 % likely")]
)
def test_how_likely_is_what_was_not_found(probability: float, phrase: str) -> None:
    assert words.likely_phrase(Finding(Distortion.JPEG, probability, 0.0)) == phrase


def test_details_name_the_term_and_what_was_measured() -> None:
    finding = Finding(Distortion.WHITE_NOISE, 0.9, 4.0)
    details = words.finding_details(finding, Diagnosis(0.0, (finding,), {"noise_sigma_255": 21.3}))
    assert "Additive white Gaussian noise, estimated sigma 21 of 255, severity 4.0 of 5." in details
    assert details.startswith(Distortion.WHITE_NOISE.help_text)


def test_details_do_without_evidence() -> None:
    finding = Finding(Distortion.WHITE_NOISE, 0.9, 4.0)
    assert "estimated" not in words.finding_details(finding, Diagnosis(0.0, (finding,)))


@pytest.mark.parametrize("distortion", Distortion)
def test_every_distortion_can_be_explained(distortion: Distortion) -> None:
    finding = Finding(distortion, 0.9, 3.0)
    assert len(words.finding_details(finding, Diagnosis(0.0, (finding,))).splitlines()) == 2


@pytest.mark.parametrize(
    ("now", "phrase"),
    [
        (Finding(Distortion.JPEG, 0.2, 1.0), "strong, now gone"),
        (Finding(Distortion.JPEG, 0.8, 2.0), "strong, now mild"),
        (Finding(Distortion.JPEG, 0.8, 4.0), "still strong"),
    ],
)
def test_what_became_of_a_finding(now: Finding, phrase: str) -> None:
    before = Finding(Distortion.JPEG, 0.9, 4.0)
    after = Diagnosis(0.1, (now,))
    assert words.strength_phrase(before, after) == phrase
    assert words.finding_sentence(before, after) == f"JPEG, 90 % sure, {phrase}"


@pytest.mark.parametrize(
    ("seconds", "phrase"),
    [
        (None, ""),
        (1, "a few seconds left"),
        (12.2, "about 12 s left"),
        (43, "about 45 s left"),
        (200, "about 3 min left"),
    ],
)
def test_time_left(seconds: float | None, phrase: str) -> None:
    assert words.time_left_phrase(seconds) == phrase


def test_an_expected_error_is_shown_as_it_is() -> None:
    error = MediaError("oma.jpg: the file ends too early; copy it again")
    sentence = words.failure_sentence(error, "oma.jpg", Activity.LOAD)
    assert sentence == "oma.jpg: the file ends too early; copy it again."


def test_too_little_memory_says_what_to_do() -> None:
    sentence = words.failure_sentence(MemoryError(), "oma.jpg", Activity.RESTORE)
    assert "oma.jpg" in sentence
    assert "Close other programs" in sentence


def test_a_reason_does_not_repeat_the_name_above_it() -> None:
    phrase = words.reason_phrase("JPEG: nothing changed.", Distortion.JPEG)
    assert phrase == "Nothing changed."
    assert words.reason_phrase("", Distortion.JPEG) == ""


@pytest.mark.parametrize(
    ("n_bytes", "phrase"),
    [
        (3, "about 1 KB"),
        (84_400, "about 84 KB"),
        (2_449_000, "about 2.4 MB"),
        (301_000_000, "about 301 MB"),
    ],
)
def test_the_size_of_a_file(n_bytes: int, phrase: str) -> None:
    assert words.size_phrase(n_bytes) == phrase
