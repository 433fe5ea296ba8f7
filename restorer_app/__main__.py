"""`python -m restorer_app` and the `restorer` command: no arguments open the window."""

import sys

from restorer_app.cli import main

if __name__ == "__main__":  # training workers are spawned and import this module again
    sys.exit(main())
