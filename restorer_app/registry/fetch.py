"""Getting a model's weights from the network: the only place of the program that uses it.

Only when the user asks, in the terminal, so its errors are English. Nothing is trusted but the
SHA-256 in the model's TOML, so any mirror will do.
"""

import hashlib
import os
from collections.abc import Iterator
from http.client import HTTPException
from urllib.parse import urlsplit
from urllib.request import urlopen

from restorer_app.errors import WeightsError
from restorer_app.progress import OnProgress, Progress, ignore_progress
from restorer_app.registry.catalog import ModelEntry
from restorer_app.registry.weights import verify
from restorer_app.texts import Text

TIMEOUT_S = 30.0
_BLOCK_BYTES = 1 << 18
_SCHEMES = ("http", "https")  # urllib would open local files and FTP as well


def fetch_weights(entry: ModelEntry, *, on_progress: OnProgress = ignore_progress) -> bool:
    """Download the weights of a model to where they belong; False when they are there already.

    The addresses are tried in order. What arrives is written to a `.part` file and hashed on the
    way; only bytes with the right SHA-256 get the final name. Raises WeightsError where there is no
    address, none delivers, or the folder can not be written.
    """
    if _is_here(entry):
        return False
    if not entry.urls:
        raise WeightsError(
            Text(
                f"{entry.id}: its model.toml names no address to fetch it from; reinstall "
                "Restorer, or copy its weights into the folder by hand"
            )
        )
    failures = []
    for url in entry.urls:
        try:
            _download(url, entry, on_progress)
            return True
        except _NotDelivered as reason:
            failures.append(f"{url} {reason}")
        except OSError as error:
            raise WeightsError(
                Text(
                    f"{entry.id}: can not be written to {entry.weights_path.parent} "
                    f"({error.strerror}); "
                    "make sure the folder is writable and the disk not full"
                )
            ) from error
    raise WeightsError(
        Text(
            f"{entry.id}: could not be fetched, check the connection and try again: "
            + "; ".join(failures)
        )
    )


class _NotDelivered(Exception):
    """An address failed; the text is the end of a sentence that begins with the address."""


def _is_here(entry: ModelEntry) -> bool:
    try:
        verify(entry)
    except WeightsError:
        return False
    return True


def _download(url: str, entry: ModelEntry, on_progress: OnProgress) -> None:
    part = entry.weights_path.with_name(entry.file + ".part")
    digest, n_bytes = hashlib.sha256(), 0
    if entry.is_optional:  # nothing else is kept there
        part.parent.mkdir(parents=True, exist_ok=True)
    try:
        with part.open("wb") as file:
            for block in _read_blocks(url):
                n_bytes += len(block)
                if n_bytes > entry.bytes:
                    raise _NotDelivered(f"delivers more than the {entry.bytes} bytes expected")
                digest.update(block)
                file.write(block)
                on_progress(Progress(f"Fetching {entry.id}", n_bytes / entry.bytes))
            file.flush()
            os.fsync(file.fileno())
        if digest.hexdigest() != entry.sha256:
            raise _NotDelivered(f"delivers other bytes ({n_bytes} of {entry.bytes})")
        part.replace(entry.weights_path)
    finally:
        part.unlink(missing_ok=True)


def _read_blocks(url: str) -> Iterator[bytes]:
    if urlsplit(url).scheme not in _SCHEMES:
        raise _NotDelivered("is no http or https address")
    try:
        with urlopen(url, timeout=TIMEOUT_S) as answer:
            while block := answer.read(_BLOCK_BYTES):
                yield block
    except (OSError, HTTPException, ValueError) as error:  # URLError and timeouts are OSErrors
        raise _NotDelivered(f"fails ({error})") from error
