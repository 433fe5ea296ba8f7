"""What the values of the settings are called, in the order in which they are offered."""

import os
from pathlib import Path

from restorer_app.gui.translation import LANGUAGES
from restorer_app.gui.translation import tr as _tr
from restorer_app.registry.devices import FoundDevice
from restorer_app.settings import Settings, choices_of

PICK_FOLDER = "…"
"""The value of the entry that asks for another folder: no path is called that."""


def choices(name: str, settings: Settings) -> list[tuple[str, object]]:
    """The words and the value of everything that the setting `name` can be."""
    if name == "threads":
        return _thread_choices(settings.threads)
    if name == "output_folder":
        return _folder_choices(settings.output_folder)
    return [(_word_for(name, value), value) for value in choices_of(name)]


def device_word(name: str) -> str:
    words = {
        "auto": _tr("Automatic"),
        "cpu": _tr("Processor (CPU)"),
        "cuda": _tr("NVIDIA graphics card"),
        "mps": _tr("Apple graphics"),
    }
    return words[name]


def found_phrase(device: FoundDevice) -> str:
    """'Processor (CPU): Intel Xeon, bf16', or why a device is not there."""
    told = f"{device.told}, {device.precision}" if device.is_there else _tr(device.told)
    return f"{device_word(device.name)}: {told}"


def _word_for(name: str, value: object) -> str:
    if name == "device":
        return device_word(str(value))
    if name == "tile_px":
        return _tr("{n} pixels").format(n=value) if value else _tr("Automatic")
    words = {
        ("language", "system"): _tr("As the system"),
        ("theme", "system"): _tr("As the system"),
        ("theme", "light"): _tr("Light"),
        ("theme", "dark"): _tr("Dark"),
        ("precision", "auto"): _tr("Automatic"),
        ("precision", "bf16"): _tr("Half (bf16)"),
        ("precision", "fp32"): _tr("Full (fp32)"),
    }
    return words.get((name, str(value))) or LANGUAGES[str(value)]


def _thread_choices(chosen: int) -> list[tuple[str, object]]:
    counts = sorted({*range(1, (os.cpu_count() or 1) + 1), chosen} - {0})
    return [(_tr("All"), 0), *((str(n), n) for n in counts)]


def _folder_choices(chosen: str) -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = [(_tr("Beside the original"), "")]
    if chosen:
        found.append((Path(chosen).name or chosen, chosen))
    return [*found, (_tr("Another folder …"), PICK_FOLDER)]
