import pytest
import torch

from restorer_app.architectures.translation import (
    LatentAutoencoder,
    LatentMapping,
    PartialNonLocal,
    PhotoTranslation,
)


def n_parameters(network: torch.nn.Module) -> int:
    return sum(parameter.numel() for parameter in network.parameters())


def test_the_full_size_networks_are_those_of_the_papers_code() -> None:
    autoencoder = LatentAutoencoder()
    assert n_parameters(autoencoder.encoder) == 436_096
    assert n_parameters(autoencoder.decoder) == 436_035
    assert n_parameters(autoencoder) == 872_131
    with torch.device("meta"):
        assert n_parameters(LatentMapping()) == 36_135_232
        assert n_parameters(LatentMapping(is_global=True)) == 51_344_704


def test_the_latent_is_a_map_a_quarter_as_wide() -> None:
    network = LatentAutoencoder(width=4, blocks=1)
    with torch.inference_mode():
        latent = network.encode(torch.rand(2, 3, 32, 48))
        assert latent.shape == (2, 4, 8, 12)
        picture = network.decode(latent)
    assert picture.shape == (2, 3, 32, 48)
    assert 0 <= picture.min() <= picture.max() <= 1


def attention(width: int = 3) -> PartialNonLocal:
    torch.manual_seed(0)
    network = PartialNonLocal(width, blocks=1).eval()
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.normal_(0, 0.5)
    return network


def left_half(height: int = 6, width: int = 8) -> torch.Tensor:
    holes = torch.zeros(1, 1, height, width)
    holes[..., : width // 2] = 1
    return holes


def test_valid_positions_pass_through_unchanged() -> None:
    features, holes = torch.rand(1, 3, 6, 8), left_half()
    with torch.inference_mode():
        filled = attention()(features, holes)
    assert torch.equal(filled[..., 4:], features[..., 4:])
    assert not torch.allclose(filled[..., :4], features[..., :4])


def test_no_hole_is_filled_from_another() -> None:
    """What a hole looks up changes with the valid positions, not with the other holes' values."""
    network, holes = attention(), torch.zeros(1, 1, 6, 8)
    holes[..., 0, 0] = holes[..., 5, 7] = 1
    features = torch.rand(1, 3, 6, 8)
    other = features.clone()
    other[..., 5, 7] += 3

    def looked_up(x: torch.Tensor) -> torch.Tensor:
        network.refine = torch.nn.Identity()
        with torch.inference_mode():
            return network(x, holes)[..., 0, 0]

    torch.testing.assert_close(looked_up(features), looked_up(other))
    changed = features.clone()
    changed[..., 3, 3] += 3
    assert not torch.allclose(looked_up(features), looked_up(changed))


def test_where_all_is_hole_nothing_is_made_up() -> None:
    features = torch.rand(1, 3, 4, 4)
    with torch.inference_mode():
        assert torch.equal(attention()(features, torch.ones(1, 1, 4, 4)), features)


@pytest.mark.parametrize(("height", "width"), [(17, 30), (64, 40)])
def test_pictures_of_any_size_are_translated(height: int, width: int) -> None:
    network = PhotoTranslation(4, (4, 6), 1).eval()
    holes = torch.zeros(1, 1, height, width)
    holes[..., 3:5, :] = 1
    with torch.inference_mode():
        for given in (None, holes):
            out = network(torch.rand(1, 3, height, width), given)
            assert out.shape == (1, 3, height, width)
            assert torch.isfinite(out).all()
