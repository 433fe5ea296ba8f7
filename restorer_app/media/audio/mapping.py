"""Samples that the system reads from a file when they are needed: hours of them, without memory."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from restorer_app.media.audio.containers import samples_offset
from restorer_app.media.audio.reading import BLOCK_SAMPLES, RecordingFile, open_recording
from restorer_app.media.audio.recording import RecordingInfo, Samples
from restorer_app.media.audio.saving import save_blocks
from restorer_app.progress import OnProgress, Progress, ignore_progress


def decode_recording(
    source: Path, path: Path, *, on_progress: OnProgress = ignore_progress
) -> RecordingInfo:
    """Write all samples of a recording to the WAV file `path` as they are, for `map_samples`.

    Returns what the recording's own file tells. Raises MediaError, also where the disk is full;
    `on_progress` may raise Cancelled: then nothing is written.
    """
    with open_recording(source) as file:
        info = replace(file.info, subtype="FLOAT", format="WAV", tags={})
        save_blocks(_told_blocks(file, on_progress), path, info=info)
        return file.info


def map_samples(path: Path) -> tuple[Samples, int]:
    """Samples (channels, n) of a WAV file of float32 numbers, which stay in it, and their rate.

    Any thread may read them at any time. Raises MediaError for a file that can not be read or is
    cut off, ValueError for one of other numbers.
    """
    with open_recording(path) as file:
        info = file.info
    if info.format not in ("WAV", "WAVEX", "RF64") or info.subtype != "FLOAT":
        raise ValueError(f"{path} holds {info.format} {info.subtype}, not WAV FLOAT")
    with path.open("rb") as opened:
        offset = samples_offset(opened)
    shape = (info.n_samples, info.n_channels)
    return np.memmap(path, "<f4", "r", offset, shape).T, info.rate


def _told_blocks(file: RecordingFile, on_progress: OnProgress) -> Iterator[Samples]:
    for number, block in enumerate(file.blocks(BLOCK_SAMPLES)):
        on_progress(Progress("", number * BLOCK_SAMPLES / file.info.n_samples))
        yield block
