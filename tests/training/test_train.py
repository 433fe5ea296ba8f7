import json
import math
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file
from torch import Tensor

from restorer_app.architectures import ARCHITECTURES
from restorer_app.errors import MediaError, OutputError, PlanError, WeightsError
from restorer_app.media.image import load_image
from restorer_app.progress import Cancelled, OnProgress, Progress
from restorer_app.registry.catalog import ModelEntry, Task, read_catalog, read_entry
from restorer_app.registry.loader import load_network
from restorer_app.registry.weights import read_weights
from restorer_app.training import objectives, train
from restorer_app.training.parts import SMOKE_STEPS
from restorer_app.training.recipes import RECIPES
from restorer_app.training.train import train_recipe
from tests.tiny_models import write_model

pytestmark = pytest.mark.usefixtures("tiny_recipes")

N_STEPS, STOPPED_AT = 8, 4


def write_start(root: Path) -> ModelEntry:
    """A model of the tiny generators' architecture, with weights unlike a new one's."""
    hyper_parameters = RECIPES["white_noise"].hyper_parameters
    torch.manual_seed(7)
    network = ARCHITECTURES["residual_unet"](**hyper_parameters)
    return write_model(
        root,
        "start",
        network,
        architecture="residual_unet",
        hyper_parameters=hyper_parameters,
        task=Task.PRETRAINED,
    )


def run(name: str, data: Path, out: Path, **options: object) -> Path:
    return train_recipe(name, data, out, device="cpu", **{"steps": N_STEPS, **options})


def log_of(out: Path, name: str) -> list[dict[str, float]]:
    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is not JSON")

    text = (out / f"{name}-run" / "log.jsonl").read_text(encoding="utf-8")
    return [json.loads(line, parse_constant=refuse) for line in text.splitlines()]


def stop_at(step: int, error: Exception) -> OnProgress:
    def on_progress(progress: Progress) -> None:
        if progress.step == f"step {step}":
            raise error

    return on_progress


@pytest.mark.parametrize(
    ("name", "metrics"),
    [
        ("white_noise", {"val_psnr_in", "val_psnr_out"}),
        ("mixed", {"val_psnr_in", "val_psnr_out"}),
        ("motion_blur", {"val_psnr_in", "val_psnr_out"}),
        ("gaussian_blur", {"val_psnr_in", "val_psnr_out"}),
        ("diagnosis", {"val_right_first", "val_called_clean"}),
        ("scratches-finder", {"val_f1", "val_false_area"}),
        ("scratches", {"val_psnr_in", "val_psnr_out"}),
        ("fading", {"val_psnr_in", "val_psnr_out"}),
        ("grain", {"val_psnr_in", "val_psnr_out"}),
        ("faces", {"val_psnr_in", "val_psnr_out"}),
        ("face-embedding", {"val_found_again", "val_similarity_same"}),
        ("translation-old", {"val_psnr_rebuilt"}),
        ("translation-clean", {"val_psnr_rebuilt"}),
        ("translation", {"val_psnr_in", "val_psnr_out"}),
        ("paper-0-gaussian_blur", {"val_psnr_in", "val_psnr_out"}),
        ("paper-0-classifier-resized", {"val_right_class"}),
    ],
)
def test_a_smoke_training_makes_a_model_that_loads(
    name: str, metrics: set[str], photos: Path, tmp_path: Path
) -> None:
    reports: list[Progress] = []
    folder = run(name, photos, tmp_path, smoke=True, on_progress=reports.append)
    assert folder == tmp_path / name
    catalog = read_catalog([tmp_path])
    assert catalog.problems == ()
    entry = catalog.get(name)
    assert entry.steps == SMOKE_STEPS
    assert entry.recipe == name
    assert set(entry.metrics) == metrics
    assert load_network(entry, "cpu").entry.hyper_parameters == RECIPES[name].hyper_parameters
    assert reports[-1].fraction == 1


