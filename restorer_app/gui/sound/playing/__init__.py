"""Listening to a recording: before, after and what was removed, switched at the same moment."""
