"""What is installed here: versions, licences and places, for the window and for bug reports."""

import platform
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from restorer_app import __version__
from restorer_app.paths import shipped_models_dir, user_config_dir, user_models_dir

PACKAGES = (
    "numpy",
    "opencv-python",
    "pillow",
    "piq",
    "platformdirs",
    "pyqtgraph",
    "PySide6",
    "rich",
    "safetensors",
    "scikit-image",
    "scipy",
    "sounddevice",
    "soundfile",
    "threadpoolctl",
    "tifffile",
    "torch",
    "torchvision",
    "typer",
)
"""What Restorer is built on; a test holds it against pyproject.toml."""

_CLASSIFIER = "License :: OSI Approved :: "


@dataclass(frozen=True)
class Package:
    """Somebody else's work that Restorer uses."""

    name: str
    version: str
    licence: str
    """As the package itself tells it, empty where it does not."""


def installed_packages() -> tuple[Package, ...]:
    """Those of `PACKAGES` that are here; reads a small file for each."""
    packages = []
    for name in PACKAGES:
        try:
            told = metadata.metadata(name)
        except metadata.PackageNotFoundError:
            continue
        packages.append(Package(name, told["Version"], _licence(told)))
    return tuple(packages)


def places() -> dict[str, Path]:
    """Where the settings and the models lie."""
    return {
        "settings": user_config_dir(),
        "models": shipped_models_dir(),
        "own models": user_models_dir(),
    }


def bug_report(packages: tuple[Package, ...], facts: dict[str, str]) -> str:
    """What helps whoever looks for the cause, in English; the home folder's name is left out.

    `facts` are those that only the caller knows, by their names.
    """
    lines = {
        "Restorer": __version__,
        "Python": platform.python_version(),
        "System": platform.platform(),
        **facts,
        **{name: _without_home(path) for name, path in places().items()},
        **{package.name: package.version for package in packages},
    }
    return "".join(f"{name}: {value}\n" for name, value in lines.items())


def _licence(told: "metadata.PackageMetadata") -> str:
    """One line: the licence's expression, else its classifiers, else the start of its text."""
    if "License-Expression" in told:
        return str(told["License-Expression"])
    classifiers = [
        text.removeprefix(_CLASSIFIER)
        for text in told.get_all("Classifier") or []
        if text.startswith(_CLASSIFIER)
    ]
    if classifiers:
        return ", ".join(classifiers)
    return str(told["License"]).partition("\n")[0].strip() if "License" in told else ""


def _without_home(path: Path) -> str:
    return str(path).replace(str(Path.home()), "~", 1)


def licence_text(name: str) -> str:
    """The licence files of a package one after the other; empty where it brings none."""
    try:
        files = metadata.files(name) or []
    except metadata.PackageNotFoundError:
        return ""
    texts = []
    for file in files:
        path = Path(str(file.locate()))
        if _is_licence(path) and path.is_file():
            texts.append(path.read_text(encoding="utf-8", errors="replace").strip())
    return "\n\n\n".join(texts)


def _is_licence(path: Path) -> bool:
    is_text = path.suffix.lower() in ("", ".txt", ".md", ".rst")
    return is_text and path.name.upper().startswith(("LICENSE", "LICENCE", "COPYING", "NOTICE"))
