"""Which method repairs which distortion of sound, and what it has to know. Loads nothing heavy."""

from dataclasses import dataclass

from restorer_app.distortions import Distortion

MOST_ECHOES = 3


def echo_names(number: int) -> tuple[str, str]:
    """What delay and gain of the first, second ... echo are called."""
    prefix = "echo" if number == 1 else f"echo_{number}"
    return f"{prefix}_delay_s", f"{prefix}_gain"


@dataclass(frozen=True)
class Method:
    """A classical repair: its name in plans, and its parameters in plans and in evidence."""

    id: str
    parameters: tuple[str, ...]


METHODS = {
    Distortion.CLIPPING: Method("declip", ("clip_low", "clip_high")),
    Distortion.CLICKS: Method("autoregression", ("click_threshold",)),
    Distortion.HUM: Method("line-tracking", ("hum_hz", "hum_harmonics")),
    Distortion.ECHO: Method(
        "inverse-comb",
        tuple(name for number in range(1, MOST_ECHOES + 1) for name in echo_names(number)),
    ),
}
"""What needs no trained model."""
