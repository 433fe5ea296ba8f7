"""The command line: what scripts and people type. Nothing heavy is imported before it is needed."""

from restorer_app.cli.program import app, main

__all__ = ["app", "main"]
