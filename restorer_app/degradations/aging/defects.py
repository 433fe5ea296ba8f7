"""Damage of a photograph's surface: scratches, hairs, dust, creases, tears, stains and mould.

Each function draws one kind for a picture of height x width and returns the layers to lay over it.
`amount` in 0..1 says how much there is, `unit` how many pixels a scratch of ordinary width takes.
Numbers are those of the heritage studies that docs/adr/0019 names.
"""

from collections.abc import Callable, Sequence

import cv2
import numpy as np

from restorer_app.degradations.aging.layers import Canvas, Layer, fractal_noise

Defect = Callable[[int, int, float, float, np.random.Generator], list[Layer]]

_N_POINTS = 40


def scratches(
    height: int, width: int, amount: float, unit: float, rng: np.random.Generator
) -> list[Layer]:
    """Lines with gaps, thinner at their ends, more often upright; some with a shadow beside them.

    Up to a dozen, white, black or coloured.
    """
    canvases = {kind: Canvas(height, width) for kind in ("white", "black", "coloured")}
    for _ in range(1 + round(amount * rng.uniform(0, 11))):
        kind = rng.choice(list(canvases), p=(0.65, 0.25, 0.1))
        bend = rng.uniform(0, 0.08)
        is_upright = rng.random() < 0.6
        angle = np.pi / 2 + rng.normal(0, 0.04) if is_upright else rng.uniform(0, np.pi)
        points = _bent_line(height, width, angle, rng.uniform(0.2, 1.2), bend, rng)
        widths = unit * rng.uniform(0.5, 2.2) * _taper(rng)
        strength = rng.uniform(0.4, 1) * _with_gaps(rng)
        canvases[kind].polyline(points, widths, strength)
    layers = []
    colors = {"white": rng.uniform(0.8, 1), "black": rng.uniform(0, 0.2), "coloured": None}
    for kind, canvas in canvases.items():
        opacity = _soft(canvas.opacity(), rng.uniform(0.2, 0.8) * unit)
        if kind == "white" and rng.random() < 0.4:
            layers.append(_shadow_of(opacity, unit))
        tone = colors[kind]
        color = rng.uniform(0, 1, 3) if tone is None else np.full(3, tone)
        layers.append(Layer(opacity, color.astype(np.float32)))
    return layers


def hairs(
    height: int, width: int, amount: float, unit: float, rng: np.random.Generator
) -> list[Layer]:
    """Thin winding lines: hairs and fibres that lay on the print or the glass of the scanner."""
    canvas = Canvas(height, width)
    for _ in range(1 + round(amount * rng.uniform(0, 7))):
        angle, length, bend = rng.uniform((0, 0.08, 0.1), (np.pi, 0.4, 0.5))
        points = _bent_line(height, width, angle, length, bend, rng)
        widths = np.full(_N_POINTS - 1, unit * rng.uniform(0.4, 1.0))
        canvas.polyline(points, widths, np.full(_N_POINTS - 1, rng.uniform(0.5, 1)))
    opacity = _soft(canvas.opacity(), 0.4 * unit)
    return [Layer(opacity, _light_or_dark(rng, light=0.6))]


def dust(
    height: int, width: int, amount: float, unit: float, rng: np.random.Generator
) -> list[Layer]:
    """Specks, most of them tiny, more bright ones than dark ones."""
    bright, dark = Canvas(height, width), Canvas(height, width)
    area = height * width / (512 * unit) ** 2
    for _ in range(1 + round(area * rng.uniform(20, 60 + 340 * amount))):
        canvas = bright if rng.random() < 0.8 else dark
        radius = float(np.clip(rng.lognormal(-0.2, 0.6), 0.4, 4)) * unit
        center = rng.uniform(0, 1, 2) * (width, height)
        axes = (radius, radius * rng.uniform(0.3, 1))
        canvas.ellipse(center, axes, rng.uniform(0, 180), rng.uniform(0.4, 1))
    return [
        Layer(_soft(bright.opacity(), 0.3 * unit), np.full(3, rng.uniform(0.8, 1), np.float32)),
        Layer(_soft(dark.opacity(), 0.3 * unit), np.full(3, rng.uniform(0, 0.25), np.float32)),
    ]


def creases(
    height: int, width: int, amount: float, unit: float, rng: np.random.Generator
) -> list[Layer]:
    """Folds across the whole print: a bright core where the emulsion broke, shades beside it."""
    layers = []
    for _ in range(1 + round(amount * rng.uniform(0, 2))):
        distance = _distance_to_a_line(height, width, unit, rng)
        core = rng.uniform(0.5, 1.5) * unit
        broken = np.clip(fractal_noise(height, width, 40 * unit, rng) + 1.0, 0, 1)
        near = np.exp(-np.square(distance / core)) * broken * rng.uniform(0.5, 1)
        flakes = (fractal_noise(height, width, 6 * unit, rng) > 1.2) & (abs(distance) < 6 * unit)
        shade_px = rng.uniform(4, 20) * unit
        shade = np.exp(-np.abs(distance) / shade_px) * rng.uniform(0.03, 0.15)
        tone = np.where((distance > 0)[..., None], np.float32(0), np.float32(1))
        white = np.full(3, rng.uniform(0.85, 1), np.float32)
        layers.append(Layer(shade.astype(np.float32), tone, hides=False))
        hidden = np.maximum(near, _soft(flakes.astype(np.float32), 0.5 * unit))
        layers.append(Layer(hidden.astype(np.float32), white))
    return layers


