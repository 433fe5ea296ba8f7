"""The models there are: reads and writes `models/<id>/model.toml`, imports no torch."""

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from restorer_app.distortions import PAPER_DISTORTIONS, Distortion, Medium
from restorer_app.errors import WeightsError
from restorer_app.paths import shipped_models_dir, user_models_dir
from restorer_app.texts import Text, translatable
from restorer_app.whole_files import whole_file

MODEL_FILE = "model.toml"

_FIELD_KINDS: dict[str, type] = {
    **dict.fromkeys(
        ("title", "architecture", "file", "sha256", "licence", "recipe", "limits"), str
    ),
    **dict.fromkeys(("bytes", "steps", "seed"), int),
    **dict.fromkeys(("hyper_parameters", "metrics"), dict),
    **dict.fromkeys(("urls", "training_data"), list),
    "is_optional": bool,
}


class Task(StrEnum):
    """What a model is for."""

    RESTORE = "restore"
    """Repairs one distortion."""
    DIAGNOSE = "diagnose"
    """Names the distortions of a file."""
    FIND = "find"
    """Says where a photograph's surface is damaged, or where a recording clicks."""
    FILL = "fill"
    """Fills in what damage hides."""
    REFINE = "refine"
    """Brings back detail in faces, each turned upright and enlarged to a fixed size."""
    DETECT = "detect"
    """Says where faces are, instead of what comes with OpenCV."""
    TRANSLATE = "translate"
    """Turns an old photograph into a clean one, told of the whole picture and of its damage."""
    AUTOENCODE = "autoencode"
    """Pictures to latents and back: the two a translation is made of."""
    EMBED = "embed"
    """Says whose face it is, so that a refined one stays the same person."""
    PRETRAINED = "pretrained"
    """The shared start of the generators; repairs what has no model of its own yet."""
    DEGRADE = "degrade"
    """Part of a distortion that is made with a network."""
    DETAIL = "detail"
    """The second, adversarial stage of a model that repairs: crisper, and farther from the truth;
    the two are blended by a step's `detail`."""
    COMPARE = "compare"
    """A restoring network of a paper, beside which ours are measured; nothing else uses it."""
    CLASSIFY = "classify"
    """The same for diagnoses: gives a photograph one class."""
    UPSCALE = "upscale"
    """Imported third-party networks that change the size."""


REPAIRING_TASKS = (Task.RESTORE, Task.FILL, Task.REFINE, Task.TRANSLATE)
"""What the one model of a distortion is for that repairs it."""


@dataclass(frozen=True)
class ModelEntry:
    """One model folder: everything known about a model without opening its weights."""

    id: str
    title: str
    task: Task
    medium: Medium
    distortion: Distortion | None
    architecture: str
    hyper_parameters: dict[str, Any]
    file: str
    bytes: int
    sha256: str
    licence: str
    folder: Path
    urls: tuple[str, ...] = ()
    training_data: tuple[str, ...] = ()
    recipe: str = ""
    steps: int = 0
    seed: int = 0
    metrics: dict[str, float] = field(default_factory=dict)
    limits: str = ""
    is_optional: bool = False
    """Its weights do not come with the program: whoever wants the model fetches them."""

    @property
    def weights_path(self) -> Path:
        """In the model's own folder, those of an optional model in the user's models folder."""
        return (user_models_dir() / self.id if self.is_optional else self.folder) / self.file

    @property
    def is_missing(self) -> bool:
        """Whether it is an optional model whose weights were not fetched: no fault of anything."""
        return self.is_optional and not self.weights_path.is_file()

    @property
    def card_path(self) -> Path:
        return self.folder / "README.md"


@dataclass(frozen=True)
class Catalog:
    """All models found, shipped ones first. `problems` says which folders could not be read."""

    entries: tuple[ModelEntry, ...]
    problems: tuple[Text, ...] = ()

    def get(self, model_id: str) -> ModelEntry:
        """Raises WeightsError for an id that is not there."""
        for entry in self.entries:
            if entry.id == model_id:
                return entry
        raise WeightsError(
            translatable(
                "there is no model '{model}'; 'restorer models list' shows the models there are",
                model=model_id,
            )
        )

    def without(self, distortion: Distortion) -> "Catalog":
        """The same without the models that find or repair this distortion."""
        model_of = distortion.repaired_as
        others = (entry for entry in self.entries if entry.distortion is not model_of)
        return replace(self, entries=tuple(others))

    def restorer_of(self, distortion: Distortion) -> ModelEntry | None:
        """The model of this distortion, else the pretraining on all of them, else None."""
        for entry in self.entries:
            if entry.task in REPAIRING_TASKS and entry.distortion is distortion.repaired_as:
                return entry
        if distortion not in PAPER_DISTORTIONS:
            return None  # the pretraining has seen those of paper 0 alone
        for entry in self.entries:
            if entry.task is Task.PRETRAINED and entry.medium is distortion.medium:
                return entry
        return None

    def detail_of(self, distortion: Distortion) -> ModelEntry | None:
        """The second stage of this distortion's own model, if it has one."""
        restorer = self.restorer_of(distortion)
        for entry in self.entries:
            if entry.task is Task.DETAIL and entry.distortion is distortion:
                is_of_it = restorer is not None and restorer.architecture == entry.architecture
                return entry if is_of_it else None
        return None

    def finder_of(self, distortion: Distortion) -> ModelEntry | None:
        """The model that says where this distortion is, if there is one."""
        for entry in self.entries:
            if entry.task is Task.FIND and entry.distortion is distortion:
                return entry
        return None

    def face_embedding(self) -> ModelEntry | None:
        """The model that knows faces again, if there is one."""
        return next((entry for entry in self.entries if entry.task is Task.EMBED), None)

    def face_detector(self) -> ModelEntry | None:
        """The model that finds faces, if one was fetched or imported; the first of several."""
        detectors = (entry for entry in self.entries if entry.task is Task.DETECT)
        return next((entry for entry in detectors if not entry.is_missing), None)

    def diagnosis_of(self, medium: Medium) -> ModelEntry:
        """The model that diagnoses this medium. Raises WeightsError where there is none."""
        for entry in self.entries:
            if entry.task is Task.DIAGNOSE and entry.medium is medium:
                return entry
        raise WeightsError(
            translatable(
                "no model can diagnose a {medium}; reinstall Restorer, its models folder is "
                "incomplete",
                medium=medium,
            )
        )


