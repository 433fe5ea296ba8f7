import pytest
import torch

from restorer_app.architectures.faces import FaceEmbedding
from restorer_app.training.recipes import RECIPES


@pytest.fixture
def network() -> FaceEmbedding:
    torch.manual_seed(0)
    network = FaceEmbedding(widths=(4, 6, 8), n_features=16).eval().requires_grad_(False)
    for name, parameter in network.named_parameters():
        if parameter.ndim > 1 and "conv2" in name:
            parameter.normal_(0, 0.1)
    return network


def faces(n: int = 3) -> torch.Tensor:
    return torch.rand((n, 1, 32, 32), generator=torch.Generator().manual_seed(1))


def test_a_face_becomes_a_unit_vector(network: FaceEmbedding) -> None:
    vectors = network(faces())
    assert vectors.shape == (3, 16)
    assert vectors.dtype == torch.float32
    assert torch.allclose(vectors.norm(dim=1), torch.ones(3), atol=1e-5)


def test_brightness_and_contrast_do_not_count(network: FaceEmbedding) -> None:
    vectors, paler = network(faces()), network(0.5 * faces() + 0.3)
    assert ((vectors * paler).sum(dim=1) > 0.99).all()


def test_the_corners_hardly_count_and_the_middle_does(network: FaceEmbedding) -> None:
    face = faces(1)
    other_corner, other_middle = face.clone(), face.clone()
    other_corner[..., :5, :5] = 1 - face[..., :5, :5]
    other_middle[..., 13:18, 13:18] = 1 - face[..., 13:18, 13:18]
    vector, corner, middle = (network(each)[0] for each in (face, other_corner, other_middle))
    assert (vector - corner).norm() < 0.3 * (vector - middle).norm()


def test_an_even_picture_has_a_vector_too(network: FaceEmbedding) -> None:
    assert torch.isfinite(network(torch.full((1, 1, 32, 32), 0.5))).all()


def test_the_released_network_is_below_two_megabytes() -> None:
    released = FaceEmbedding(**RECIPES["face-embedding"].hyper_parameters)
    assert 2 * sum(p.numel() for p in released.parameters()) < 2_000_000
