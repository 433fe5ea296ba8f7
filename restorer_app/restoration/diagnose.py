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
from restorer_app.metrics.appearance import clipped_share, jpeg_quality, noise_sigma
from restorer_app.progress import OnProgress, Progress, ignore_progress
from restorer_app.registry.catalog import Catalog, ModelEntry
from restorer_app.registry.devices import Device
from restorer_app.registry.face_detectors import FaceDetector, detector_in
from restorer_app.registry.loader import LoadedNetwork, load_network
from restorer_app.restoration.damage import find_in_crops
from restorer_app.restoration.diagnosis import (
    APART,
    Diagnosis,
    Finding,
    clean_despite,
    present_from,
)
from restorer_app.restoration.face import SMALLEST_PX
from restorer_app.restoration.face_finding import find_faces
from restorer_app.restoration.lost_tones import LEAST_DETAIL, detail_of, find_lost_tones
from restorer_app.restoration.mask_drawing import damage_mask
from restorer_app.restoration.sampling import Crops, sample_crops
from restorer_app.restoration.tiling import run_on_crops, stacked
from restorer_app.restoration.tint import is_brown_print
from restorer_app.texts import translatable

LOCAL_DISTORTIONS = frozenset({Distortion.COLOR_BLOCK})
"""Seen in few places only: the most suspicious crops count, not the average of all."""
N_SUSPICIOUS = 2
"""Two, because among dozens of crops of a clean picture one may look odd."""
BLURS = frozenset({Distortion.GAUSSIAN_BLUR, Distortion.LENS_BLUR, Distortion.MOTION_BLUR})
SUSPECTED_BLUR, SEVERE_BLUR = 0.3, 3.2
"""Probability and severity of a blur that is believed where nothing else is found, or as probable.
None of 484 clean pictures of all kinds reaches both (of 44 enlarged by 1.4 one more than without),
of 1276 mixtures only blurred ones do; at levels 3 to 5 of motion blur 99 instead of 93 % are found
so."""
BELIEVED = 0.8
"""The probability of such a blur: all seventeen that were seen were blurred, which is not many."""
SUSPECTED_FROM = 0.05
"""From this probability of JPEG on its quality is measured. The network gave at most 0.001 to
clean photographs, and 0.08 or more to ones of quality 24 to 43 that it did not call compressed."""
PROVEN_QUALITIES = range(20, 61)
"""A measured quality that settles the matter. Of a stronger compression the network is sure by
itself, and drawings with even areas measure like that; of a milder one little is to be had back."""
PROVEN = 0.97
"""The probability of a compression whose quality was measured."""
HARMLESS_QUALITY = 85
"""From this measured quality on a compression does not show, whatever the network suspects."""
SURE_SENSITIVITY = 0.1
"""What counts as damage before anyone has asked for it: only what is hardly anything else."""
DAMAGED_SHARES = (0.0, 0.06, 0.12)
"""Shares of the area that is damaged: none, enough to be worth a repair, beyond all doubt. Of clean
photographs up to 3 % are taken for damage, of enlarged ones more: trails of stars and lights look
like scratches."""
PRINT_SHARES = (0.0, 0.001, 0.005)
"""The same of a print in shades of one brown: old ones are scratched. Of 806 clean pictures eight
are as brown, seven of them one graph, and at most 0.004 % of their area is taken for damaged; pages
and skies without detail are told apart by that."""
LOG_SHARES_OF_SEVERITY = (-4.0, -1.0)
"""Logarithms of the shares of the area at which damage is nil (1/10,000) and severest (1/10)."""
GRAIN_255 = (0.0, 6.0, 8.0)
"""Changes by which grain would be taken away (root mean square, of 255): none, enough to be worth
it, beyond all doubt. Of 484 clean pictures of all kinds eight would be changed by more than 2.1 and
none by more than 5.94, of 22 photographs that were given grain 20 and 14."""
MOST_GRAIN_255 = 20.0
"""The change at which grain is severest."""
N_SURFACE_CROPS = 24
"""What lies on the surface is looked for in so many crops. The share of their area that is damaged
was at most 0.6 % of the area away from that of all 64."""
N_GRAIN_CROPS = 12
"""Grain is everywhere, so few crops tell."""
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
    return with_severe_blur(examine(image, catalog, device=device, on_progress=on_progress))


