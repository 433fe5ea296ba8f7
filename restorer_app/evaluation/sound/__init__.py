"""Suites of recordings: clean speech that is damaged on the way, and what becomes of it."""
