"""What paper 0's rebuilding set out to reach, and how much of it the results reach."""

from collections.abc import Sequence
from dataclasses import dataclass

from restorer_app.distortions import Distortion
from restorer_app.evaluation.bench import PSNR_CAP_DB
from restorer_app.evaluation.pages.goals import Document, Documents, Outcome, at_least, rows_of
from restorer_app.evaluation.pages.markdown import percent, signed
from restorer_app.evaluation.recognition import PAPER_CLASSES, VISIBLE

STRONG = (3, 4, 5)


@dataclass(frozen=True)
class GainGoal:
    """The gain in dB over doing nothing that the right model shall have at each of the levels."""

    levels: tuple[int, ...]
    gain_db: float


GAIN_GOALS = {
    Distortion.WHITE_NOISE: GainGoal((5,), 6.0),
    Distortion.COLOR_COMPONENT_NOISE: GainGoal((5,), 6.0),
    Distortion.MULTIPLICATIVE_NOISE: GainGoal((5,), 6.0),
    Distortion.IMPULSE_NOISE: GainGoal(STRONG, 12.0),
    Distortion.COLOR_BLOCK: GainGoal(STRONG, 9.0),
    Distortion.JITTER: GainGoal(STRONG, 1.5),
    Distortion.JPEG: GainGoal((4,), 1.3),
    Distortion.JPEG2000: GainGoal((4,), 0.8),
    Distortion.GAUSSIAN_BLUR: GainGoal((4,), 3.5),
    Distortion.LENS_BLUR: GainGoal((4,), 2.5),
    Distortion.MOTION_BLUR: GainGoal((4,), 5.0),
    Distortion.COLOR_QUANTIZATION: GainGoal(STRONG, 2.0),
    Distortion.COLOR_SHIFT: GainGoal(STRONG, 3.0),
    Distortion.DENOISE_ARTIFACTS: GainGoal(STRONG, 1.5),
}
MOST_LOST_BY_ROUTING_DB = 0.3
LEAST_RIGHT = {"4-5": 0.98, VISIBLE: 0.90}
LEAST_SHARE_OF_TOLD = 0.80
LEAST_BIT_EXACT = 0.99


def outcomes(documents: Documents) -> list[Outcome]:
    """Every goal; one whose suite was not run, or that has no model, is neither met nor missed."""
    kadid = rows_of(documents, "kadid")
    return [
        *(_outcome_of_gain(kadid, distortion, goal) for distortion, goal in GAIN_GOALS.items()),
        at_least(
            "no level that changes pictures ends below doing nothing, dB",
            _gains([row for row in kadid if row["psnr_in"] < PSNR_CAP_DB]),
            0.0,
            signed,
        ),
        at_least(
            f"routed within {MOST_LOST_BY_ROUTING_DB:g} dB of told, every level",
            _gaps_of_routing(kadid),
            -MOST_LOST_BY_ROUTING_DB,
            signed,
        ),
        *(
            at_least(
                f"{PAPER_CLASSES}, levels {level}, single label: {percent(least)}",
                _right(rows_of(documents, "classifier"), level),
                least,
                percent,
            )
            for level, least in LEAST_RIGHT.items()
        ),
        at_least(
            f"mixtures of two: {percent(LEAST_SHARE_OF_TOLD)} of told's gain",
            _shares_of_told(rows_of(documents, "loop")),
            LEAST_SHARE_OF_TOLD,
            percent,
        ),
        at_least(
            f"clean files come back bit-exact: {percent(LEAST_BIT_EXACT)}",
            [row["bit_exact"] for row in rows_of(documents, "no-harm")[:1]],
            LEAST_BIT_EXACT,
            percent,
        ),
        at_least(
            f"clean pictures of all kinds together come back bit-exact: {percent(LEAST_BIT_EXACT)}",
            [row["bit_exact"] for row in rows_of(documents, "clean-kinds")[:1]],
            LEAST_BIT_EXACT,
            percent,
        ),
    ]


def gain_db(row: Document) -> float | None:
    """What the right model gains over doing nothing; None without a model."""
    return None if row["psnr_out"] is None else row["psnr_out"] - row["psnr_in"]


def _outcome_of_gain(rows: Sequence[Document], distortion: Distortion, goal: GainGoal) -> Outcome:
    levels = ", ".join(map(str, goal.levels))
    title = f"{distortion}, level {levels}: {signed(goal.gain_db, 1)} dB"
    chosen = [
        row for row in rows if row["distortion"] == distortion and row["level"] in goal.levels
    ]
    return at_least(title, _gains(chosen), goal.gain_db, signed)


def _gains(rows: Sequence[Document]) -> list[float]:
    return [gain for row in rows if (gain := gain_db(row)) is not None]


def _gaps_of_routing(rows: Sequence[Document]) -> list[float]:
    return [row["psnr_routed"] - row["psnr_out"] for row in rows if row["psnr_out"] is not None]


def _right(rows: Sequence[Document], level: str) -> list[float]:
    return [
        row["right"] for row in rows if (row["distortion"], row["level"]) == (PAPER_CLASSES, level)
    ]


def _shares_of_told(rows: Sequence[Document]) -> list[float]:
    shares = [row["share_of_told"] for row in rows if row["mixture"] == "two"]
    return [share for share in shares if share is not None]
