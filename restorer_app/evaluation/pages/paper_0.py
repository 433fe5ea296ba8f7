"""The page that shows what paper 0's networks reach: a pure function of the suites' results."""

from collections.abc import Sequence

from restorer_app.distortions import PAPER_DISTORTIONS
from restorer_app.evaluation import calibration, clean_kinds, generators, loop, recognition
from restorer_app.evaluation.baselines import BASELINES_NOTE, FAMILIES
from restorer_app.evaluation.pages.goals import Document, Documents, count
from restorer_app.evaluation.pages.markdown import (
    MISSING,
    bullets,
    number,
    percent,
    signed,
    table,
)
from restorer_app.evaluation.pages.paper_0_goals import gain_db, outcomes
from restorer_app.evaluation.pages.paper_0_sheets import SHEETS
from restorer_app.evaluation.pages.parts import page, section

NAME = "paper-0"
SUITES = ("kadid", "classifier", "loop", "calibration", "no-harm", "clean-kinds")
"""The suites whose results the page shows or draws on."""

_INTRODUCTION = f"""# Paper 0, measured

Fourteen distortions, a diagnosis, and the loop of diagnosing and restoring, measured on clean
photographs that are damaged on the way. Every number is an average over all files; '-' means that
there is no model yet. This page and its pictures are written by the program from the JSON documents
beside it (`restorer evaluate {NAME} --results FOLDER`), so editing it by hand is of no use."""

_PAPER_NOTES = (
    "Its restorations are single pictures: there is no average over a set for any distortion of "
    "photographs and no baseline, so none of its decibels can be set beside ours.",
    "Its classification, 93.4 %, is on its own 1,080 pictures at levels 4 and 5, one distortion "
    "per picture; pictures that the classifier was trained on are used again for the restorers.",
    "Two of its examples are worse than their inputs: figure 6 (a) from an MSE of 967 to 1,080 "
    "(18.27 to 17.79 dB), figure 6 (d) from an SSIM of .947 to .923.",
    "It gives 22.76 dB for an MSE of 334.18; that is 22.89 dB. The other twelve pairs agree.",
    "It speaks of 31,000 and of 31,080 pictures; 15 classes of 2,072 are 31,080.",
    "Its percentages for sound mix shares and changes: an error of .22 after .34 is a decrease of "
    "35.3 %, not 64.38 %; 12.47 after 8.56 dB is an increase of 45.7 %, not 145.74 %.",
    "Its equation 2 takes the noise away after undoing the blur; it came last and has to go first.",
    "Its own networks, trained beside ours at equal compute, are measured in "
    "docs/adr/0012-the-papers-networks-are-measured-not-shipped.md.",
    "Its classifier names one distortion although pictures have several, and its loop has no rule "
    "that makes it end.",
)


def render(documents: Documents) -> str:
    """The page as Markdown, with what was not measured named as such."""
    found = outcomes(documents)
    said = (
        f"{count(found)} The least favourable row counts. Why JPEG 2000 at level 4 and routing at "
        "levels 1 to 3 are out of reach is argued in docs/adr/0018 and 0020."
    )
    sections = {
        "What the paper's own numbers are worth": bullets(_PAPER_NOTES),
        "One distortion at a time": section(
            documents, "kadid", generators.KADID_DEFINITION, _singles
        ),
        "Classification": section(
            documents, "classifier", recognition.CLASSIFIER_DEFINITION, _classes
        ),
        "Several distortions: the loop": section(documents, "loop", loop.DEFINITION, _loop),
        "Calibration of the diagnosis": section(
            documents, "calibration", calibration.DEFINITION, _calibration
        ),
        "Clean pictures of all kinds": section(
            documents, "clean-kinds", clean_kinds.DEFINITION, _clean_kinds
        ),
    }
    return page(_INTRODUCTION, documents, SUITES, (said, found), sections, (SHEETS, NAME))


