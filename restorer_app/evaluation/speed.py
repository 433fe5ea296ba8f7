"""The budgets of the design, measured on this machine: suite `speed`."""

import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from statistics import median

import numpy as np

from restorer_app.distortions import Distortion
from restorer_app.evaluation.bench import Bench
from restorer_app.evaluation.report import Row
from restorer_app.media.image import Image
from restorer_app.progress import OnProgress, Progress
from restorer_app.registry.catalog import Catalog, ModelEntry
from restorer_app.registry.loader import load_network
from restorer_app.restoration import image as restoring
from restorer_app.restoration.diagnose import diagnose
from restorer_app.restoration.plan import Plan, Step
from restorer_app.restoration.tiling import run_network

LARGE_PX = (3000, 4000)
"""Height and width of the 12-megapixel photograph that the budgets speak of."""
WARM_PX = (256, 256)
REPEATS = 3

DEFINITION = (
    "Medians of three runs, models warm, on a photograph repeated to 12 megapixels. Peak memory is "
    "that of a fresh process that loads the model and does one step. Cancel: the longest time "
    "between two moments at which a restoration can be stopped."
)


@dataclass(frozen=True)
class StepCost:
    """What one generator step on the large picture costs a fresh process."""

    seconds: float
    seconds_of_quarter: float
    peak_bytes: float | None
    """None where the system does not tell."""


def speed(bench: Bench, *, size: tuple[int, int] = LARGE_PX) -> list[Row]:
    """One row per budget: what, value, unit, budget, whether it is kept.

    `size`: height and width of the photograph measured on; the budgets are for the default.
    """
    path = bench.photos.paths[0]
    photo = bench.photos.load(path)
    large = fill(photo, size)
    entry = bench.restorer_of(Distortion.WHITE_NOISE)
    bench.used[entry.id] = entry.sha256
    todo = _Todo(bench.on_progress, 5)

    todo.next("restorer --help")
    rows = [_row("restorer --help", _median_seconds(_show_help), "s", 0.3)]
    todo.next("diagnosis")
    bench.diagnose(fill(photo, WARM_PX))
    seconds = _median_seconds(lambda: diagnose(large, bench.catalog, device=bench.device))
    rows.append(_row("diagnose 12 megapixels", seconds, "s", 1.0))
    todo.next("one step")
    rows += _step_rows(_cost_in_fresh_process(photo, bench, entry, size))
    todo.next("tiles")
    rows.append(
        _row(
            "tiled against untiled", _seam_255(fill(photo, _half(size)), bench, entry), "/255", 1.0
        )
    )
    todo.next("cancel")
    rows.append(_row("cancel", _longest_gap_s(large, bench, entry), "s", 0.5))
    return rows


def fill(photo: Image, size: tuple[int, int]) -> Image:
    """The photograph repeated, then cut, to `size` (height, width)."""
    height, width = size
    times = (-(-height // photo.height), -(-width // photo.width), 1)
    pixels = np.tile(photo.pixels, times)[:height, :width]
    return Image(np.ascontiguousarray(pixels))


class _Todo:
    """Progress over a few parts of unknown length."""

    def __init__(self, on_progress: OnProgress, n_parts: int) -> None:
        self._on_progress, self._n_parts, self._n_done = on_progress, n_parts, 0

    def next(self, title: str) -> None:
        self._on_progress(Progress(title, self._n_done / self._n_parts))
        self._n_done += 1


def _row(what: str, value: float | None, unit: str, budget: float) -> Row:
    within = None if value is None else value <= budget
    return {"what": what, "value": value, "unit": unit, "budget": budget, "within": within}


def _step_rows(cost: StepCost) -> list[Row]:
    gigabytes = None if cost.peak_bytes is None else cost.peak_bytes / 1e9
    return [
        _row("one step on 12 megapixels", cost.seconds, "s", 10.0),
        _row("peak memory of that process", gigabytes, "GB", 2.0),
        _row("time of 4x the pixels", cost.seconds / cost.seconds_of_quarter, "x", 4.4),
    ]


def _median_seconds(work: Callable[[], object]) -> float:
    times = []
    for _ in range(REPEATS):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return median(times)


def _show_help() -> None:
    subprocess.run(
        [sys.executable, "-m", "restorer_app", "--help"], check=True, stdout=subprocess.DEVNULL
    )


def _half(size: tuple[int, int]) -> tuple[int, int]:
    return size[0] // 2, size[1] // 2


def _cost_in_fresh_process(
    photo: Image, bench: Bench, entry: ModelEntry, size: tuple[int, int]
) -> StepCost:
    """Only a process of its own has a peak of memory that nothing else added to."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(measure_step, photo, bench.catalog, entry, bench.device, size).result()


def measure_step(
    photo: Image, catalog: Catalog, entry: ModelEntry, device: str, size: tuple[int, int]
) -> StepCost:
    """Run in the fresh process: one step on the large picture, then on a quarter of it."""
    plan = _one_step(entry)

    def step(size: tuple[int, int]) -> Callable[[], object]:
        image = fill(photo, size)
        return lambda: restoring.restore(image, plan, catalog, device=device)

    step(WARM_PX)()
    seconds = _median_seconds(step(size))
    peak_bytes = _peak_bytes()
    return StepCost(seconds, _median_seconds(step(_half(size))), peak_bytes)


def _one_step(entry: ModelEntry) -> Plan:
    return Plan((Step(Distortion.WHITE_NOISE, entry.id),))


def _peak_bytes() -> float | None:
    """The most memory this process ever held. Linux: VmHWM; getrusage would count the parent's."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return None
    kilobytes = next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]
    return int(kilobytes) * 1024.0


def _seam_255(image: Image, bench: Bench, entry: ModelEntry) -> float:
    """The largest difference between the tiled and the untiled result, in steps of 1/255."""
    loaded = load_network(entry, bench.device)
    tiled = run_network(loaded, image.pixels)
    untiled = run_network(loaded, image.pixels, tile_px=max(image.height, image.width))
    return float(np.abs(tiled - untiled).max() * 255)


def _longest_gap_s(image: Image, bench: Bench, entry: ModelEntry) -> float:
    """The longest time a cancel could have to wait in one step, until its last moment."""
    moments = [time.perf_counter()]

    def note(_: Progress) -> None:
        moments.append(time.perf_counter())

    restoring.restore(image, _one_step(entry), bench.catalog, device=bench.device, on_progress=note)
    moments.append(time.perf_counter())
    return float(np.diff(moments).max())
