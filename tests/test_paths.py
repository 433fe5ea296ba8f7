from pathlib import Path

import pytest

from restorer_app import paths


def test_every_user_folder_lies_below_restorer_home(user_home: Path) -> None:
    assert paths.user_config_dir().is_relative_to(user_home)
    assert paths.user_models_dir().is_relative_to(user_home)


def test_without_restorer_home_the_platform_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RESTORER_HOME")
    assert paths.user_config_dir() != paths.user_models_dir()
    for folder in (paths.user_config_dir(), paths.user_models_dir()):
        assert folder.is_absolute()
        assert "restorer" in folder.parts


def test_asking_for_a_folder_creates_nothing(user_home: Path) -> None:
    paths.user_config_dir()
    paths.user_models_dir()
    assert list(user_home.iterdir()) == []


def test_in_a_checkout_models_and_resources_lie_beside_the_package() -> None:
    project = Path(paths.__file__).parents[1]
    assert paths.shipped_models_dir() == project / "models"
    assert paths.resources_dir() == project / "resources"


def test_installed_models_inside_the_package_come_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "site-packages" / "restorer_app"
    (package / "models").mkdir(parents=True)
    monkeypatch.setattr(paths, "_PACKAGE", package)
    assert paths.shipped_models_dir() == package / "models"
