"""What the program tells of itself."""

import re
import tomllib
from pathlib import Path

from restorer_app import __version__
from restorer_app.installation import (
    PACKAGES,
    bug_report,
    installed_packages,
    licence_text,
    places,
)

PYPROJECT = Path(__file__).parent.parent / "pyproject.toml"


def test_every_package_the_program_needs_is_listed() -> None:
    needed = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]["dependencies"]
    names = [re.match(r"[A-Za-z0-9-]+", line)[0] for line in needed]
    assert sorted(PACKAGES) == sorted(names)


def test_each_package_has_its_version_and_licence() -> None:
    packages = installed_packages()
    assert [package.name for package in packages] == list(PACKAGES)
    for package in packages:
        assert re.match(r"\d+\.", package.version), package
        assert package.licence, package
        assert "\n" not in package.licence


def test_licence_texts_are_those_of_the_packages() -> None:
    assert "Redistribution and use in source and binary forms" in licence_text("numpy")
    assert licence_text("no-such-package") == ""


def test_the_report_names_versions_but_not_the_user(monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setenv("RESTORER_HOME", str(Path.home() / "restorer"))
    report = bug_report(installed_packages(), {"Device": "CPU, bf16"})
    assert f"Restorer: {__version__}\n" in report
    assert "torch: " in report
    assert "Device: CPU, bf16\n" in report
    assert "settings: ~" in report
    assert str(Path.home()) not in report.replace(str(places()["models"]), "")
