"""Refines faces: each turned upright at the network's size, refined, and laid back without a seam.

What the network changes is laid over the face, not its whole result: detail that is finer than the
network's size stays, so nothing gets softer, and so do the colours. Afterwards a second network is
asked whether it still is the same face.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import torch

from restorer_app.media.region import Region
from restorer_app.progress import OnProgress, Progress, ignore_progress
from restorer_app.registry.catalog import ModelEntry
from restorer_app.registry.face_detectors import FaceDetector
from restorer_app.registry.loader import LoadedNetwork
from restorer_app.restoration.face import SMALLEST_PX, Face, FaceChoice, FaceReport, choices_for
from restorer_app.restoration.face_finding import face_in_box, find_faces
from restorer_app.restoration.tiling import run_network
from restorer_app.texts import translatable

FACE_PX = 160
"""The side of a face's box where it is refined, as in the training."""
CANVAS_PX = 224
"""With what is around it, where the refinement fades out."""
KNOWN_PX = 128
"""The side of a face's box for the network that knows faces again."""
_FADES_FROM = 0.72
"""How far from the middle the refinement is whole, in half the side of the canvas."""
HALVINGS = 2
"""How often less is taken of a face that would become another one, before it is left alone."""
KEPT_FROM = 0.75
"""A face is the same as long as it is so far on the way from another person's face (0) to a second
picture of the same one (1), as the network has learned to tell them. 80 held-out faces, aged at a
quarter of their size, are all at 0.9 or more; of as many pairs of two people the nearest at 0.75.
"""
_USUAL_SAME, _USUAL_OTHER = 0.9, 0.2
"""Those two similarities, of a network that does not say."""
_NOISE_MASK = np.array(((1, -2, 1), (-2, 4, -2), (1, -2, 1)), np.float32)


@dataclass(frozen=True)
class FaceNetworks:
    """What refines faces, and what guards that they stay who they are."""

    refiner: LoadedNetwork
    knower: LoadedNetwork | None
    """What knows faces again; without it nothing is guarded."""
    detector: FaceDetector | None = None
    """What finds faces; without it the cascades do."""

    @property
    def entries(self) -> tuple[ModelEntry, ...]:
        """All models that take part."""
        parts = (self.refiner, self.knower, self.detector)
        return tuple(part.entry for part in parts if part)

    @property
    def least_similarity(self) -> float:
        """Below this a refined face counts as another one."""
        metrics = self.knower.entry.metrics if self.knower else {}
        same = metrics.get("val_similarity_same", _USUAL_SAME)
        other = metrics.get("val_similarity_other", _USUAL_OTHER)
        return other + KEPT_FROM * (same - other)


def refine_faces(
    pixels: np.ndarray,
    networks: FaceNetworks,
    *,
    strength: float = 1.0,
    choices: Sequence[FaceChoice] | None = None,
    faces: Sequence[Face] | None = None,
    out: np.ndarray | None = None,
    on_progress: OnProgress = ignore_progress,
) -> tuple[np.ndarray, tuple[FaceReport, ...]]:
    """`pixels` (float32 (H, W, 3), 0..1) with refined faces, and what became of each face.

    Faces that are found are refined where they are soft or noisy, or as `choices` say. `faces`:
    those that are known already. The very `pixels` come back where no face is refined. `out`
    receives the result else; it may be `pixels` itself. Raises what `run_network` raises;
    `on_progress` is called once a face and may raise Cancelled.
    """
    faces = find_faces(pixels, networks.detector) if faces is None else faces
    wanted = _wanted(faces, choices, pixels)
    result, reports = pixels, []
    for i, (face, choice) in enumerate(wanted):
        on_progress(Progress(networks.refiner.entry.title, i / len(wanted)))
        share = strength * choice.strength if choice.is_on else 0.0
        if share == 0 or face.box.width < SMALLEST_PX:
            reports.append(FaceReport(face.box, 0.0, reason=_reason_to_pass_over(face, choice)))
            continue
        if result is pixels and out is not pixels:
            result = np.empty_like(pixels) if out is None else out
            result[:] = pixels
        reports.append(_refine(result, face, networks, share))
    if all(report.strength == 0 for report in reports):
        return pixels, tuple(reports)
    return result, tuple(reports)


