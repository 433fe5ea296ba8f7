#!/usr/bin/env bash
# Sets Restorer up and runs everything that must hold: form, types, import directions, tests, and a
# short real training run. Stops at the first that fails.
#
# Usage: bash scripts/test.sh [PYTEST_ARGUMENT...]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
bash scripts/setup.sh dev
export QT_QPA_PLATFORM=offscreen
export PATH="$PWD/.venv/bin:$PATH"

step() {
  printf '\n== %s\n' "$*"
  "$@"
}

smoke_training() {
  local folder
  folder="$(mktemp -d)"
  # The name is final here, while the trap runs after `local folder` has gone.
  # shellcheck disable=SC2064
  trap "rm -rf '$folder'" EXIT
  mkdir "$folder/pictures"
  python - "$folder/pictures" <<'PYTHON'
import sys
from pathlib import Path

from PIL import Image
from skimage import data

for name in ("astronaut", "chelsea", "coffee"):  # these three are inside scikit-image's package
    Image.fromarray(getattr(data, name)()).save(Path(sys.argv[1]) / f"{name}.png")
PYTHON
  restorer train white_noise --smoke --data "$folder/pictures" --out "$folder/run" --device cpu
}

step ruff format --check .
step ruff check .
step mypy restorer_app
step lint-imports
step pytest -q "$@"
step smoke_training
printf '\nEverything passed.\n'
