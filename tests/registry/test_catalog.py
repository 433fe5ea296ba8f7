import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from restorer_app.architectures import ARCHITECTURES
from restorer_app.distortions import Distortion, Medium
from restorer_app.errors import WeightsError
from restorer_app.paths import shipped_models_dir, user_models_dir
from restorer_app.registry.catalog import (
    MODEL_FILE,
    ModelEntry,
    Task,
    read_catalog,
    read_entry,
    write_entry,
)
from restorer_app.registry.loader import load_network
from restorer_app.registry.weights import verify
from tests.tiny_models import write_diagnosis, write_generator

GENERATOR_MAX_BYTES = 6_000_000
ALL_MAX_BYTES = 120_000_000
CARD_HEADINGS = ("What it does", "Training", "Numbers", "Limits", "Licence")


def rewrite(entry: ModelEntry, change: Callable[[str], str]) -> Path:
    path = entry.folder / MODEL_FILE
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    return entry.folder


def test_a_model_folder_is_read_without_opening_the_weights(tmp_path: Path) -> None:
    write_generator(tmp_path, Distortion.JPEG).weights_path.unlink()
    entry = read_catalog([tmp_path]).get("jpeg")
    assert entry.task is Task.RESTORE
    assert entry.medium is Medium.PHOTO
    assert entry.distortion is Distortion.JPEG
    assert entry.architecture == "residual_unet"
    assert entry.hyper_parameters == {"widths": [3], "blocks": 0}
    assert entry.weights_path == tmp_path / "jpeg" / "weights.safetensors"
    assert entry.card_path == tmp_path / "jpeg" / "README.md"
    assert entry.limits == ""


def test_models_are_found_by_what_they_are_for(tmp_path: Path) -> None:
    write_diagnosis(tmp_path, {})
    write_generator(tmp_path, Distortion.JPEG, model_id="my-jpeg")
    catalog = read_catalog([tmp_path])
    assert catalog.diagnosis_of(Medium.PHOTO).id == "diagnosis"
    jpeg = catalog.restorer_of(Distortion.JPEG)
    assert jpeg is not None
    assert jpeg.id == "my-jpeg"
    assert catalog.restorer_of(Distortion.WHITE_NOISE) is None


def test_the_shared_pretraining_repairs_what_has_no_model_of_its_own(tmp_path: Path) -> None:
    pretrained = write_generator(tmp_path, None)
    jpeg = write_generator(tmp_path, Distortion.JPEG)
    catalog = read_catalog([tmp_path])
    assert catalog.restorer_of(Distortion.JPEG) == jpeg
    assert catalog.restorer_of(Distortion.JITTER) == pretrained


def test_fading_and_yellowing_share_a_model(tmp_path: Path) -> None:
    fading = write_generator(tmp_path, Distortion.FADING)
    catalog = read_catalog([tmp_path])
    assert catalog.restorer_of(Distortion.YELLOWING) == fading
    assert catalog.without(Distortion.YELLOWING).entries == ()


def test_a_model_that_is_not_there_is_named_with_the_remedy(tmp_path: Path) -> None:
    catalog = read_catalog([tmp_path])
    with pytest.raises(WeightsError, match=r"no model 'nothing'; 'restorer models list'"):
        catalog.get("nothing")
    with pytest.raises(WeightsError, match="no model can diagnose a photo; reinstall"):
        catalog.diagnosis_of(Medium.PHOTO)


def test_a_broken_folder_is_a_problem_and_the_others_still_load(tmp_path: Path) -> None:
    write_generator(tmp_path, Distortion.JPEG)
    broken = write_generator(tmp_path, Distortion.JITTER)
    rewrite(broken, lambda _: "id = ")
    write_generator(tmp_path, Distortion.LENS_BLUR)
    (tmp_path / "no model at all").mkdir()
    (tmp_path / "a file").touch()
    catalog = read_catalog([tmp_path])
    assert [entry.id for entry in catalog.entries] == ["jpeg", "lens_blur"]
    (problem,) = catalog.problems
    assert str(tmp_path / "jitter" / MODEL_FILE) in problem


def test_of_two_models_with_one_id_the_first_folder_wins(tmp_path: Path) -> None:
    shipped, own = tmp_path / "shipped", tmp_path / "own"
    first = write_generator(shipped, Distortion.JPEG, gain=0.5)
    write_generator(own, Distortion.JPEG, gain=1)
    write_generator(own, Distortion.JITTER)
    catalog = read_catalog([shipped, own])
    assert [entry.id for entry in catalog.entries] == ["jpeg", "jitter"]
    assert catalog.get("jpeg") == first


def test_without_folders_there_are_no_models() -> None:
    assert read_catalog([]).entries == ()


def test_a_folder_that_does_not_exist_is_an_empty_one(tmp_path: Path) -> None:
    catalog = read_catalog([tmp_path / "nowhere"])
    assert catalog.entries == ()
    assert catalog.problems == ()