def _wanted(
    faces: Sequence[Face], choices: Sequence[FaceChoice] | None, pixels: np.ndarray
) -> list[tuple[Face, FaceChoice]]:
    """Each face with what is wanted of it, those drawn by hand last."""
    merged = choices_for(faces, choices)
    found = list(zip(faces, merged, strict=False))
    drawn = [choice for choice in merged[len(faces) :] if choice.is_by_hand]
    return found + [(face_in_box(pixels, choice.box), choice) for choice in drawn]


def _reason_to_pass_over(face: Face, choice: FaceChoice) -> str:
    if face.box.width < SMALLEST_PX:
        return translatable("It is too small: a network would make it up.")
    if choice.is_on or face.needs_refining:
        return translatable("It was not to be refined.")
    return translatable("It is sharp already.")


def _refine(pixels: np.ndarray, face: Face, networks: FaceNetworks, share: float) -> FaceReport:
    """Refine one face in place, as much as leaves it who it is."""
    place = _Place.of(face, pixels)
    aligned = place.taken_out(pixels)
    change = change_of_face(aligned, networks.refiner)
    similarity = None
    for halving in range(HALVINGS + 1):
        taken = share / 2**halving
        if networks.knower is not None:
            similarity = similarity_of(aligned, aligned + taken * change, networks.knower)
            if similarity < networks.least_similarity:
                continue
        place.lay_over(pixels, taken * change)
        reason = translatable("All of it would have made it another face.") if halving else ""
        return FaceReport(face.box, taken, similarity, reason)
    return FaceReport(face.box, 0.0, similarity, translatable("It would have become another face."))


def change_of_face(aligned: np.ndarray, refiner: LoadedNetwork) -> np.ndarray:
    """What the network adds to the luma of a face on its canvas: float32 (H, W) twice.

    Its brightness as a whole stays, and towards the rim of the canvas nothing changes.
    """
    grey = np.repeat(aligned[..., None], 3, axis=2)
    change = run_network(refiner, grey).mean(axis=2) - aligned
    mask = _mask(*aligned.shape)
    return np.asarray((change - (change * mask).sum() / mask.sum()) * mask, np.float32)


def similarity_of(first: np.ndarray, second: np.ndarray, knower: LoadedNetwork) -> float:
    """How alike two faces are to the network that knows faces again, -1..1.

    `first`, `second`: luma on the canvas, float32 (H, W) of one size.
    """
    with torch.inference_mode():
        both = torch.from_numpy(np.stack([_known_part(first), _known_part(second)]))[:, None]
        vectors = knower.network(both.to(knower.device.torch_device))
    return float((vectors[0] * vectors[1]).sum())


def _known_part(aligned: np.ndarray) -> np.ndarray:
    """The face's box alone, at the size of the network that knows faces."""
    rim = (aligned.shape[0] - round(aligned.shape[0] * FACE_PX / CANVAS_PX)) // 2
    box = aligned[rim : aligned.shape[0] - rim, rim : aligned.shape[1] - rim]
    size = (KNOWN_PX, KNOWN_PX)
    return np.clip(cv2.resize(box, size, interpolation=cv2.INTER_AREA), 0, 1)


def _mask(height: int, width: int) -> np.ndarray:
    """1 in the middle, falling smoothly to 0 at the rim: float32 (H, W)."""
    y, x = (np.linspace(-1, 1, side, dtype=np.float32) for side in (height, width))
    radius = (y[:, None] ** 4 + x[None] ** 4) ** 0.25
    share = np.clip((1 - radius) / (1 - _FADES_FROM), 0, 1)
    return np.asarray(share * share * (3 - 2 * share))


