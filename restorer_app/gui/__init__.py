"""The window. Only here is Qt known; restoration is called through jobs, training never."""
