import pytest
import torch

from restorer_app.architectures.vgg import Vgg16Classifier


@pytest.mark.parametrize(("batch_norm", "n"), [(False, 134_321_999), (True, 134_330_447)])
def test_it_is_as_large_as_in_the_paper(batch_norm: bool, n: int) -> None:
    with torch.device("meta"):
        network = Vgg16Classifier(batch_norm=batch_norm)
    assert sum(parameter.numel() for parameter in network.parameters()) == n
    with torch.device("meta"):
        assert network.eval()(torch.rand(2, 3, 224, 224)).shape == (2, 15)
