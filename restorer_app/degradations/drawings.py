"""Clean pictures that are drawn: pages of text or shapes, and skies without a thing in them.

A diagnosis that has seen ordinary photographs alone takes even areas for colour blocks or too few
colours, clean edges for nothing it knows, and the lack of any edge for blur.
"""

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

_LETTERS = np.array(list("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789      .,-"))
_OVERSIZE = 2
"""Drawn larger and reduced, which smooths the edges of lines as a scanner or a screen does."""


def draw_page(side_px: int, rng: np.random.Generator) -> np.ndarray:
    """A picture of its own, uint8 (side_px, side_px, 3): lines of text, or lines and shapes."""
    side = side_px * _OVERSIZE
    paper, ink = _two_tones(rng)
    page = Image.new("RGB", (side, side), paper)
    draw = ImageDraw.Draw(page)
    if rng.random() < 0.6:
        _write_lines(draw, side, ink, rng)
    else:
        _draw_shapes(draw, side, ink, rng)
    return np.asarray(page.resize((side_px, side_px), Image.Resampling.BOX))


def draw_sky(side_px: int, rng: np.random.Generator) -> np.ndarray:
    """A clear or hazy sky, uint8 (side_px, side_px, 3): a gradient, wide clouds, a sensor's grain.

    The grain, half a step of 255, is what keeps the gradient of a real photograph from banding.
    """
    top, bottom = np.sort(rng.uniform((0.1, 0.2, 0.4), (0.9, 0.95, 1.0), (2, 3)), axis=0)
    height = np.linspace(0, 1, side_px)[:, None, None]
    sky = np.broadcast_to(top + (bottom - top) * height, (side_px, side_px, 3))
    puffs = rng.normal(0, rng.uniform(0, 0.15), (4, 4)).astype(np.float32)
    clouds = cv2.resize(puffs, (side_px, side_px), interpolation=cv2.INTER_CUBIC)
    grain = rng.normal(0, 0.5 / 255, (side_px, side_px, 3))
    return np.round(255 * np.clip(sky + clouds[..., None] + grain, 0, 1)).astype(np.uint8)


def _two_tones(rng: np.random.Generator) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Colours of paper and ink, far enough apart to be read; light on dark sometimes."""
    light = tuple(int(value) for value in rng.integers(190, 256) - rng.integers(0, 40, 3))
    dark = tuple(int(value) for value in rng.integers(0, 100, 3))
    return (light, dark) if rng.random() < 0.8 else (dark, light)


def _write_lines(
    draw: ImageDraw.ImageDraw, side: int, ink: tuple[int, ...], rng: np.random.Generator
) -> None:
    size = int(rng.integers(10, 40)) * _OVERSIZE
    font = ImageFont.load_default(size)
    left = int(rng.integers(-size, side // 4))
    for top in range(int(rng.integers(-size, size)), side, round(size * rng.uniform(1.1, 1.8))):
        text = "".join(rng.choice(_LETTERS, 3 * side // size))
        draw.text((left, top), text, font=font, fill=ink)


def _draw_shapes(
    draw: ImageDraw.ImageDraw, side: int, ink: tuple[int, ...], rng: np.random.Generator
) -> None:
    for _ in range(int(rng.integers(3, 16))):
        x, y = (
            sorted(int(end) for end in rng.integers(-side // 4, side * 5 // 4, 2)) for _ in "xy"
        )
        color = (
            ink if rng.random() < 0.5 else tuple(int(value) for value in rng.integers(0, 256, 3))
        )
        width = int(rng.integers(1, 6)) * _OVERSIZE
        shape = rng.integers(3)
        if shape == 0:
            draw.line((x[0], y[0], x[1], y[1])[:: rng.choice((1, -1))], color, width)
        elif shape == 1:
            draw.rectangle((x[0], y[0], x[1], y[1]), color if rng.random() < 0.4 else None, color)
        else:
            draw.ellipse((x[0], y[0], x[1], y[1]), None, color, width)
