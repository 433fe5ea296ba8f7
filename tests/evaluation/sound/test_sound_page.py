from typing import Any

from restorer_app.evaluation.pages import PAGES, sound
from restorer_app.evaluation.pages.sound_goals import outcomes
from restorer_app.evaluation.sound import echo


def document(suite: str, *rows: dict[str, Any]) -> dict[str, Any]:
    return {"suite": suite, "data": "data/audio", "n_files": 2, "device": "CPU",
            "models": {"net": "0123456789"}, "rows": list(rows)}  # fmt: skip


def echo_row(kind: str, method: str, si_sdr_db: float) -> dict[str, Any]:
    return {"echo": kind, "method": method, "n": 2, "log_mae": 0.1, "log_snr_db": 25.0,
            "snr_db": 3.0, "si_sdr_db": si_sdr_db}  # fmt: skip


DOCUMENTS = {
    "audio-echo": document(
        "audio-echo",
        echo_row(echo.PAPER, echo.ROUTED, 29.0),
        echo_row(echo.UNKNOWN, echo.NOTHING, 5.0),
        echo_row(echo.UNKNOWN, echo.ROUTED, 15.5),
    ),
    "audio-clicks": document(
        "audio-clicks",
        {"level": 1, "n": 2, "found": 0.97, "found_loud": 1.0, "false_area": 0.001,
         "snr_in": 10.0, "snr_out": 22.0, "snr_routed": 21.0},
        {"level": 5, "n": 2, "found": 0.9, "found_loud": 1.0, "false_area": 0.002,
         "snr_in": 1.0, "snr_out": 12.0, "snr_routed": 11.0},
    ),
    "audio-denoise": document(
        "audio-denoise",
        *(
            {"snr_db": snr_db, "n": 2, "si_sdr_in": snr_db, "si_sdr_out": snr_db + 7.0,
             "pesq_in": None, "pesq_out": None, "stoi_in": 0.7, "stoi_out": 0.8}
            for snr_db in (0, 5, 10)
        ),
    ),
}  # fmt: skip


def test_a_goal_is_reached_by_its_least_favourable_row() -> None:
    found = {outcome.goal: outcome for outcome in outcomes(DOCUMENTS)}
    verdicts = {goal: outcome.is_reached for goal, outcome in found.items()}
    assert verdicts["clicks: 95.0 % found"] is False
    assert found["clicks: 95.0 % found"].measured == "90.0 %"
    assert verdicts["clicks: SNR +10 dB"] is True
    assert verdicts["the echo of paper 0: SI-SDR 30 dB"] is False
    assert verdicts["unknown echoes, told nothing: SI-SDR +8 dB"] is True
    assert verdicts["noise at 0 dB: SI-SDR +8 dB"] is False
    assert verdicts["noise at 5 dB: SI-SDR +6 dB"] is True
    assert verdicts["noise: STOI not lower"] is True


def test_what_was_not_measured_is_neither_reached_nor_missed() -> None:
    assert {outcome.is_reached for outcome in outcomes({})} == {None}
    unheard = {outcome.goal: outcome for outcome in outcomes(DOCUMENTS)}
    assert unheard["noise, mean of the three: wide-band PESQ +0.5"].measured == "not measured"


def test_the_page_shows_every_row_and_names_what_was_not_run() -> None:
    page = PAGES["sound"].render(DOCUMENTS)
    assert "| told nothing | 2 | 0.100 | 25.00 | 3.00 | 15.50 |" in page
    assert "| 5 | 2 | 90.0 % | 100.0 % | 0.2 % | 1.00 | 12.00 | 11.00 |" in page
    assert "| 0 | 2 | 0.00 | 7.00 | - | - | 0.700 | 0.800 |" in page
    assert "Not measured yet: `restorer evaluate audio-hum --data DIR --results FOLDER`." in page
    assert "Contact sheets" not in page
    assert set(sound.SUITES) >= set(DOCUMENTS)