def _singles(rows: Sequence[Document]) -> str:
    header = ["level", "PSNR in", "out", "gain", "routed", "classical",
              "SSIM in", "out", "routed", "classical", "FSIM in", "out", "routed",
              "classical: the best most often"]  # fmt: skip
    parts = [BASELINES_NOTE]
    for distortion in PAPER_DISTORTIONS:
        own = [row for row in rows if row["distortion"] == distortion]
        parts.append(
            f"### {distortion.label} (`{distortion}`)\n\nClassical: {FAMILIES[distortion].sentence}"
        )
        parts.append(table(header, [_single_cells(row) for row in own]))
    return "\n\n".join(parts)


def _single_cells(row: Document) -> list[str]:
    psnr = [number(row["psnr_in"]), number(row["psnr_out"]), signed(gain_db(row))]
    psnr += [number(row["psnr_routed"]), number(row["psnr_baseline"])]
    ssim = [number(row[f"ssim_{way}"], 4) for way in ("in", "out", "routed", "baseline")]
    fsim = [number(row[f"fsim_{way}"], 4) for way in ("in", "out", "routed")]
    return [str(row["level"]), *psnr, *ssim, *fsim, row["baseline"]]


def _classes(rows: Sequence[Document]) -> str:
    by_level: dict[str, list[str]] = {}
    for row in rows:
        if row["level"] in generators.LEVELS:
            by_level.setdefault(row["distortion"], [row["distortion"]]).append(
                percent(row["right"])
            )
    totals = [
        [row["distortion"], str(row["level"]), str(row["n"]), percent(row["right"])]
        for row in rows
        if row["distortion"] in (recognition.ALL, recognition.PAPER_CLASSES, recognition.CLEAN)
        and row["level"] != recognition.CONFUSED
    ]
    confusions = [
        [row["distortion"], row["mistaken_for"], percent(row["mistaken_share"]), str(row["n"])]
        for row in rows
        if row["level"] == recognition.CONFUSED
    ]
    levels = [f"level {level}" for level in generators.LEVELS]
    return "\n\n".join(
        [
            table(["class", "levels", "files", "right"], totals),
            table(["distortion", *levels], list(by_level.values())),
            "The largest confusions:",
            table(["shown", "answered", "share", "files"], confusions),
        ]
    )


def _loop(rows: Sequence[Document]) -> str:
    ways = [way.replace("_", " ") for way in loop.WAYS]
    header = ["mixture", "n", "PSNR " + ways[0], *ways[1:], "SSIM " + ways[0], *ways[1:],
              "FSIM " + ways[0], *ways[1:], "share of told", "made worse"]  # fmt: skip
    lines = []
    for row in rows:
        psnr = [number(row[f"psnr_{way}"]) for way in loop.WAYS]
        others = [number(row[f"{m}_{way}"], 4) for m in ("ssim", "fsim") for way in loop.WAYS]
        ends = [percent(row["share_of_told"]), percent(row["worse"])]
        lines.append([row["mixture"], str(row["n"]), *psnr, *others, *ends])
    return table(header, lines)


def _calibration(rows: Sequence[Document]) -> str:
    def reliability(kind: str) -> str:
        lines = [
            [
                row["name"],
                str(row["n"]),
                *(percent(row[key]) for key in ("stated", "right", "error")),
            ]
            for row in rows
            if row["row"] == kind
        ]
        return table(["stated", "n", "mean stated", "was right", "error"], lines)

    def hits(kind: str) -> str:
        lines = [
            [
                row["name"],
                *(percent(row[key]) for key in ("precision", "recall", "error")),
                number(row["severity_error"]),
            ]
            for row in rows
            if row["row"] == kind
        ]
        return table([kind, "precision", "recall", "calibration error", "severity error"], lines)

    return "\n\n".join(
        [
            "Is the distortion there?",
            reliability("bin"),
            "Is the file clean?",
            reliability("clean bin"),
            hits("distortion"),
            hits("group"),
        ]
    )


def _clean_kinds(rows: Sequence[Document]) -> str:
    lines = [
        [row["kind"], str(row["n"]), percent(row["bit_exact"]), row["taken_for"] or MISSING]
        for row in rows
    ]
    return table(["pictures", "n", "came back bit-exact", "else mostly taken for"], lines)
