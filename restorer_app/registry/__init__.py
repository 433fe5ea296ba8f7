"""From `models/<id>/` to a network on a device: catalogue, weights, loader."""
