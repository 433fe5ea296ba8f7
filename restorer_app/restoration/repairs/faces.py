"""Refining the faces of a photograph."""

from dataclasses import dataclass, replace

import numpy as np

from restorer_app.media.region import Region
from restorer_app.progress import OnProgress, ignore_progress
from restorer_app.registry.catalog import Catalog, ModelEntry
from restorer_app.registry.devices import Device
from restorer_app.registry.face_detectors import detector_in
from restorer_app.registry.loader import load_network
from restorer_app.restoration.face import FaceChoice
from restorer_app.restoration.faces import FaceNetworks, refine_faces
from restorer_app.restoration.plan import Step
from restorer_app.restoration.repairs.repair import Repair, Repaired
from restorer_app.restoration.sampling import Crops


@dataclass(frozen=True)
class FacesRepair(Repair):
    """Faces are found, and those refined that need it or that the step's choices name.

    Away from faces not a bit changes.
    """

    networks: FaceNetworks
    choices: tuple[FaceChoice, ...] | None
    """What is wanted of each face; None for all that need it."""

    @property
    def entries(self) -> tuple[ModelEntry, ...]:
        return self.networks.entries

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
        """`pixels` with refined faces; the very `pixels` where none is refined.

        Choices belong to places: in a sample they play no part. `part_of` says nothing about faces.
        As `refine_faces` in all else.
        """
        made, reports = refine_faces(
            pixels,
            self.networks,
            strength=strength,
            choices=self.choices_at(place),
            out=out,
            on_progress=on_progress,
        )
        return Repaired(made, faces=reports)

    def choices_at(self, place: Region | None) -> tuple[FaceChoice, ...] | None:
        """The choices about faces that are wholly at `place`, counted from its corner."""
        if self.choices is None or place is None:
            return None
        return tuple(
            replace(choice, box=choice.box.relative_to(place))
            for choice in self.choices
            if place.contains(choice.box)
        )


def faces_repair(
    step: Step, refiner: ModelEntry, catalog: Catalog, device: str | Device
) -> FacesRepair:
    """The step's model with the one that guards that faces stay who they are."""
    knower = catalog.face_embedding()
    networks = FaceNetworks(
        load_network(refiner, device),
        load_network(knower, device) if knower else None,
        detector_in(catalog),
    )
    return FacesRepair(networks, step.faces)
