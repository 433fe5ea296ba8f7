import pytest
import torch

from restorer_app.training.losses import diagnosis_loss, restoration_loss

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


def test_decibels_weigh_a_good_picture_as_much_as_a_bad_one() -> None:
    clean = torch.full((2, 3, 8, 8), 0.5)
    errors = torch.tensor([0.2, 0.02]).view(2, 1, 1, 1)

    def loss(errors: torch.Tensor) -> float:
        return float(
            restoration_loss(
                clean + errors, clean, fft_weight=0, pixel_weight=0, decibel_weight=1.0
            )
        )

    halved_first, halved_second = errors * 1, errors * 1
    halved_first[0] /= 2
    halved_second[1] /= 2
    assert loss(errors) - loss(halved_first) == pytest.approx(3.01, abs=0.02)
    assert loss(errors) - loss(halved_second) == pytest.approx(3.01, abs=0.02)
    assert loss(errors * 0) == 0


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
