"""Measured facts that stand beside the network's opinion."""

import cv2
import numpy as np

_IMMERKAER = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float32)


def noise_sigma_255(crops: list[np.ndarray]) -> float:
    """Standard deviation of white noise, on 0..255, by Immerkaer's mask (CVIU 1996).

    The mask has no response to edges up to second order. Of the crops' estimates the lower quarter
    is taken: texture can only add to noise. Measured in the green channel alone, because luma would
    average away noise that is independent in the channels, but not that of a grey photograph.
    """
    estimates = []
    for crop in crops:
        green = np.ascontiguousarray(crop[..., 1])
        response = np.abs(cv2.filter2D(green, -1, _IMMERKAER)[1:-1, 1:-1])
        estimates.append(np.sqrt(np.pi / 2) / 6 * float(response.mean()))
    return float(np.percentile(estimates, 25)) * 255


def saturated_share(crops: list[np.ndarray]) -> float:
    """Share of pixels with a channel at the very end of the scale, 0..1."""
    return float(np.mean([((crop <= 0) | (crop >= 1)).any(axis=-1).mean() for crop in crops]))
