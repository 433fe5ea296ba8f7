"""The window over the real calls: tiny models that are right by construction, nothing faked."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch
from PySide6.QtCore import QPointF, Qt
from pytestqt.qtbot import QtBot

from restorer_app.distortions import Distortion
from restorer_app.gui.activity import Mark
from restorer_app.gui.documents.session import Session
from restorer_app.gui.main_window import MainWindow
from restorer_app.gui.workbench import real_workbench
from restorer_app.media.image import Image, load_image, save_image
from restorer_app.paths import user_models_dir
from restorer_app.registry import loader
from restorer_app.registry.catalog import Task
from restorer_app.settings import Settings
from tests.gui.waiting import WAIT_MS, wait_for_marks
from tests.tiny_models import write_diagnosis, write_filler, write_finder, write_generator


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    """Bright photographs are noisy, dark ones clean; the repair darkens. No shipped models."""
    monkeypatch.setattr("restorer_app.registry.catalog.shipped_models_dir", lambda: tmp_path / "no")
    write_diagnosis(user_models_dir(), {Distortion.WHITE_NOISE: 0.5})
    write_generator(user_models_dir(), Distortion.WHITE_NOISE, gain=0.5)
    session = Session(real_workbench(Settings(device="cpu", threads=1)))
    yield session
    assert session.shutdown(WAIT_MS)


def even_photograph(path: Path, brightness: float) -> Path:
    """Not quite even: an even result would be refused."""
    ramp = np.linspace(-0.1, 0.1, 200, dtype=np.float32)
    pixels = np.broadcast_to(ramp[None, :, None] + np.float32(brightness), (180, 200, 3))
    save_image(Image(np.ascontiguousarray(pixels)), path)
    return path


def test_a_photograph_is_diagnosed_restored_and_saved(
    qtbot: QtBot, session: Session, window: MainWindow, tmp_path: Path
) -> None:
    noisy = even_photograph(tmp_path / "bright.png", 0.8)
    clean = even_photograph(tmp_path / "dark.png", 0.3)
    session.open_paths([noisy, clean])
    wait_for_marks(qtbot, session, Mark.DIAGNOSED, Mark.CLEAN)
    assert window.inspector.findings.sentences()[0].startswith("Noise, 99 % sure")
    assert "CPU" in window.status._device.text()
    session.restore()
    wait_for_marks(qtbot, session, Mark.RESTORED, Mark.CLEAN)
    assert window.inspector.findings.isVisible()
    session.save_as(session.current, tmp_path / "out.png", may_replace=False)
    wait_for_marks(qtbot, session, Mark.SAVED, Mark.CLEAN)
    saved, before = load_image(tmp_path / "out.png"), load_image(noisy)
    np.testing.assert_allclose(saved.pixels, before.pixels / 2, atol=2 / 255)


def test_half_strength_is_half_the_way(
    qtbot: QtBot, session: Session, window: MainWindow, tmp_path: Path
) -> None:
    noisy = even_photograph(tmp_path / "bright.png", 0.8)
    session.open_paths([noisy])
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    window.inspector.plan.rows[0]._slider.setValue(50)
    session.restore()
    wait_for_marks(qtbot, session, Mark.RESTORED)
    before = load_image(noisy).pixels
    np.testing.assert_allclose(session.current.restored.image.pixels, before * 0.75, atol=2 / 255)


def test_a_slider_previews_what_restoring_then_makes(
    qtbot: QtBot, session: Session, window: MainWindow, tmp_path: Path
) -> None:
    session.open_paths([even_photograph(tmp_path / "bright.png", 0.8)])
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    window.inspector.plan.rows[0]._slider.setValue(50)
    qtbot.waitUntil(lambda: window.canvas.view.patch is not None, timeout=WAIT_MS)
    shown = window.canvas.view.patch.picture.rgb.astype(int)
    session.restore()
    wait_for_marks(qtbot, session, Mark.RESTORED)
    assert window.canvas.view.patch is None
    np.testing.assert_allclose(shown, session.current.after.rgb.astype(int), atol=1)


def test_damaged_weights_are_named_in_the_window(
    qtbot: QtBot, session: Session, window: MainWindow, tmp_path: Path
) -> None:
    weights = user_models_dir() / "white_noise" / "weights.safetensors"
    weights.write_bytes(weights.read_bytes() + b"x")
    session.open_paths([even_photograph(tmp_path / "bright.png", 0.8)])
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    session.restore()
    wait_for_marks(qtbot, session, Mark.FAILED)
    assert "white_noise" in window.canvas.banner.sentence


def test_without_any_model_the_window_says_what_to_do(
    qtbot: QtBot, session: Session, window: MainWindow, tmp_path: Path
) -> None:
    for description in user_models_dir().glob("*/model.toml"):
        description.unlink()
    session.open_paths([even_photograph(tmp_path / "bright.png", 0.8)])
    wait_for_marks(qtbot, session, Mark.FAILED)
    qtbot.waitUntil(lambda: window.canvas.banner.isVisible(), timeout=WAIT_MS)
    assert "reinstall Restorer" in window.canvas.banner.sentence


def test_the_first_photograph_finds_the_networks_ready(
    qtbot: QtBot, session: Session, window: MainWindow
) -> None:
    loader.forget_networks()
    session.warm_up()
    qtbot.waitUntil(lambda: bool(window.status._device.text()), timeout=WAIT_MS)
    assert [network.entry.task for network in loader._cache.values()] == [Task.DIAGNOSE]


def test_getting_ready_in_vain_waits_for_a_photograph_to_be_told(
    qtbot: QtBot, session: Session, window: MainWindow
) -> None:
    for description in user_models_dir().glob("*/model.toml"):
        description.unlink()
    session.warm_up()
    qtbot.waitUntil(lambda: session.jobs.networks.is_idle, timeout=WAIT_MS)
    assert not window.canvas.banner.isVisible()
    assert not window.canvas.drop_area._notice.text()


def test_other_settings_hold_from_the_next_job_on(
    qtbot: QtBot, session: Session, window: MainWindow, tmp_path: Path
) -> None:
    session.open_paths([even_photograph(tmp_path / "bright.png", 0.8)])
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    for precision in ("bf16", "fp32"):
        session.apply_settings(Settings(device="cpu", precision=precision, tile_px=256))
        qtbot.waitUntil(lambda: not loader._cache, timeout=WAIT_MS)
        session.restore()
        wait_for_marks(qtbot, session, Mark.RESTORED)
        kept = {str(network.device.dtype) for network in loader._cache.values()}
        assert kept == {{"bf16": "torch.bfloat16", "fp32": "torch.float32"}[precision]}
        assert window.status._device.text() == f"CPU, {precision}"
        assert {network.device.tile_px for network in loader._cache.values()} == {256}
        session.undo()


def test_fewer_threads_are_taken_back_when_all_are_asked_for_again() -> None:
    bench = real_workbench(Settings(device="cpu"))
    bench.apply_settings(Settings(device="cpu"))
    usual = torch.get_num_threads()
    bench.apply_settings(Settings(device="cpu", threads=3))
    assert torch.get_num_threads() == 3
    bench.apply_settings(Settings(device="cpu"))
    assert torch.get_num_threads() == usual


def test_a_device_that_is_gone_is_told_in_the_window(
    qtbot: QtBot, session: Session, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    session.apply_settings(Settings(device="cuda"))
    notice = window.canvas.drop_area._notice
    qtbot.waitUntil(lambda: "no cuda device" in notice.text(), timeout=WAIT_MS)


def test_what_the_mask_shows_is_what_is_filled(
    qtbot: QtBot, session: Session, window: MainWindow, tmp_path: Path
) -> None:
    write_finder(user_models_dir(), brighter_than=0.9)
    write_filler(user_models_dir())
    rng = np.random.default_rng(0)
    pixels = rng.uniform(0.2, 0.4, (180, 200, 3)).astype(np.float32)
    pixels[:, 50:74] = 1
    save_image(Image(pixels), tmp_path / "scratched.png")
    session.open_paths([tmp_path / "scratched.png"])
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    qtbot.keyClick(window, Qt.Key.Key_B)
    masks, view = window.masks, window.canvas.view
    qtbot.waitUntil(lambda: masks._layer is not None and masks._layer.share > 0, timeout=WAIT_MS)
    area = view.sight.areas[0]
    start, end = (
        view.sight.viewport.to_widget(QPointF(*point), area).toPoint()
        for point in ((120, 60), (150, 70))
    )
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(view, end)
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end)
    shown = masks._layer.levels[0] > 0
    assert shown[90, 51]
    assert shown[65, 135]
    session.restore()
    wait_for_marks(qtbot, session, Mark.RESTORED)
    before = load_image(tmp_path / "scratched.png").pixels
    changed = (session.current.restored.image.pixels != before).any(axis=2)
    assert not changed[~shown].any()
    assert changed[shown].mean() > 0.95
