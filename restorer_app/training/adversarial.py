"""The critic's half of an adversarial training: WGAN-GP (Gulrajani et al., 2017)."""

from typing import Any

import torch
from torch import Tensor, nn

PENALTY_WEIGHT = 10.0
_ADAM_BETAS = (0.5, 0.9)


class Critic:
    """A critic with its optimizer; it learns to tell restored from clean pictures."""

    def __init__(self, network: nn.Module, learning_rate: float) -> None:
        self.network = network
        self.optimizer = torch.optim.Adam(network.parameters(), learning_rate, betas=_ADAM_BETAS)

    def learn(self, clean: Tensor, restored: Tensor) -> float:
        """One step on batches (N, 3, H, W) in 0..1; returns the estimated distance of the two."""
        restored = restored.detach()
        distance = self.network(clean).mean() - self.network(restored).mean()
        loss = PENALTY_WEIGHT * gradient_penalty(self.network, clean, restored) - distance
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        self.optimizer.step()
        return float(distance.detach())

    def state_dict(self) -> dict[str, Any]:
        return {"network": self.network.state_dict(), "optimizer": self.optimizer.state_dict()}

    def load_state_dict(self, saved: dict[str, Any]) -> None:
        self.network.load_state_dict(saved["network"])
        self.optimizer.load_state_dict(saved["optimizer"])

    def blame(self, restored: Tensor) -> Tensor:
        """What the generator has to lower: how unreal its pictures look."""
        return -self.network(restored).mean()


def gradient_penalty(critic: nn.Module, clean: Tensor, restored: Tensor) -> Tensor:
    """Mean squared distance from 1 of the critic's slope between pairs of pictures.

    As in the paper, one point between the pictures of each pair and the norm over all of a picture;
    DeblurGAN's code has one for the batch and a norm per pixel.
    """
    where = torch.rand((len(clean), 1, 1, 1), device=clean.device)
    between = torch.lerp(clean, restored, where).requires_grad_(True)
    (slope,) = torch.autograd.grad(critic(between).sum(), between, create_graph=True)
    return (slope.flatten(1).norm(dim=1) - 1).square().mean()
