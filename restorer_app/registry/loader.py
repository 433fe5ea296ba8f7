"""From a catalogue entry to a network ready to run, with a small cache."""

import threading
from collections import OrderedDict
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from restorer_app.architectures import ARCHITECTURES
from restorer_app.errors import WeightsError
from restorer_app.registry import third_party
from restorer_app.registry.allocator import keep_freed_blocks, return_freed_blocks
from restorer_app.registry.catalog import ModelEntry
from restorer_app.registry.devices import Device, choose_device
from restorer_app.registry.weights import read_weights
from restorer_app.texts import translatable

CACHED_NETWORKS = 16
"""All shipped networks together are small; a switch between two of them must not be felt."""


@dataclass(frozen=True)
class LoadedNetwork:
    """A network in evaluation mode with the device and number type it runs in."""

    network: nn.Module
    device: Device
    entry: ModelEntry
    detail: ModelEntry | None = None
    """The second stage that is blended in."""

    @property
    def entries(self) -> tuple[ModelEntry, ...]:
        """All models that take part."""
        return tuple(entry for entry in (self.entry, self.detail) if entry)


_cache: OrderedDict[tuple[str, str, float], LoadedNetwork] = OrderedDict()
_cache_lock = threading.Lock()


def load_network(
    entry: ModelEntry,
    device: str | Device = "auto",
    *,
    detail: ModelEntry | None = None,
    share: float = 0.0,
) -> LoadedNetwork:
    """Build the architecture the entry names and load its verified weights, strictly.

    `detail` is blended in by `share` 0..1, weight by weight: two networks of one origin stay a
    network in between (Wang et al., 2019, ESRGAN). Never guesses: an unknown architecture, a wrong
    hash, missing or foreign keys raise WeightsError. `device`: a name, or one that was chosen with
    its precision and tiles. The same entries on the same device are the same object while they are
    in the cache.
    """
    if isinstance(device, str):
        device = choose_device(device)
    if share == 0:
        detail = None
    key = (entry.id, str(device), share)
    with _cache_lock:
        cached = _cache.get(key)
        if cached is not None and (cached.entry, cached.detail) == (entry, detail):
            _cache.move_to_end(key)
            return cached
        keep_freed_blocks()
        network = _build(entry, device, _blended(entry, detail, share) if detail else None)
        loaded = LoadedNetwork(network, device, entry, detail)
        _cache[key] = loaded
        _cache.move_to_end(key)
        if len(_cache) > CACHED_NETWORKS:
            _cache.popitem(last=False)
        return loaded


def forget_networks() -> None:
    """Let go of every loaded network; the next ones are loaded anew."""
    with _cache_lock:
        _cache.clear()
    if torch.cuda.is_available():
        torch.cuda.empty_cache()
    return_freed_blocks()


def _blended(entry: ModelEntry, detail: ModelEntry, share: float) -> dict[str, Tensor]:
    plain, crisp = read_weights(entry), read_weights(detail)
    if {k: v.shape for k, v in plain.items()} != {k: v.shape for k, v in crisp.items()}:
        raise WeightsError(
            translatable(
                "{model}: its weights are not those of a {other}; reinstall Restorer",
                model=detail.id,
                other=entry.id,
            )
        )
    return {name: torch.lerp(plain[name].float(), crisp[name].float(), share) for name in plain}


def _build(entry: ModelEntry, device: Device, state: dict[str, Tensor] | None = None) -> nn.Module:
    """`state`: the weights to load instead of the entry's own."""
    if entry.architecture == third_party.ARCHITECTURE:
        return third_party.load(entry, device)
    if entry.architecture not in ARCHITECTURES:
        raise WeightsError(
            translatable(
                "{model}: this version has no architecture '{architecture}'; update Restorer",
                model=entry.id,
                architecture=entry.architecture,
            )
        )
    state = read_weights(entry) if state is None else state
    try:
        network = ARCHITECTURES[entry.architecture](**entry.hyper_parameters)
        network.load_state_dict(state)
    except (RuntimeError, TypeError, ValueError, IndexError) as error:
        raise WeightsError(
            translatable(
                "{model}: its weights do not fit '{architecture}' as its model.toml describes it; "
                "reinstall Restorer ({error})",
                model=entry.id,
                architecture=entry.architecture,
                error=str(error).splitlines()[0],
            )
        ) from error
    network.eval().requires_grad_(False)
    return network.to(device.torch_device, device.dtype).to(memory_format=torch.channels_last)
