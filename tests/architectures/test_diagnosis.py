import pytest
import torch

from restorer_app.architectures import DiagnosisNet
from restorer_app.architectures.spectrum import power_spectrum
from restorer_app.distortions import PAPER_DISTORTIONS
from restorer_app.training.recipes import RECIPES

N = len(PAPER_DISTORTIONS)


@pytest.fixture
def network() -> DiagnosisNet:
    torch.manual_seed(0)
    return DiagnosisNet(N, widths=(4, 4, 6, 8), hidden=16).eval().requires_grad_(False)


def crops(n: int = 3, side: int = 48) -> torch.Tensor:
    return torch.rand((n, 3, side, side), generator=torch.Generator().manual_seed(1))


def test_the_released_network_knows_every_distortion() -> None:
    released = DiagnosisNet(**RECIPES["diagnosis"].hyper_parameters)
    assert released.n_distortions == N
    assert sum(p.numel() for p in released.parameters()) == 2_413_531


def test_one_logit_per_distortion_and_clean_and_severities_between_0_and_5(
    network: DiagnosisNet,
) -> None:
    network.judge[-1].weight.normal_(0, 30)
    logits, severity = network(crops())
    assert logits.shape == (3, N + 1)
    assert severity.shape == (3, N)
    assert severity.min() >= 0
    assert severity.max() <= 5
    assert severity.max() - severity.min() > 2.5, "the range is there to be used"


@pytest.mark.parametrize("side", [8, 40, 128])
def test_any_size_of_crops_is_taken(network: DiagnosisNet, side: int) -> None:
    logits, _ = network(crops(2, side))
    assert logits.shape == (2, N + 1)


def test_crops_do_not_see_each_other(network: DiagnosisNet) -> None:
    x = crops()
    logits, severity = network(x)
    alone = network(x[1:2])
    assert torch.allclose(logits[1:2], alone[0], atol=1e-5)
    assert torch.allclose(severity[1:2], alone[1], atol=1e-5)


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float16])
def test_in_half_precision_the_verdict_stays(network: DiagnosisNet, dtype: torch.dtype) -> None:
    x = crops()
    logits, severity = network(x)
    half_logits, half_severity = network.to(dtype)(x)
    assert half_logits.dtype == half_severity.dtype == torch.float32
    assert torch.allclose(half_logits, logits, atol=0.02)
    assert torch.allclose(half_severity, severity, atol=0.02)


def test_an_untrained_judge_of_pictures_repeats_what_the_crops_say(network: DiagnosisNet) -> None:
    x = crops()
    pooled = network(x)[0].mean(0, keepdim=True)
    judged = network.judge_picture(pooled, power_spectrum(x).mean(0, keepdim=True))
    assert torch.equal(judged, pooled)
