"""A training's whole state on disk, written to `.part` and renamed."""

import pickle  # noqa: TID251 - only for the name of the error that torch's reader raises
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from restorer_app.errors import WeightsError
from restorer_app.texts import Text
from restorer_app.training.adversarial import Adversary

_UNREADABLE = (
    OSError,
    EOFError,
    RuntimeError,
    LookupError,
    TypeError,
    ValueError,
    pickle.UnpicklingError,
)
"""All that torch raises for a file that is missing, cut off, foreign or of another network."""


@dataclass
class TrainingState:
    """What a training needs to go on as if it had never stopped."""

    network: nn.Module
    optimizer: torch.optim.Optimizer
    ema: dict[str, Tensor]
    critic: Adversary | None = None
    """Of an adversarial training."""
    step: int = 0
    elapsed_s: float = 0.0


def save_checkpoint(state: TrainingState, path: Path) -> None:
    part = path.with_name(path.name + ".part")
    torch.save(
        {
            "network": state.network.state_dict(),
            "optimizer": state.optimizer.state_dict(),
            "ema": state.ema,
            "critic": state.critic.state_dict() if state.critic else None,
            "step": state.step,
            "elapsed_s": state.elapsed_s,
        },
        part,
    )
    part.replace(path)


def load_checkpoint(state: TrainingState, path: Path) -> None:
    """Fill `state` in place. Raises WeightsError for a missing or foreign checkpoint."""
    try:
        saved: dict[str, Any] = torch.load(path, weights_only=True, map_location="cpu")
        state.network.load_state_dict(saved["network"])
        state.optimizer.load_state_dict(saved["optimizer"])
        if state.critic:
            state.critic.load_state_dict(saved["critic"])
        for name, tensor in state.ema.items():
            tensor.copy_(saved["ema"][name])
        state.step, state.elapsed_s = saved["step"], saved["elapsed_s"]
    except _UNREADABLE as error:
        reason = next(iter(str(error).splitlines()), type(error).__name__)
        raise WeightsError(
            Text(f"'{path}' can't be resumed ({reason}); start without --resume")
        ) from error
