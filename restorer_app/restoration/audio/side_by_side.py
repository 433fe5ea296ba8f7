"""Does independent work at several moments of a recording at once, in threads (docs/adr/0030)."""

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def side_by_side(
    work: Callable[[Item], Result], items: Iterable[Item]
) -> Generator[Result, None, None]:
    """`work` of each item, in their order; as many at once as there are processors.

    Items are taken as they are needed: one more is in memory than is worked on. What `work` raises
    comes up in its turn.
    """
    from threadpoolctl import threadpool_limits  # a bare training machine lacks it

    n_threads = os.cpu_count() or 1
    begun: deque[Future[Result]] = deque()
    # Linear algebra with threads of its own would only make these wait for each other.
    with threadpool_limits(1, user_api="blas"), ThreadPoolExecutor(n_threads) as pool:
        try:
            for item in items:
                begun.append(pool.submit(work, item))
                if len(begun) > n_threads:
                    yield begun.popleft().result()
            while begun:
                yield begun.popleft().result()
        finally:
            for future in begun:
                future.cancel()
