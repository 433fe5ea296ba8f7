"""Torch comes in while the window stays alive. In processes of their own: here it is long there."""

import subprocess
import sys

COUNT_WHILE_LOADING = """
import threading, time
from restorer_app.gui.torch_loading import load_libraries

n_ticks, is_loading = 0, True

def tick():
    global n_ticks
    while is_loading:
        n_ticks += 1
        time.sleep(0.001)

ticking = threading.Thread(target=tick)
ticking.start()
time.sleep(0.01)
before = n_ticks
load_libraries()
print(n_ticks - before)
is_loading = False
ticking.join()
"""

LOAD = """
import gc, sys
from restorer_app.gui.torch_loading import load_torch
load_torch()
load_torch()
print("torch" in sys.modules, gc.isenabled(), sys.modules["torch"].ones(2).sum().item())
"""


def printed_by(program: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=120, check=True
    )
    return done.stdout.strip()


def test_other_threads_go_on_while_the_libraries_are_loaded() -> None:
    """With Python's lock held it would be one or two ticks, however long it takes."""
    assert int(printed_by(COUNT_WHILE_LOADING)) > 10


def test_torch_works_and_garbage_is_collected_again() -> None:
    assert printed_by(LOAD) == "True True 2.0"
