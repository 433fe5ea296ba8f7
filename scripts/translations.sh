#!/usr/bin/env bash
# Brings resources/translations up to date with the texts in the program: new texts come in as
# unfinished, texts that are gone go out. Then translate what is unfinished (pyside6-linguist, or any
# editor), and run it again: the .qm files are what the program reads.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=${RESTORER_PYTHON_BIN:-.venv/bin}
folder=resources/translations
mapfile -t sources < <(find restorer_app -name '*.py' | sort)

update() {
  "$bin/pyside6-lupdate" "${sources[@]}" -ts "$@" -silent -no-obsolete -locations none \
    -tr-function-alias tr+=_tr,QT_TR_NOOP+=translatable
}

mkdir -p "$folder"
update "$folder/restorer_de.ts" -target-language de
update "$folder/restorer_en.ts" -target-language en -pluralonly
for language in de en; do
  "$bin/pyside6-lrelease" -silent "$folder/restorer_$language.ts" -qm "$folder/restorer_$language.qm"
done
