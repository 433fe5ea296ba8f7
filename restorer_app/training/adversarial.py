"""The critic's half of an adversarial training.

Of pictures: WGAN-GP (Gulrajani et al., 2017). Of latents of two kinds of pictures: LSGAN (Mao et
al., 2017).
"""

from typing import Any

import torch
from torch import Tensor, nn

PENALTY_WEIGHT = 10.0
_ADAM_BETAS = (0.5, 0.9)


class Adversary:
    """A network with its optimizer, and what it takes to go on where it stopped."""

    def __init__(self, network: nn.Module, learning_rate: float) -> None:
        self.network = network
        self.optimizer = torch.optim.Adam(network.parameters(), learning_rate, betas=_ADAM_BETAS)

    def state_dict(self) -> dict[str, Any]:
        return {"network": self.network.state_dict(), "optimizer": self.optimizer.state_dict()}

    def load_state_dict(self, saved: dict[str, Any]) -> None:
        self.network.load_state_dict(saved["network"])
        self.optimizer.load_state_dict(saved["optimizer"])

    def _step(self, loss: Tensor) -> None:
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        self.optimizer.step()


class Critic(Adversary):
    """Learns to tell restored from clean pictures."""

    def learn(self, clean: Tensor, restored: Tensor) -> float:
        """One step on batches (N, 3, H, W) in 0..1; returns the estimated distance of the two."""
        restored = restored.detach()
        distance = self.network(clean).mean() - self.network(restored).mean()
        self._step(PENALTY_WEIGHT * gradient_penalty(self.network, clean, restored) - distance)
        return float(distance.detach())

    def blame(self, restored: Tensor) -> Tensor:
        """What the generator has to lower: how unreal its pictures look."""
        return -self.network(restored).mean()


class DomainCritic(Adversary):
    """Learns to tell the latents of two kinds of pictures: 1 for the one, 0 for the other."""

    def learn(self, one: Tensor, other: Tensor) -> float:
        """One step on batches (N, C, h, w); returns its mean squared error, 0.25 for a guess."""
        judged = self.network(one.detach()), self.network(other.detach())
        loss = (_squares(judged[0], 1) + _squares(judged[1], 0)) / 2
        self._step(loss)
        return float(loss.detach())

    def blame(self, one: Tensor, other: Tensor) -> Tensor:
        """What the encoder of both has to lower: how far they are from being taken for either.

        The form of LSGAN in which the generator aims at the middle between both labels (the choice
        of equation 8): here both kinds go through the same network, and none is the pattern.
        """
        return (_squares(self.network(one), 0.5) + _squares(self.network(other), 0.5)) / 2


def _squares(judged: Tensor, label: float) -> Tensor:
    return (judged - label).square().mean()


def gradient_penalty(critic: nn.Module, clean: Tensor, restored: Tensor) -> Tensor:
    """Mean squared distance from 1 of the critic's slope between pairs of pictures.

    As in the paper, one point between the pictures of each pair and the norm over all of a picture;
    DeblurGAN's code has one for the batch and a norm per pixel.
    """
    where = torch.rand((len(clean), 1, 1, 1), device=clean.device)
    between = torch.lerp(clean, restored, where).requires_grad_(True)
    (slope,) = torch.autograd.grad(critic(between).sum(), between, create_graph=True)
    return (slope.flatten(1).norm(dim=1) - 1).square().mean()
