import json
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from restorer_app.architectures.audio import MaskNet
from restorer_app.degradations.audio.noises import UNSEEN_NOISES
from restorer_app.errors import MediaError, PlanError, WeightsError
from restorer_app.media.image import load_image
from restorer_app.progress import Cancelled, Progress
from restorer_app.registry.catalog import read_catalog
from restorer_app.registry.loader import load_network
from restorer_app.training import train
from restorer_app.training.checkpoint import TrainingState
from restorer_app.training.recipe import ClickRecipe, SoundRecipe
from restorer_app.training.recipes import SOUND_RECIPES
from restorer_app.training.sound.batches import SoundBatches
from restorer_app.training.sound.clicks import ClickBatches, click_loss
from restorer_app.training.sound.files import find_sound, load_mono
from restorer_app.training.sound.losses import masking_loss
from restorer_app.training.train import train_recipe
from tests.training.sound.conftest import read_wav, write_wav

pytestmark = pytest.mark.usefixtures("tiny_sound_recipes")


def run(name: str, data: Path, out: Path, **options: object) -> Path:
    options = {"steps": 4, "read_sound": read_wav, **options}
    return train_recipe(name, data, out, device="cpu", **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "metrics"),
    [
        ("background_noise", {"val_si_sdr_in", "val_si_sdr_out"}),
        ("reverb", {"val_si_sdr_in", "val_si_sdr_out"}),
        ("clicks-finder", {"val_click_f1", "val_click_false"}),
        ("paper-0-echo-pixels", {"val_snr_in", "val_snr_out"}),
        ("paper-0-echo-ours", {"val_snr_in", "val_snr_out"}),
    ],
)
def test_a_training_makes_a_model_that_loads(
    name: str,
    metrics: set[str],
    recordings: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(train, "VALIDATE_EVERY", 2)
    run(name, recordings, tmp_path, steps=2)
    entry = read_catalog([tmp_path]).get(name)
    assert set(entry.metrics) == metrics
    assert all(np.isfinite(list(entry.metrics.values())))
    assert entry.training_data[0].startswith("3 recordings of speech")
    load_network(entry, "cpu")
    if name != "clicks-finder":  # of which there is nothing to see
        sheet = load_image(tmp_path / f"{name}-run" / "samples-000002.png")
        assert np.ptp(sheet.pixels) > 0.3, "something is seen"


def test_the_papers_losses_go_on_from_what_pixels_have_taught(
    recordings: Path, squeezenet: Path, tmp_path: Path
) -> None:
    with pytest.raises(WeightsError, match="paper-0-echo-pixels"):
        run("paper-0-echo", recordings, tmp_path, perceptual=squeezenet)
    run("paper-0-echo-pixels", recordings, tmp_path)
    with pytest.raises(PlanError, match="--perceptual"):
        run("paper-0-echo", recordings, tmp_path)
    run("paper-0-echo", recordings, tmp_path, perceptual=squeezenet)
    assert read_catalog([tmp_path]).get("paper-0-echo").steps == 4


def test_a_smoke_training_is_short(recordings: Path, tmp_path: Path) -> None:
    run("background_noise", recordings, tmp_path, smoke=True)
    assert read_catalog([tmp_path]).get("background_noise").steps == train.SMOKE_STEPS


def test_stopped_and_resumed_is_bit_for_bit_the_same_as_straight(
    recordings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(train, "LOG_EVERY", 1)
    straight, stopped = tmp_path / "straight", tmp_path / "stopped"
    run("background_noise", recordings, straight)
    with pytest.raises(Cancelled):
        run("background_noise", recordings, stopped, on_progress=stop_at_step_2)
    run("background_noise", recordings, stopped, resume=True)
    hashes = {read_catalog([o]).get("background_noise").sha256 for o in (straight, stopped)}
    assert len(hashes) == 1
    log = (stopped / "background_noise-run" / "log.jsonl").read_text(encoding="utf-8")
    assert [json.loads(line)["step"] for line in log.splitlines()] == [1, 2, 3, 4]


def stop_at_step_2(progress: Progress) -> None:
    if progress.step == "step 2":
        raise Cancelled


def test_a_recipe_of_sound_needs_a_decoder(recordings: Path, tmp_path: Path) -> None:
    with pytest.raises(PlanError, match="background_noise: .* decoder"):
        run("background_noise", recordings, tmp_path, read_sound=None)


def test_a_folder_without_recordings_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="no recordings to learn from in .*'speech/train'"):
        run("background_noise", tmp_path, tmp_path / "out")


def test_unseen_noises_are_not_learnt_from(recordings: Path) -> None:
    found = find_sound(recordings)
    assert [path.stem for path in found.noises] == ["rain", "street"]
    assert [path.stem for path in found.unseen_noises] == [UNSEEN_NOISES[0]]
    batches = SoundBatches(_recipe(), found, read_wav)
    assert set(batches.files.noises).isdisjoint(found.unseen_noises)


def test_recordings_are_heard_as_the_networks_do(tmp_path: Path) -> None:
    """Both channels of a tone at 48 kHz are one at 16 kHz, as long and as high."""
    t = np.arange(48_000) / 48_000
    left, right = np.sin(2 * np.pi * 440 * t), 0.5 * np.sin(2 * np.pi * 440 * t)
    write_wav(tmp_path / "tone.wav", np.stack([left, right], axis=1), 48_000)
    (heard,) = load_mono([tmp_path / "tone.wav"], read_wav)
    assert heard.dtype == np.float32
    wanted = 0.75 * np.sin(2 * np.pi * 440 * np.arange(16_000) / 16_000)
    np.testing.assert_allclose(heard[500:-500], wanted[500:-500], atol=2e-3)


def test_a_batch_is_a_function_of_its_step(recordings: Path) -> None:
    found = find_sound(recordings)
    one, same = (SoundBatches(_recipe(), found, read_wav) for _ in range(2))
    one[0]  # another batch before changes nothing
    for part, other in zip(one[5], same[5], strict=True):
        assert torch.equal(part, other)
    degraded, wanted, loudness = one[5]
    assert degraded.shape == wanted.shape == (2, 8000)
    assert loudness.shape == (2,)


def test_a_network_learns_to_keep_one_sound_and_drop_another() -> None:
    torch.manual_seed(0)
    network = MaskNet(width=8)
    optimizer = torch.optim.AdamW(network.parameters(), 1e-2)
    wanted = torch.zeros(2, 20, 257, dtype=torch.complex64)
    wanted[:, :, 20:40] = 3
    degraded = wanted.clone()
    degraded[:, :, 120:200] = 3j
    losses = []
    for _ in range(60):
        loss = masking_loss(network, degraded, wanted, torch.ones(2))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    power = degraded.abs().square() / degraded.abs().square().mean()
    with torch.inference_mode():
        mask, _ = network(torch.nn.functional.pad(power, (0, 0, 0, 3)))
    assert losses[-1] < losses[0] - 0.1
    assert mask[:, 5:, 20:40].mean() > 0.8
    assert mask[:, 5:, 120:200].mean() < 0.2


def test_silence_that_is_wanted_has_a_loss_and_a_slope() -> None:
    torch.manual_seed(0)
    network = MaskNet(width=8)
    noise = torch.randn(1, 10, 257, dtype=torch.complex64)
    loss = masking_loss(network, noise, torch.zeros_like(noise), torch.ones(1))
    loss.backward()
    assert loss.item() > 0
    assert all(
        parameter.grad is not None and parameter.grad.isfinite().all()
        for parameter in network.parameters()
    )


def _recipe() -> SoundRecipe:
    recipe = SOUND_RECIPES["background_noise"]
    assert isinstance(recipe, SoundRecipe)
    return recipe


def test_moments_are_shown_with_what_clicks_hit(recordings: Path) -> None:
    recipe = SOUND_RECIPES["clicks-finder"]
    assert isinstance(recipe, ClickRecipe)
    batches = ClickBatches(recipe, find_sound(recordings), read_wav)
    windows, hits = batches[3]
    assert windows.shape == (16, 4, 192)
    assert hits.shape == (16, 192)
    assert set(hits.unique().tolist()) <= {0.0, 1.0}
    assert hits.any(), "some of them click"
    again = ClickBatches(recipe, find_sound(recordings), read_wav)[3]
    assert torch.equal(again[0], windows)
    assert torch.equal(again[1], hits)
    assert not torch.equal(batches[4][0], windows)


def test_samples_that_are_not_judged_weigh_less() -> None:
    class Shy(nn.Module):
        def forward(self, x: Tensor) -> Tensor:
            return torch.full((len(x), x.shape[2]), -5.0)

    state = TrainingState(Shy(), None, {})  # type: ignore[arg-type]
    windows, hits = torch.zeros(1, 4, 192), torch.zeros(1, 192)
    at_edge, in_middle = hits.clone(), hits.clone()
    at_edge[0, 10] = in_middle[0, 96] = 1
    assert click_loss(state, [windows, at_edge]) < click_loss(state, [windows, in_middle])
