import dataclasses
import logging
import tomllib
from pathlib import Path

import pytest

from restorer_app.errors import RestorerError
from restorer_app.settings import Settings, help_of, load_settings, save_settings, settings_path


def write(text: str) -> None:
    settings_path().parent.mkdir(parents=True, exist_ok=True)
    settings_path().write_text(text, encoding="utf-8")


def test_without_a_file_the_defaults_hold_and_nothing_is_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert load_settings() == Settings()
    assert caplog.records == []


def test_saved_settings_come_back() -> None:
    settings = Settings(device="cpu", threads=2, theme="dark")
    save_settings(settings)
    assert load_settings() == settings


def test_only_what_differs_from_the_defaults_is_written() -> None:
    save_settings(Settings(threads=3))
    assert tomllib.loads(settings_path().read_text(encoding="utf-8")) == {"threads": 3}


def test_a_later_save_replaces_the_earlier_one_and_leaves_no_other_file() -> None:
    save_settings(Settings(theme="dark"))
    save_settings(Settings())
    assert load_settings() == Settings()
    assert [path.name for path in settings_path().parent.iterdir()] == [settings_path().name]


def test_unknown_setting_is_named_in_the_log_and_the_others_hold(
    caplog: pytest.LogCaptureFixture,
) -> None:
    write('colour = "red"\nthreads = 4\n')
    assert load_settings() == Settings(threads=4)
    assert "colour" in caplog.text


@pytest.mark.parametrize(
    "line",
    [
        'threads = "many"',
        "threads = 2.0",
        "threads = true",
        "threads = 1025",
        "threads = [2]",
        "device = 1",
        'device = "abacus"',
        "threads = -1",
        "tile_px = 300",
        'precision = "fp8"',
        'language = "elvish"',
        "[theme]\nname = 'dark'",
    ],
)
def test_wrong_value_is_logged_and_the_default_is_used(
    line: str, caplog: pytest.LogCaptureFixture
) -> None:
    write(line)
    assert load_settings() == Settings()
    assert [record.levelno for record in caplog.records] == [logging.WARNING]


@pytest.mark.parametrize("content", [b"threads = ", b"\xff\xfe\x00", b"\x00" * 64, b"= = ="])
def test_damaged_file_counts_as_empty(content: bytes, caplog: pytest.LogCaptureFixture) -> None:
    write("")
    settings_path().write_bytes(content)
    assert load_settings() == Settings()
    assert str(settings_path()) in caplog.text


def test_a_folder_in_place_of_the_file_counts_as_empty(caplog: pytest.LogCaptureFixture) -> None:
    settings_path().mkdir(parents=True)
    assert load_settings() == Settings()
    assert str(settings_path()) in caplog.text


def test_settings_that_can_not_be_saved_are_an_error_that_names_the_file(user_home: Path) -> None:
    (user_home / "config").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(RestorerError, match=r"settings\.toml"):
        save_settings(Settings(threads=1))


def test_a_save_that_fails_keeps_the_old_file_and_leaves_no_part(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    save_settings(Settings(threads=1))

    def full_disk(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full_disk)
    with pytest.raises(RestorerError, match="No space left"):
        save_settings(Settings(threads=2))
    assert load_settings() == Settings(threads=1)
    assert len(list(settings_path().parent.iterdir())) == 1


def test_a_value_that_is_not_allowed_can_not_be_built() -> None:
    with pytest.raises(ValueError, match="theme"):
        Settings(theme="plaid")


@pytest.mark.parametrize("name", [setting.name for setting in dataclasses.fields(Settings)])
def test_every_setting_explains_itself_in_a_sentence(name: str) -> None:
    assert help_of(name)[0].isupper()
    assert help_of(name).endswith(".")
