"""Scores models and whole plans on a folder of files."""
