"""Which files a person means, and where the result of each goes."""

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from restorer_app.distortions import Medium
from restorer_app.errors import NamingError
from restorer_app.media.audio.formats import FOREIGN_SUFFIXES, is_audio_path
from restorer_app.media.image import WRITABLE_SUFFIXES, is_image_path
from restorer_app.progress import FindProgress, OnProgress, ignore_progress
from restorer_app.restoration.destination import Destination
from restorer_app.restoration.naming import (
    PLAIN_TEMPLATE,
    NameTemplate,
    numbered,
    parse_template,
)
from restorer_app.texts import Text, translatable

FALLBACK_SUFFIX = ".jpg"
"""For files of folders whose suffix is read but not written: all of those are names of JPEG."""

_TOLD_EVERY = 250
"""Files of one folder, between two reports of how many were found so far."""


@dataclass(frozen=True)
class FoundFile:
    """A file named outright or found in a folder, and its place below an output folder.

    `problem` is a sentence when it is already known that the file can not be worked on.
    """

    path: Path
    place: Path
    problem: Text = Text()


@dataclass(frozen=True)
class FileJob:
    """One file to restore and where its result goes. `problem` as in `FoundFile`."""

    source: Path
    target: Path
    problem: Text = Text()


def medium_of(path: Path) -> Medium:
    """What a file is by its name: a recording, also one that is not read, or else a photograph."""
    is_sound = is_audio_path(path) or path.suffix.lower() in FOREIGN_SUFFIXES
    return Medium.AUDIO if is_sound else Medium.PHOTO


def find_files(
    inputs: Sequence[Path],
    on_progress: OnProgress = ignore_progress,
    *,
    skip_below: Path | None = None,
    media: Collection[Medium] = (Medium.PHOTO,),
) -> tuple[FoundFile, ...]:
    """The files to work on: those named, and those of `media` in the folders named, sorted.

    In folders, files of no such medium, hidden ones and everything in `skip_below` (an output
    folder inside the input) are passed over; a file named outright is kept whatever it is, so that
    it is either done or named as a failure. One folder alone gives places below itself; of several
    inputs each folder keeps its name, so that equal file names in two folders do not meet.
    """
    found: list[FoundFile] = []

    def tell(n_in_folder: int) -> None:
        on_progress(FindProgress("", 0.0, len(found) + n_in_folder))

    for path in inputs:
        if not path.is_dir():
            found.append(FoundFile(path, Path(path.name)))
            continue
        root = Path() if len(inputs) == 1 else Path(path.resolve().name)
        in_folder = [
            FoundFile(file, root / file.relative_to(path), problem)
            for file, problem in _walk(path, skip_below, media, tell)
        ]
        found.extend(in_folder or [FoundFile(path, root, _nothing_in(path, media))])
    return tuple(dict.fromkeys(found))  # a file named twice is done once


def assign_targets(
    inputs: Sequence[Path],
    output: str,
    *,
    template: str = PLAIN_TEMPLATE,
    media: Collection[Medium] = (Medium.PHOTO,),
) -> tuple[FileJob, ...]:
    """Where the result of every input goes.

    One file goes to `output` itself, or into it when that is a folder or ends with a slash;
    anything else goes into the folder `output`, whose tree mirrors the input, by the name that
    `template` makes. A job that would write onto an original or onto another job's result carries
    a problem and will not be done. Raises NamingError for a template that makes no names, or where
    `output` already is the name.
    """
    root, names = Path(output), parse_template(template)
    into_folder = root.is_dir() or output.endswith(("/", os.sep))
    found = find_files(inputs, skip_below=root, media=media)
    if len(inputs) == 1 and not inputs[0].is_dir() and not into_folder:
        if template != PLAIN_TEMPLATE:
            raise NamingError(
                translatable(
                    "{output} is the result's name already; let it end with a slash to name a "
                    "folder",
                    output=output,
                )
            )
        jobs = [FileJob(found[0].path, root, found[0].problem)]
    else:
        jobs = list(_named_jobs(found, Destination(root), names))
    return tuple(_without_collisions(jobs))


def place_results(found: Sequence[FoundFile], destination: Destination) -> tuple[FileJob, ...]:
    """Where the results of all of `found` go: each to a name of its own, that of no original.

    Which names are taken on the disk is not asked here but when each result is written. Raises
    NamingError for a template that makes no names.
    """
    taken = {_spelling(str(file.path.absolute())): 1 for file in found}  # the originals
    names = parse_template(destination.template)
    jobs = _named_jobs(found, destination, names, keeps_tree=destination.keeps_tree)
    return tuple(replace(job, target=_untaken(job.target, taken)) for job in jobs)


