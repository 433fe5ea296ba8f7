"""Recordings: what is wrong with them, and repairs that stream through files of any length."""
