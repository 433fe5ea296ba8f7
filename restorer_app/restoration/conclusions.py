"""What follows from what was seen in a photograph: rules about findings, no networks.

What is measured or found outweighs what is only suspected, and a repair explains what shows after
it.
"""

from dataclasses import replace

import numpy as np

from restorer_app.distortions import PAPER_DISTORTIONS, Distortion
from restorer_app.media.image import Image
from restorer_app.metrics.appearance import jpeg_quality
from restorer_app.restoration.diagnosis import APART, Diagnosis, Finding, clean_despite

LOCAL_DISTORTIONS = frozenset({Distortion.COLOR_BLOCK})
"""Seen in few places only: the most suspicious crops count, not the average of all."""
BLURS = frozenset({Distortion.GAUSSIAN_BLUR, Distortion.LENS_BLUR, Distortion.MOTION_BLUR})
SUSPECTED_BLUR, SEVERE_BLUR = 0.3, 3.2
"""Probability and severity of a blur that is believed where nothing else is found, or as probable.
None of 484 clean pictures of all kinds reaches both (of 44 enlarged by 1.4 one more than without),
of 1276 mixtures only blurred ones do; at levels 3 to 5 of motion blur 99 instead of 93 % are found
so."""
BELIEVED = 0.8
"""The probability of such a blur: of seventeen that were seen all but one, a photograph enlarged by
1.4, were blurred."""
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
        diagnosis = with_finding(
            diagnosis, replace(suspected, probability=PROVEN, severity=max(1, suspected.severity))
        )
    elif quality >= HARMLESS_QUALITY:
        return with_finding(diagnosis, replace(suspected, probability=1 - PROVEN))
    if diagnosis.of(Distortion.JPEG) not in diagnosis.found:
        return diagnosis
    return replace(diagnosis, evidence=diagnosis.evidence | {"jpeg_quality": float(quality)})


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
    return with_finding(diagnosis, replace(lead, probability=BELIEVED))


def with_nothing_of(distortion: Distortion, diagnosis: Diagnosis) -> Diagnosis:
    """`diagnosis` as it would be if this distortion was not there."""
    return with_finding(diagnosis, Finding(distortion, 0.0, 0.0))


def with_proof_of(earlier: Diagnosis, diagnosis: Diagnosis) -> Diagnosis:
    """`diagnosis` of a picture whose compression is as proven as it was `earlier`.

    What was done in between was no repair of JPEG, even if crops of the picture show less of it.
    """
    quality, jpeg = earlier.evidence.get("jpeg_quality"), earlier.of(Distortion.JPEG)
    if quality is None or quality not in PROVEN_QUALITIES:
        return diagnosis
    if jpeg.probability <= diagnosis.of(Distortion.JPEG).probability:
        return diagnosis
    proven = with_finding(diagnosis, jpeg)
    return replace(proven, evidence=diagnosis.evidence | {"jpeg_quality": quality})


def with_tones_of(earlier: Diagnosis, diagnosis: Diagnosis) -> Diagnosis:
    """`diagnosis` of a picture that has lost no more tones than it had `earlier`.

    No repair makes a picture fade: what shows only after one is what the repair has left.
    """
    for distortion in (Distortion.FADING, Distortion.YELLOWING):
        known = earlier.of(distortion)
        if diagnosis.of(distortion).probability > known.probability:
            diagnosis = with_finding(diagnosis, known)
    return diagnosis


def with_finding(diagnosis: Diagnosis, proven: Finding) -> Diagnosis:
    """The diagnosis with one finding replaced, and as clean as the findings now let it be."""
    others = [each for each in diagnosis.findings if each.distortion is not proven.distortion]
    findings = sorted([*others, proven], key=lambda finding: -finding.probability)
    clean = clean_probability(diagnosis.clean, findings)
    return replace(
        diagnosis,
        clean=min(clean, clean_despite(proven)),
        findings=tuple(findings),
    )


def lead_of_the_blurs(findings: list[Finding]) -> list[Finding]:
    """The likeliest blur gets the probability that there is any.

    The network often sees surely that a picture is blurred and not how: its doubt about the kind
    must not read as doubt about the blur.
    """
    blurs = [finding for finding in findings if finding.distortion in BLURS]
    lead = max(blurs, key=lambda finding: finding.probability)
    any_blur = 1 - float(np.prod([1 - finding.probability for finding in blurs]))
    return [replace(f, probability=any_blur) if f is lead else f for f in findings]


def clean_probability(network_says: float, findings: list[Finding]) -> float:
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