def examine(
    image: Image,
    catalog: Catalog,
    *,
    device: str | Device = "auto",
    on_progress: OnProgress = ignore_progress,
) -> Diagnosis:
    """What `diagnose` says, without drawing conclusions: to compare before and after a repair."""
    on_progress(Progress(TITLE, 0.0))
    examiner = Examiner.load(catalog, device)
    diagnosis = examiner.look(sample_crops(image.pixels, rim_px=0))
    diagnosis = with_faces(with_jpeg_quality(diagnosis, image), image, catalog, examiner.detector)
    on_progress(Progress(TITLE, 1.0))
    return diagnosis


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

    def look(self, sampled: Crops) -> Diagnosis:
        """The diagnosis of a picture from its sampled crops."""
        found = []
        if self.finder:
            found.append(_damage_of(sampled, self.finder))
        diagnosis = _diagnose_crops(sampled, self.judge, found)
        if self.toner and not _has_other_tones(diagnosis):
            for finding in find_lost_tones(sampled, self.toner):
                diagnosis = _with_finding(diagnosis, finding)
        if self.degrainer and not _is_known(diagnosis):
            diagnosis = _with_finding(diagnosis, _grain_of(sampled, self.degrainer))
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


def _damage_of(sampled: Crops, finder: LoadedNetwork) -> Finding:
    """How sure and how much of the picture is hidden, from the share of the crops' area."""
    found = find_in_crops(sampled.some(N_SURFACE_CROPS), finder)
    sure = [damage_mask(likely, SURE_SENSITIVITY, rim_px=0) for likely in found]
    share = float(np.mean(sure))
    shares = PRINT_SHARES if _is_old_print(sampled) else DAMAGED_SHARES
    probability = np.interp(share, shares, (0.0, present_from(Distortion.SCRATCHES), 1.0))
    severity = np.interp(np.log10(max(share, 1e-6)), LOG_SHARES_OF_SEVERITY, (0, 5))
    return Finding(Distortion.SCRATCHES, float(probability), float(severity))


def _is_old_print(sampled: Crops) -> bool:
    """Whether it is in shades of one brown, and no page with text or lines in brown."""
    has_detail = detail_of(stacked(sampled.crops)) >= LEAST_DETAIL
    return has_detail and is_brown_print(np.concatenate(sampled.crops))


def _grain_of(sampled: Crops, degrainer: LoadedNetwork) -> Finding:
    """How sure and how strong, from how far the repair would change the crops.

    The median of the crops: grain is everywhere, and gravel or grass only in places.
    """
    some = sampled.some(N_GRAIN_CROPS)
    squares = (run_on_crops(degrainer, some) - stacked(some.crops)).square().mean(dim=(1, 2, 3))
    change_255 = 255 * float(squares.median().sqrt())
    probability = np.interp(change_255, GRAIN_255, (0.0, present_from(Distortion.GRAIN), 1.0))
    severity = min(5.0, 5 * change_255 / MOST_GRAIN_255)
    return Finding(Distortion.GRAIN, float(probability), severity)


def with_jpeg_quality(diagnosis: Diagnosis, image: Image) -> Diagnosis:
    """Of the whole picture, because crops of it do not say where its blocks start.

    A measured quality proves what the network only suspects, mild compression of a busy picture, or
    disproves it.
    """
    suspected = diagnosis.of(Distortion.JPEG)
    if suspected.probability < SUSPECTED_FROM:
        return diagnosis
    quality = jpeg_quality(image.pixels)
    if quality is None:
        return diagnosis
    if quality in PROVEN_QUALITIES and suspected.probability < PROVEN:
        diagnosis = _with_finding(
            diagnosis, replace(suspected, probability=PROVEN, severity=max(1, suspected.severity))
        )
    elif quality >= HARMLESS_QUALITY:
        return _with_finding(diagnosis, replace(suspected, probability=1 - PROVEN))
    if diagnosis.of(Distortion.JPEG) not in diagnosis.found:
        return diagnosis
    return replace(diagnosis, evidence=diagnosis.evidence | {"jpeg_quality": float(quality)})


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


