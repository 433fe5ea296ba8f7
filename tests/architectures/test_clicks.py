import torch

from restorer_app.architectures.clicks import N_FEATURES, ClickNet


def test_every_sample_of_a_window_is_judged() -> None:
    assert ClickNet()(torch.zeros(3, N_FEATURES, 192)).shape == (3, 192)


def test_a_sample_is_judged_by_66_on_either_side() -> None:
    torch.manual_seed(0)
    network = ClickNet().double().eval()
    quiet = torch.zeros(1, N_FEATURES, 400, dtype=torch.float64)
    loud = quiet.clone()
    loud[0, 0, 200] = 10
    with torch.no_grad():
        differs = (network(loud) != network(quiet))[0].nonzero()[:, 0]
    assert (int(differs.min()), int(differs.max())) == (200 - 66, 200 + 66)
