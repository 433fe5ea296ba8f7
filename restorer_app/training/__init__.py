"""One loop, one frozen dataclass per released model. Needs no Qt, typer or soundfile."""
