"""What travels: the samples of a recording with their rate, and what its file tells of itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float32]
"""float32 (channels, n); full scale is -1..1, which results of repairs may exceed."""

TAGS = (
    "title",
    "artist",
    "album",
    "date",
    "comment",
    "copyright",
    "software",
    "license",
    "tracknumber",
    "genre",
)
"""What libsndfile knows of the words in a file; most formats hold some of them."""


@dataclass(frozen=True)
class RecordingInfo:
    """What a file tells of its recording without its samples.

    `format` and `subtype` have libsndfile's names: "WAV" and "PCM_16", "OGG" and "VORBIS". `tags`
    are some of `TAGS`.
    """

    rate: int
    """Samples a second, Hz."""
    n_channels: int
    n_samples: int
    """Of each channel."""
    format: str
    subtype: str
    tags: Mapping[str, str] = field(default_factory=dict)

    @property
    def seconds(self) -> float:
        return self.n_samples / self.rate


@dataclass(frozen=True, eq=False)
class Recording:
    """A recording in memory: `samples` float32 (channels, n), `rate` in Hz.

    `info` is that of the file it was read from, and says how it is saved; None where there is none.
    Raises ValueError for samples of another type or shape.
    """

    samples: Samples
    rate: int
    info: RecordingInfo | None = None

    def __post_init__(self) -> None:
        if self.samples.dtype != np.float32 or self.samples.ndim != 2:
            raise ValueError(
                f"samples are {self.samples.dtype} {self.samples.shape}, not float32 (channels, n)"
            )

    @property
    def n_channels(self) -> int:
        return int(self.samples.shape[0])

    @property
    def n_samples(self) -> int:
        """Of each channel."""
        return int(self.samples.shape[1])

    @property
    def seconds(self) -> float:
        return self.n_samples / self.rate

    def with_samples(self, samples: Samples) -> Self:
        """The same recording with other samples, as many of them."""
        if samples.shape != self.samples.shape:
            raise ValueError(f"{samples.shape} samples for a recording of {self.samples.shape}")
        return replace(self, samples=samples)
