"""What is wrong with a file: plain values, no network code (`diagnose` fills them in)."""

from dataclasses import dataclass, field

from restorer_app.distortions import Distortion

PRESENT_FROM = 0.6
"""A distortion counts as found from this probability on. Measured on validation photographs: at 0.5
1.4 instead of 0.8 % of the clean pictures of all kinds are taken for damaged, and 88 instead of
87 % of the distortions of levels 1 to 4 are found."""
CLEAN_FROM = 0.7
"""A file counts as clean from this probability on."""


@dataclass(frozen=True)
class Finding:
    """One distortion with its probability (0..1) and severity (0 none .. 5 strongest)."""

    distortion: Distortion
    probability: float
    severity: float


@dataclass(frozen=True)
class Diagnosis:
    """Every distortion's finding, most probable first, and the probability that the file is clean.

    `evidence` holds measured facts where they are known, by name with the unit in it:
    `noise_sigma_255`, `jpeg_quality`, `saturated_share` ...
    """

    clean: float
    findings: tuple[Finding, ...]
    evidence: dict[str, float] = field(default_factory=dict)

    @property
    def found(self) -> tuple[Finding, ...]:
        """The findings to show and repair: none when the file is more likely clean than not."""
        if self.is_clean:
            return ()
        return tuple(f for f in self.findings if f.probability >= PRESENT_FROM)

    @property
    def is_clean(self) -> bool:
        return self.clean >= CLEAN_FROM

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
