#!/bin/sh
# Makes the three lock files again from pyproject.toml: versions and hashes, no address of any package index,
# so that each machine's own index settings apply. Needs uv (https://docs.astral.sh/uv/).
set -eu
cd "$(dirname "$0")/.."
unset UV_INDEX UV_INDEX_URL UV_DEFAULT_INDEX UV_EXTRA_INDEX_URL UV_FIND_LINKS || true
export UV_NO_CONFIG=1
uv lock "$@"
export_lock() { out=$1; shift; uv export -q --frozen --format requirements.txt --no-emit-project --no-annotate --no-header "$@" -o "$out" >/dev/null; }
export_lock packaging/requirements.lock --no-default-groups --group build
export_lock packaging/check.lock --only-group check
export_lock packaging/embedded.lock --only-group embedded
if grep -nE '(https?|file)://' packaging/*.lock; then echo "an address is in a lock file" >&2; exit 1; fi
