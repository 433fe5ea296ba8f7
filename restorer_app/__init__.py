"""Restorer: diagnose and repair old or damaged photographs and sound recordings."""

__version__ = "0.1.0"
