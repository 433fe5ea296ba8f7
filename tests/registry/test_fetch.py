"""Fetching weights: from a server on this machine."""

import hashlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from restorer_app.distortions import Distortion, Medium
from restorer_app.errors import WeightsError
from restorer_app.paths import user_models_dir
from restorer_app.progress import Cancelled, Progress
from restorer_app.registry.catalog import ModelEntry, Task
from restorer_app.registry.fetch import fetch_weights

WEIGHTS = bytes(range(256)) * 3000


@dataclass
class Server:
    url: str
    requests: list[str]


@pytest.fixture
def server() -> Iterator[Server]:
    """/good delivers the weights, /other as many other bytes, /endless too many, /cut too few."""
    requests: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            requests.append(self.path)
            bodies = {
                "/good": WEIGHTS,
                "/other": bytes(len(WEIGHTS)),
                "/endless": WEIGHTS * 20,
                "/cut": WEIGHTS[:1000],
            }
            body = bodies.get(self.path)
            if body is None:
                self.send_error(404)
                return
            self.send_response(200)
            announced = len(WEIGHTS) if self.path == "/cut" else len(body)
            self.send_header("Content-Length", str(announced))
            self.end_headers()
            try:
                self.wfile.write(body)
            except (BrokenPipeError, ConnectionResetError):
                requests.append(f"{self.path} left")

        def log_message(self, *_: object) -> None:
            """Keeps the tests' output quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        thread = threading.Thread(target=http.serve_forever, daemon=True)
        thread.start()
        yield Server(f"http://127.0.0.1:{http.server_port}", requests)
        http.shutdown()
        thread.join()


@pytest.fixture
def entry(tmp_path: Path) -> ModelEntry:
    folder = tmp_path / "noise"
    folder.mkdir()
    return ModelEntry(
        id="noise",
        title="Noise",
        task=Task.RESTORE,
        medium=Medium.PHOTO,
        distortion=Distortion.WHITE_NOISE,
        architecture="residual_unet",
        hyper_parameters={},
        file="weights.safetensors",
        bytes=len(WEIGHTS),
        sha256=hashlib.sha256(WEIGHTS).hexdigest(),
        licence="MIT",
        folder=folder,
    )


def test_the_weights_arrive_with_progress(server: Server, entry: ModelEntry) -> None:
    seen: list[float] = []
    entry = replace(entry, urls=(f"{server.url}/good",))
    assert fetch_weights(entry, on_progress=lambda progress: seen.append(progress.fraction))
    assert entry.weights_path.read_bytes() == WEIGHTS
    assert [path.name for path in entry.folder.iterdir()] == [entry.file]
    assert seen == sorted(seen)
    assert seen[-1] == 1


def test_an_optional_model_comes_into_the_users_folder(server: Server, entry: ModelEntry) -> None:
    entry = replace(entry, is_optional=True, urls=(f"{server.url}/good",))
    assert entry.is_missing
    assert fetch_weights(entry)
    assert not entry.is_missing
    assert (user_models_dir() / "noise" / entry.file).read_bytes() == WEIGHTS
    assert list(entry.folder.iterdir()) == []


def test_what_is_here_is_not_fetched_again(server: Server, entry: ModelEntry) -> None:
    entry.weights_path.write_bytes(WEIGHTS)
    assert not fetch_weights(replace(entry, urls=(f"{server.url}/good",)))
    assert server.requests == []


def test_damaged_weights_are_replaced(server: Server, entry: ModelEntry) -> None:
    entry.weights_path.write_bytes(WEIGHTS[:-1])
    assert fetch_weights(replace(entry, urls=(f"{server.url}/good",)))
    assert entry.weights_path.read_bytes() == WEIGHTS


def test_the_next_address_is_tried(server: Server, entry: ModelEntry) -> None:
    paths = ("missing", "other", "cut", "endless", "good")
    urls = tuple(f"{server.url}/{path}" for path in paths)
    assert fetch_weights(replace(entry, urls=urls))
    assert entry.weights_path.read_bytes() == WEIGHTS


@pytest.mark.parametrize("path", ["missing", "other", "cut", "endless"])
def test_a_bad_answer_leaves_the_old_file_alone(
    server: Server, entry: ModelEntry, path: str
) -> None:
    entry.weights_path.write_bytes(b"old")
    with pytest.raises(WeightsError, match=f"noise.*/{path}"):
        fetch_weights(replace(entry, urls=(f"{server.url}/{path}",)))
    assert entry.weights_path.read_bytes() == b"old"
    assert [file.name for file in entry.folder.iterdir()] == [entry.file]


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/weights", "file:///etc/hostname", "ftp://127.0.0.1/w", "nonsense"]
)
def test_addresses_that_deliver_nothing(entry: ModelEntry, url: str) -> None:
    with pytest.raises(WeightsError, match="check the connection"):
        fetch_weights(replace(entry, urls=(url,)))
    assert list(entry.folder.iterdir()) == []


def test_a_model_without_addresses(entry: ModelEntry) -> None:
    with pytest.raises(WeightsError, match="no address"):
        fetch_weights(entry)


def test_a_cancel_leaves_nothing_behind(server: Server, entry: ModelEntry) -> None:
    def cancel(_: Progress) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        fetch_weights(replace(entry, urls=(f"{server.url}/good",)), on_progress=cancel)
    assert list(entry.folder.iterdir()) == []


def test_a_folder_that_is_gone(server: Server, entry: ModelEntry) -> None:
    gone = replace(entry, folder=entry.folder / "gone", urls=(f"{server.url}/good",))
    with pytest.raises(WeightsError, match="can not be written"):
        fetch_weights(gone)
