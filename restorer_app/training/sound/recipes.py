"""How each network for recordings is trained."""

from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self

from restorer_app.distortions import Distortion, Medium
from restorer_app.registry.catalog import Task
from restorer_app.training.recipes import RECIPES, AnyRecipe, Recipe


@dataclass(frozen=True, kw_only=True)
class SoundRecipe(AnyRecipe):
    """Everything that decides a training on clips of recordings.

    `degradation` is an entry of `draws.DRAWS`.
    """

    medium: ClassVar[Medium] = Medium.AUDIO
    clips_per_step: int = 16
    clip_s: float = 2.0
    level_db: float = 6.0
    """Standard deviation of how loud clips are shown: a recording's level is measured as a whole,
    a clip of it may be louder or softer."""

    def tiny(self) -> Self:
        return replace(super().tiny(), clips_per_step=2, clip_s=0.5)


@dataclass(frozen=True, kw_only=True)
class EchoRecipe(Recipe):
    """A training of paper 0 on recordings as pictures of 256 x 256, `regions_per_step` at once."""

    medium: ClassVar[Medium] = Medium.AUDIO


def _masking(distortion: Distortion, **changes: Any) -> SoundRecipe:
    settings: dict[str, Any] = {
        "hyper_parameters": {"width": 160, "layers": 2, "look_ahead": 3},
        "peak_lr": 2e-3,
        "warmup_steps": 100,
        "ema_decay": 0.995,
        **changes,
    }
    return SoundRecipe(
        name=str(distortion),
        title=distortion.label,
        task=Task.RESTORE,
        architecture="mask_net",
        degradation=str(distortion),
        distortion=distortion,
        **settings,
    )


_PAPER_0_ECHO = EchoRecipe(
    name="paper-0-echo",
    title="Generator of paper 0 for echoes",
    task=Task.COMPARE,
    architecture="deblurgan",
    degradation="echo",
    regions_per_step=1,
    crops_per_region=1,
    region_px=256,
    crop_px=256,
    peak_lr=1e-4,
    adversarial_weight=0.01,
    critic_steps=5,
    clip_norm=100.0,
    # A picture takes as long as many crops: there are few steps in an hour.
    warmup_steps=20,
    ema_decay=0.99,
)

SOUND_RECIPES: dict[str, AnyRecipe] = {
    recipe.name: recipe
    for recipe in (
        _masking(Distortion.BACKGROUND_NOISE),
        # A room is told from a voice by how it dies away, which takes longer than a noise to hear.
        _masking(Distortion.REVERB, clip_s=3.0, clips_per_step=12),
        _PAPER_0_ECHO,
        replace(
            _PAPER_0_ECHO,
            name="paper-0-echo-ours",
            title="Our generator for echoes as in paper 0",
            architecture="residual_unet",
            hyper_parameters={"widths": [32, 64, 128, 256], "blocks": 1},
            regions_per_step=2,
            peak_lr=1e-3,
            adversarial_weight=0.0,
            critic_steps=1,
            clip_norm=0.5,
        ),
    )
}
"""Those of paper 0 are measured beside, not shipped, as for photographs (docs/adr/0012)."""


def all_recipes() -> dict[str, AnyRecipe]:
    """Photographs' and recordings' by name."""
    return {**RECIPES, **SOUND_RECIPES}
