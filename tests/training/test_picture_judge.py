from collections.abc import Iterator

import numpy as np
import pytest
import torch

from restorer_app.architectures.diagnosis import DiagnosisNet
from restorer_app.architectures.spectrum import power_spectrum
from restorer_app.distortions import PAPER_DISTORTIONS
from restorer_app.training.lesson import Batch
from restorer_app.training.picture_judge import STEPS, fit_picture_judge

N = len(PAPER_DISTORTIONS)
NOISE, SHIFT = PAPER_DISTORTIONS.index("white_noise"), PAPER_DISTORTIONS.index("color_shift")
SURE_LOGIT = 3.0
N_CROPS, SIDE = 3, 16


@pytest.fixture
def network() -> DiagnosisNet:
    """Stated logit of crops for everything: 3 for bright ones, -3 for dark ones."""
    torch.manual_seed(0)
    network = DiagnosisNet(N, widths=(2, 2), hidden=16).eval()
    with torch.no_grad():
        for name, parameter in network.named_parameters():
            if not name.startswith("picture_"):
                parameter.zero_()
        network.head.weight[0, :, 1, 1] = 1 / 3
        network.judge[0].weight.fill_(1)
        network.judge[1].weight[0, 0] = 1  # the mean of the first channel
        network.judge[3].weight[0, 0] = 1
        network.judge[5].weight[: N + 1, 0] = 2 * SURE_LOGIT
        network.judge[5].bias[: N + 1] = -SURE_LOGIT
    return network


def flat(brightness: float) -> torch.Tensor:
    return torch.full((N_CROPS, 3, SIDE, SIDE), float(brightness))


def striped(period_px: int) -> torch.Tensor:
    stripes = 0.5 + 0.3 * torch.cos(2 * torch.pi * torch.arange(SIDE) / period_px)
    return stripes.expand(N_CROPS, 3, SIDE, SIDE).clone()


def bright_and_dark(share_right: float) -> Iterator[Batch]:
    """Bright ones have noise in `share_right` of all cases, and dark ones in the others."""
    rng = np.random.default_rng(0)
    for i in range(600):
        bright = float(i % 2)
        presence = torch.full((N + 1,), bright)
        if rng.random() > share_right:
            presence[NOISE] = 1 - bright
        presence[SHIFT] = torch.nan
        yield flat(bright), presence


def stated(network: DiagnosisNet, crops: torch.Tensor) -> torch.Tensor:
    """Probabilities (15,) of the picture."""
    with torch.inference_mode():
        pooled = network(crops)[0].mean(0, keepdim=True)
        spectrum = power_spectrum(crops).mean(0, keepdim=True)
        return network.judge_picture(pooled, spectrum)[0].sigmoid()


def test_what_is_stated_becomes_what_happens(network: DiagnosisNet) -> None:
    assert stated(network, flat(1))[NOISE] > 0.94
    fit_picture_judge(network, bright_and_dark(share_right=0.7), steps=STEPS)
    assert float(stated(network, flat(1))[NOISE]) == pytest.approx(0.7, abs=0.06)
    assert float(stated(network, flat(0))[NOISE]) == pytest.approx(0.3, abs=0.06)


def test_what_is_always_right_gets_surer_and_what_nobody_can_tell_is_left_alone(
    network: DiagnosisNet,
) -> None:
    jpeg = PAPER_DISTORTIONS.index("jpeg")
    before = stated(network, flat(1))
    fit_picture_judge(network, bright_and_dark(share_right=0.7), steps=STEPS)
    after = stated(network, flat(1))
    assert after[jpeg] > before[jpeg]
    assert 0.5 < after[SHIFT] < before[SHIFT] + 0.01


def test_what_only_the_spectrum_shows_is_learned(network: DiagnosisNet) -> None:
    """The crops say the same of coarse and of fine stripes."""
    pictures = [
        (striped(period_px), torch.full((N + 1,), float(period_px == 2)))
        for period_px in (2, 8)
        for _ in range(50)
    ]
    fit_picture_judge(network, pictures, steps=STEPS)
    assert stated(network, striped(2)).min() > 0.9
    assert stated(network, striped(8)).max() < 0.1


def test_the_judgement_of_crops_stays_as_it_is(network: DiagnosisNet) -> None:
    before = network(flat(0.6))
    fit_picture_judge(network, bright_and_dark(share_right=0.7), steps=STEPS)
    after = network(flat(0.6))
    assert torch.equal(before[0], after[0])
    assert torch.equal(before[1], after[1])
