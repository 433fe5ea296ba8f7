"""What every test gets: user folders of its own, so that no test sees or changes the real ones."""

import os
from pathlib import Path

import hypothesis
import pytest

# The same examples on every run, and no time limits: a busy machine must not fail a test.
hypothesis.settings.register_profile("restorer", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("restorer")


def pytest_configure() -> None:
    """Windows are drawn into memory, on screens of three densities; set QT_QPA_PLATFORM to watch.

    The tests' networks are tiny: a second OpenMP thread would only spin and wait for the first.
    """
    if os.environ.get("QT_QPA_PLATFORM", "offscreen") == "offscreen":
        screens = Path(__file__).parent / "gui" / "screens.json"
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={screens}"
    os.environ.setdefault("OMP_NUM_THREADS", "1")


@pytest.fixture(autouse=True)
def user_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty root for settings and imported models, named to the program by RESTORER_HOME."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("RESTORER_HOME", str(home))
    return home
