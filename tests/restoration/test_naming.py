"""What results are called, for every name that a photograph may have."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from restorer_app.errors import NamingError
from restorer_app.restoration.naming import (
    DEFAULT_TEMPLATE,
    MOST_BYTES,
    free_path,
    numbered,
    parse_template,
)

DAY = date(2025, 1, 31)
PHOTO = Path("/album/1943/Oma Käthe.jpg")

names = st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1)
words = st.text(st.characters(categories=["L", "N"]), max_size=20)


def name_of(template: str, source: Path = PHOTO, *, suffix: str = ".jpg", number: int = 7) -> str:
    return parse_template(template).name_for(source, suffix=suffix, number=number, day=DAY)


@pytest.mark.parametrize(
    ("template", "name"),
    [
        (DEFAULT_TEMPLATE, "Oma Käthe restored.jpg"),
        ("{folder} {n}", "1943 007.jpg"),
        ("{date} {name}", "2025-01-31 Oma Käthe.jpg"),
        ("{{{name}}}", "{Oma Käthe}.jpg"),
    ],
)
def test_placeholders_are_filled_in(template: str, name: str) -> None:
    assert name_of(template) == name


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{year} {name}", "{year} is no placeholder; there are {name} {folder} {n} {date}"),
        ("{name.parent}", "no placeholder"),
        ("{n:04}", "no placeholder"),
        ("{name!r}", "no placeholder"),
        ("{}", "no placeholder"),
        ("{name", "without its other half"),
        ("name}", "without its other half"),
        ("../{name}", "choose the folder apart"),
        ("a\\{name}", "choose the folder apart"),
        ("{name}?", "refuse ?"),
        ("{name}\n", "can not be seen"),
        (".{name}", "hidden"),
        ("", "empty"),
        ("   ", "empty"),
        ("con", "Windows keeps the name con"),
        ("{name}" + "x" * 121, "too long"),
    ],
)
def test_a_template_that_can_not_be_used_is_explained(template: str, said: str) -> None:
    with pytest.raises(NamingError) as told:
        parse_template(template)
    assert said in str(told.value)


@given(before=words, after=words, stem=names)
def test_whatever_comes_out_is_one_name_that_fits(before: str, after: str, stem: str) -> None:
    template = f"{before}{{name}}{after}"
    source = Path("/album") / stem
    if len(f"{before}{source.stem}{after}.jpg".encode()) > MOST_BYTES:
        with pytest.raises(NamingError, match="shorter naming template"):
            name_of(template, source)
        return
    name = name_of(template, source)
    assert Path("/results", name).parent == Path("/results")
    assert len(name.encode()) <= MOST_BYTES
    assert name == f"{before}{source.stem}{after}.jpg"


@given(text=st.text(max_size=200))
def test_any_text_makes_one_name_or_is_refused(text: str) -> None:
    try:
        name = name_of(text, suffix=".png")
    except NamingError:
        return
    assert Path(name).name == name
    assert name.endswith(".png")


@given(stem=names.filter(lambda name: len(name.encode()) < 240), number=st.integers(2, 10**6))
def test_a_numbered_name_is_another_one_that_fits(stem: str, number: int) -> None:
    path = Path("/results") / f"{stem}.jpg"
    other = numbered(path, number)
    assert other.parent == path.parent
    assert other != path
    assert other.name.endswith(f" {number}.jpg")
    assert len(other.name.encode()) <= MOST_BYTES


def test_a_name_that_is_taken_gets_the_first_number_that_is_not(tmp_path: Path) -> None:
    for name in ("a.jpg", "a 2.jpg"):
        (tmp_path / name).touch()
    (tmp_path / "a 3.jpg").symlink_to(tmp_path / "nowhere")
    assert free_path(tmp_path / "a.jpg") == tmp_path / "a 4.jpg"
    assert free_path(tmp_path / "b.jpg") == tmp_path / "b.jpg"
