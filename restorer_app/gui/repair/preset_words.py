"""What the window says about presets."""

from restorer_app.gui.translation import tr as _tr
from restorer_app.restoration.presets import Preset
from restorer_app.texts import translatable

SHIPPED_TEXTS = (
    translatable("Gentle"),
    translatable(
        "Takes half of every repair that was surely found: a first careful step for any picture."
    ),
    translatable("Old photograph"),
    translatable(
        "Fills scratches and tears, takes away most of the grain, brings back tones and colours, "
        "and refines faces."
    ),
    translatable("Scan of a print"),
    translatable(
        "Takes away the compression of the scanner and some of the paper's grain, "
        "and leaves its softness."
    ),
    translatable("Phone photograph"),
    translatable(
        "Takes away strong compression, the halos of sharpening around it, "
        "and colour noise from little light."
    ),
    translatable("Newspaper"),
    translatable(
        "Softens the dots and the roughness of printed pictures; the dots do not go entirely."
    ),
)
"""Names and sentences of the presets that come with the program: the search for texts to translate
reads Python only, not the presets' own files."""


def preset_name(preset: Preset) -> str:
    """Own presets keep the name that their user gave them."""
    return preset.name if preset.is_own else _tr(preset.name)


def preset_sentence(preset: Preset) -> str:
    """What it is for, or nothing."""
    return _tr(preset.about) if preset.about and not preset.is_own else preset.about


def preset_phrase(preset: Preset) -> str:
    """A preset applied, in the history."""
    return _tr("Preset: {name}").format(name=preset_name(preset))
