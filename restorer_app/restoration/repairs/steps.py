"""Which repair a step of a plan stands for, and how far that one looks around."""

from restorer_app.distortions import Distortion
from restorer_app.registry.catalog import Catalog, Task
from restorer_app.registry.devices import Device
from restorer_app.restoration.mask_drawing import RIM_PX, SMALLEST_PX
from restorer_app.restoration.plan import Step
from restorer_app.restoration.repairs.faces import faces_repair
from restorer_app.restoration.repairs.network import network_repair
from restorer_app.restoration.repairs.repair import Repair
from restorer_app.restoration.repairs.surface import surface_repair
from restorer_app.restoration.repairs.translation import translation_repair
from restorer_app.restoration.tiling import MARGIN_PX
from restorer_app.restoration.translation import MARGIN_PX as TRANSLATION_MARGIN_PX


def repair_of(step: Step, catalog: Catalog, device: str | Device) -> Repair:
    """What carries out `step` here.

    Raises WeightsError for a model that is missing or damaged, PlanError where the step asks for
    what its model does not have.
    """
    entry = catalog.get(step.model_id)
    if entry.task is Task.REFINE:
        return faces_repair(step, entry, catalog, device)
    if entry.task is Task.FILL:
        return surface_repair(step, entry, catalog, device)
    if entry.task is Task.TRANSLATE:
        return translation_repair(entry, catalog, device)
    return network_repair(step, entry, catalog, device)


def margin_of(step: Step) -> int:
    """How far around a place `step` looks, in pixels; with less it might do something else."""
    if step.distortion.has_mask:
        reach_px = step.mask.reach_px if step.mask else 0
        return 2 * MARGIN_PX + RIM_PX + SMALLEST_PX + reach_px
    if step.distortion is Distortion.TRANSLATION:
        return MARGIN_PX + RIM_PX + SMALLEST_PX + TRANSLATION_MARGIN_PX
    return MARGIN_PX
