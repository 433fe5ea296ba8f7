"""The pages of results: each a pure function of what its suites measured, with contact sheets."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from restorer_app.evaluation.pages import old_photos, paper_0, sound
from restorer_app.evaluation.pages.goals import Documents
from restorer_app.evaluation.pages.old_photos_sheets import SHEETS as SHEETS_OF_OLD_PHOTOS
from restorer_app.evaluation.pages.paper_0_sheets import SHEETS as SHEETS_OF_PAPER_0
from restorer_app.evaluation.pages.sheets import Sheet


@dataclass(frozen=True)
class Page:
    """A page, and the folder beside it with its sheets: both have its name."""

    name: str
    suites: Sequence[str]
    """The suites whose results the page shows or draws on."""
    render: Callable[[Documents], str]
    """The page as Markdown, with what was not measured named as such."""
    sheets: Sequence[Sheet]


PAGES = {
    page.name: page
    for page in (
        Page(paper_0.NAME, paper_0.SUITES, paper_0.render, SHEETS_OF_PAPER_0),
        Page(old_photos.NAME, old_photos.SUITES, old_photos.render, SHEETS_OF_OLD_PHOTOS),
        Page(sound.NAME, sound.SUITES, sound.render, ()),
    )
}
