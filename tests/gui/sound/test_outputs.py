"""The ways to sound, against stand-ins: machines that test have no loudspeakers."""

import builtins
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QIODevice
from pytestqt.qtbot import QtBot

from restorer_app.errors import DeviceError
from restorer_app.gui.sound.playing.outputs import PortAudio, QtSound, SampleSource
from restorer_app.gui.sound.playing.playback import Playback
from restorer_app.gui.sound.track import Sounds
from tests.gui.sound.recordings import ramp


class FakeStream:
    """Calls back when told to, as PortAudio's thread does."""

    latency = 0.05

    def __init__(self, **settings: Any) -> None:
        self.settings = settings
        self.calls: list[str] = []

    def start(self) -> None:
        self.calls.append("start")

    def abort(self, *, ignore_errors: bool) -> None:
        self.calls.append("abort")

    def close(self, *, ignore_errors: bool) -> None:
        self.calls.append("close")

    def ask(self, n_samples: int) -> np.ndarray:
        room = np.full((n_samples, self.settings["channels"]), np.nan, np.float32)
        self.settings["callback"](room, n_samples, None, None)
        return room


class FakeSoundDevice(ModuleType):
    """The part of the sounddevice module that is used."""

    class PortAudioError(Exception):
        """As the real one."""

    def __init__(self, counts: list[list[int]]) -> None:
        """`counts`: the output channels of all devices, before and after they are counted anew."""
        super().__init__("sounddevice")
        self.counts = counts
        self.refused_rate = 0
        self.streams: list[FakeStream] = []

    def query_devices(self) -> list[dict[str, int]]:
        return [{"max_output_channels": n} for n in self.counts[0]]

    def _terminate(self) -> None:
        self.counts = self.counts[1:] or self.counts

    def _initialize(self) -> None:
        """Nothing to do."""

    def check_output_settings(self, *, samplerate: int, channels: int) -> None:
        if samplerate == self.refused_rate:
            raise self.PortAudioError("Invalid sample rate")

    def OutputStream(self, **settings: Any) -> FakeStream:  # noqa: N802
        self.streams.append(FakeStream(**settings))
        return self.streams[-1]


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Callable[..., FakeSoundDevice]:
    def make(*counts: list[int]) -> FakeSoundDevice:
        module = FakeSoundDevice(list(counts))
        monkeypatch.setitem(sys.modules, "sounddevice", module)
        return module

    return make


def test_port_audio_gets_the_samples_as_they_are(
    install: Callable[..., FakeSoundDevice],
) -> None:
    module = install([0, 2])
    playback = Playback(Sounds(ramp(100, 2)))
    PortAudio().prepare(8000, 2)
    output = PortAudio().open(8000, 2, playback.fill)
    (stream,) = module.streams
    assert stream.settings["samplerate"] == 8000
    assert stream.settings["dtype"] == "float32"
    playback.play()
    output.start()
    np.testing.assert_array_equal(stream.ask(30), ramp(100, 2).read(0, 30).T)
    np.testing.assert_array_equal(stream.ask(7), ramp(100, 2).read(30, 37).T)
    assert output.latency_s == 0.05
    output.stop()
    output.close()
    assert stream.calls == ["start", "abort", "close"]


def test_without_a_device_the_sentence_says_what_to_do(
    install: Callable[..., FakeSoundDevice],
) -> None:
    install([], [])
    with pytest.raises(DeviceError, match="No sound device was found; connect one"):
        PortAudio().prepare(8000, 1)


def test_a_device_that_came_later_is_found(install: Callable[..., FakeSoundDevice]) -> None:
    install([], [2])
    PortAudio().prepare(8000, 1)


def test_a_rate_that_the_device_refuses_is_told(install: Callable[..., FakeSoundDevice]) -> None:
    install([2]).refused_rate = 12
    with pytest.raises(DeviceError, match="can't be used .Invalid sample rate."):
        PortAudio().prepare(12, 1)


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    real_import = builtins.__import__

    def refuse(name: str, *args: Any, **kwargs: Any) -> ModuleType:
        if name == "sounddevice":
            raise OSError("PortAudio library not found")
        if name == "PySide6" and "QtMultimedia" in (args[2] or ()):
            raise ImportError("libpulse.so.0: cannot open shared object file")
        return real_import(name, *args, **kwargs)

    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(DeviceError, match="install 'libportaudio2'"):
        PortAudio().prepare(8000, 1)
    with pytest.raises(DeviceError, match="libpulse.so.0.*install the library"):
        QtSound().prepare(8000, 1)


def test_qt_pulls_the_same_samples(qtbot: QtBot) -> None:
    playback = Playback(Sounds(ramp(1000, 2)))
    source = SampleSource(playback.fill, 2)
    assert source.isSequential()
    source.open(QIODevice.OpenModeFlag.ReadOnly | QIODevice.OpenModeFlag.Unbuffered)
    playback.play()
    pulled = [source.read(8 * n).data() for n in (10, 250, 3)]
    heard = np.frombuffer(b"".join(pulled), np.float32).reshape(-1, 2)
    np.testing.assert_array_equal(heard, ramp(1000, 2).read(0, 263).T)
