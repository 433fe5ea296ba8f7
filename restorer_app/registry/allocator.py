"""Keeps glibc from handing every freed tensor back to the system.

A network takes and frees the same hundreds of megabytes over and over. By default glibc returns
each block over 32 MB at once and the system must clear its pages anew: on two cores that is half of
a training step and a quarter of a tile's time.
"""

import ctypes
import sys

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3
_LARGEST_MMAP_THRESHOLD = 32 << 20
"""More is refused by glibc on 64-bit systems."""
_NEVER = 2**31 - 1


def keep_freed_blocks() -> None:
    """From now on freed blocks stay with the process; does nothing where there is no glibc."""
    if libc := _glibc():
        libc.mallopt(_M_MMAP_THRESHOLD, _LARGEST_MMAP_THRESHOLD)
        libc.mallopt(_M_TRIM_THRESHOLD, _NEVER)


def return_freed_blocks() -> None:
    """Hand all free memory back once, after the work: an idle window must not sit on it."""
    if libc := _glibc():
        libc.malloc_trim(0)


def _glibc() -> ctypes.CDLL | None:
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None)
    return libc if hasattr(libc, "mallopt") and hasattr(libc, "malloc_trim") else None
