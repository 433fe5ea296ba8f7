"""What the restoration of recordings set out to reach, and how much of it is reached."""

from restorer_app.evaluation.pages.goals import (
    Document,
    Documents,
    Outcome,
    at_least,
    at_most,
    rows_of,
)
from restorer_app.evaluation.pages.markdown import percent, signed
from restorer_app.evaluation.sound import echo

LEAST_LOG_SNR_DB, LEAST_SI_SDR_DB = 20.0, 30.0
PAPER_LOG_SNR_DB = {echo.NOTHING: 8.56, "paper-0-echo": 12.47}
"""The paper's table: with the echo, and restored."""
MOST_FROM_PAPER_DB = 1.5
LEAST_ECHO_GAIN_DB = 8.0
LEAST_DENOISE_GAINS_DB = {0: 8.0, 5: 6.0, 10: 4.0}
LEAST_PESQ_GAIN = 0.5
LEAST_FOUND, MOST_FALSE_AREA, LEAST_CLICK_GAIN_DB = 0.95, 0.01, 10.0
MOST_AT_LINES_DB, MOST_ELSEWHERE_DB = -30.0, 0.5
LEAST_UNTOUCHED = 0.99


def outcomes(documents: Documents) -> list[Outcome]:
    """Every goal; one whose suite was not run is neither met nor missed."""
    return [*_echo(documents), *_noise(documents), *_rest(documents)]


def _echo(documents: Documents) -> list[Outcome]:
    rows = rows_of(documents, "audio-echo")
    paper = {row["method"]: row for row in rows if row["echo"] == echo.PAPER}
    unknown = {row["method"]: row for row in rows if row["echo"] == echo.UNKNOWN}
    ours = [paper[echo.ROUTED]] if paper else []
    pictured = {row["method"]: row for row in rows if row["echo"] == echo.PICTURED}
    compared = PAPER_LOG_SNR_DB if "paper-0-echo" in pictured else {}
    gains = [_gain(unknown, "si_sdr_db")] if unknown else []
    return [
        at_least(
            f"the echo of paper 0: log-STFT SNR {LEAST_LOG_SNR_DB:g} dB",
            [row["log_snr_db"] for row in ours],
            LEAST_LOG_SNR_DB,
            _decibels,
        ),
        at_least(
            f"the echo of paper 0: SI-SDR {LEAST_SI_SDR_DB:g} dB",
            [row["si_sdr_db"] for row in ours],
            LEAST_SI_SDR_DB,
            _decibels,
        ),
        at_most(
            f"the paper's own pipeline: both figures of its table within {MOST_FROM_PAPER_DB:g} dB",
            [
                abs(pictured[method]["log_snr_db"] - paper_db)
                for method, paper_db in compared.items()
            ],
            MOST_FROM_PAPER_DB,
            _decibels,
        ),
        at_least(
            f"unknown echoes, told nothing: SI-SDR {signed(LEAST_ECHO_GAIN_DB, 0)} dB",
            gains,
            LEAST_ECHO_GAIN_DB,
            signed,
        ),
    ]


def _gain(rows: dict[str, Document], measure: str) -> float:
    return float(rows[echo.ROUTED][measure] - rows[echo.NOTHING][measure])


def _noise(documents: Documents) -> list[Outcome]:
    rows = {row["snr_db"]: row for row in rows_of(documents, "audio-denoise")}
    gains = [
        at_least(
            f"noise at {snr_db} dB: SI-SDR {signed(least, 0)} dB",
            [rows[snr_db]["si_sdr_out"] - rows[snr_db]["si_sdr_in"]] if rows else [],
            least,
            signed,
        )
        for snr_db, least in LEAST_DENOISE_GAINS_DB.items()
    ]
    heard = [row for row in rows.values() if row["pesq_in"] is not None]
    understood = [row for row in rows.values() if row["stoi_in"] is not None]
    pesq_gains = [row["pesq_out"] - row["pesq_in"] for row in heard]
    return [
        *gains,
        at_least(
            f"noise, mean of the three: wide-band PESQ {signed(LEAST_PESQ_GAIN, 1)}",
            [sum(pesq_gains) / len(pesq_gains)] if pesq_gains else [],
            LEAST_PESQ_GAIN,
            signed,
        ),
        at_least(
            "noise: STOI not lower",
            [row["stoi_out"] - row["stoi_in"] for row in understood],
            0.0,
            lambda value: signed(value, 3),
        ),
    ]


def _rest(documents: Documents) -> list[Outcome]:
    clicks, hum = rows_of(documents, "audio-clicks"), rows_of(documents, "audio-hum")
    clean = rows_of(documents, "audio-untouched")
    return [
        at_least(
            f"clicks: {percent(LEAST_FOUND)} found",
            [row["found"] for row in clicks],
            LEAST_FOUND,
            percent,
        ),
        at_most(
            f"clicks: at most {percent(MOST_FALSE_AREA)} of the other samples touched",
            [row["false_area"] for row in clicks],
            MOST_FALSE_AREA,
            lambda value: f"{100 * value:.2f} %",
        ),
        at_least(
            f"clicks: SNR {signed(LEAST_CLICK_GAIN_DB, 0)} dB",
            [row["snr_out"] - row["snr_in"] for row in clicks],
            LEAST_CLICK_GAIN_DB,
            signed,
        ),
        at_most(
            f"hum: {MOST_AT_LINES_DB:g} dB at its harmonics",
            [row["at_lines_out"] for row in hum],
            MOST_AT_LINES_DB,
            signed,
        ),
        at_most(
            f"hum: all else changed by at most {MOST_ELSEWHERE_DB:g} dB",
            [row["elsewhere_out"] for row in hum],
            MOST_ELSEWHERE_DB,
            _decibels,
        ),
        at_least(
            f"clean speech and music come back bit-exact: {percent(LEAST_UNTOUCHED)}",
            [row["untouched"] for row in clean if row["kind"] == "both"],
            LEAST_UNTOUCHED,
            percent,
        ),
    ]


def _decibels(value: float) -> str:
    return f"{value:.2f}"
