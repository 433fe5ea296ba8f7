"""What became of a file that was to be restored, and how a report says it."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from restorer_app.distortions import Medium
from restorer_app.restoration.course import StepReport
from restorer_app.restoration.diagnosis import Diagnosis
from restorer_app.restoration.face import FaceReport
from restorer_app.restoration.plan import Plan
from restorer_app.texts import Text


@dataclass(frozen=True)
class FileResult:
    """What became of one file: everything known about it but the pixels, or the error."""

    source: Path
    target: Path
    seconds: float = 0.0
    error: Text = Text()
    is_disk_full: bool = False
    is_unchanged: bool = False
    plan: Plan = field(default_factory=Plan)
    reports: tuple[StepReport, ...] = ()
    before: Diagnosis | None = None
    after: Diagnosis | None = None
    stop_reason: str = ""
    model_hashes: tuple[tuple[str, str], ...] = ()
    faces: tuple[FaceReport, ...] = ()
    gain: float = 1.0
    """What a whole recording was multiplied with to make room for restored peaks."""
    n_too_loud: int = 0
    """Samples of a recording that did not fit into the file and were limited."""

    def as_document(self) -> dict[str, Any]:
        """The entry of a report file: plain values that JSON can hold."""
        return {
            "input": str(self.source),
            "output": None if self.error else str(self.target),
            "error": self.error or None,
            "seconds": round(self.seconds, 3),
            "unchanged": self.is_unchanged,
            "before": self.before and diagnosis_document(self.before),
            "after": self.after and diagnosis_document(self.after),
            "plan": json.loads(self.plan.to_json()),
            "steps": [_step_document(report) for report in self.reports],
            "stop_reason": self.stop_reason,
            "models": dict(self.model_hashes),
            "faces": [asdict(face) for face in self.faces],
            "gain": self.gain,
            "samples_too_loud": self.n_too_loud,
        }


def diagnosis_document(diagnosis: Diagnosis) -> dict[str, Any]:
    """A diagnosis as plain values: `clean`, and `distortions` with the most probable first."""
    findings = sorted(diagnosis.findings, key=lambda finding: -finding.probability)
    return {
        "clean": diagnosis.is_clean,
        "distortions": [
            {
                "name": str(finding.distortion),
                "probability": round(finding.probability, 4),
                "severity": round(finding.severity, 2),
            }
            for finding in findings
        ],
    }


def _step_document(report: StepReport) -> dict[str, Any]:
    sound = {
        "parameters": dict(report.step.parameters),
        "span": report.step.span,
        "changed_s": report.changed_s,
    }
    is_sound = report.step.distortion.medium is Medium.AUDIO
    return (sound if is_sound else {}) | {
        "distortion": str(report.step.distortion),
        "model_id": report.step.model_id,
        "strength": report.step.strength,
        "detail": report.step.detail,
        "pass": report.pass_number,
        "seconds": round(report.seconds, 3),
        "outcome": str(report.outcome),
        "reason": report.reason,
    }
