import pytest
import torch

from restorer_app.architectures.faces import FaceEmbedding
from restorer_app.training.losses import diagnosis_loss, identity_loss, restoration_loss

CHANCE = torch.Generator().manual_seed(0)


def test_a_perfect_restoration_has_no_loss() -> None:
    x = torch.rand(2, 3, 16, 16, generator=CHANCE)
    assert restoration_loss(x, x, fft_weight=0.1) == 0


def test_the_loss_is_the_mean_absolute_error() -> None:
    x = torch.rand(2, 3, 16, 16, generator=CHANCE)
    assert float(restoration_loss(x + 0.25, x, fft_weight=0)) == pytest.approx(0.25, abs=1e-6)


def test_the_spectral_part_weighs_a_lost_frequency_more_than_scattered_errors() -> None:
    """A wave that is missing has all its error in one coefficient; so L1 of the pixels is equal."""
    clean = torch.zeros(1, 1, 32, 32)
    scattered = 0.1 * torch.randn(1, 1, 32, 32, generator=CHANCE).sign()
    parts = {weight: restoration_loss(scattered, clean, fft_weight=weight) for weight in (0.0, 0.5)}
    assert parts[0.5] > parts[0.0]
    assert parts[0.5] - parts[0.0] == pytest.approx(0.5 * 0.1 * 0.886, rel=0.1)  # Rayleigh mean


def labels(*present: int) -> tuple[torch.Tensor, torch.Tensor]:
    presence, severity = torch.zeros(1, 15), torch.zeros(1, 14)
    for i in present:
        presence[0, i], severity[0, i] = 1, 3.0
    presence[0, 14] = not present
    return presence, severity


def decibels(errors: torch.Tensor, *, crops_per_picture: int = 1) -> float:
    clean = torch.full((len(errors), 3, 8, 8), 0.5)
    restored = clean + errors.view(-1, 1, 1, 1)
    weights = {"fft_weight": 0.0, "pixel_weight": 0.0, "decibel_weight": 1.0}
    return float(restoration_loss(restored, clean, **weights, crops_per_picture=crops_per_picture))


def test_decibels_weigh_a_good_picture_as_much_as_a_bad_one() -> None:
    both = decibels(torch.tensor([0.2, 0.02]))
    assert both - decibels(torch.tensor([0.1, 0.02])) == pytest.approx(3.01, abs=0.02)
    assert both - decibels(torch.tensor([0.2, 0.01])) == pytest.approx(3.01, abs=0.02)
    assert decibels(torch.zeros(2)) == 0


def test_within_a_picture_the_bad_crop_decides() -> None:
    both = decibels(torch.tensor([0.2, 0.02]), crops_per_picture=2)
    better, hardly = (
        decibels(torch.tensor(errors), crops_per_picture=2) for errors in ([0.1, 0.02], [0.2, 0.01])
    )
    assert both - better == pytest.approx(5.9, abs=0.1)
    assert both - hardly < 0.1


def test_a_right_and_sure_diagnosis_has_hardly_any_loss() -> None:
    presence, severity = labels(2, 5)
    assert diagnosis_loss(40 * presence - 20, severity, presence, severity) < 1e-6


def test_the_severity_counts_only_where_the_distortion_is_present() -> None:
    presence, severity = labels(2)
    logits = 40 * presence - 20
    elsewhere, here = severity.clone(), severity.clone()
    elsewhere[0, 7] = 5
    here[0, 2] = 5
    assert diagnosis_loss(logits, elsewhere, presence, severity) < 1e-6
    assert diagnosis_loss(logits, here, presence, severity) > 0.01


def test_a_clean_bag_is_no_division_by_zero() -> None:
    presence, severity = labels()
    loss = diagnosis_loss(torch.zeros(1, 15), severity + 5, presence, severity)
    assert float(loss) == pytest.approx(torch.log(torch.tensor(2.0)).item())


def test_what_nobody_can_tell_does_not_count() -> None:
    presence, severity = labels(2)
    sure = 40 * presence - 20
    presence[0, 7] = float("nan")
    wrong_there = sure.clone()
    wrong_there[0, 7] = 20
    assert diagnosis_loss(sure, severity, presence, severity) < 1e-6
    assert diagnosis_loss(wrong_there, severity, presence, severity) < 1e-6


def test_a_face_is_the_nearer_to_itself_the_less_it_changes() -> None:
    torch.manual_seed(0)
    knower = FaceEmbedding(widths=(4, 6), n_features=8).requires_grad_(False)
    clean = torch.rand(2, 1, 32, 32, generator=CHANCE).repeat(1, 3, 1, 1)
    change = torch.rand(2, 3, 32, 32, generator=CHANCE) - 0.5
    hardly, much = (identity_loss(knower, clean + s * change, clean) for s in (0.1, 1.0))
    assert float(identity_loss(knower, clean, clean)) == pytest.approx(0, abs=1e-6)
    assert 0 < float(hardly) < float(much)


def test_a_face_is_led_back_to_itself() -> None:
    torch.manual_seed(0)
    knower = FaceEmbedding(widths=(4, 6), n_features=8).requires_grad_(False)
    clean = torch.rand(1, 1, 32, 32, generator=CHANCE).repeat(1, 3, 1, 1)
    other = torch.rand(1, 3, 32, 32, generator=CHANCE).requires_grad_()
    before = identity_loss(knower, other, clean)
    (gradient,) = torch.autograd.grad(before, other)
    assert identity_loss(knower, other - 10 * gradient, clean) < before
