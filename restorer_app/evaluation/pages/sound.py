"""The page that shows how well recordings are restored."""

from collections.abc import Sequence
from functools import partial

from restorer_app.evaluation.pages.goals import Document, Documents, count
from restorer_app.evaluation.pages.markdown import number, percent, table
from restorer_app.evaluation.pages.parts import page, section
from restorer_app.evaluation.pages.sound_goals import outcomes
from restorer_app.evaluation.sound import (
    background_noise,
    clicks,
    clipping,
    echo,
    hum,
    reverb,
    untouched,
)

NAME = "sound"
_Columns = dict[str, tuple[str, int]]
"""What a measure is called on the page, and with how many digits it is shown."""

_SPEECH: _Columns = {
    "si_sdr_in": ("SI-SDR in", 2),
    "si_sdr_out": ("out", 2),
    "pesq_in": ("PESQ in", 2),
    "pesq_out": ("out", 2),
    "stoi_in": ("STOI in", 3),
    "stoi_out": ("out", 3),
}
_PARTS: dict[str, tuple[str, str, _Columns]] = {
    "audio-echo": (
        "Echo",
        echo.DEFINITION,
        {
            "log_mae": ("log-STFT MAE", 3),
            "log_snr_db": ("SNR", 2),
            "snr_db": ("waveform SNR", 2),
            "si_sdr_db": ("SI-SDR", 2),
        },
    ),
    "audio-denoise": ("Background noise", background_noise.DEFINITION, _SPEECH),
    "audio-clicks": (
        "Clicks and crackle",
        clicks.DEFINITION,
        {
            "snr_in": ("SNR in", 2),
            "snr_out": ("out", 2),
            "snr_routed": ("routed", 2),
        },
    ),
    "audio-hum": (
        "Hum",
        hum.DEFINITION,
        {
            "at_lines_out": ("at lines out", 2),
            "at_lines_routed": ("routed", 2),
            "elsewhere_in": ("elsewhere in", 3),
            "elsewhere_out": ("out", 3),
            "snr_in": ("SNR in", 2),
            "snr_out": ("out", 2),
            "snr_routed": ("routed", 2),
        },
    ),
    "audio-clip": (
        "Clipping",
        clipping.DEFINITION,
        {
            "at_cuts_in": ("SNR at cuts in", 2),
            "at_cuts_out": ("out", 2),
            "at_cuts_routed": ("routed", 2),
            "si_sdr_in": ("SI-SDR in", 2),
            "si_sdr_out": ("out", 2),
            "si_sdr_routed": ("routed", 2),
        },
    ),
    "audio-reverb": ("Reverberation", reverb.DEFINITION, _SPEECH),
    "audio-untouched": ("Clean recordings", untouched.DEFINITION, {}),
}
SUITES = tuple(_PARTS)
"""The suites whose results the page shows."""
_LABELS = ("echo", "method", "level", "snr_db", "kind")
_SHARES = {
    "found": "found",
    "found_loud": "of the loud ones",
    "false_area": "false area",
    "untouched": "untouched",
}

_INTRODUCTION = f"""# Recordings, measured

Clean speech that is damaged on the way, and what the program makes of it. This page is written by
the program from the JSON documents beside it (`restorer evaluate {NAME} --results FOLDER`), so
editing it by hand is of no use."""


def render(documents: Documents) -> str:
    """The page as Markdown, with what was not measured named as such."""
    found = outcomes(documents)
    sections = {
        title: section(documents, suite, definition, partial(_rows, columns))
        for suite, (title, definition, columns) in _PARTS.items()
    }
    return page(_INTRODUCTION, documents, SUITES, (count(found), found), sections, None)


def _rows(columns: _Columns, rows: Sequence[Document]) -> str:
    """A line for each row: its labels, the number of files, shares, and what was measured."""
    labels = [name for name in _LABELS if name in rows[0] and name not in columns]
    shares = [name for name in _SHARES if name in rows[0]]
    shown = [name for name in columns if name in rows[0]]
    header = [*(name.replace("_db", ", dB").replace("snr", "SNR") for name in labels), "n"]
    header += [*(_SHARES[name] for name in shares), *(columns[name][0] for name in shown)]
    lines = [
        [
            *(str(row[name]) for name in labels),
            str(row["n"]),
            *(percent(row[name]) for name in shares),
            *(number(row[name], columns[name][1]) for name in shown),
        ]
        for row in rows
    ]
    return table(header, lines)