def tears(
    height: int, width: int, amount: float, unit: float, rng: np.random.Generator
) -> list[Layer]:
    """Jagged edges of white paper from the border inwards, or a corner that is gone."""
    canvas = Canvas(height, width)
    for _ in range(1 + round(amount * rng.uniform(0, 2))):
        is_corner = rng.random() < 0.3
        canvas.polygon((_corner if is_corner else _tear)(height, width, unit, rng), 1.0)
    paper = (rng.uniform(0.8, 1) * np.array((1, 0.98, 0.94))).astype(np.float32)
    return [Layer(_soft(canvas.opacity(), 0.4 * unit), paper)]


def stains(
    height: int, width: int, amount: float, unit: float, rng: np.random.Generator
) -> list[Layer]:
    """Where a liquid dried: a little darker inside, a dark rim around."""
    field = fractal_noise(height, width, max(height, width) / 3, rng)
    level = np.quantile(field, 1 - rng.uniform(0.03, 0.1 + 0.15 * amount))
    inside = np.clip((field - level) * 12, 0, 1)
    rim = np.exp(-np.square((field - level) * max(height, width) / (rng.uniform(8, 25) * unit)))
    brown = rng.uniform((0.25, 0.15, 0.05), (0.55, 0.4, 0.25)).astype(np.float32)
    return [
        Layer(inside * np.float32(rng.uniform(0.05, 0.15)), brown, hides=False),
        Layer(rim.astype(np.float32) * np.float32(rng.uniform(0.1, 0.3)), brown, hides=False),
    ]


def mould(
    height: int, width: int, amount: float, unit: float, rng: np.random.Generator
) -> list[Layer]:
    """Foxing: small brown spots in groups."""
    groups = fractal_noise(height, width, max(height, width) / 4, rng)
    spots = fractal_noise(height, width, rng.uniform(6, 16) * unit, rng, n_octaves=2)
    shown = np.clip((spots + 0.5 * groups - (3.0 - 0.8 * amount)) * 4, 0, 1)
    brown = rng.uniform((0.3, 0.15, 0.02), (0.6, 0.4, 0.25)).astype(np.float32)
    return [Layer(shown.astype(np.float32) * np.float32(rng.uniform(0.3, 0.7)), brown)]


def shapes_of(maps: Sequence[np.ndarray]) -> Defect:
    """A defect that takes the shapes of real damage: opacities, uint8 (h, w), white is damage."""

    def draw(
        height: int, width: int, amount: float, unit: float, rng: np.random.Generator
    ) -> list[Layer]:
        layers = []
        for _ in range(1 + round(amount * rng.uniform(0, 7))):
            shape = _placed(maps[int(rng.integers(len(maps)))], height, width, unit, rng)
            strength = np.float32(rng.uniform(0.5, 1))
            color = _light_or_dark(rng, light=0.7)
            hides = bool((shape > 0.05).mean() < LARGEST_SHARE)
            layers.append(Layer(shape * strength, color, hides=hides))
        return layers

    return draw


LARGEST_SHARE = 0.12
"""Shapes that cover more are stains: so much can not be filled in, it shows through anyway."""
DEFECTS: tuple[Defect, ...] = (scratches, hairs, dust, creases, tears, stains, mould)


def _bent_line(
    height: int, width: int, angle: float, length: float, bend: float, rng: np.random.Generator
) -> np.ndarray:
    """Points (n, 2) of a cubic Bezier curve, `length` times the longer side long."""
    side = max(height, width)
    along = np.array((np.cos(angle), np.sin(angle)))
    across = np.array((-along[1], along[0]))
    middle = rng.uniform(0, 1, 2) * (width, height)
    half = along * side * length / 2
    sway = [across * rng.normal(0, bend) * side * length for _ in range(2)]
    ends = (middle - half, middle - half / 3 + sway[0], middle + half / 3 + sway[1], middle + half)
    t = np.linspace(0, 1, _N_POINTS)[:, None]
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
    curve = np.sum([w * end for w, end in zip(weights, ends, strict=True)], axis=0)
    return np.asarray(curve + rng.normal(0, 0.3, curve.shape))


