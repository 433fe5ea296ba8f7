"""Recordings: files to samples and back, whole or block by block, and what a file tells of itself.

WAV (RF64 beyond 4 GB), FLAC, OGG (Vorbis, Opus), MP3 and AIFF, through libsndfile, which is loaded
with the first file: neither the window nor a photograph waits for it.
"""

from restorer_app.media.audio.formats import AUDIO_SUFFIXES, is_audio_path
from restorer_app.media.audio.mapping import decode_recording, map_samples
from restorer_app.media.audio.reading import (
    RecordingFile,
    load_recording,
    open_recording,
    read_info,
)
from restorer_app.media.audio.recording import Recording, RecordingInfo, Samples
from restorer_app.media.audio.saving import exceeds_full_scale, save_blocks, save_recording

__all__ = [
    "AUDIO_SUFFIXES",
    "Recording",
    "RecordingFile",
    "RecordingInfo",
    "Samples",
    "decode_recording",
    "exceeds_full_scale",
    "is_audio_path",
    "load_recording",
    "map_samples",
    "open_recording",
    "read_info",
    "save_blocks",
    "save_recording",
]