def test_training_makes_the_validation_pictures_better(
    photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick = replace(RECIPES["white_noise"], peak_lr=5e-3, ema_decay=0.9)
    monkeypatch.setitem(RECIPES, "white_noise", quick)
    run("white_noise", photos, tmp_path, steps=120)
    metrics = read_catalog([tmp_path]).get("white_noise").metrics
    assert metrics["val_psnr_out"] > metrics["val_psnr_in"] + 1


def test_a_fresh_start_begins_a_new_log(photos: Path, tmp_path: Path) -> None:
    run("white_noise", photos, tmp_path, steps=1)
    run("white_noise", photos, tmp_path, steps=1)
    assert [line["step"] for line in log_of(tmp_path, "white_noise")] == [1]


def test_the_log_is_one_json_object_a_line_and_samples_are_pictures(
    photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(train, "LOG_EVERY", 2)
    monkeypatch.setattr(train, "VALIDATE_EVERY", 4)
    run("white_noise", photos, tmp_path)
    lines = log_of(tmp_path, "white_noise")
    assert [line["step"] for line in lines] == [2, 4, 4, 6, 8, 8]
    assert all("seconds" in line for line in lines)
    assert sum("val_psnr_out" in line for line in lines) == 2
    samples = sorted((tmp_path / "white_noise-run").glob("samples-*.png"))
    assert [path.name for path in samples] == ["samples-000004.png", "samples-000008.png"]
    assert load_image(samples[0]).width == 3 * 48, "degraded, restored and clean side by side"


def test_the_learning_rate_warms_up_and_falls_to_the_end(
    photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(train, "LOG_EVERY", 1)
    run("white_noise", photos, tmp_path)
    rates = [line["learning_rate"] for line in log_of(tmp_path, "white_noise")]
    recipe = RECIPES["white_noise"]
    assert rates[0] == pytest.approx(recipe.peak_lr / recipe.warmup_steps, rel=0.1)
    assert max(rates) == rates[1] <= recipe.peak_lr
    assert rates[1:] == sorted(rates[1:], reverse=True)
    assert rates[-1] < recipe.peak_lr / 10


@pytest.mark.parametrize("name", ["white_noise", "diagnosis"])
def test_stopped_and_resumed_is_bit_for_bit_the_same_as_straight(
    name: str, photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(train, "LOG_EVERY", 1)
    straight, stopped = tmp_path / "straight", tmp_path / "stopped"
    run(name, photos, straight)
    with pytest.raises(Cancelled):
        run(name, photos, stopped, on_progress=stop_at(STOPPED_AT, Cancelled()))
    assert not (stopped / name).exists()
    run(name, photos, stopped, resume=True)
    assert_same_training(straight, stopped, name)
    assert [line["step"] for line in log_of(stopped, name)] == list(range(1, N_STEPS + 1))


def test_a_training_that_crashed_goes_on_from_its_last_checkpoint(
    photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(train, "LOG_EVERY", 1)
    monkeypatch.setattr(train, "VALIDATE_EVERY", STOPPED_AT)
    straight, crashed = tmp_path / "straight", tmp_path / "crashed"
    run("white_noise", photos, straight)
    with pytest.raises(RuntimeError, match="power cut"):
        run("white_noise", photos, crashed, on_progress=stop_at(6, RuntimeError("power cut")))
    run("white_noise", photos, crashed, resume=True)
    assert_same_training(straight, crashed, "white_noise")


def assert_same_training(one: Path, other: Path, name: str) -> None:
    """Weights, averages and the optimizer's memory are the same to the last bit."""
    states = [
        torch.load(out / f"{name}-run" / "checkpoint.pt", weights_only=True) for out in (one, other)
    ]
    assert states[0]["step"] == states[1]["step"] == N_STEPS
    for part in ("network", "ema"):
        for key, tensor in states[0][part].items():
            assert torch.equal(tensor, states[1][part][key]), (part, key)
    for memory, other_memory in zip(
        *(s["optimizer"]["state"].values() for s in states), strict=True
    ):
        for key, tensor in memory.items():
            assert torch.equal(tensor, other_memory[key]), key
    hashes = {read_catalog([out]).get(name).sha256 for out in (one, other)}
    assert len(hashes) == 1


def test_another_seed_is_another_training(
    photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The counter-test of the ones above: the same result is no matter of course."""
    run("white_noise", photos, tmp_path / "a", steps=2)
    monkeypatch.setitem(RECIPES, "white_noise", replace(RECIPES["white_noise"], seed=1))
    run("white_noise", photos, tmp_path / "b", steps=2)
    hashes = {read_catalog([tmp_path / out]).get("white_noise").sha256 for out in "ab"}
    assert len(hashes) == 2


def test_a_fine_tuning_starts_from_the_weights_beside_it(
    photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("mixed", photos, tmp_path)
    tuned = replace(RECIPES["white_noise"], start_from="mixed", peak_lr=0.0, final_lr=0.0)
    monkeypatch.setitem(RECIPES, "white_noise", tuned)
    run("white_noise", photos, tmp_path, steps=1)
    catalog = read_catalog([tmp_path])
    start, end = (read_weights(catalog.get(name)) for name in ("mixed", "white_noise"))
    assert all(torch.equal(tensor, end[key]) for key, tensor in start.items())


def test_a_missing_start_is_named(
    photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tuned = replace(RECIPES["white_noise"], start_from="not-there")
    monkeypatch.setitem(RECIPES, "white_noise", tuned)
    with pytest.raises(WeightsError, match="no model 'not-there'"):
        run("white_noise", photos, tmp_path)


def test_minutes_end_a_training_too(photos: Path, tmp_path: Path) -> None:
    folder = run("white_noise", photos, tmp_path, steps=None, minutes=1e-6)
    assert read_catalog([folder.parent]).get("white_noise").steps == 1


def test_an_unknown_recipe_lists_those_there_are(photos: Path, tmp_path: Path) -> None:
    with pytest.raises(PlanError, match=r"no recipe 'dust'; known are: .*white_noise"):
        run("dust", photos, tmp_path)


@pytest.mark.parametrize("end", [{"steps": 0}, {"steps": -1}, {"minutes": 0}])
def test_a_training_without_an_end_is_refused(
    photos: Path, tmp_path: Path, end: dict[str, int]
) -> None:
    with pytest.raises(PlanError, match="at least 1 step"):
        run("white_noise", photos, tmp_path, **end)


def test_faces_are_kept_who_they_are_by_the_network_that_knows_them(
    photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("faces", photos, tmp_path)
    monkeypatch.setattr(train, "shipped_models_dir", lambda: tmp_path / "none")
    with pytest.raises(WeightsError, match="train 'face-embedding' first"):
        run("faces", photos, tmp_path / "alone")


def test_a_folder_without_photographs_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="no photographs in"):
        run("white_noise", tmp_path, tmp_path / "out")


def test_a_loss_that_is_no_number_ends_the_training(
    photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(restored: Tensor, *_: Tensor, **__: float) -> Tensor:
        return restored.mean() * math.nan

    monkeypatch.setattr(objectives, "restoration_loss", lost)
    with pytest.raises(OutputError, match=r"^white_noise: .*lost its way by step 8"):
        run("white_noise", photos, tmp_path)
    assert not (tmp_path / "white_noise").exists()


# --- checkpoints ---------------------------------------------------------------------------------


def test_a_released_model_is_trained_further_on_batches_it_has_not_seen(
    photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(train, "LOG_EVERY", 1)
    first = read_entry(run("white_noise", photos, tmp_path))
    further = read_entry(run("white_noise", photos, tmp_path, further=True))
    seen = range(N_STEPS + 1, 2 * N_STEPS + 1)
    assert [line["step"] for line in log_of(tmp_path, "white_noise")] == list(seen)
    assert (first.steps, further.steps) == (N_STEPS, 2 * N_STEPS)
    assert first.sha256 != further.sha256
    card = (tmp_path / "white_noise" / "README.md").read_text(encoding="utf-8")
    assert f"On from its own release: {2 * N_STEPS} steps in all" in card


def test_training_further_may_keep_some_of_the_released_weights(
    photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("white_noise", photos, tmp_path)
    released = load_file(tmp_path / "white_noise" / "weights.safetensors")
    made = {}
    for share in (0.0, 0.5, 1.0):
        keeping = replace(RECIPES["white_noise"], kept_share=share)
        monkeypatch.setitem(RECIPES, "white_noise", keeping)
        out = tmp_path / str(share)
        shutil.copytree(tmp_path / "white_noise", out / "white_noise")
        run("white_noise", photos, out, further=True)
        made[share] = load_file(out / "white_noise" / "weights.safetensors")
    for key, value in released.items():
        mean = (value.float() + made[0.0][key].float()) / 2
        torch.testing.assert_close(made[0.5][key].float(), mean, atol=1e-3, rtol=2e-3)
        assert torch.equal(made[1.0][key], value)
    assert any(not torch.equal(made[0.0][key], value) for key, value in released.items())


def test_without_a_release_there_is_nothing_to_train_further(photos: Path, tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="there is no model 'paper-0-gaussian_blur'"):
        run("paper-0-gaussian_blur", photos, tmp_path, further=True)


def test_without_a_checkpoint_there_is_nothing_to_resume(photos: Path, tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=r"checkpoint\.pt' can't be resumed .*without --resume"):
        run("white_noise", photos, tmp_path, resume=True)


@pytest.mark.parametrize("damage", ["cut", "empty", "text", "foreign", "other recipe"])
def test_a_damaged_checkpoint_is_refused_by_name(photos: Path, tmp_path: Path, damage: str) -> None:
    run("white_noise", photos, tmp_path, steps=1)
    path = tmp_path / "white_noise-run" / "checkpoint.pt"
    if damage == "foreign":
        torch.save({"model": torch.zeros(3)}, path)
    elif damage == "other recipe":
        run("diagnosis", photos, tmp_path, steps=1)
        path.write_bytes((tmp_path / "diagnosis-run" / "checkpoint.pt").read_bytes())
    else:
        content = path.read_bytes()
        path.write_bytes({"cut": content[:500], "empty": b"", "text": b"hello"}[damage])
    with pytest.raises(WeightsError, match=r"checkpoint\.pt' can't be resumed") as caught:
        run("white_noise", photos, tmp_path, resume=True)
    assert "\n" not in str(caught.value)


def test_no_partial_file_is_left(photos: Path, tmp_path: Path) -> None:
    run("white_noise", photos, tmp_path, steps=1)
    assert [path for path in tmp_path.rglob("*") if path.suffix == ".part"] == []


def test_frozen_weights_stay_and_the_others_learn(
    photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = write_start(tmp_path)
    recipe = replace(RECIPES["white_noise"], start_from=start.id, frozen=("head.",))
    monkeypatch.setitem(RECIPES, "white_noise", recipe)
    before = read_weights(start)
    folder = train_recipe("white_noise", photos, tmp_path, steps=3, device="cpu")
    after = read_weights(read_entry(folder))
    assert torch.equal(after["head.weight"], before["head.weight"])
    assert not torch.equal(after["tail.weight"], before["tail.weight"])


def test_the_diagnosis_starts_with_the_encoder_of_a_generator(
    photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hyper_parameters = {"n_distortions": 14, "widths": [4, 6], "hidden": 8}
    start = write_start(tmp_path)
    recipe = replace(
        RECIPES["diagnosis-base"],
        hyper_parameters=hyper_parameters,
        start_from=start.id,
        frozen=("head.", "encoder.", "down.", "bottom."),
    )
    monkeypatch.setitem(RECIPES, "diagnosis-base", recipe)
    folder = train_recipe("diagnosis-base", photos, tmp_path, steps=2, device="cpu")
    before, after = read_weights(start), read_weights(read_entry(folder))
    assert torch.equal(after["bottom.0.conv1.weight"], before["bottom.0.conv1.weight"])


def test_a_start_that_shares_nothing_is_refused(
    photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Other(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.something_else = torch.nn.Linear(2, 2)

    monkeypatch.setitem(ARCHITECTURES, "other", Other)
    recipe = replace(RECIPES["white_noise"], architecture="other", hyper_parameters={})
    start = write_start(tmp_path)
    monkeypatch.setitem(RECIPES, "white_noise", replace(recipe, start_from=start.id))
    with pytest.raises(WeightsError, match="shares no weights"):
        train_recipe("white_noise", photos, tmp_path, steps=1, device="cpu")
