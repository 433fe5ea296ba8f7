"""What can be done with a file, and how far it is: the words that all of the window shares."""

from enum import StrEnum


class Mark(StrEnum):
    """The state of a file in one sign, for the strip."""

    NEW = "new"
    WORKING = "working"
    DIAGNOSED = "diagnosed"
    CLEAN = "clean"
    RESTORED = "restored"
    SAVED = "saved"
    FAILED = "failed"


class Activity(StrEnum):
    """What is done with a file off the GUI thread: shown while it runs, retried when it fails."""

    THUMBNAIL = "thumbnail"
    LOAD = "load"
    DIAGNOSE = "diagnose"
    RESTORE = "restore"
    SAVE = "save"
    MEASURE = "measure"
