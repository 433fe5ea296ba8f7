#!/usr/bin/env bash
# Sets Restorer up, then damages a real photograph and restores it, with the commands printed.
#
# Usage: bash scripts/demo.sh [FOLDER]     where the pictures go; restored/demo when not given
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
bash scripts/setup.sh
folder="${1:-restored/demo}"
mkdir -p "$folder"

run() {
  printf '\n$ %s\n' "${*/#.venv\/bin\//}"
  "$@"
}

# A NASA portrait in the public domain; scikit-image carries it inside its package.
.venv/bin/python - "$folder/clean.png" <<'PYTHON'
import sys

from PIL import Image
from skimage.data import astronaut

Image.fromarray(astronaut()).save(sys.argv[1])
PYTHON

restorer=.venv/bin/restorer
run $restorer degrade "$folder/clean.png" --with white_noise:5 --seed 1 -o "$folder/degraded.png" --overwrite
run $restorer diagnose "$folder/degraded.png"
run $restorer restore "$folder/degraded.png" -o "$folder/restored.png" --overwrite
echo
echo "How close to the clean photograph: first the degraded one, then the restored one."
run $restorer compare "$folder/clean.png" "$folder/degraded.png"
run $restorer compare "$folder/clean.png" "$folder/restored.png"

cat <<END

Before: $folder/degraded.png
After:  $folder/restored.png

Open the window with it:   $restorer $folder/degraded.png
Restore your own:          $restorer restore PHOTO -o RESULT
END
