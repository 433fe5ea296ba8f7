"""Errors a person can act on: every message names the file or model and the next action."""

from pathlib import Path

from restorer_app.texts import Text


class ReasonError(Exception):
    """Why something can not be done, as the end of a sentence: for whoever knows what it is about.

    `str(error)` is English, `error.text` what the window translates.
    """

    def __init__(self, text: Text) -> None:
        super().__init__(text)
        self.text = text


class RestorerError(ReasonError):
    """Base of all expected failures: the text is a whole sentence, fit for window and terminal."""


class MediaError(RestorerError):
    """A file can not be read or written as a picture or a recording."""


class WeightsError(RestorerError):
    """A model folder is missing, damaged or does not fit its architecture."""


class PlanError(RestorerError):
    """A repair plan, step name or strength can not be carried out."""


class SessionFileError(RestorerError):
    """A saved session is none, is damaged, or comes from a newer version."""


class OutputError(RestorerError):
    """A network returned something that is not a picture (NaN or flat): never a success."""


class DeviceError(RestorerError):
    """The device asked for is not there, or has too little memory even for the smallest tile."""


class NamingError(RestorerError):
    """A naming template makes no file name, or one that is too long."""


class DiskFullError(MediaError):
    """There is no room to write: no other file fits either."""


class FolderGoneError(RestorerError):
    """A folder that was there has vanished: every other file of it would fail as well."""

    def __init__(self, folder: Path, text: Text) -> None:
        super().__init__(text)
        self.folder = folder
