"""What a person can choose about a saved file. Imports nothing, so that menus can be made of it."""

from dataclasses import dataclass
from enum import StrEnum

SUFFIXES = {"JPEG": ".jpg", "PNG": ".png", "TIFF": ".tif", "WEBP": ".webp", "BMP": ".bmp"}
"""The formats to choose from, and the suffix that a name gets with each."""

SOUND_SUFFIXES = {
    "WAV": ".wav",
    "FLAC": ".flac",
    "OGG": ".ogg",
    "Opus": ".opus",
    "MP3": ".mp3",
    "AIFF": ".aiff",
}
"""The same for recordings."""

SOUND_KINDS = {suffix: kind for kind, suffix in SOUND_SUFFIXES.items()} | {
    ".wave": "WAV",
    ".oga": "OGG",
    ".aif": "AIFF",
    ".aifc": "AIFF",
}
"""The name of the format by each suffix that recordings are written with."""


class KeptMetadata(StrEnum):
    """How much of what the original knows goes along. Profile and resolution always do."""

    ALL = "all"
    WITHOUT_PLACE = "without_place"
    """Neither the GPS position nor the names of places."""
    NONE = "none"
    """No EXIF and no XMP: no date, no camera, no words, no trace of the program."""


@dataclass(frozen=True)
class SaveOptions:
    """What is not told by the suffix. Formats take what they know of it and ignore the rest."""

    quality: int = 95
    """1..100, for JPEG and WebP, which is lossless at 100."""
    depth: int | None = None
    """8 or 16 bits, for PNG and TIFF; None as the original was stored."""
    metadata: KeptMetadata = KeptMetadata.ALL

    def __post_init__(self) -> None:
        if not 1 <= self.quality <= 100:
            raise ValueError(f"quality {self.quality} is outside 1..100")
        if self.depth not in (None, 8, 16):
            raise ValueError(f"depth {self.depth} is neither 8 nor 16")


AS_ORIGINAL = SaveOptions()
"""Depth and metadata of the original, and a quality at which no loss is seen."""
