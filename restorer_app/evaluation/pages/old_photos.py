"""The page that shows how well old photographs are restored."""

from collections.abc import Sequence

from restorer_app.evaluation import aging, faces, surfaces, textures
from restorer_app.evaluation.pages.goals import Document, Documents, count
from restorer_app.evaluation.pages.markdown import MISSING, number, percent, signed, table
from restorer_app.evaluation.pages.old_photos_goals import OPENCV, outcomes
from restorer_app.evaluation.pages.old_photos_sheets import SHEETS
from restorer_app.evaluation.pages.parts import page, section

NAME = "old-photos"
SUITES = ("scratches", "inpainting", "grain", "aging", "faces")
"""The suites whose results the page shows."""

_INTRODUCTION = f"""# Old photographs, measured

Damage of the surface and lost tones, measured on clean photographs that were aged by the program's
own model of what happens to prints. This page and its pictures are written by the program from the
JSON documents beside it (`restorer evaluate {NAME} --results FOLDER`), so editing it by hand is of
no use."""


def render(documents: Documents) -> str:
    """The page as Markdown, with what was not measured named as such."""
    found = outcomes(documents)
    sections = {
        "Finding damage": section(
            documents, "scratches", surfaces.SCRATCHES_DEFINITION, _scratches
        ),
        "Filling it": section(documents, "inpainting", surfaces.INPAINTING_DEFINITION, _inpainting),
        "Grain, paper and low resolution": section(
            documents, "grain", textures.DEFINITION, _textures
        ),
        "The whole chain": section(documents, "aging", aging.DEFINITION, _aging),
        "Faces": section(documents, "faces", faces.DEFINITION, _faces),
    }
    goals = (count(found), found)
    return page(_INTRODUCTION, documents, SUITES, goals, sections, (SHEETS, NAME))


def _scratches(rows: Sequence[Document]) -> str:
    shares = ("precision", "recall")
    measures = ("f1", "iou", "ap")
    lines = [
        [
            row["damage"].replace("_", " "),
            str(row["n"]),
            *(percent(row[share]) for share in shares),
            *(number(row[measure], 3) for measure in measures),
            *(number(100 * row[area], 2) for area in ("false_area", "damaged_area")),
        ]
        for row in rows
    ]
    header = ["damage", "n", *shares, "F1", "IoU", "AP", "false area, %", "damaged area, %"]
    return table(header, lines)


def _inpainting(rows: Sequence[Document]) -> str:
    ways = ("out", *OPENCV)
    lines = [
        [
            row["holes"],
            str(row["n"]),
            percent(row["area"]),
            *(number(row[f"psnr_{way}"]) for way in ways),
            *(number(row[f"ssim_{way}"], 3) for way in ways),
        ]
        for row in rows
    ]
    named = [way.replace("_", " ") for way in ways[1:]]
    return table(["holes", "n", "area", "PSNR ours", *named, "SSIM ours", *named], lines)


def _textures(rows: Sequence[Document]) -> str:
    lines = [
        [
            row["texture"],
            str(row["n"]),
            *(number(row[f"psnr_{way}"]) for way in textures.WAYS),
            *(number(row[f"ssim_{way}"], 3) for way in textures.WAYS),
        ]
        for row in rows
    ]
    ways = ("denoised", "out")
    return table(["texture", "n", "PSNR in", *ways, "SSIM in", *ways], lines)


def _aging(rows: Sequence[Document]) -> str:
    ways = [way for way in (*aging.WAYS, aging.TRANSLATED) if f"psnr_{way}" in rows[0]]
    lines = []
    for row in rows:
        psnr = [number(row[f"psnr_{way}"]) for way in ways]
        others = [number(row[f"{m}_{way}"], 3) for m in ("ssim", "fsim") for way in ways]
        gain = MISSING if not row["n"] else signed(row["psnr_routed"] - row["psnr_in"])
        lines.append([row["history"], str(row["n"]), *psnr, gain, *others, percent(row["worse"])])
    first, *rest = ways
    header = ["history", "n", f"PSNR {first}", *rest, "gain", f"SSIM {first}", *rest,
              f"FSIM {first}", *rest, "made worse"]  # fmt: skip
    return table(header, lines)


def _faces(rows: Sequence[Document]) -> str:
    ways = ("in", "denoised", "out")
    lines = [
        [
            f"{row['reduction']:g}",
            str(row["n"]),
            *(number(row[f"psnr_{way}"]) for way in ways),
            *(number(row[f"ssim_{way}"], 3) for way in ways),
            number(row["similarity_before"], 3),
            number(row["similarity_after"], 3),
            percent(row["nearer"]),
        ]
        for row in rows
    ]
    header = ["reduced by", "n", "PSNR in", "denoised", "out", "SSIM in", "denoised", "out",
              "similarity before", "after", "nearer"]  # fmt: skip
    return table(header, lines)
