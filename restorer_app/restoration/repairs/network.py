"""Repairs that one network carries out by itself."""

from dataclasses import dataclass

import numpy as np

from restorer_app.errors import PlanError
from restorer_app.media.region import Region
from restorer_app.progress import OnProgress, ignore_progress
from restorer_app.registry.catalog import Catalog, ModelEntry
from restorer_app.registry.devices import Device
from restorer_app.registry.loader import LoadedNetwork, load_network
from restorer_app.restoration.plan import Step
from restorer_app.restoration.repairs.repair import Repair, Repaired
from restorer_app.restoration.sampling import Crops
from restorer_app.restoration.tiling import run_network
from restorer_app.texts import translatable


@dataclass(frozen=True)
class NetworkRepair(Repair):
    """One network does it."""

    network: LoadedNetwork

    @property
    def entries(self) -> tuple[ModelEntry, ...]:
        return self.network.entries

    def run(
        self,
        pixels: np.ndarray,
        *,
        strength: float = 1.0,
        out: np.ndarray | None = None,
        part_of: Crops | None = None,
        place: Region | None = None,
        on_progress: OnProgress = ignore_progress,
    ) -> Repaired:
        """`pixels` repaired, as `run_network` does it; the same at any `place`."""
        made = run_network(
            self.network,
            pixels,
            strength=strength,
            out=out,
            part_of=part_of,
            on_progress=on_progress,
        )
        return Repaired(made)


def network_repair(
    step: Step, entry: ModelEntry, catalog: Catalog, device: str | Device
) -> NetworkRepair:
    """The step's model, as crisp as the step asks for."""
    if not step.detail:
        return NetworkRepair(load_network(entry, device))
    detail = catalog.detail_of(step.distortion)
    if detail is None:
        raise PlanError(
            translatable(
                "{name}: the plan asks for detail, which {model} does not have here; make the plan "
                "again",
                name=step.distortion,
                model=entry.id,
            )
        )
    return NetworkRepair(load_network(entry, device, detail=detail, share=step.detail))
