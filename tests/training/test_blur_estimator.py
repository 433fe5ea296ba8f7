import numpy as np
import torch

from restorer_app.architectures.blur_kernels import gaussian_kernels, line_of
from restorer_app.architectures.deconvolving import DeconvolvingUNet
from restorer_app.architectures.spectrum import N_SPECTRUM
from restorer_app.degradations.blurs import convolve
from restorer_app.training.blur_estimator import BLURRERS, fit_blur_estimator


def test_lines_are_learned_from_spectra() -> None:
    """Two spectra that differ, each with a line of its own."""
    torch.manual_seed(0)
    network = DeconvolvingUNet((4, 4), hidden=4, estimator_hidden=32)
    spectra = torch.randn(2, N_SPECTRUM) * 2 - 8
    lines = line_of(torch.tensor([4.0, 9.0]), torch.tensor([10.0, 120.0]))
    others = {
        name: value.clone()
        for name, value in network.state_dict().items()
        if not name.startswith("estimator.")
    }
    fit_blur_estimator(network, [(spectra, lines)] * 20, steps=300)
    assert torch.allclose(network.estimate_blur(spectra), lines, atol=0.3)
    after = network.state_dict()
    assert all(torch.equal(after[name], value) for name, value in others.items())


def test_a_picture_and_its_mirror_have_the_same_gaussian() -> None:
    rng = np.random.default_rng(3)
    clean = rng.random((40, 40, 3), dtype=np.float32)
    blurred, widths = BLURRERS["gaussian_blur"](clean, rng)
    assert widths.shape == (2, 1)
    assert widths[0] == widths[1]
    again = convolve(clean, gaussian_kernels(widths)[0].numpy())
    assert np.allclose(blurred, again, atol=1e-4)
