#!/usr/bin/env bash
# Makes .venv in the checkout with Restorer in it, and installs the system libraries the window
# needs. What is there already is left alone, so a second run takes a second.
#
# Usage: bash scripts/setup.sh [EXTRA[,EXTRA...]]     extras of pyproject.toml, e.g. dev
# PYTHON names the interpreter to use; it must be 3.11 or newer.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
extras="${1:-}"

# Library that must be loadable -> Debian package that has it. These are what PySide6's libraries,
# its xcb and wayland plugins and sounddevice ask for beyond what their wheels carry.
libraries=(
  libEGL.so.1:libegl1
  libGL.so.1:libgl1
  libX11.so.6:libx11-6
  libX11-xcb.so.1:libx11-xcb1
  libdbus-1.so.3:libdbus-1-3
  libfontconfig.so.1:libfontconfig1
  libfreetype.so.6:libfreetype6
  libglib-2.0.so.0:libglib2.0-0
  libportaudio.so.2:libportaudio2
  libwayland-client.so.0:libwayland-client0
  libwayland-cursor.so.0:libwayland-cursor0
  libxcb.so.1:libxcb1
  libxcb-cursor.so.0:libxcb-cursor0
  libxcb-icccm.so.4:libxcb-icccm4
  libxcb-image.so.0:libxcb-image0
  libxcb-keysyms.so.1:libxcb-keysyms1
  libxcb-randr.so.0:libxcb-randr0
  libxcb-render.so.0:libxcb-render0
  libxcb-render-util.so.0:libxcb-render-util0
  libxcb-shape.so.0:libxcb-shape0
  libxcb-shm.so.0:libxcb-shm0
  libxcb-sync.so.1:libxcb-sync1
  libxcb-util.so.1:libxcb-util1
  libxcb-xfixes.so.0:libxcb-xfixes0
  libxcb-xkb.so.1:libxcb-xkb1
  libxkbcommon.so.0:libxkbcommon0
  libxkbcommon-x11.so.0:libxkbcommon-x11-0
  libzstd.so.1:libzstd1
)

say() { printf '\n== %s\n' "$*"; }

find_python() {
  local candidate
  for candidate in "${PYTHON:-}" python3.11 python3 python3.12 python3.13; do
    if [[ -n $candidate ]] && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      echo "$candidate"
      return
    fi
  done
  echo "Restorer needs Python 3.11 or newer; install it, or name it: PYTHON=/path/to/python bash $0" >&2
  return 1
}

missing_packages() {
  local loadable entry
  loadable="$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p)"
  for entry in "${libraries[@]}"; do
    [[ $loadable == *"${entry%%:*} "* ]] || echo "${entry#*:}"
  done
  # A window without any font shows empty boxes.
  [[ -n "$(find /usr/share/fonts -name '*.[to]tf' -print -quit 2>/dev/null)" ]] || echo fonts-dejavu-core
  # Debian's Python comes without the part of venv that brings pip.
  "$python" -c 'import ensurepip, venv' 2>/dev/null ||
    "$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'
}

install_system_packages() {
  local packages sudo=()
  mapfile -t packages < <(missing_packages)
  [[ ${#packages[@]} -gt 0 ]] || return 0
  say "System libraries: ${packages[*]}"
  [[ $EUID -eq 0 ]] || sudo=(sudo)
  "${sudo[@]}" apt-get update --quiet --quiet &&
    "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet --quiet \
      --no-install-recommends "${packages[@]}" >/dev/null ||
    # The command line works without them, so this is no reason to stop.
    echo "warning: not all of these could be installed; the window may not open without: ${packages[*]}" >&2
}

make_environment() {
  local stamp=".venv/installed-${extras:-base}" wanted quiet=()
  wanted="$PWD $(sha256sum <pyproject.toml)"
  [[ $(cat "$stamp" 2>/dev/null) == "$wanted" ]] && return
  # An environment carries its own path in every script; one that was copied here is made anew.
  if ! grep --quiet --no-messages --fixed-strings "$PWD/.venv" .venv/bin/activate; then
    "$python" -m venv --clear .venv
  elif ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    "$python" -m venv .venv
  fi
  say "Python packages (with PyTorch about 5 GB: minutes on a fast line)"
  [[ -t 1 ]] || quiet=(--quiet)
  .venv/bin/python -m pip install "${quiet[@]}" --editable ".${extras:+[$extras]}"
  echo "$wanted" >"$stamp"
}

python="$(find_python)"
if [[ $(uname -s) == Linux ]] && command -v apt-get >/dev/null; then
  install_system_packages
fi
make_environment
