"""Which files a person means, and where the result of each goes."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from restorer_app.media.image import WRITABLE_SUFFIXES, is_image_path

FALLBACK_SUFFIX = ".jpg"
"""For files of folders whose suffix is read but not written: all of those are names of JPEG."""


@dataclass(frozen=True)
class FoundFile:
    """A file named outright or found in a folder, and its place below an output folder.

    `problem` is a sentence when it is already known that the file can not be worked on.
    """

    path: Path
    place: Path
    problem: str = ""


@dataclass(frozen=True)
class FileJob:
    """One file to restore and where its result goes. `problem` as in `FoundFile`."""

    source: Path
    target: Path
    problem: str = ""


def find_files(inputs: Sequence[Path], *, skip_below: Path | None = None) -> tuple[FoundFile, ...]:
    """The files to work on: those named, and the photographs in the folders named, sorted.

    In folders, files that are no photographs, hidden ones and everything in `skip_below` (an output
    folder inside the input) are passed over; a file named outright is kept whatever it is, so that
    it is either done or named as a failure. One folder alone gives places below itself; of several
    inputs each folder keeps its name, so that equal file names in two folders do not meet.
    """
    found: list[FoundFile] = []
    for path in inputs:
        if not path.is_dir():
            found.append(FoundFile(path, Path(path.name)))
            continue
        root = Path() if len(inputs) == 1 else Path(path.resolve().name)
        in_folder = [
            FoundFile(file, root / file.relative_to(path), problem)
            for file, problem in _walk(path, skip_below)
        ]
        nothing = f"{path}: there is no photograph in this folder; name another one"
        found.extend(in_folder or [FoundFile(path, root, nothing)])
    return tuple(dict.fromkeys(found))  # a file named twice is done once


def assign_targets(inputs: Sequence[Path], output: str) -> tuple[FileJob, ...]:
    """Where the result of every input goes.

    One file goes to `output` itself, or into it when that is a folder or ends with a slash;
    anything else goes into the folder `output`, whose tree mirrors the input. A job that would
    write onto an original or onto another job's result carries a problem and will not be done.
    """
    root = Path(output)
    into_folder = root.is_dir() or output.endswith(("/", os.sep))
    found = find_files(inputs, skip_below=root)
    if len(inputs) == 1 and not inputs[0].is_dir() and not into_folder:
        jobs = [FileJob(found[0].path, root, found[0].problem)]
    else:
        jobs = [FileJob(f.path, _writable_name(root / f.place), f.problem) for f in found]
    return tuple(_without_collisions(jobs))


def _walk(folder: Path, skip_below: Path | None) -> list[tuple[Path, str]]:
    """The photographs below a folder, sorted, and with a problem the folders that stay closed."""
    skipped = skip_below.resolve() if skip_below else None
    found: list[tuple[Path, str]] = []

    def name_closed_folder(error: OSError) -> None:
        closed = Path(error.filename)
        reason = f"{closed}: the folder can not be read ({error.strerror}); check its permissions"
        found.append((closed, reason))

    for parent, folders, names in os.walk(folder, onerror=name_closed_folder):
        here = Path(parent)
        folders[:] = [
            name
            for name in folders
            if not name.startswith(".") and (here / name).resolve() != skipped
        ]
        pictures = (here / name for name in names if not name.startswith("."))
        found.extend((path, "") for path in pictures if is_image_path(path))
    return sorted(found)


def _writable_name(target: Path) -> Path:
    """A place in a mirrored tree, in a format that can be written."""
    is_fit = target.suffix.lower() in WRITABLE_SUFFIXES or not is_image_path(target)
    return target if is_fit else target.with_suffix(FALLBACK_SUFFIX)


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
            problem = f"{job.source}: would write over an original; choose another output"
            yield replace(job, problem=problem)
        elif first != job.source:
            problem = f"{job.source}: its result would replace that of {first}; restore it apart"
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
