"""STOI and PESQ are measured where their packages are installed, and are None elsewhere."""

import importlib.util
import sys
from types import SimpleNamespace

import numpy as np
import pytest

from restorer_app.errors import MediaError
from restorer_app.metrics.audio import pesq, stoi

RATE = 16_000
has_pesq = pytest.mark.skipif(not importlib.util.find_spec("pesq"), reason="no pesq")


@pytest.fixture
def speech_like() -> np.ndarray:
    """Three seconds of noise in syllables, in two channels."""
    rng = np.random.default_rng(8)
    times = np.arange(3 * RATE) / RATE
    syllables = np.maximum(0, np.sin(2 * np.pi * 3 * times)) ** 2
    return (rng.normal(0, 0.2, (2, 3 * RATE)) * syllables).astype(np.float32)


def noisy(samples: np.ndarray) -> np.ndarray:
    return samples + np.random.default_rng(9).normal(0, 0.1, samples.shape).astype(np.float32)


@pytest.mark.parametrize("name", ["pystoi", "pesq"])
def test_without_the_package_there_is_no_value(
    monkeypatch: pytest.MonkeyPatch, speech_like: np.ndarray, name: str
) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    measure = stoi if name == "pystoi" else pesq
    assert measure(speech_like, speech_like, RATE) is None


def test_pesq_is_asked_at_16_khz_channel_by_channel(
    monkeypatch: pytest.MonkeyPatch, speech_like: np.ndarray
) -> None:
    asked = []

    def measure(rate: int, reference: np.ndarray, candidate: np.ndarray, mode: str) -> float:
        asked.append((rate, reference.shape, candidate.shape, mode))
        return float(len(asked))

    monkeypatch.setitem(sys.modules, "pesq", SimpleNamespace(pesq=measure, PesqError=ValueError))
    assert pesq(speech_like, noisy(speech_like), 48_000) == 1.5
    assert asked == [(16_000, (RATE,), (RATE,), "wb")] * 2


def test_where_pesq_finds_no_speech_there_is_no_value(
    monkeypatch: pytest.MonkeyPatch, speech_like: np.ndarray
) -> None:
    class PesqError(RuntimeError):
        pass

    def measure(*_: object) -> float:
        raise PesqError("No utterances detected")

    monkeypatch.setitem(sys.modules, "pesq", SimpleNamespace(pesq=measure, PesqError=PesqError))
    assert pesq(speech_like, speech_like, RATE) is None


def test_noise_makes_speech_harder_to_understand(speech_like: np.ndarray) -> None:
    clean, worse = (stoi(speech_like, each, RATE) for each in (speech_like, noisy(speech_like)))
    assert clean == pytest.approx(1)
    assert worse is not None
    assert worse < 0.95


def test_too_little_speech_has_no_intelligibility(speech_like: np.ndarray) -> None:
    assert stoi(speech_like[:, :3000], speech_like[:, :3000], RATE) is None
    assert stoi(0 * speech_like, speech_like, RATE) is None


@has_pesq
def test_identical_speech_has_the_best_pesq(speech_like: np.ndarray) -> None:
    assert pesq(speech_like, speech_like, RATE) == pytest.approx(4.64, abs=0.01)


@has_pesq
def test_silence_has_no_pesq(speech_like: np.ndarray) -> None:
    assert pesq(0 * speech_like, 0 * speech_like, RATE) is None
    assert pesq(speech_like, 0 * speech_like, RATE) is None


def test_other_lengths_are_refused(speech_like: np.ndarray) -> None:
    for measure in (stoi, pesq):
        with pytest.raises(MediaError, match="choose two of one length"):
            measure(speech_like, speech_like[:, 1:], RATE)
