"""The note in a saved photograph that says it was restored, by what and how."""

from restorer_app import __version__
from restorer_app.media.image import Image
from restorer_app.media.provenance import with_provenance
from restorer_app.restoration.plan import Plan, Step

PROGRAM = f"Restorer {__version__}"


def note_repair(image: Image, plan: Plan) -> Image:
    """`image` whose metadata name the program and the steps of `plan` that were carried out.

    Without any step nothing was done to it and nothing is noted.
    """
    steps = plan.active_steps
    return with_provenance(image, PROGRAM, [_told(step) for step in steps]) if steps else image


def _told(step: Step) -> str:
    """'restored: white_noise, model white-noise-v1, strength 70 %'."""
    told = f"restored: {step.distortion}, model {step.model_id}, strength {step.strength:.0%}"
    return told if step.detail is None else f"{told}, detail {step.detail:.0%}"
