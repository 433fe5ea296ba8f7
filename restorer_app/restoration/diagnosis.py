"""What is wrong with a file: plain values, no network code (`diagnose` fills them in)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from restorer_app.distortions import Distortion
from restorer_app.restoration.face import Face

PRESENT_FROM = 0.6
"""A distortion counts as found from this probability on."""
UNMISTAKABLE_FROM = 0.45
"""The same for distortions that clean pictures are not taken for. Measured on validation
photographs: with 0.5 for all, 1.4 instead of 0.8 % of the clean pictures of all kinds are taken for
damaged, and as many of the distortions of levels 1 to 4 are found, 88 %."""
UNMISTAKABLE = frozenset(
    {
        Distortion.IMPULSE_NOISE,
        Distortion.JPEG,
        Distortion.DENOISE_ARTIFACTS,
        Distortion.WHITE_NOISE,
        Distortion.COLOR_COMPONENT_NOISE,
        Distortion.COLOR_SHIFT,
        Distortion.LENS_BLUR,
        Distortion.GAUSSIAN_BLUR,
    }
)
"""Of 484 clean pictures of all kinds none got more than 0.41 for one of these, JPEG files of a good
quality apart, in which the quality is measured."""
APART = frozenset({Distortion.FACES})
"""Looked for by themselves: they count however clean the file is apart from them."""
CLEAN_FROM = 0.7
"""A file counts as clean from this probability on."""


def present_from(distortion: Distortion) -> float:
    """The probability from which on this distortion counts as found."""
    return UNMISTAKABLE_FROM if distortion in UNMISTAKABLE else PRESENT_FROM


@dataclass(frozen=True)
class Finding:
    """One distortion with its probability (0..1) and severity (0 none .. 5 strongest)."""

    distortion: Distortion
    probability: float
    severity: float

    @property
    def is_likely(self) -> bool:
        """Whether it counts as found, in a file that is not clean."""
        return self.probability >= present_from(self.distortion)


@dataclass(frozen=True)
class Diagnosis:
    """Every distortion's finding, most probable first, and the probability that the file is clean.

    `evidence` holds measured facts where they are known, by name with the unit in it:
    `noise_sigma_255`, `jpeg_quality`, `saturated_share` ...
    """

    clean: float
    findings: tuple[Finding, ...]
    evidence: dict[str, float] = field(default_factory=dict)
    faces: tuple[Face, ...] = ()
    """All that were found, the largest first."""
    over_time: Mapping[Distortion, tuple[tuple[float, float], ...]] = field(default_factory=dict)
    """Of a recording: (seconds from its start, severity 0..5), where that was told part by part."""

    @property
    def found(self) -> tuple[Finding, ...]:
        """The findings to show and repair: none when the file is more likely clean than not."""
        likely = (finding for finding in self.findings if finding.is_likely)
        return tuple(f for f in likely if self.clean < CLEAN_FROM or f.distortion in APART)

    @property
    def is_clean(self) -> bool:
        return self.clean >= CLEAN_FROM and not self.found

    def without(self, distortion: Distortion) -> "Diagnosis":
        """The same of a file in which nobody has looked for this distortion."""
        others = tuple(f for f in self.findings if f.distortion is not distortion)
        return replace(self, findings=others)

    @property
    def total_severity(self) -> float:
        """Sum of severities weighted by probability: what the restore loop drives down."""
        return sum(f.probability * f.severity for f in self.findings)

    def of(self, distortion: Distortion) -> Finding:
        """The finding for one distortion; probability 0 where the diagnosis does not know it."""
        for finding in self.findings:
            if finding.distortion is distortion:
                return finding
        return Finding(distortion, 0.0, 0.0)


def clean_despite(finding: Finding) -> float:
    """How clean a file is at most with this finding, 0..1: both turn at their thresholds."""
    threshold, probability = present_from(finding.distortion), finding.probability
    if probability < threshold:
        return 1 - (1 - CLEAN_FROM) * probability / threshold
    return CLEAN_FROM * (1 - probability) / (1 - threshold)
