"""Batches made ahead of the loop, in processes of their own."""

from collections.abc import Iterable

import cv2
from torch.utils.data import DataLoader, Dataset

from restorer_app.training.lesson import Batch


def batches_from(
    dataset: Dataset[Batch], steps: Iterable[int], *, workers: int
) -> DataLoader[Batch]:
    """The batches of these steps in order, made in `workers` processes (0: in this one).

    Workers are spawned: a fork after OpenCV or torch have started threads deadlocks.
    """
    return DataLoader(
        dataset,
        batch_size=None,
        sampler=steps,
        num_workers=workers,
        multiprocessing_context="spawn" if workers else None,
        prefetch_factor=4 if workers else None,
        worker_init_fn=_use_one_thread,
    )


def _use_one_thread(_: int) -> None:
    """A worker process is one of several: OpenCV's threads would take the others' cores."""
    cv2.setNumThreads(1)
