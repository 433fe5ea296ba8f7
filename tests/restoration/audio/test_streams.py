"""Streams return every sample at its own place, however the recording is cut into blocks."""

import os
import threading
from collections.abc import Callable, Iterable, Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from restorer_app.restoration.audio.streams import (
    Chain,
    Mixed,
    Removed,
    Stream,
    Watched,
    Windowed,
    run_stream,
)

SIZES = st.lists(st.integers(0, 70), min_size=1, max_size=8)


def noise(n: int, n_channels: int = 2) -> np.ndarray:
    return np.random.default_rng(0).normal(size=(n_channels, n)).astype(np.float32)


def cut(samples: np.ndarray, sizes: Iterable[int]) -> Iterator[np.ndarray]:
    """Blocks of these sizes, and what is left."""
    start = 0
    for size in sizes:
        yield samples[:, start : start + size]
        start += size
    yield samples[:, start:]


def run(stream: Stream, samples: np.ndarray, sizes: Iterable[int] = ()) -> np.ndarray:
    return np.concatenate(list(run_stream(stream, cut(samples, sizes))), axis=1)


def nothing() -> Windowed:
    return Windowed(lambda chunk, _: chunk, window=16, margin=7, fade=4)


def smooth(chunk: np.ndarray, _: int) -> np.ndarray:
    """The mean of three neighbours: it looks one sample around."""
    padded = np.pad(chunk, ((0, 0), (1, 1)))
    return (padded[:, :-2] + padded[:, 1:-1] + padded[:, 2:]) / np.float32(3)


def smoothing(window: int = 16) -> Windowed:
    return Windowed(smooth, window=window, margin=3, fade=2)


@given(SIZES, st.integers(1, 120))
def test_a_chain_that_does_nothing_returns_every_bit(sizes: list[int], n: int) -> None:
    stream = Chain([nothing(), Mixed(nothing(), strength=0.3), Mixed(nothing()), nothing()])
    assert np.array_equal(run(stream, noise(n), sizes), noise(n))


@given(SIZES, st.integers(1, 120))
def test_blocks_do_not_change_a_repair(sizes: list[int], n: int) -> None:
    stream = Chain([smoothing(), Mixed(smoothing(10), strength=0.5)])
    whole = run(Chain([smoothing(), Mixed(smoothing(10), strength=0.5)]), noise(n))
    assert np.array_equal(run(stream, noise(n), sizes), whole)


def test_chunks_have_no_seams() -> None:
    in_one = smooth(noise(200), 0)
    np.testing.assert_allclose(run(smoothing(), noise(200)), in_one, atol=1e-6)


def test_a_chunk_knows_its_place() -> None:
    def number(chunk: np.ndarray, start: int) -> np.ndarray:
        return np.arange(start, start + chunk.shape[1], dtype=np.float32)[None]

    numbered = run(Windowed(number, window=8, margin=5), noise(50, 1))
    assert np.array_equal(numbered[0], np.arange(50))


def test_chunks_of_a_stateless_repair_are_made_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each waits here for another: one after the other they would give up."""
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    both = threading.Barrier(2, timeout=10)

    def number(chunk: np.ndarray, start: int) -> np.ndarray:
        both.wait()
        return np.arange(start, start + chunk.shape[1], dtype=np.float32)[None]

    stream = Windowed(number, window=8, margin=12, fade=3, is_stateless=True)
    assert np.array_equal(run(stream, noise(48, 1))[0], np.arange(48))


def test_chunks_that_differ_are_faded_into_each_other() -> None:
    n_chunks = 0

    def count(chunk: np.ndarray, _: int) -> np.ndarray:
        nonlocal n_chunks
        n_chunks += 1
        return np.full_like(chunk, n_chunks)

    faded = run(Windowed(count, window=10, margin=6, fade=3), noise(20, 1))[0]
    assert faded[:13].tolist() == [1] * 10 + [1.25, 1.5, 1.75]
    assert set(faded[13:]) == {2}


def test_strength_mixes_the_repair_with_the_original() -> None:
    silent = Windowed(lambda chunk, _: np.zeros_like(chunk), window=16, margin=0)
    mixed = run(Mixed(silent, strength=0.25), noise(100))
    np.testing.assert_allclose(mixed, 0.75 * noise(100), rtol=1e-6)


@given(SIZES)
def test_outside_of_a_span_no_bit_changes(sizes: list[int]) -> None:
    silent = Windowed(lambda chunk, _: np.zeros_like(chunk), window=16, margin=4)
    repaired = run(Mixed(silent, span=(30, 60), fade=5), noise(100), sizes)
    assert np.array_equal(repaired[:, :30], noise(100)[:, :30])
    assert np.array_equal(repaired[:, 60:], noise(100)[:, 60:])
    assert not repaired[:, 35:55].any()


def test_a_span_begins_and_ends_softly() -> None:
    ones = np.ones((1, 100), np.float32)
    silent = Windowed(lambda chunk, _: np.zeros_like(chunk), window=16, margin=4)
    repaired = run(Mixed(silent, span=(30, 60), fade=9), ones)[0]
    assert np.abs(np.diff(repaired)).max() <= 0.1 + 1e-6


def test_what_was_removed_and_what_is_left_make_the_original() -> None:
    removed = run(Removed(smoothing()), noise(90), [7, 40])
    np.testing.assert_allclose(removed + run(smoothing(), noise(90)), noise(90), atol=1e-6)


@pytest.mark.parametrize("make", [nothing, smoothing, lambda: Mixed(nothing()), lambda: Chain([])])
def test_a_recording_without_samples_stays_one(make: Callable[[], Stream]) -> None:
    assert make().finish().shape[1] == 0


def test_a_repair_that_loses_samples_is_refused() -> None:
    with pytest.raises(ValueError, match="samples"):
        run(Windowed(lambda chunk, _: chunk[:, 1:], window=16, margin=4), noise(40))


@given(SIZES)
def test_a_watched_stream_notes_where_it_changes_something(sizes: list[int]) -> None:
    def mute(chunk: np.ndarray, start: int) -> np.ndarray:
        at = np.arange(start, start + chunk.shape[1])
        muted = ((at >= 20) & (at < 25)) | ((at >= 27) & (at < 30)) | ((at >= 60) & (at < 61))
        return np.where(muted, np.float32(0), chunk)

    watched = Watched(Windowed(mute, window=16, margin=4), join_within=3)
    run(watched, noise(100), sizes)
    assert watched.spans == [(20, 30), (60, 61)]
