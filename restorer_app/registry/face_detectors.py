"""Detectors of faces of YuNet's kind (Wu, Peng and Yu, 2023), which OpenCV runs from ONNX files.

None comes with the program: one is fetched or imported by whoever wants it.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from restorer_app.distortions import Medium
from restorer_app.errors import WeightsError
from restorer_app.registry.adoption import (
    UNKNOWN_LICENCE,
    adopt,
    not_copied,
    title_of,
    unreadable,
)
from restorer_app.registry.catalog import Catalog, ModelEntry, Task, read_catalog, write_entry
from restorer_app.registry.weights import verify
from restorer_app.texts import translatable
from restorer_app.whole_files import whole_file

ARCHITECTURE = "yunet"
"""What `model.toml` names as architecture of such a detector."""
SUFFIX = ".onnx"
WEIGHTS_FILE = "weights.onnx"
SCORE_FROM = 0.9
"""So sure (0..1) a detector has to be: what OpenCV asks for unless told otherwise."""

_STRIDES = (8, 16, 32)
_VALUES = {"cls": 1, "obj": 1, "bbox": 4, "kps": 10}
"""What is said of each cell of the grid of a stride: two scores, a box, five points."""
_TRIED_PX = 64
"""The side of the black picture that a file is tried with; every stride divides it."""


@dataclass(frozen=True)
class FaceDetector:
    """A detector that is ready to run, for one thread at a time."""

    entry: ModelEntry
    network: cv2.FaceDetectorYN

    def detect(self, rgb: np.ndarray) -> np.ndarray:
        """Float32 (n, 15), a row for each face in `rgb`, uint8 (H, W, 3).

        Left, top, width and height of its box; x and y of the person's right eye, left eye, tip of
        the nose, right and left corner of the mouth; how sure it is, `SCORE_FROM`..1. All in pixels
        of `rgb`, also beyond its rim.
        """
        height, width = rgb.shape[:2]
        self.network.setInputSize((width, height))
        _, rows = self.network.detect(cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR))
        return np.empty((0, 15), np.float32) if rows is None else rows


def detector_in(catalog: Catalog) -> FaceDetector | None:
    """The detector that was fetched or imported, if one was. Raises WeightsError as `load` does."""
    entry = catalog.face_detector()
    return load_detector(entry) if entry else None


def load_detector(entry: ModelEntry) -> FaceDetector:
    """Raises WeightsError for a wrong hash, a file that can not be read or is no such detector."""
    verify(entry)
    content = entry.weights_path.read_bytes()
    return FaceDetector(entry, _network_of(content, entry.id))


def import_detector(file: Path) -> ModelEntry:
    """Copy a detector into the user's models folder.

    One that the catalogue offers to fetch, told by its SHA-256, becomes that model. Of any other
    the SHA-256 it has now is the one it must have ever after. Raises WeightsError for a file that
    is no such detector, for an id that is taken and where the folder can not be written.
    """
    try:
        content = file.read_bytes()
    except OSError as error:
        raise unreadable(file, error) from error
    _network_of(content, file.name)
    sha256 = hashlib.sha256(content).hexdigest()
    for entry in read_catalog().entries:
        if entry.is_optional and entry.sha256 == sha256:
            _put(content, entry, file)
            return entry
    return adopt(file, lambda folder: _write_detector(folder, content, file))


def _put(content: bytes, entry: ModelEntry, file: Path) -> None:
    """Make `content` the weights of an optional model."""
    folder = entry.weights_path.parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with whole_file(entry.weights_path, overwrite=True) as weights:
            weights.write(content)
    except OSError as error:
        raise not_copied(file, folder, error) from error


def _write_detector(folder: Path, content: bytes, file: Path) -> None:
    (folder / WEIGHTS_FILE).write_bytes(content)
    title = title_of(file)
    limits = "Imported detector of faces; nothing about it was measured here."
    table = {
        "id": folder.name,
        "title": title,
        "task": str(Task.DETECT),
        "medium": str(Medium.PHOTO),
        "architecture": ARCHITECTURE,
        "hyper_parameters": {},
        "file": WEIGHTS_FILE,
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "licence": UNKNOWN_LICENCE,
        "limits": limits,
    }
    (folder / "README.md").write_text(f"# {title}\n\n{limits}\n", encoding="utf-8")
    write_entry(folder, table)


def _network_of(content: bytes, name: str) -> cv2.FaceDetectorYN:
    """From bytes, because OpenCV can not open all file names. Raises WeightsError naming `name`."""
    buffer = np.frombuffer(content, np.uint8)
    refused = WeightsError(
        translatable(
            "{name}: is no detector of faces of YuNet's kind that OpenCV can run; "
            "'restorer models fetch yunet' gets one",
            name=name,
        )
    )
    try:
        # Tried first: the detector reads the outputs it expects without looking what there is.
        if _outputs_of(cv2.dnn.readNetFromONNX(buffer)) != _expected_outputs():
            raise refused
        return cv2.FaceDetectorYN.create(
            "onnx", buffer, np.empty(0, np.uint8), (_TRIED_PX, _TRIED_PX), SCORE_FROM
        )
    except cv2.error as error:
        raise refused from error


def _outputs_of(network: "cv2.dnn.Net") -> dict[str, int]:
    """How many values each output holds, of the black picture."""
    names = network.getUnconnectedOutLayersNames()
    network.setInput(np.zeros((1, 3, _TRIED_PX, _TRIED_PX), np.float32))
    return {name: values.size for name, values in zip(names, network.forward(names), strict=True)}


def _expected_outputs() -> dict[str, int]:
    return {
        f"{kind}_{stride}": n_values * (_TRIED_PX // stride) ** 2
        for kind, n_values in _VALUES.items()
        for stride in _STRIDES
    }
