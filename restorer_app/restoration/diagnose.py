"""Looks at a photograph and says what is wrong with it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
import torch
from torch import Tensor

from restorer_app.architectures.diagnosis import DiagnosisNet
from restorer_app.architectures.spectrum import power_spectrum
from restorer_app.distortions import PAPER_DISTORTIONS, Distortion, Medium
from restorer_app.media.image import Image
from restorer_app.metrics.appearance import clipped_share, noise_sigma
from restorer_app.progress import OnProgress, Progress, ignore_progress
from restorer_app.registry.catalog import Catalog, ModelEntry
from restorer_app.registry.devices import Device
from restorer_app.registry.face_detectors import FaceDetector, detector_in
from restorer_app.registry.loader import LoadedNetwork, load_network
from restorer_app.restoration.conclusions import (
    LOCAL_DISTORTIONS,
    clean_probability,
    lead_of_the_blurs,
    with_finding,
    with_jpeg_quality,
    with_severe_blur,
)
from restorer_app.restoration.damage import find_in_crops, find_in_photograph
from restorer_app.restoration.diagnosis import Diagnosis, Finding, present_from
from restorer_app.restoration.face import SMALLEST_PX
from restorer_app.restoration.face_finding import find_faces
from restorer_app.restoration.grain import find_grain
from restorer_app.restoration.lost_tones import LEAST_DETAIL, detail_of, find_lost_tones
from restorer_app.restoration.mask_drawing import damage_mask
from restorer_app.restoration.sampling import Crops, sample_crops
from restorer_app.restoration.tiling import stacked
from restorer_app.restoration.tint import is_brown_print
from restorer_app.texts import translatable

N_SUSPICIOUS = 2
"""Two, because among dozens of crops of a clean picture one may look odd."""
SURE_SENSITIVITY = 0.3
"""What counts as damage before anyone has asked for it: only what is hardly anything else."""
DAMAGED_SHARES = (0.0, 0.06, 0.12)
"""Shares of the area that is damaged: none, enough to be worth a repair, beyond all doubt. Of clean
photographs up to 3 % are taken for damage, of enlarged ones more: trails of stars and lights look
like scratches."""
WHOLE_SHARES = (0.0, 0.035, 0.07)
"""The same of a small picture of which all is looked at: at most 2.7 % of 293 clean ones."""
PRINT_SHARES = (0.0, 0.001, 0.005)
"""The same of a print in shades of one brown: old ones are scratched. Of 806 clean pictures four
are as brown, and nothing in them is taken for damaged; most pages and skies without detail are told
apart by that."""
LOG_SHARES_OF_SEVERITY = (-4.0, -1.0)
"""Logarithms of the shares of the area at which damage is nil (1/10,000) and severest (1/10)."""
N_SURFACE_CROPS = 24
"""What lies on the surface is looked for in so many crops. The share of their area that is damaged
was at most 0.6 % of the area away from that of all 64."""
TITLE = translatable("Looking at the photograph")


def diagnose(
    image: Image,
    catalog: Catalog,
    *,
    device: str | Device = "auto",
    on_progress: OnProgress = ignore_progress,
) -> Diagnosis:
    """Every distortion's probability and severity, from crops at native resolution.

    `on_progress` may raise Cancelled. Raises WeightsError without a sound diagnosis model.
    """
    on_progress(Progress(TITLE, 0.0))
    sampled = sample_crops(image.pixels, rim_px=0)
    diagnosis = Examiner.load(catalog, device).examine(image, sampled, catalog)
    on_progress(Progress(TITLE, 1.0))
    return with_severe_blur(diagnosis)


@dataclass(frozen=True)
class Examiner:
    """The networks that look at photographs."""

    judge: LoadedNetwork
    finder: LoadedNetwork | None
    """What finds damage of the surface; None where there is no such model."""
    toner: LoadedNetwork | None
    """What brings back lost tones, and so knows how many are lost; None as above."""
    degrainer: LoadedNetwork | None = None
    """What takes away grain, and so knows how much there is; None as above."""
    detector: FaceDetector | None = None
    """What finds faces; without it OpenCV's cascades do."""

    @classmethod
    def load(cls, catalog: Catalog, device: str | Device) -> Self:
        """Raises WeightsError without a sound diagnosis model, or for an unsound other one."""
        finder = catalog.finder_of(Distortion.SCRATCHES)
        toner = catalog.restorer_of(Distortion.FADING)
        degrainer = catalog.restorer_of(Distortion.GRAIN)
        return cls(
            load_network(catalog.diagnosis_of(Medium.PHOTO), device),
            load_network(finder, device) if finder else None,
            load_network(toner, device) if toner else None,
            load_network(degrainer, device) if degrainer else None,
            detector_in(catalog),
        )

    @property
    def entries(self) -> tuple[ModelEntry, ...]:
        parts = (self.judge, self.finder, self.toner, self.degrainer, self.detector)
        return tuple(part.entry for part in parts if part)

    def examine(self, image: Image, sampled: Crops, catalog: Catalog) -> Diagnosis:
        """What `diagnose` says before it draws conclusions: to compare before and after a repair.

        `sampled`: the crops of `image` that are looked at.
        """
        diagnosis = with_jpeg_quality(self.look(sampled, image.pixels), image)
        return with_faces(diagnosis, image, catalog, self.detector)

    def look(self, sampled: Crops, whole: np.ndarray | None) -> Diagnosis:
        """The diagnosis of a picture from its sampled crops.

        `whole`: all of it, float32 (H, W, 3), where damage is looked for if it is small.
        """
        found = []
        if self.finder:
            found.append(_damage_of(sampled, whole, self.finder))
        diagnosis = _diagnose_crops(sampled, self.judge, found)
        if self.toner and not _has_other_tones(diagnosis):
            for finding in find_lost_tones(sampled, self.toner):
                diagnosis = with_finding(diagnosis, finding)
        if self.degrainer and not _is_known(diagnosis):
            diagnosis = with_finding(diagnosis, find_grain(sampled, self.degrainer))
        return diagnosis


