"""What holds for the whole project: what a start loads, who needs what, what a wheel carries."""

import ast
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from importlib.metadata import entry_points
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

import restorer_app

PROJECT = Path(__file__).resolve().parents[1]
PACKAGE = PROJECT / "restorer_app"

SLOW_TO_IMPORT = {"torch", "torchvision", "scipy", "skimage", "piq"}
"""Together these take seconds; a start must not wait for them."""

TRAINING_NEEDS = {"torch", "torchvision", "numpy", "scipy", "cv2", "PIL", "safetensors"}
METRICS_NEED = TRAINING_NEEDS | {"skimage", "piq"}


def modules_loaded_by(code: str) -> set[str]:
    """The top-level modules a fresh interpreter has loaded after running `code`."""
    report = "import sys; sys.stderr.write('LOADED ' + ' '.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", f"import atexit\natexit.register(lambda: exec({report!r}))\n{code}"],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return {name.partition(".")[0] for name in done.stderr.rpartition("LOADED ")[2].split()}


@pytest.mark.parametrize(
    "code",
    [
        "import restorer_app.cli",
        "import restorer_app.gui.app, restorer_app.gui.main_window",
        "import restorer_app.media.image",
        "import restorer_app.settings, restorer_app.restoration.plan",
        "from restorer_app.__main__ import main; main(['--help'])",
        "from restorer_app.__main__ import main; main(['restore', '--help'])",
        "from restorer_app.__main__ import main; main(['models', 'list'])",
    ],
)
def test_a_start_does_not_wait_for_the_number_libraries(code: str) -> None:
    loaded = modules_loaded_by(code)
    assert "restorer_app" in loaded
    assert loaded & SLOW_TO_IMPORT == set()


def test_the_command_line_loads_no_qt() -> None:
    assert "PySide6" not in modules_loaded_by("import restorer_app.cli")


def third_party_imports(folder: Path) -> Iterator[tuple[str, str]]:
    """(file, library) of every import below `folder`, those inside functions too."""
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            else:
                continue
            for library in {name.partition(".")[0] for name in names}:
                if library not in sys.stdlib_module_names | {"restorer_app"}:
                    yield path.relative_to(PROJECT).as_posix(), library


@pytest.mark.parametrize(
    ("folder", "allowed"),
    [
        ("training", TRAINING_NEEDS),
        ("degradations", TRAINING_NEEDS),
        ("architectures", TRAINING_NEEDS),
        ("metrics", METRICS_NEED),
    ],
)
def test_training_runs_where_there_is_little_more_than_torch(
    folder: str, allowed: set[str]
) -> None:
    imports = list(third_party_imports(PACKAGE / folder))
    assert imports, "the folder moved: this test would pass without looking"
    assert [found for found in imports if found[1] not in allowed] == []


def test_the_command_is_installed_and_resolves() -> None:
    (command,) = entry_points(group="console_scripts", name="restorer")
    assert callable(command.load())


def built_wheel(tmp_path: Path, version: str) -> zipfile.ZipFile:
    """A wheel of a small copy of the project, built with the real pyproject.toml."""
    copy = tmp_path / "project"
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        copy.mkdir(exist_ok=True)
        shutil.copy(PROJECT / name, copy / name)
    for name, text in {
        "restorer_app/__init__.py": '__version__ = "1.2.3"\n',
        "models/some-model/model.toml": 'id = "some-model"\n',
        "resources/icons/restorer.svg": "<svg/>\n",
        "tests/test_nothing.py": "",
    }.items():
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        (copy / name).write_text(text, encoding="utf-8")
    builder = WheelBuilder(str(copy))
    (path,) = builder.build(directory=str(tmp_path / "dist"), versions=[version])
    return zipfile.ZipFile(path)


def test_a_wheel_carries_models_and_resources_where_the_program_looks(tmp_path: Path) -> None:
    with built_wheel(tmp_path, "standard") as wheel:
        shipped = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert shipped == {
        "restorer_app/__init__.py",
        "restorer_app/models/some-model/model.toml",
        "restorer_app/resources/icons/restorer.svg",
    }


def test_an_editable_install_points_to_the_checkout_and_copies_nothing(tmp_path: Path) -> None:
    with built_wheel(tmp_path, "editable") as wheel:
        shipped = [name for name in wheel.namelist() if ".dist-info/" not in name]
        assert [Path(name).suffix for name in shipped] == [".pth"]
        assert wheel.read(shipped[0]).decode().strip() == str(tmp_path / "project")


def test_the_changelog_has_the_version() -> None:
    changelog = (PROJECT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## [{restorer_app.__version__}]" in changelog


DOCUMENTS = [
    *PROJECT.glob("*.md"),
    *(PROJECT / "docs").rglob("*.md"),
    *(PROJECT / "models").rglob("*.md"),
]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d.relative_to(PROJECT).as_posix())
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    targets = re.findall(r"\]\(([^)#]+)[^)]*\)", document.read_text(encoding="utf-8"))
    local = [target for target in targets if "://" not in target]
    assert [target for target in local if not (document.parent / target).exists()] == []


def test_every_decision_is_in_the_list_of_decisions() -> None:
    folder = PROJECT / "docs" / "adr"
    listed = re.findall(r"\((\d{4}-[^)]+\.md)\)", (folder / "README.md").read_text("utf-8"))
    assert listed == sorted(path.name for path in folder.glob("[0-9]*.md"))


@pytest.mark.parametrize("script", ["scripts/demo.sh", "scripts/test.sh"])
def test_the_readme_names_the_two_commands(script: str) -> None:
    assert f"bash {script}\n" in (PROJECT / "README.md").read_text(encoding="utf-8")
    assert (PROJECT / script).is_file()
