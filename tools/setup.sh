#!/usr/bin/env bash
# Make or bring up to date the environment in the folder named: the locked packages and this project.
# Needs a Python of 3.11 or later with venv; takes uv for speed where it can be had, else pip.
set -euo pipefail
venv=${1:?usage: setup.sh FOLDER}
cd "$(dirname "$0")/.."

usable() {
    command -v "$1" >/dev/null 2>&1 &&
        "$1" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

if ! [ -x "$venv/bin/python" ] || ! "$venv/bin/python" -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    python=
    for name in ${PYTHON:-} python3.11 python3 python3.12 python3.13 python; do
        if usable "$name"; then
            python=$name
            break
        fi
    done
    if [ -z "$python" ]; then
        echo "No Python of 3.11 or later with the modules venv and ensurepip was found." >&2
        echo "On Debian and Ubuntu: apt-get install python3 python3-venv. Or name one: make setup PYTHON=/path/to/python3.11" >&2
        exit 1
    fi
    echo "Setting up $venv with $("$python" --version) ..."
    "$python" -m venv --clear "$venv"
fi

# Recognition of scans is an extra: OCR=no leaves it out, and where it cannot be had all else still works.
with_recognition() {
    if [ "${OCR:-yes}" = no ]; then
        return 0
    fi
    "$@" -r requirements-ocr.lock ||
        echo "The packages that read scans and pictures could not be installed; such files will be named as unreadable." >&2
}

# Installed code is compiled ahead, or the first start of the command would take the time instead.
if [ -x "$venv/bin/uv" ] || "$venv/bin/python" -m pip install --quiet uv; then
    "$venv/bin/uv" pip install --quiet --python "$venv/bin/python" --compile-bytecode -r requirements.lock &&
        "$venv/bin/uv" pip install --quiet --python "$venv/bin/python" --no-deps -e . &&
        with_recognition "$venv/bin/uv" pip install --quiet --python "$venv/bin/python" --compile-bytecode && exit 0
    echo "uv could not install the packages; trying pip ..." >&2
fi
"$venv/bin/python" -m pip install --quiet -r requirements.lock
"$venv/bin/python" -m pip install --quiet --no-deps -e .
with_recognition "$venv/bin/python" -m pip install --quiet
