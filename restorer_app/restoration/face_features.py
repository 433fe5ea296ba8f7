"""What looks like damage to the finder, but is a part of a face: brows, lashes and lips are spared.

Filled in, they are gone and somebody looks like another person; a dark speck that stays on a cheek
does no harm. What is lighter than the skin around it is no feature.
"""

import cv2
import numpy as np

from restorer_app.media.region import Region
from restorer_app.restoration.face_crops import grown
from restorer_app.restoration.face_finding import find_faces
from restorer_app.restoration.things import SPARED

INSIDE = 0.6
"""A feature lies in the face's box by so much of its area; a scratch goes on beyond it."""
DARKER = 0.02
"""How much darker than what is around it a feature is on average."""
_LOOKED_BEYOND = 0.5
"""Of a face's side, beyond each side of its box: looked at, to see what goes on there."""
_AROUND = 0.04
"""The rim around a mark that it is compared with, as a share of the width of the face."""


def spare_features(likely: np.ndarray, pixels: np.ndarray) -> None:
    """Make features of faces less likely, in place, in what `find_damage` returned for `pixels`.

    `likely`: float32 (h, w); `pixels`: float32 (h, w, 3) in 0..1. Faces that are cut by the border
    of a part of a photograph may not be known there.
    """
    if not (likely > 0.5).any():
        return
    for face in find_faces(pixels):
        around = grown(face.box, pixels, by=_LOOKED_BEYOND)
        within = face.box.relative_to(around)
        is_feature = _features(likely[around.slices], pixels[around.slices], within)
        likely[around.slices][is_feature] *= np.float32(SPARED)


def _features(likely: np.ndarray, pixels: np.ndarray, face: Region) -> np.ndarray:
    """Where features are among what is likely damage, bool (h, w); `face` is the box in there."""
    found = (likely > 0.5).astype(np.uint8)
    n, labels = cv2.connectedComponents(found, connectivity=8)
    tones = cv2.cvtColor(np.ascontiguousarray(pixels, np.float32), cv2.COLOR_RGB2GRAY)
    rim = np.ones((2 * max(1, round(_AROUND * face.width)) + 1,) * 2, np.uint8)
    is_feature = np.zeros(labels.shape, bool)
    for label in range(1, n):
        mark = labels == label
        if mark[face.slices].sum() < INSIDE * mark.sum():
            continue
        beside = (cv2.dilate(mark.astype(np.uint8), rim) > 0) & (found == 0)
        if beside.any() and tones[mark].mean() < tones[beside].mean() - DARKER:
            is_feature |= cv2.dilate(mark.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    return is_feature
