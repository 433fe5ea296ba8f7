"""What a person writes to have files damaged: distortions of any medium with their levels."""

from collections.abc import Sequence

from restorer_app.degradations import photograph
from restorer_app.degradations.audio import sound
from restorer_app.degradations.audio.sound import SOUND_NAMES
from restorer_app.degradations.photograph import PHOTO_NAMES
from restorer_app.distortions import Medium
from restorer_app.errors import PlanError
from restorer_app.texts import Text

NAMES = {Medium.PHOTO: PHOTO_NAMES, Medium.AUDIO: SOUND_NAMES}

Recipe = Sequence[tuple[str, float]]
"""Names of distortions and their levels 1..5, in the order in which they are applied."""


def parse_recipe(text: str) -> Recipe:
    """'jpeg:4,hum:2' -> (('jpeg', 4.0), ('hum', 2.0)).

    Raises PlanError for an unknown name, a missing level or a level outside 1..5.
    """
    return tuple(_parse_part(part.strip()) for part in text.split(","))


def parts_for(medium: Medium, recipe: Recipe) -> Recipe:
    """Those parts of a recipe that can happen to this medium, in their order."""
    return tuple((name, level) for name, level in recipe if name in NAMES[medium])


def _parse_part(part: str) -> tuple[str, float]:
    name, _, level_text = part.partition(":")
    if not any(name in names for names in NAMES.values()):
        raise PlanError(
            Text(
                f"'{name}' is no distortion; known are, of photographs: {', '.join(PHOTO_NAMES)}; "
                f"of recordings: {', '.join(SOUND_NAMES)}"
            )
        )
    try:
        level = float(level_text)
    except ValueError:
        raise PlanError(Text(f"'{part}': write NAME:LEVEL with a level 1..5")) from None
    check_level = sound.check_level if name in SOUND_NAMES else photograph.check_level
    check_level(name, level)
    return name, level