def read_catalog(folders: Iterable[Path] | None = None) -> Catalog:
    """Read every model folder below `folders` (default: the shipped models, then the user's).

    A folder that can not be read becomes a problem, the others still load. Of two models with one
    id the first wins: an import never replaces a shipped model.
    """
    entries: dict[str, ModelEntry] = {}
    problems = []
    if folders is None:
        folders = (shipped_models_dir(), user_models_dir())
    for root in folders:
        for toml_path in sorted(root.glob(f"*/{MODEL_FILE}")):
            try:
                entry = read_entry(toml_path.parent)
            except WeightsError as error:
                problems.append(error.text)
            else:
                entries.setdefault(entry.id, entry)
    return Catalog(tuple(entries.values()), tuple(problems))


def read_entry(folder: Path) -> ModelEntry:
    """Read one model folder's `model.toml`. Raises WeightsError naming the folder and the field."""
    path = folder / MODEL_FILE
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(path, error) from error
    return _parse(text, path)


def _parse(text: str, path: Path) -> ModelEntry:
    folder = path.parent
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _unreadable(path, error) from error
    if table.get("id") != folder.name:
        raise WeightsError(
            translatable(
                "{path}: its id must be the folder's name, '{name}'", path=path, name=folder.name
            )
        )
    try:
        distortion = table.pop("distortion", "")
        _check_types(table)
        return ModelEntry(
            **{
                **table,
                "task": Task(table["task"]),
                "medium": Medium(table["medium"]),
                "distortion": Distortion(distortion) if distortion else None,
                "urls": tuple(table.get("urls", ())),
                "training_data": tuple(table.get("training_data", ())),
                "folder": folder,
            }
        )
    except (KeyError, TypeError, ValueError) as error:
        raise WeightsError(
            translatable(
                "{path}: a field is missing, unknown or wrong: {error}", path=path, error=error
            )
        ) from error


def _unreadable(path: Path, error: Exception) -> WeightsError:
    return WeightsError(
        translatable("{path}: not a readable model description ({error})", path=path, error=error)
    )


def write_entry(folder: Path, table: Mapping[str, Any]) -> ModelEntry:
    """Describe the model in `folder`: `table` becomes its `model.toml`, whole or not at all.

    The keys are `ModelEntry`'s fields but for the folder; the values strings, finite numbers, lists
    and tables of these. Returns the entry as it is read back. Raises WeightsError, and writes
    nothing, for a table that describes no model or one that belongs into another folder.
    """
    path = folder / MODEL_FILE
    text = _as_toml(table)
    entry = _parse(text, path)
    with whole_file(path, overwrite=True) as file:
        file.write(text.encode())
    return entry


def _as_toml(table: Mapping[str, Any]) -> str:
    """Plain values first, as TOML demands, then the tables."""
    plain = {key: value for key, value in table.items() if not isinstance(value, Mapping)}
    lines = [_toml_line(key, value) for key, value in plain.items()]
    for name in [key for key in table if key not in plain]:
        lines += ["", f"[{name}]", *(_toml_line(key, value) for key, value in table[name].items())]
    return "\n".join(lines) + "\n"


def _toml_line(key: str, value: object) -> str:
    """Strings, numbers, truth values and lists are written alike in JSON and TOML."""
    # But for DEL, which JSON leaves as it is and TOML forbids.
    text = json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return f"{key} = {text}"


def _check_types(table: dict[str, Any]) -> None:
    """Raises TypeError for a field of the wrong kind, ValueError for weights outside the folder."""
    for name, kind in _FIELD_KINDS.items():
        if name in table and not isinstance(table[name], kind):
            raise TypeError(f"'{name}' is no {kind.__name__}")
    if Path(table["file"]).name != table["file"]:
        raise ValueError(f"'file' is '{table['file']}', not a name in the model's own folder")