def test_the_users_own_models_are_found_after_the_shipped_ones() -> None:
    write_generator(user_models_dir(), Distortion.JPEG, model_id="zz-mine")
    assert read_catalog().entries[-1].id == "zz-mine"


def test_the_id_must_be_the_folders_name(tmp_path: Path) -> None:
    folder = write_generator(tmp_path, Distortion.JPEG).folder.rename(tmp_path / "renamed")
    with pytest.raises(WeightsError, match=r"renamed.*its id must be the folder's name, 'renamed'"):
        read_entry(folder)


CHANGES = {
    "missing": lambda text: re.sub(r'architecture = ".*"\n', "", text),
    "no task": lambda text: re.sub(r'task = ".*"\n', "", text),
    "unknown field": lambda text: "colour = 3\n" + text,
    "unknown task": lambda text: text.replace('"restore"', '"enhance"'),
    "unknown medium": lambda text: text.replace('"photo"', '"hologram"'),
    "unknown distortion": lambda text: text.replace('distortion = "jpeg"', 'distortion = "jpg"'),
    "number for text": lambda text: re.sub('title = ".*"', "title = 3", text),
    "text for number": lambda text: re.sub("bytes = .*", 'bytes = "many"', text),
    "text for a truth value": lambda text: 'is_optional = "yes"\n' + text,
    "text for list": lambda text: 'urls = "https://example.org"\n' + text,
    "no table": lambda text: "hyper_parameters = 3\n" + text.partition("[hyper")[0],
    "outside": lambda text: text.replace('"weights.safetensors"', '"../weights.safetensors"'),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_wrong_field_is_refused_naming_the_file(
    tmp_path: Path, change: Callable[[str], str]
) -> None:
    entry = write_generator(tmp_path, Distortion.JPEG)
    before = (entry.folder / MODEL_FILE).read_text(encoding="utf-8")
    assert change(before) != before
    folder = rewrite(entry, change)
    with pytest.raises(WeightsError, match=r"jpeg.model\.toml: a field is missing, unknown or"):
        read_entry(folder)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"id = \x00", b"[[[["])
def test_text_that_is_no_toml_is_refused_naming_the_file(tmp_path: Path, content: bytes) -> None:
    folder = write_generator(tmp_path, Distortion.JPEG).folder
    (folder / MODEL_FILE).write_bytes(content)
    with pytest.raises(WeightsError, match=r"jpeg.model\.toml: not a readable model description"):
        read_entry(folder)


def described(folder: Path) -> dict[str, object]:
    return tomllib.loads((folder / MODEL_FILE).read_text(encoding="utf-8"))


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    entry = write_generator(tmp_path, Distortion.JPEG)
    table = described(entry.folder) | {
        "metrics": {"psnr_out": 30.5},  # a table before plain values
        "limits": 'A "quoted" \\ word,\n雨, \U0001f327, \x00 and \x7f.',
        "urls": ["https://example.org/a"],
        "seed": -7,
    }
    written = write_entry(entry.folder, table)
    assert written == read_entry(entry.folder)
    assert described(entry.folder) == table
    assert written.limits == table["limits"]
    assert written.metrics == {"psnr_out": 30.5}


@pytest.mark.parametrize("change", [{"id": "other"}, {"colour": "red"}, {"seed": float("nan")}])
def test_a_wrong_description_leaves_the_one_there_was(
    tmp_path: Path, change: dict[str, object]
) -> None:
    folder = write_generator(tmp_path, Distortion.JPEG).folder
    before = described(folder)
    with pytest.raises(WeightsError, match=r"jpeg.model\.toml: "):
        write_entry(folder, before | change)
    assert described(folder) == before
    assert list(folder.glob("*.part")) == []


# --- the shipped models --------------------------------------------------------------------------


def test_the_shipped_models_hold_what_they_promise() -> None:
    catalog = read_catalog([shipped_models_dir()])
    assert catalog.problems == ()
    folders = {path.name for path in shipped_models_dir().iterdir() if path.is_dir()}
    assert {entry.id for entry in catalog.entries} == folders
    shipped = [entry for entry in catalog.entries if not entry.is_optional]
    for entry in shipped:
        verify(entry)
        assert entry.architecture in ARCHITECTURES
        assert entry.weights_path.stat().st_size == entry.bytes
        assert entry.bytes <= GENERATOR_MAX_BYTES, entry.id
        assert entry.licence, entry.id
        assert load_network(entry, "cpu").entry == entry
    assert sum(entry.bytes for entry in shipped) <= ALL_MAX_BYTES


def test_every_shipped_model_has_a_card_that_says_all() -> None:
    for entry in read_catalog([shipped_models_dir()]).entries:
        card = entry.card_path.read_text(encoding="utf-8")
        headings = re.findall(r"^## (.+)$", card, re.MULTILINE)
        assert [h for h in CARD_HEADINGS if h not in headings] == [], entry.id
        assert entry.metrics, entry.id
        assert entry.training_data, entry.id
        assert entry.limits, entry.id
