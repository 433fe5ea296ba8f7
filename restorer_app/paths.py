"""Where things are: shipped models and resources, and the user's own folders."""

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _shipped(name: str) -> Path:
    """A top-level folder of the project: inside the package when installed, else beside it."""
    installed = _PACKAGE / name
    return installed if installed.is_dir() else _PACKAGE.parent / name


def resources_dir() -> Path:
    """Icons, theme, presets."""
    return _shipped("resources")


def shipped_models_dir() -> Path:
    """The models that come with the program: one folder each."""
    return _shipped("models")


def _user_dir(kind: str) -> Path:
    """RESTORER_HOME puts every user folder under one root (tests, portable installs)."""
    if home := os.environ.get("RESTORER_HOME"):
        return Path(home) / kind
    import platformdirs  # here, so that training runs on machines without it

    folder = {"config": platformdirs.user_config_path, "data": platformdirs.user_data_path}[kind]
    return folder("restorer", appauthor=False)


def user_config_dir() -> Path:
    return _user_dir("config")


def user_models_dir() -> Path:
    """Models imported or fetched by the user; searched after the shipped ones."""
    return _user_dir("data") / "models"


def user_pasted_dir() -> Path:
    """Where pictures lie that came from the clipboard."""
    return _user_dir("data") / "pasted"


def user_autosave_dir() -> Path:
    """Where what is open now is kept safe against a crash, and what was open last."""
    return _user_dir("data") / "autosave"


def user_samples_dir() -> Path:
    """Where the photograph to try things on is made."""
    return _user_dir("data") / "samples"


def user_queue_dir() -> Path:
    """Where the queue of photographs to restore is kept."""
    return _user_dir("data") / "queue"
