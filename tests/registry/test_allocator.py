"""Run in a process of its own: the allocator's settings can not be taken back."""

import subprocess
import sys

SCRIPT = """
import resource, torch
from restorer_app.registry.allocator import keep_freed_blocks, return_freed_blocks

def faults(n=20):
    start = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(n):
        torch.empty(24 << 20, dtype=torch.uint8).fill_(1)
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - start

def resident():
    return int(open("/proc/self/statm").read().split()[1]) * resource.getpagesize()

keep_freed_blocks()
faults()
kept = faults()
before = resident()
return_freed_blocks()
print(kept, before - resident())
"""


def test_freed_blocks_are_used_again_and_given_back_at_the_end() -> None:
    if sys.platform != "linux":
        return  # nothing is done elsewhere
    command = [sys.executable, "-c", SCRIPT]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    kept, returned = map(int, done.stdout.split())
    assert kept < 6000, "20 blocks of 6144 pages were taken; almost none may be new"
    assert returned > 20 << 20