def places_of(paths: Sequence[Path]) -> tuple[FoundFile, ...]:
    """Files opened one by one, each with its place below the folder that they have in common."""
    try:
        common = Path(os.path.commonpath([path.parent for path in paths]))
    except ValueError:  # on two drives
        common = None
    if common is None or common == Path(common.anchor):
        return tuple(FoundFile(path, Path(path.name)) for path in paths)
    return tuple(FoundFile(path, path.relative_to(common)) for path in paths)


def _named_jobs(
    found: Iterable[FoundFile],
    destination: Destination,
    names: NameTemplate,
    *,
    keeps_tree: bool = True,
) -> Iterator[FileJob]:
    day = date.today()
    for number, file in enumerate(found, start=1):
        place = file.place if keeps_tree else Path(file.place.name)
        target = destination.folder / place
        if file.problem or not _is_of(file.path, Medium):  # it will be named, not restored
            yield FileJob(file.path, target, file.problem)
            continue
        try:
            suffix = _result_suffix(target, destination)
            name = names.name_for(file.path, suffix=suffix, number=number, day=day)
        except NamingError as error:
            yield FileJob(file.path, target, error.text)
        else:
            yield FileJob(file.path, target.with_name(name))


def _untaken(target: Path, taken: dict[str, int]) -> Path:
    """`target` or the next number of it that is not in `taken`, and is from now on."""
    key = _spelling(str(target))
    number, free = taken.get(key, 0) + 1, target
    while number > 1 and _spelling(str(free := numbered(target, number))) in taken:
        number += 1
    taken[key] = number
    taken.setdefault(_spelling(str(free)), 1)
    return free


def _spelling(path: str) -> str:
    """What is the same for two names that some disk, not caring for case, takes for one."""
    return os.path.normpath(path).casefold()


def _is_of(path: Path, media: Iterable[Medium]) -> bool:
    """Whether the name is that of a file of one of `media`."""
    is_named = {Medium.PHOTO: is_image_path, Medium.AUDIO: is_audio_path}
    return any(is_named[medium](path) for medium in media)


def _nothing_in(folder: Path, media: Collection[Medium]) -> Text:
    if Medium.AUDIO in media:
        return translatable(
            "{path}: there is nothing to work on in this folder; name another one", path=folder
        )
    return translatable(
        "{path}: there is no photograph in this folder; name another one", path=folder
    )


def _walk(
    folder: Path,
    skip_below: Path | None,
    media: Collection[Medium],
    tell_number: Callable[[int], None],
) -> list[tuple[Path, Text]]:
    """The files of `media` below a folder, sorted; with a problem the folders that stay closed."""
    skipped = skip_below.resolve() if skip_below else None
    found: list[tuple[Path, Text]] = []

    def name_closed_folder(error: OSError) -> None:
        closed = Path(error.filename)
        reason = translatable(
            "{path}: the folder can not be read ({error}); check its permissions",
            path=closed,
            error=error.strerror,
        )
        found.append((closed, reason))

    for parent, folders, names in os.walk(folder, onerror=name_closed_folder):
        here = Path(parent)
        folders[:] = [
            name
            for name in folders
            if not name.startswith(".") and (here / name).resolve() != skipped
        ]
        for name in names:
            if not name.startswith(".") and _is_of(here / name, media):
                found.append((here / name, Text()))
                if len(found) % _TOLD_EVERY == 0:
                    tell_number(len(found))
        tell_number(len(found))
    return sorted(found)


def _result_suffix(target: Path, destination: Destination) -> str:
    """The one asked for, that of a place in a mirrored tree, or one that can be written."""
    if medium_of(target) is Medium.AUDIO:
        return target.suffix
    if destination.suffix:
        return destination.suffix
    return target.suffix if target.suffix.lower() in WRITABLE_SUFFIXES else FALLBACK_SUFFIX


def _without_collisions(jobs: Sequence[FileJob]) -> Iterator[FileJob]:
    """The same jobs; those that would write onto an original or a second time carry a problem."""
    originals = {identity for job in jobs if (identity := _identity(job.source))}
    taken: dict[str, Path] = {}
    for job in jobs:
        key = os.path.normcase(job.target.resolve())
        first = taken.setdefault(key, job.source)
        if job.problem:
            yield job
        elif _identity(job.target) in originals:
            problem = translatable(
                "{path}: would write over an original; choose another output", path=job.source
            )
            yield replace(job, problem=problem)
        elif first != job.source:
            problem = translatable(
                "{path}: its result would replace that of {other}; restore it apart",
                path=job.source,
                other=first,
            )
            yield replace(job, problem=problem)
        else:
            yield job


def _identity(path: Path) -> tuple[int, int] | None:
    """What stays the same under other spellings, links and mounts; None where there is no file."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
