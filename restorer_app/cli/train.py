"""`restorer train`: make a model from a folder of clean photographs or recordings."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from restorer_app.cli.console import progress_bar, say
from restorer_app.cli.options import DataOption, DeviceName, DeviceOption, check_device

if TYPE_CHECKING:
    import numpy as np


def train(
    recipe: Annotated[str, typer.Argument(metavar="RECIPE", show_default=False)],
    data: DataOption,
    minutes: Annotated[
        float | None, typer.Option("--minutes", min=0.01, help="End after this time.")
    ] = None,
    steps: Annotated[
        int | None, typer.Option("--steps", min=1, help="End after this many steps.")
    ] = None,
    device: DeviceOption = DeviceName.AUTO,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on where a run in the output folder ended.")
    ] = False,
    further: Annotated[
        bool,
        typer.Option("--further", help="Go on from this recipe's released model, not anew."),
    ] = False,
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", help="Where the model folder is written.")
    ] = Path("trained"),
    perceptual: Annotated[
        Path | None,
        typer.Option(
            "--perceptual",
            metavar="FILE",
            exists=True,
            dir_okay=False,
            help="ImageNet weights of SqueezeNet 1.0 (npz), for recipes that compare with them.",
        ),
    ] = None,
    shapes: Annotated[
        Path | None,
        typer.Option(
            "--shapes",
            metavar="DIR",
            exists=True,
            file_okay=False,
            help="Pictures of real damage, white where it is, for recipes of old photographs.",
        ),
    ] = None,
    old: Annotated[
        Path | None,
        typer.Option(
            "--old",
            metavar="DIR",
            exists=True,
            file_okay=False,
            help="Real old photographs, which have no clean ones, for translation-old.",
        ),
    ] = None,
    smoke: Annotated[
        bool, typer.Option("--smoke", help="A few tiny steps, to see that everything works.")
    ] = False,
) -> None:
    """Train the model of a recipe; an unknown recipe lists those there are."""
    if minutes is not None and steps is not None:
        raise typer.BadParameter("name minutes or steps, not both", param_hint="--minutes")
    from restorer_app.training.recipes import all_recipes

    if recipe not in all_recipes():
        raise typer.BadParameter(
            f"there is no recipe '{recipe}'; known are: {', '.join(all_recipes())}",
            param_hint="RECIPE",
        )
    from restorer_app.training import train as training

    device_name = check_device(device)
    with progress_bar() as on_progress:
        folder = training.train_recipe(
            recipe,
            data,
            out,
            minutes=minutes,
            steps=steps,
            device=device_name,
            resume=resume,
            further=further,
            smoke=smoke,
            perceptual=perceptual,
            shapes=shapes,
            old=old,
            read_sound=read_sound,
            on_progress=on_progress,
        )
    say(str(folder))


def read_sound(path: Path) -> "tuple[np.ndarray, int]":
    """Samples (channels, n) and rate in Hz: the decoder that trainings are given.

    Of this module, because worker processes have to find it by its name.
    """
    from restorer_app.media.audio import load_recording

    recording = load_recording(path)
    return recording.samples, recording.rate