def with_severe_blur(diagnosis: Diagnosis) -> Diagnosis:
    """Believes in a severe blur that is only suspected, where nothing else is.

    Clean pictures that look a little blurred, for they are soft or were enlarged, look weakly so.
    Other distortions look like a blur too, strong JPEG 2000 above all, so there must be no other.
    """
    blurs = [diagnosis.of(distortion) for distortion in BLURS]
    lead = max(blurs, key=lambda finding: finding.probability)
    others = [each for each in diagnosis.findings if each.distortion not in (*BLURS, *APART)]
    taught = (each for each in others if each.distortion in PAPER_DISTORTIONS)
    if any(each.is_likely for each in (lead, *others)):
        return diagnosis
    if any(each.probability >= SUSPECTED_BLUR for each in taught):
        return diagnosis
    if lead.probability < SUSPECTED_BLUR or lead.severity < SEVERE_BLUR:
        return diagnosis
    return _with_finding(diagnosis, replace(lead, probability=BELIEVED))


def with_nothing_of(distortion: Distortion, diagnosis: Diagnosis) -> Diagnosis:
    """`diagnosis` as it would be if this distortion was not there."""
    return _with_finding(diagnosis, Finding(distortion, 0.0, 0.0))


def with_proof_of(earlier: Diagnosis, diagnosis: Diagnosis) -> Diagnosis:
    """`diagnosis` of a picture whose compression is as proven as it was `earlier`.

    What was done in between was no repair of JPEG, even if crops of the picture show less of it.
    """
    quality, jpeg = earlier.evidence.get("jpeg_quality"), earlier.of(Distortion.JPEG)
    if quality is None or quality not in PROVEN_QUALITIES:
        return diagnosis
    if jpeg.probability <= diagnosis.of(Distortion.JPEG).probability:
        return diagnosis
    proven = _with_finding(diagnosis, jpeg)
    return replace(proven, evidence=diagnosis.evidence | {"jpeg_quality": quality})


def with_tones_of(earlier: Diagnosis, diagnosis: Diagnosis) -> Diagnosis:
    """`diagnosis` of a picture that has lost no more tones than it had `earlier`.

    No repair makes a picture fade: what shows only after one is what the repair has left.
    """
    for distortion in (Distortion.FADING, Distortion.YELLOWING):
        known = earlier.of(distortion)
        if diagnosis.of(distortion).probability > known.probability:
            diagnosis = _with_finding(diagnosis, known)
    return diagnosis


def _with_finding(diagnosis: Diagnosis, proven: Finding) -> Diagnosis:
    """The diagnosis with one finding replaced, and as clean as the findings now let it be."""
    others = [each for each in diagnosis.findings if each.distortion is not proven.distortion]
    findings = sorted([*others, proven], key=lambda finding: -finding.probability)
    clean = _clean_probability(diagnosis.clean, findings)
    return replace(
        diagnosis,
        clean=min(clean, clean_despite(proven)),
        findings=tuple(findings),
    )


def _diagnose_crops(sampled: Crops, loaded: LoadedNetwork, others: Sequence[Finding]) -> Diagnosis:
    """The diagnosis of a picture from its sampled crops; `others` was found by other means."""
    crops = sampled.crops
    probabilities, severity = judge_picture(loaded, stacked(crops))
    findings = [
        Finding(distortion, float(probabilities[i]), float(severity[i]))
        for i, distortion in enumerate(PAPER_DISTORTIONS)
    ]
    findings = [*_lead_of_the_blurs(findings), *others]
    findings.sort(key=lambda finding: -finding.probability)
    return Diagnosis(
        clean=_clean_probability(float(probabilities[-1]), findings),
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


def _lead_of_the_blurs(findings: list[Finding]) -> list[Finding]:
    """The likeliest blur gets the probability that there is any.

    The network often sees surely that a picture is blurred and not how: its doubt about the kind
    must not read as doubt about the blur.
    """
    blurs = [finding for finding in findings if finding.distortion in BLURS]
    lead = max(blurs, key=lambda finding: finding.probability)
    any_blur = 1 - float(np.prod([1 - finding.probability for finding in blurs]))
    return [replace(f, probability=any_blur) if f is lead else f for f in findings]


def _clean_probability(network_says: float, findings: list[Finding]) -> float:
    """The network's own word or that nothing is found, whichever is surer.

    But a place where something local shows outweighs all the clean crops around it, and of what the
    network was not taught its word is worth nothing.
    """
    despite = {finding.distortion: clean_despite(finding) for finding in findings}
    outweighing = (
        clean
        for distortion, clean in despite.items()
        if distortion in LOCAL_DISTORTIONS or distortion not in PAPER_DISTORTIONS
    )
    return min(max(network_says, min(despite.values())), *outweighing, 1.0)
