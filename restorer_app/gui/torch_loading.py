"""Brings torch in from a job without the window standing still meanwhile.

A plain `import torch` holds Python's lock for about 0.2 s while the system loads its libraries, and
again whenever the garbage collector walks through everything that the import has made. The GUI
thread can not run a line of Python for that long.
"""

import ctypes
import gc
import importlib.util
import os
import sys
from pathlib import Path

_LIBRARIES = ("libtorch_global_deps", "libtorch_python")
"""In torch's own order; the second one pulls in all the others."""


def load_torch() -> None:
    """Import torch; does nothing the second time."""
    if "torch" in sys.modules:
        return
    load_libraries()
    is_collecting = gc.isenabled()
    gc.disable()
    try:
        import torch  # noqa: F401
    finally:
        if is_collecting:
            gc.freeze()  # what an import has made stays: never walk through it
            gc.enable()


def load_libraries() -> None:
    """Let the system load torch's libraries while other threads go on.

    The import finds them loaded. What is not there or can not be loaded is left to the import,
    which knows how to say why. On Windows there is nothing to do: torch does the same by itself.
    """
    spec = importlib.util.find_spec("torch")
    if os.name != "posix" or spec is None or spec.origin is None:
        return
    suffix = ".dylib" if sys.platform == "darwin" else ".so"
    # Called as a foreign function: ctypes lets go of Python's lock, its own loading does not.
    open_library = ctypes.CDLL(None).dlopen
    open_library.restype = ctypes.c_void_p
    open_library.argtypes = (ctypes.c_char_p, ctypes.c_int)
    for name in _LIBRARIES:
        path = Path(spec.origin).parent / "lib" / f"{name}{suffix}"
        scope = os.RTLD_GLOBAL if name == "libtorch_global_deps" else os.RTLD_LOCAL
        if path.exists():
            open_library(os.fsencode(path), os.RTLD_NOW | scope)
