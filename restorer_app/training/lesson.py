"""What one training learns from and is judged by: all that the loop asks of a medium."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from torch import Tensor, nn
from torch.utils.data import Dataset

from restorer_app.training.checkpoint import TrainingState

Batch = tuple[Tensor, ...]
Objective = Callable[[TrainingState, list[Tensor]], Tensor]
"""The loss of a network on a batch."""


class Validation(Protocol):
    """Held-out files, degraded once with fixed seeds."""

    def score(self, network: nn.Module) -> dict[str, float]:
        """Measures by name, for the log and the model card."""
        ...

    def write_samples(self, network: nn.Module, path: Path) -> None:
        """A sheet to look at, where there is something to see."""
        ...


@dataclass(frozen=True)
class Lesson:
    """`batches` gives the batch of a step, `loss` what to lower on it."""

    batches: Dataset[Batch]
    loss: Objective
    validation: Validation
    material: str
    """What is learnt from, for the model card: '322 photographs'."""
    train_first: Callable[[nn.Module], None] = lambda _: None
    """Parts of the network that the loop builds on, trained in place."""
    train_last: Callable[[nn.Module], None] = lambda _: None
    """Parts that build on the finished network, trained in place."""
