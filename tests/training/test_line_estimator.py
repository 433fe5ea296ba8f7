import torch

from restorer_app.architectures.deconvolving import DeconvolvingUNet, line_of
from restorer_app.architectures.spectrum import N_SPECTRUM
from restorer_app.training.line_estimator import fit_line_estimator


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
    fit_line_estimator(network, [(spectra, lines)] * 20, steps=300)
    assert torch.allclose(network.estimate_line(spectra), lines, atol=0.3)
    after = network.state_dict()
    assert all(torch.equal(after[name], value) for name, value in others.items())
