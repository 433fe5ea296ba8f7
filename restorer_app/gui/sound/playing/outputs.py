"""The devices that sound goes to: PortAudio, else Qt Multimedia, else none and the reason why."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Any, Protocol

import numpy as np
from PySide6.QtCore import QIODevice

from restorer_app.errors import DeviceError
from restorer_app.gui.sound.track import Samples
from restorer_app.texts import translatable

_log = logging.getLogger(__name__)

_LATENCY_S = 0.1
"""How far a device is ahead. What PortAudio proposes, 35 ms, breaks off while repairs are busy: 3
times in 12 s on two cores, this never."""

Fill = Callable[[int], Samples]
"""How a device asks for the next n samples, (channels, n). It does so in a thread of its own that
PortAudio starts."""


class Output(Protocol):
    """An open device that is silent until it is started."""

    @property
    def latency_s(self) -> float:
        """How much later than it is asked for a sample is heard."""

    def start(self) -> None:
        """Ask for samples from now on. Raises DeviceError."""

    def stop(self) -> None:
        """Be silent at once; may be started again."""

    def close(self) -> None:
        """For good."""


class Backend(Protocol):
    """A way to sound. All three raise DeviceError with a sentence that says what to do."""

    def prepare(self, rate: int, n_channels: int) -> None:
        """All that takes its time, for a job: libraries are loaded, devices counted."""

    def check(self, rate: int, n_channels: int) -> None:
        """What is left to find out in the thread of the window, after `prepare`."""

    def open(self, rate: int, n_channels: int, fill: Fill) -> Output:
        """In the thread of the window."""


class PortAudio:
    """What sounddevice brings on Windows and macOS, and the system's library on Linux."""

    def prepare(self, rate: int, n_channels: int) -> None:
        sounddevice = _sounddevice()
        if not _has_output(sounddevice):
            # Devices are counted once, when the library starts: one may have come since.
            sounddevice._terminate()
            sounddevice._initialize()
            if not _has_output(sounddevice):
                raise _no_device()
        try:
            sounddevice.check_output_settings(samplerate=rate, channels=n_channels)
        except (sounddevice.PortAudioError, ValueError) as error:
            raise _refused(error) from error

    def check(self, rate: int, n_channels: int) -> None:
        """Nothing is left."""

    def open(self, rate: int, n_channels: int, fill: Fill) -> Output:
        sounddevice = _sounddevice()
        try:
            return _PortAudioOutput(sounddevice, rate, n_channels, fill)
        except (sounddevice.PortAudioError, ValueError) as error:
            raise _refused(error) from error


class _PortAudioOutput:
    def __init__(self, sounddevice: Any, rate: int, n_channels: int, fill: Fill) -> None:
        self._error = sounddevice.PortAudioError
        self._fill = fill
        self._stream = sounddevice.OutputStream(
            samplerate=rate,
            channels=n_channels,
            dtype="float32",
            latency=_LATENCY_S,
            callback=self._give,
        )

    @property
    def latency_s(self) -> float:
        return float(self._stream.latency)

    def start(self) -> None:
        try:
            self._stream.start()
        except self._error as error:
            raise _refused(error) from error

    def stop(self) -> None:
        self._stream.abort(ignore_errors=True)

    def close(self) -> None:
        self._stream.close(ignore_errors=True)

    def _give(self, room: Any, n_samples: int, _time: Any, status: Any) -> None:
        """In PortAudio's thread: nothing of Qt here, and no waiting."""
        if status:
            _log.debug("the sound device reports %s", status)
        room[:] = self._fill(n_samples).T


class QtSound:
    """Qt Multimedia, where there is no PortAudio; it brings the system's sound server in."""

    def prepare(self, rate: int, n_channels: int) -> None:
        _qt_multimedia()

    def check(self, rate: int, n_channels: int) -> None:
        self._device_and_format(rate, n_channels)

    def open(self, rate: int, n_channels: int, fill: Fill) -> Output:
        device, format_ = self._device_and_format(rate, n_channels)
        return _QtOutput(device, format_, fill)

    def _device_and_format(self, rate: int, n_channels: int) -> tuple[Any, Any]:
        QtMultimedia = _qt_multimedia()
        format_ = QtMultimedia.QAudioFormat()
        format_.setSampleRate(rate)
        format_.setChannelCount(n_channels)
        format_.setSampleFormat(QtMultimedia.QAudioFormat.SampleFormat.Float)
        device = QtMultimedia.QMediaDevices.defaultAudioOutput()
        if device.isNull():
            raise _no_device()
        if not device.isFormatSupported(format_):
            raise DeviceError(
                translatable(
                    "The sound device '{device}' does not play {rate} Hz; choose another one.",
                    device=device.description(),
                    rate=rate,
                )
            )
        return device, format_


class _QtOutput:
    def __init__(self, device: Any, format_: Any, fill: Fill) -> None:
        qt = _qt_multimedia()
        self._no_error = qt.QAudio.Error.NoError
        self._sink = qt.QAudioSink(device, format_)
        self._source = SampleSource(fill, format_.channelCount())
        self._bytes_per_second = format_.bytesForDuration(1_000_000)

    @property
    def latency_s(self) -> float:
        return float(self._sink.bufferSize()) / self._bytes_per_second

    def start(self) -> None:
        self._source.open(QIODevice.OpenModeFlag.ReadOnly)
        self._sink.start(self._source)
        if self._sink.error() != self._no_error:
            raise _refused(self._sink.error().name)

    def stop(self) -> None:
        self._sink.reset()
        self._source.close()

    def close(self) -> None:
        self.stop()
        self._sink.deleteLater()


class SampleSource(QIODevice):
    """Endless float32 samples, channel beside channel, as QAudioSink pulls them."""

    def __init__(self, fill: Fill, n_channels: int) -> None:
        super().__init__()
        self._fill, self._n_channels = fill, n_channels

    def readData(self, n_bytes: int) -> bytes:
        n_samples = n_bytes // (4 * self._n_channels)
        return np.ascontiguousarray(self._fill(n_samples).T).tobytes()

    def bytesAvailable(self) -> int:
        return 1 << 20

    def isSequential(self) -> bool:
        return True


DEVICES: Sequence[Backend] = (PortAudio(), QtSound())
"""In the order in which they are tried."""


def _sounddevice() -> Any:
    """Raises DeviceError where the PortAudio library is missing, as on bare Linux systems."""
    try:
        import sounddevice
    except (ImportError, OSError) as error:
        raise DeviceError(
            translatable(
                "PortAudio can't be loaded ({error}); on Linux install 'libportaudio2'.",
                error=error,
            )
        ) from error
    return sounddevice


def _qt_multimedia() -> Any:
    """Raises DeviceError where a library of the system is missing that it needs."""
    try:
        from PySide6 import QtMultimedia
    except ImportError as error:
        raise DeviceError(
            translatable(
                "Qt Multimedia can't be loaded ({error}); install the library it names.",
                error=error,
            )
        ) from error
    return QtMultimedia


def _has_output(sounddevice: Any) -> bool:
    return any(device["max_output_channels"] for device in sounddevice.query_devices())


def _no_device() -> DeviceError:
    return DeviceError(
        translatable("No sound device was found; connect one and open the recording again.")
    )


def _refused(error: object) -> DeviceError:
    return DeviceError(
        translatable(
            "The sound device can't be used ({error}); connect or choose another.", error=error
        )
    )
