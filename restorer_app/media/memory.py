"""How large a file may be: a limit against decompression bombs, and the memory there is."""

import ctypes
import os
import sys
from pathlib import Path

from restorer_app.errors import MediaError
from restorer_app.media.atomic import unreadable
from restorer_app.texts import translatable

MAX_PIXELS = 500_000_000
"""Larger pictures are refused: no scanner makes them, but forged files claim them."""

BYTES_PER_PIXEL = 20
"""Peak while a picture is opened: float32 RGB (12) and the decoded samples with alpha (8)."""

THUMBNAIL_BYTES_PER_PIXEL = 8
"""Peak while a thumbnail is made: the decoded samples alone."""

BYTES_PER_SAMPLE = 4
"""Peak while a recording is opened whole: float32, decoded into place."""

_CGROUP_LIMIT = Path("/sys/fs/cgroup/memory.max")
_CGROUP_USED = Path("/sys/fs/cgroup/memory.current")


def check_size(name: str, width: int, height: int, *, is_thumbnail: bool = False) -> None:
    """Refuse a picture by the size in its header, before anything is decoded.

    Raises MediaError above `MAX_PIXELS` and where the decoded picture would not fit free memory.
    """
    pixels = width * height
    if pixels > MAX_PIXELS:
        raise unreadable(
            name,
            translatable(
                "it claims {width} x {height} pixels, more than the {most} megapixels allowed; "
                "make it smaller in another program",
                width=width,
                height=height,
                most=MAX_PIXELS // 1_000_000,
            ),
        )
    free = available_bytes()
    needed = pixels * (THUMBNAIL_BYTES_PER_PIXEL if is_thumbnail else BYTES_PER_PIXEL)
    if free is not None and needed > free:
        raise unreadable(
            name,
            translatable(
                "opening it takes more memory than there is (about {needed:.1f} GB where "
                "{free:.1f} GB are free); close other programs or make the picture smaller",
                needed=needed / 1e9,
                free=free / 1e9,
            ),
        )


def check_recording_size(name: str, n_channels: int, n_samples: int) -> None:
    """Refuse a recording that would not fit free memory whole. Raises MediaError."""
    free = available_bytes()
    needed = n_channels * n_samples * BYTES_PER_SAMPLE
    if free is not None and needed > free:
        raise unreadable(
            name,
            translatable(
                "opening it takes more memory than there is (about {needed:.1f} GB where "
                "{free:.1f} GB are free); close other programs or cut the recording into parts",
                needed=needed / 1e9,
                free=free / 1e9,
            ),
        )


def memory_error(name: str) -> MediaError:
    """The sentence for a picture that did not fit the memory, whatever had been promised."""
    return unreadable(
        name,
        translatable(
            "opening it takes more memory than there is; close other programs or make the picture "
            "smaller"
        ),
    )


def available_bytes() -> int | None:
    """Memory that can be had without swapping, or None where the system does not tell."""
    if sys.platform == "win32":
        return _windows_available_bytes()
    amounts = [amount for amount in (_linux_available_bytes(), _container_bytes()) if amount]
    if amounts:
        return min(amounts)
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (ValueError, OSError):
        return None


def _linux_available_bytes() -> int | None:
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    for line in lines:
        if line.startswith("MemAvailable:"):
            return int(line.split()[1]) * 1024
    return None


def _container_bytes() -> int | None:
    """What a container's own limit leaves; 'max' means there is none."""
    try:
        limit, used = _CGROUP_LIMIT.read_text("ascii"), _CGROUP_USED.read_text("ascii")
    except OSError:
        return None
    return max(int(limit) - int(used), 1) if limit.strip().isdigit() else None


def _windows_available_bytes() -> int | None:
    class MemoryStatus(ctypes.Structure):
        _fields_ = (
            ("length", ctypes.c_ulong),
            ("load", ctypes.c_ulong),
            ("total_physical", ctypes.c_ulonglong),
            ("available_physical", ctypes.c_ulonglong),
            ("total_page_file", ctypes.c_ulonglong),
            ("available_page_file", ctypes.c_ulonglong),
            ("total_virtual", ctypes.c_ulonglong),
            ("available_virtual", ctypes.c_ulonglong),
            ("available_extended_virtual", ctypes.c_ulonglong),
        )

    status = MemoryStatus(length=ctypes.sizeof(MemoryStatus))
    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined, unused-ignore]
    if not kernel.GlobalMemoryStatusEx(ctypes.byref(status)):
        return None
    return int(status.available_physical)
