"""The formats that recordings are saved in, by the suffixes of their files."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

BITS = {
    "PCM_U8": 8,
    "PCM_S8": 8,
    "ULAW": 16,
    "ALAW": 16,
    "PCM_16": 16,
    "PCM_24": 24,
    "PCM_32": 32,
}
"""Of the whole numbers that a subtype is written from; the others are written from floats."""
_BITS_OF_REST = 24
"""What the result of a lossy or floating-point file gets where the format has neither."""


@dataclass(frozen=True)
class Format:
    """What a format can hold: whole numbers from few bits to many, then anything else."""

    name: str
    whole: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)
    """For lossy ones: a quality at which no loss is heard."""

    def subtype_like(self, subtype: str | None) -> str:
        """`subtype` where the format has it, else the next with as many bits or the last."""
        if subtype in (*self.whole, *self.others):
            return str(subtype)
        if not self.whole:
            return self.others[0]
        bits = BITS.get(subtype or "", _BITS_OF_REST)
        return next((name for name in self.whole if BITS[name] >= bits), self.whole[-1])


_WAV = Format("WAV", ("PCM_U8", "PCM_16", "PCM_24", "PCM_32"), ("FLOAT", "DOUBLE", "ULAW", "ALAW"))
_AIFF = replace(_WAV, name="AIFF", whole=("PCM_S8", "PCM_16", "PCM_24", "PCM_32"))
_OGG = Format("OGG", others=("VORBIS", "OPUS"), options={"compression_level": 0.2})
FORMATS = {
    ".wav": _WAV,
    ".wave": _WAV,
    ".flac": Format("FLAC", ("PCM_S8", "PCM_16", "PCM_24")),
    ".ogg": _OGG,
    ".oga": _OGG,
    ".opus": replace(_OGG, others=("OPUS",)),
    ".mp3": Format(
        "MP3",
        others=("MPEG_LAYER_III",),
        options={"compression_level": 0.0, "bitrate_mode": "CONSTANT"},
    ),
    ".aif": _AIFF,
    ".aiff": _AIFF,
    ".aifc": _AIFF,
}
"""Every suffix that can be written, in lower case."""

AUDIO_SUFFIXES = frozenset(FORMATS)
"""Suffixes, in lower case, by which recordings are found in folders; all can be written."""
FOREIGN_SUFFIXES = frozenset(
    {".m4a", ".m4b", ".aac", ".mp4", ".mov", ".wma", ".amr", ".wv", ".ape", ".webm", ".mka", ".caf"}
)
"""Those of sound that is not read: a file named so is told what it is when it is opened."""


def is_audio_path(path: Path) -> bool:
    """Whether the suffix is one of a recording that can be read; the file itself is not asked."""
    return Path(path).suffix.lower() in AUDIO_SUFFIXES