def _has_other_tones(diagnosis: Diagnosis) -> bool:
    """Whether something is found that changes tones as well: with it they say nothing of fading."""
    return any(finding.distortion in _CHANGES_TONES for finding in diagnosis.found)


_CHANGES_TONES = (Distortion.COLOR_QUANTIZATION, Distortion.DENOISE_ARTIFACTS)
"""Strong ones move the quantiles of a photograph as time does."""


def _is_known(diagnosis: Diagnosis) -> bool:
    """Whether something is found that the judge was taught, which has a repair of its own.

    Noise would be taken for grain, less well repaired. The judge takes no grain for noise.
    """
    return any(finding.distortion in PAPER_DISTORTIONS for finding in diagnosis.found)


def _damage_of(sampled: Crops, whole: np.ndarray | None, finder: LoadedNetwork) -> Finding:
    """How sure and how much of the picture is hidden, from the share of the area.

    Of a small picture all is looked at: crops are where there is detail, scratches need not be.
    """
    most_px = N_SURFACE_CROPS * sampled.side_px**2
    if whole is not None and whole.shape[0] * whole.shape[1] <= most_px:
        shares, found = WHOLE_SHARES, [find_in_photograph(whole, finder)]
    else:
        shares, found = DAMAGED_SHARES, [*find_in_crops(sampled.some(N_SURFACE_CROPS), finder)]
    if _is_old_print(sampled):
        shares = PRINT_SHARES
    sure = [damage_mask(likely, SURE_SENSITIVITY, rim_px=0) for likely in found]
    share = float(np.mean(sure))
    probability = np.interp(share, shares, (0.0, present_from(Distortion.SCRATCHES), 1.0))
    severity = np.interp(np.log10(max(share, 1e-6)), LOG_SHARES_OF_SEVERITY, (0, 5))
    return Finding(Distortion.SCRATCHES, float(probability), float(severity))


def _is_old_print(sampled: Crops) -> bool:
    """Whether it is in shades of one brown, and no page with text or lines in brown."""
    has_detail = detail_of(stacked(sampled.crops)) >= LEAST_DETAIL
    return has_detail and is_brown_print(np.concatenate(sampled.crops))


def with_faces(
    diagnosis: Diagnosis, image: Image, catalog: Catalog, detector: FaceDetector | None
) -> Diagnosis:
    """With the faces of the whole picture, where there is a model that could refine them.

    As probable and as severe as the worst of those that are large enough. `detector` finds them,
    or without it OpenCV's cascades do.
    """
    if catalog.restorer_of(Distortion.FACES) is None:
        return diagnosis
    faces = find_faces(image.pixels, detector)
    large = [face for face in faces if face.box.width >= SMALLEST_PX]
    finding = Finding(
        Distortion.FACES,
        max((face.probability for face in large), default=0.0),
        max((face.severity for face in large), default=0.0),
    )
    findings = sorted([*diagnosis.findings, finding], key=lambda each: -each.probability)
    return replace(diagnosis, findings=tuple(findings), faces=faces)


def _diagnose_crops(sampled: Crops, loaded: LoadedNetwork, others: Sequence[Finding]) -> Diagnosis:
    """The diagnosis of a picture from its sampled crops; `others` was found by other means."""
    crops = sampled.crops
    probabilities, severity = judge_picture(loaded, stacked(crops))
    findings = [
        Finding(distortion, float(probabilities[i]), float(severity[i]))
        for i, distortion in enumerate(PAPER_DISTORTIONS)
    ]
    findings = [*lead_of_the_blurs(findings), *others]
    findings.sort(key=lambda finding: -finding.probability)
    return Diagnosis(
        clean=clean_probability(float(probabilities[-1]), findings),
        findings=tuple(findings),
        evidence={
            "noise_sigma_255": noise_sigma(crops),
            "saturated_share": clipped_share(crops),
        },
    )


def judge_picture(loaded: LoadedNetwork, crops: Tensor) -> tuple[Tensor, Tensor]:
    """Presence probabilities (15,) and severities (14,) of the picture of these (n, 3, h, w)."""
    network = loaded.network
    assert isinstance(network, DiagnosisNet)
    with torch.inference_mode():
        pooled, severity, spectrum = look_at_crops(network, crops.to(loaded.device.torch_device))
        logits = network.judge_picture(pooled[None], spectrum[None])[0]
    return logits.sigmoid().cpu(), severity.cpu()


def look_at_crops(network: DiagnosisNet, crops: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """What a picture's crops (n, 3, h, w) say together, float32.

    Their presence logits (15,), their severities (14,), their mean spectrum (N_SPECTRUM,). Most
    distortions are everywhere, so crops are averaged; a local one counts where it shows most.
    """
    crop_logits, crop_severity = network(crops)
    logits, severity = crop_logits.mean(0), crop_severity.mean(0)
    for i in (i for i, d in enumerate(PAPER_DISTORTIONS) if d in LOCAL_DISTORTIONS):
        most = crop_logits[:, i].argsort()[-N_SUSPICIOUS:]
        logits[i], severity[i] = crop_logits[most, i].mean(), crop_severity[most, i].mean()
    return logits, severity, power_spectrum(crops.float()).mean(0)
