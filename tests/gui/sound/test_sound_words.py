"""Moments, frequencies and levels in words."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from restorer_app.gui.sound.sound_words import (
    frequency_words,
    gain_words,
    level_words,
    time_words,
)
from restorer_app.gui.translation import Translation


@pytest.mark.parametrize(
    ("seconds", "step", "words"),
    [
        (0, 1, "0:00"),
        (59.96, 0.1, "1:00.0"),
        (61.5, 0.1, "1:01.5"),
        (3723.25, 0.01, "1:02:03.25"),
        (7200, 3600, "2:00:00"),
        (0.00025, 0.00005, "0:00.00025"),
    ],
)
def test_moments(seconds: float, step: float, words: str) -> None:
    assert time_words(seconds, step) == words


@pytest.mark.parametrize(
    ("hz", "words"),
    [
        (0, "0 Hz"),
        (0.5, "0.5 Hz"),
        (440.4, "440 Hz"),
        (1000, "1 kHz"),
        (1249, "1.25 kHz"),
        (12_340, "12.3 kHz"),
        (20_000, "20 kHz"),
        (150_000, "150 kHz"),
    ],
)
def test_frequencies(hz: float, words: str) -> None:
    assert frequency_words(hz) == words


def test_levels_have_a_real_minus() -> None:
    assert level_words(-41.6) == "\N{MINUS SIGN}42 dB"
    assert level_words(-0.2) == "0 dB"
    assert level_words(-200) == "under \N{MINUS SIGN}120 dB"
    assert gain_words(-2.34) == "\N{MINUS SIGN}2.3 dB"


@pytest.fixture
def _german(qapp: QApplication, _english: None) -> Iterator[None]:
    translation = Translation(qapp, "de")
    yield
    translation.remove()


@pytest.mark.usefixtures("_german")
def test_numbers_are_written_as_the_language_has_it() -> None:
    assert time_words(61.5, 0.1) == "1:01,5"
    assert frequency_words(1250) == "1,25 kHz"
