import pytest
import torch

from restorer_app.architectures.translation import (
    LatentAutoencoder,
    LatentCritic,
    LatentMapping,
    PartialNonLocal,
    PhotoTranslation,
    Statistics,
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


class Unchanged(torch.nn.Module):
    def forward(self, x: torch.Tensor, _: Statistics | None) -> torch.Tensor:
        return x


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
    network.refine = Unchanged()
    holes[..., 0, 0] = holes[..., 5, 7] = 1
    features = torch.rand(1, 3, 6, 8)
    other = features.clone()
    other[..., 5, 7] += 3

    def looked_up(x: torch.Tensor) -> torch.Tensor:
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


def test_pictures_of_one_batch_look_around_in_themselves_alone() -> None:
    network, features = attention(), torch.rand(2, 3, 6, 8)
    holes = torch.cat([left_half(), torch.zeros(1, 1, 6, 8)])
    holes[1, :, 2:4] = 1
    with torch.inference_mode():
        together = network(features, holes)
        apart = [network(features[i : i + 1], holes[i : i + 1]) for i in range(2)]
    torch.testing.assert_close(together, torch.cat(apart))


def translation() -> PhotoTranslation:
    torch.manual_seed(0)
    return PhotoTranslation(4, (4, 6), 1).eval()


def with_holes(height: int, width: int) -> torch.Tensor:
    """A picture with noise, and a hole right across it."""
    torch.manual_seed(1)
    shown = torch.rand(1, 4, height, width)
    shown[:, 3] = 0
    shown[:, 3, height // 2, :] = 1
    return shown


@pytest.mark.parametrize(("height", "width"), [(17, 30), (64, 40), (3, 5), (1, 1)])
def test_pictures_of_any_size_are_translated(height: int, width: int) -> None:
    with torch.inference_mode():
        out = translation()(with_holes(height, width), {})
    assert out.shape == (1, 3, height, width)
    assert 0 <= out.min() <= out.max() <= 1


def test_holes_change_what_comes_out() -> None:
    network, shown = translation(), with_holes(32, 32)
    torch.nn.init.normal_(network.mapping.look_around.out.weight)
    whole = shown.clone()
    whole[:, 3] = 0
    with torch.inference_mode():
        assert not torch.allclose(network(shown), network(whole), atol=1e-3)


def test_noting_the_statistics_changes_nothing() -> None:
    network, shown, statistics = translation(), with_holes(64, 48), Statistics()
    with torch.inference_mode():
        plain, noted = network(shown), network(shown, statistics)
        again = network(shown, statistics)
    torch.testing.assert_close(noted, plain, atol=1e-5, rtol=0)
    assert torch.equal(again, noted)


def test_a_part_told_of_the_whole_becomes_what_it_is_in_the_whole() -> None:
    network, shown, statistics = translation(), with_holes(64, 512), Statistics()
    shown[..., :256] *= 0.1  # the left half is dark and has little contrast
    shown[:, 3] = 0
    inner = slice(64, 192)
    with torch.inference_mode():
        whole = network(shown, statistics)[..., :256][..., inner]
        told = network(shown[..., :256], statistics)[..., inner]
        alone = network(shown[..., :256])[..., inner]
    assert (told - whole).abs().max() < 0.5 / 255
    assert (alone - whole).abs().max() > 0.02


def test_the_critic_of_latents_judges_place_by_place() -> None:
    with torch.inference_mode():
        judged = LatentCritic(latent=4, width=2)(torch.rand(3, 4, 16, 8))
    assert judged.shape == (3, 1, 4, 2)