@dataclass(frozen=True)
class _Place:
    """Where a face lies in the picture, and the way from there to the canvas and back."""

    region: Region
    """The part of the picture that the canvas shows."""
    reduction: float
    """How many times smaller the part is looked at: 1 for faces up to the network's size."""
    matrix: np.ndarray
    """(2, 3): from the pixels of the reduced part to those of the canvas."""

    @classmethod
    def of(cls, face: Face, pixels: np.ndarray) -> "_Place":
        matrix = _alignment(face)
        corners = np.array([[0, 0, 1], [0, CANVAS_PX, 1], [CANVAS_PX, 0, 1], [CANVAS_PX] * 2 + [1]])
        seen = corners @ cv2.invertAffineTransform(matrix).T
        height, width = pixels.shape[:2]
        left, top = (max(0, int(np.floor(value)) - 1) for value in seen.min(axis=0))
        right, bottom = (int(np.ceil(value)) + 1 for value in seen.max(axis=0))
        region = Region(left, top, min(right, width) - left, min(bottom, height) - top)
        reduction = max(1.0, 1 / float(np.linalg.norm(matrix[:, 0])))
        part = np.array([[reduction, 0, left], [0, reduction, top], [0, 0, 1]])
        # Middles of pixels lie at halves.
        part[:2, 2] += (reduction - 1) / 2
        return cls(region, reduction, np.vstack([matrix, [0, 0, 1]])[:2] @ part)

    def taken_out(self, pixels: np.ndarray) -> np.ndarray:
        """The luma of the face on the canvas, float32 (CANVAS_PX, CANVAS_PX)."""
        luma = cv2.cvtColor(np.ascontiguousarray(pixels[self.region.slices]), cv2.COLOR_RGB2GRAY)
        if self.reduction > 1:
            luma = cv2.resize(luma, self._reduced_size, interpolation=cv2.INTER_AREA)
        size = (CANVAS_PX, CANVAS_PX)
        border = cv2.BORDER_REFLECT_101
        return np.clip(
            cv2.warpAffine(luma, self.matrix, size, flags=cv2.INTER_CUBIC, borderMode=border), 0, 1
        )

    def lay_over(self, pixels: np.ndarray, change: np.ndarray) -> None:
        """Add a change of luma on the canvas to the picture, in place, as grainy as around it."""
        part = pixels[self.region.slices]
        before = cv2.cvtColor(np.ascontiguousarray(part), cv2.COLOR_RGB2GRAY)
        back, mask = self._laid_back(change), self._laid_back(_mask(CANVAS_PX, CANVAS_PX))
        grain = _missing_grain(before, before + back, mask)
        noise = np.random.default_rng(self.region.left + self.region.top)
        back += grain * mask * noise.standard_normal(back.shape, dtype=np.float32)
        np.clip(part + back[..., None], 0, 1, out=part)

    def _laid_back(self, plane: np.ndarray) -> np.ndarray:
        """A plane of the canvas in the pixels of the region, float32 (h, w)."""
        enlargement = float(np.linalg.norm(self.matrix[:, 0]))
        if enlargement > 1:  # smaller in the picture: no finer than its pixels
            plane = cv2.GaussianBlur(plane, (0, 0), 0.4 * enlargement)
        back = cv2.warpAffine(
            plane,
            self.matrix,
            self._reduced_size,
            flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        )
        if self.reduction > 1:
            size = (self.region.width, self.region.height)
            back = cv2.resize(back, size, interpolation=cv2.INTER_CUBIC)
        return np.asarray(back)

    @property
    def _reduced_size(self) -> tuple[int, int]:
        width, height = (
            max(1, round(side / self.reduction)) for side in (self.region.width, self.region.height)
        )
        return width, height


def _alignment(face: Face) -> np.ndarray:
    """(2, 3): the similarity from the picture to the canvas: upright, the box in the middle.

    Of the eyes only the turn is taken. The box says better where a face is and how large: the
    network has learnt from boxes, and eyes are found to some pixels only.
    """
    turn_deg = 0.0
    if face.eyes is not None:
        (left_x, left_y), (right_x, right_y) = face.eyes
        turn_deg = float(np.degrees(np.arctan2(right_y - left_y, right_x - left_x)))
    middle = (face.box.left + face.box.width / 2 - 0.5, face.box.top + face.box.height / 2 - 0.5)
    matrix = cv2.getRotationMatrix2D(middle, turn_deg, FACE_PX / face.box.width)
    matrix[:, 2] = matrix[:, 2] + (CANVAS_PX - 1) / 2 - np.array(middle)
    return np.asarray(matrix)


def _missing_grain(before: np.ndarray, after: np.ndarray, mask: np.ndarray) -> float:
    """Standard deviation of the grain that a refined face lacks beside what is around it.

    Not more than the face had itself: it may have been smoother before.
    """
    around = _noise_of(before, mask < 0.05)
    own, left = _noise_of(before, mask > 0.9), _noise_of(after, mask > 0.9)
    return float(np.sqrt(max(0.0, min(around, own) ** 2 - left**2)))


def _noise_of(luma: np.ndarray, where: np.ndarray) -> float:
    """Standard deviation of white noise (Immerkaer, 1996), by the median, which passes over edges.

    0 where there is too little to tell.
    """
    response = np.abs(cv2.filter2D(luma, cv2.CV_32F, _NOISE_MASK))[where]
    return float(np.median(response)) / 0.6745 / 6 if response.size >= SMALLEST_PX**2 else 0.0
