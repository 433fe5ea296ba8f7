import numpy as np
import pytest

from restorer_app.degradations import kadid
from restorer_app.degradations.photograph import PHOTO_NAMES, degrade_photograph
from restorer_app.distortions import PAPER_DISTORTIONS, Distortion
from restorer_app.errors import PlanError


def chance(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_what_kadid_knows_is_made_as_kadid_makes_it(photo: np.ndarray) -> None:
    ours = degrade_photograph(photo, "white_noise", 3, chance())
    theirs = kadid.degrade(photo, "white_noise", 3, chance())
    np.testing.assert_array_equal(ours.pixels, theirs.pixels)
    assert ours.parameters == theirs.parameters


@pytest.mark.parametrize("name", sorted(set(PHOTO_NAMES) - set(kadid.KADID_NAMES)))
def test_prints_age_more_from_level_to_level(photo: np.ndarray, name: str) -> None:
    assert Distortion(name) not in PAPER_DISTORTIONS, "a name that diagnosis and plans have"
    changes = []
    for level in (1, 3, 5):
        aged = [degrade_photograph(photo, name, level, chance(seed)) for seed in range(6)]
        assert {each.parameters["name"] for each in aged} == {name}
        changes.append(float(np.mean([np.abs(each.pixels - photo) for each in aged])))
    assert 0 < changes[0] < changes[1] < changes[2]


def test_fading_takes_contrast_and_yellowing_takes_blue(photo: np.ndarray) -> None:
    faded, yellowed = (
        degrade_photograph(photo, name, 4, chance()).pixels for name in ("fading", "yellowing")
    )
    assert faded.std() < 0.9 * photo.std()
    assert np.ptp(faded.mean((0, 1)) - photo.mean((0, 1))) < 0.05, "without a cast"
    lost = 1 - yellowed.mean((0, 1)) / photo.mean((0, 1))
    assert lost[2] > 0.1 > lost[0]


@pytest.mark.parametrize("level", [0.9, 5.1, float("nan")])
def test_a_level_outside_1_to_5_is_refused(photo: np.ndarray, level: float) -> None:
    for name in ("fading", "jpeg"):
        with pytest.raises(PlanError, match=rf"{name}: level .* is outside 1\.\.5"):
            degrade_photograph(photo, name, level, chance())


def test_an_unknown_name_is_refused(photo: np.ndarray) -> None:
    with pytest.raises(PlanError, match="'mould' is no distortion"):
        degrade_photograph(photo, "mould", 3, chance())
