"""A recording saved as a picture."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QSizeF
from pytestqt.qtbot import QtBot

from restorer_app.errors import MediaError
from restorer_app.gui.sound.envelope import Envelope
from restorer_app.gui.sound.scene import Scene
from restorer_app.gui.sound.spectrogram_picture import draw_spectrogram, save_spectrogram
from restorer_app.gui.sound.time_axis import TimeAxis
from restorer_app.gui.sound.track import Voice
from restorer_app.media.image import load_image
from restorer_app.progress import Cancelled, Progress
from tests.gui.sound.recordings import RATE, noisy_tone


@pytest.fixture
def scene(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Scene:
    """What a small window shows of two seconds."""
    monkeypatch.setattr(
        "restorer_app.gui.sound.spectrogram_picture.PICTURE_SIZE", (500, 300)
    )  # quicker
    sounds = noisy_tone(2 * RATE)
    axis = TimeAxis(2 * RATE, RATE, 300).fitted()
    envelopes = {voice: Envelope(sounds.track(voice)) for voice in (Voice.BEFORE, Voice.AFTER)}
    return Scene(sounds, axis, QSizeF(360, 240), envelopes=envelopes)


def test_it_is_written_as_a_picture(scene: Scene, tmp_path: Path) -> None:
    path = tmp_path / "Oma erzählt 1961.png"
    save_spectrogram(scene, "Oma erzählt 1961.wav", path)
    image = load_image(path)
    assert (image.width, image.height) == (2 * (500 + 32), 2 * (300 + 26 + 32 + 32))
    assert image.pixels.min() < 0.1
    assert image.pixels.max() > 0.9
    assert list(tmp_path.iterdir()) == [path]


def test_the_tone_is_in_both_lanes_at_its_frequency(scene: Scene) -> None:
    grey = draw_spectrogram(scene, "").pixels.mean(axis=2)
    top = 2 * (16 + 32)
    columns = grey[top : top + 2 * 300, 2 * (16 + 60 + 120) : 2 * (16 + 60 + 400)].mean(axis=1)
    height = scene.frequencies.to_height(1000)
    spectrograms = (300 - 72) / 2  # the waveform takes 24 %
    for lane in range(2):
        first = 2 * spectrograms * lane
        line = round(first + 2 * (1 - height) * (spectrograms - 4))
        assert columns[line - 3 : line + 4].max() > columns[line - 40 : line - 20].mean() + 0.2


def test_a_waveform_that_was_not_read_to_its_end_is_whole_in_the_picture(scene: Scene) -> None:
    assert all(envelope.n_scanned == 0 for envelope in scene.envelopes.values())
    wave = draw_spectrogram(scene, "").pixels[2 * (16 + 32 + 235) : 2 * (16 + 32 + 295)]
    accent = np.array([0x8F, 0x54, 0x12]) / 255
    is_wave = np.abs(wave - accent).max(axis=2) < 0.02
    assert is_wave[:, 2 * (16 + 60 + 10) : 2 * (16 + 490)].any(axis=0).mean() > 0.99
    assert all(envelope.n_scanned == 0 for envelope in scene.envelopes.values())


def test_an_existing_file_stays_unless_it_may_be_replaced(scene: Scene, tmp_path: Path) -> None:
    path = tmp_path / "taken.png"
    path.write_bytes(b"mine")
    with pytest.raises(MediaError, match=r"taken\.png.*exists already"):
        save_spectrogram(scene, "", path)
    assert path.read_bytes() == b"mine"
    save_spectrogram(scene, "", path, overwrite=True)
    assert load_image(path).width > 500


def test_stopping_leaves_nothing_behind(scene: Scene, tmp_path: Path) -> None:
    def stop(_: Progress) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        save_spectrogram(scene, "", tmp_path / "none.png", on_progress=stop)
    assert list(tmp_path.iterdir()) == []
