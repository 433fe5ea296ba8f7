"""Options and arguments that several commands share."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from restorer_app.cli.console import complain
from restorer_app.errors import DeviceError
from restorer_app.registry.catalog import Catalog, read_catalog


class DeviceName(StrEnum):
    """Where networks run."""

    AUTO = "auto"
    CPU = "cpu"
    CUDA = "cuda"
    MPS = "mps"


Inputs = Annotated[
    list[Path],
    typer.Argument(
        metavar="IN", help="Photographs, recordings, or folders of them.", show_default=False
    ),
]
Output = Annotated[
    str,
    typer.Option(
        "--output",
        "-o",
        metavar="OUT",
        help="A file for one file, else a folder whose tree mirrors the input.",
        show_default=False,
    ),
]
DATA = typer.Option(
    "--data",
    metavar="DIR",
    exists=True,
    file_okay=False,
    help="A folder of clean photographs; for sound one with speech/train, speech/val and noise.",
    show_default=False,
)
DataOption = Annotated[Path, DATA]

DeviceOption = Annotated[
    DeviceName, typer.Option("--device", help="Where the networks run; auto takes the fastest.")
]
JsonFlag = Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")]
Overwrite = Annotated[
    bool, typer.Option("--overwrite", help="Replace results that are there already.")
]


def check_device(device: DeviceName) -> str:
    """The device's name once it is sure that it is there; wrong usage otherwise."""
    from restorer_app.registry.devices import choose_device

    try:
        choose_device(device.value)
    except DeviceError as error:
        raise typer.BadParameter(str(error), param_hint="--device") from error
    return device.value


def open_catalog() -> Catalog:
    """The models there are; model folders that can not be read are named on stderr."""
    catalog = read_catalog()
    for problem in catalog.problems:
        complain(problem)
    return catalog
