#!/usr/bin/env bash
# Finds a Jaeger v2 binary, or builds one, and prints its path. Where it can do neither, it says why on standard error, and
# its exit status is 1.
# Looked for: $JAEGER, `jaeger` in the PATH, the cache (${SPOOR_CACHE:-~/.cache/spoor}/jaeger). Built, with the go command
# and its module proxy, from the module's own source and checksums; about five minutes, once.
set -euo pipefail

# The module's last tag with a version number that Go accepts; it builds Jaeger v2.13.
module=github.com/jaegertracing/jaeger
version=v1.76.0

cache=${SPOOR_CACHE:-$HOME/.cache/spoor}/jaeger

cannot() {
  echo "jaeger: there is no Jaeger: $1" >&2
  exit 1
}

for candidate in "${JAEGER:-}" "$(command -v jaeger || true)" "$cache/jaeger"; do
  if [ -n "$candidate" ] && [ -x "$candidate" ]; then
    echo "$candidate"
    exit 0
  fi
done
[ -z "${JAEGER:-}" ] || cannot "JAEGER=$JAEGER is not a program"
command -v go >/dev/null || cannot "no binary was found (set JAEGER, or put jaeger into the PATH), and the command go, which could build one, is not here"

log=$(mktemp "${TMPDIR:-/tmp}/spoor-jaeger.XXXXXX")
echo "building Jaeger ($module@$version); what go says is in $log" >&2
# Its go.sum names the checksum of every module that it needs, so nothing is taken unchecked.
sources=$(go mod download -json "$module@$version" 2>>"$log" | sed -nE 's/^[[:space:]]*"Dir": "(.*)",?$/\1/p') || true
[ -d "$sources" ] || cannot "the module cannot be downloaded, see $log"
mkdir -p "$cache"
if ! (cd "$sources" && CGO_ENABLED=0 GOFLAGS=-p=2 \
  nice -n 19 go build -mod=readonly -buildvcs=false -trimpath -ldflags='-s -w' -o "$cache/jaeger.new" ./cmd/jaeger) >>"$log" 2>&1; then
  cannot "it does not build: $(tail -n 1 "$log"), see $log"
fi
mv "$cache/jaeger.new" "$cache/jaeger"
rm -f "$log"
echo "$cache/jaeger"