def _taper(rng: np.random.Generator) -> np.ndarray:
    """Widths of the segments of a scratch, 0..1: thinner at one end or both."""
    t = np.linspace(0, 1, _N_POINTS - 1)
    return np.asarray((1 - t) ** rng.uniform(0, 0.8) * t ** rng.choice((0, 0.4)) + 0.2)


def _with_gaps(rng: np.random.Generator) -> np.ndarray:
    """Strengths of the segments of a scratch, 0..1: stretches of it are faint or missing."""
    knots = rng.uniform(rng.uniform(-0.8, 0.9), 1.2, 9)
    return np.clip(np.interp(np.linspace(0, 8, _N_POINTS - 1), np.arange(9), knots), 0, 1)


def _soft(opacity: np.ndarray, sigma_px: float) -> np.ndarray:
    return np.asarray(cv2.GaussianBlur(opacity, (0, 0), max(0.15, sigma_px)))


def _shadow_of(opacity: np.ndarray, unit: float) -> Layer:
    """A dark rim on one side, as of a groove in slanting light."""
    moved = np.roll(opacity, max(1, round(unit)), axis=1)
    return Layer(0.6 * moved * (1 - opacity), np.zeros(3, np.float32))


def _light_or_dark(rng: np.random.Generator, *, light: float) -> np.ndarray:
    """A grey with a little colour: light with the probability `light`, else dark."""
    tone = rng.uniform(0.75, 1) if rng.random() < light else rng.uniform(0, 0.25)
    return np.clip(tone + rng.normal(0, 0.04, 3), 0, 1).astype(np.float32)


def _distance_to_a_line(
    height: int, width: int, unit: float, rng: np.random.Generator
) -> np.ndarray:
    """Signed distance in px from a nearly straight line through the picture, (H, W)."""
    angle = rng.choice((0, np.pi / 2)) + rng.normal(0, 0.15)
    if rng.random() < 0.2:
        angle = rng.uniform(0, np.pi)
    y, x = np.ogrid[:height, :width]
    y0, x0 = rng.uniform(0.15, 0.85, 2) * (height, width)
    wobble = fractal_noise(height, width, 80 * unit, rng, n_octaves=2) * rng.uniform(0, 1.5) * unit
    return np.asarray((x - x0) * np.sin(angle) - (y - y0) * np.cos(angle) + wobble, np.float32)


def _tear(height: int, width: int, unit: float, rng: np.random.Generator) -> np.ndarray:
    """The outline of a tear: in from a border along a jagged way, back beside it."""
    inwards = int(rng.integers(4)) * np.pi / 2
    start = {0: (0, rng.uniform()), 1: (rng.uniform(), 0), 2: (1, rng.uniform())}.get(
        round(inwards / (np.pi / 2)), (rng.uniform(), 1)
    )
    side = min(height, width)
    n = 24
    turns = inwards + rng.normal(0, 0.5, n) + rng.normal(0, 0.3)
    steps = side * rng.uniform(0.1, 0.45) / n * np.stack((np.cos(turns), np.sin(turns)), axis=1)
    way = np.array(start) * (width, height) + np.cumsum(steps, axis=0) - steps[0]
    opening = np.linspace(rng.uniform(3, 14) * unit, 0, n) * rng.uniform(0.5, 1.2, n)
    across = np.stack((-np.sin(turns), np.cos(turns)), axis=1) * opening[:, None]
    return np.concatenate((way, (way + across)[::-1]))


def _corner(height: int, width: int, unit: float, rng: np.random.Generator) -> np.ndarray:
    """The outline of a corner that is gone."""
    del unit  # a corner goes by the size of the print
    side = min(height, width) * rng.uniform(0.03, 0.15)
    t = np.linspace(0, 1, 16)[:, None]
    edge = np.array((side, 0)) * (1 - t) + np.array((0, side * rng.uniform(0.5, 1.5))) * t
    outline = np.concatenate((edge + rng.normal(0, side / 25, edge.shape), [(-1.0, -1.0)]))
    if rng.random() < 0.5:
        outline[:, 0] = width - outline[:, 0]
    if rng.random() < 0.5:
        outline[:, 1] = height - outline[:, 1]
    return outline


def _placed(
    shape: np.ndarray, height: int, width: int, unit: float, rng: np.random.Generator
) -> np.ndarray:
    """A shape turned, mirrored, resized and put somewhere, float32 (height, width) in 0..1."""
    rows, columns = shape.shape[:2]
    scale = unit * rng.uniform(0.5, 1.3)
    turn = cv2.getRotationMatrix2D((columns / 2, rows / 2), rng.uniform(0, 360), scale)
    turn[:, 2] += rng.uniform(0, 1, 2) * (width, height) - (columns / 2, rows / 2)
    if rng.random() < 0.5:
        shape = np.ascontiguousarray(shape[:, ::-1])
    placed = cv2.warpAffine(shape, turn, (width, height), flags=cv2.INTER_LINEAR)
    return placed.astype(np.float32) / 255
