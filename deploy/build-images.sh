#!/usr/bin/env bash
# Builds the container images spoor/<application>:<version> (JVM) or spoor/<application>:<version>-native.
# Needs a JDK 17 or newer, Maven, a Docker engine, and the base images: those that the engine does not have are pulled, or,
# where SPOOR_BASE_IMAGE_STANDIN names a program, made by it (called with the name that stands in FROM).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

usage() {
  cat <<TEXT
usage: deploy/build-images.sh [jvm|native] [APPLICATION…]

  jvm          (default) Java 25 with an AOT cache, trained while the image is built
  native       a native executable, compiled by Mandrel while the image is built: several minutes and 5 GB each
  APPLICATION  dispatcher, calculator, client (default: all three)

SPOOR_NATIVE_ARGUMENTS is handed to native-image, as -Ob for a quick build.

Exit status: 0 all images were built; 2 none was, because no Docker engine answers or a base image cannot be had; 1 other
failures.
TEXT
}

variant=jvm
case ${1:-} in
  -h | --help) usage; exit 0 ;;
  jvm | native) variant=$1; shift ;;
esac
apps=("$@")
if [ $# -eq 0 ]; then apps=(dispatcher calculator client); fi
for app in "${apps[@]}"; do
  if [ ! -d "deploy/images/$app" ]; then
    echo "build-images: no such application: $app" >&2
    usage >&2
    exit 1
  fi
done

if ! docker version >/dev/null 2>&1; then
  echo "build-images: no image was built: no Docker engine answers (docker version): start one, or set DOCKER_HOST" >&2
  exit 2
fi

version=$(sed -nE 's:^  <version>(.*)</version>:\1:p' pom.xml)
version=${version%-SNAPSHOT}
revision=$(git rev-parse HEAD 2>/dev/null || echo unknown)

# bases DOCKERFILE: the images that it begins with, as they stand behind its ARGs.
bases() { sed -nE 's/^ARG [A-Z_]+_IMAGE=(.*)/\1/p' "$1"; }

provide() {
  docker image inspect "$1" >/dev/null 2>&1 && return
  if [ -n "${SPOOR_BASE_IMAGE_STANDIN:-}" ]; then
    echo "$1 is stood in for by $SPOOR_BASE_IMAGE_STANDIN"
    "$SPOOR_BASE_IMAGE_STANDIN" "$1"
  else
    docker pull -q "$1"
  fi
}

for app in "${apps[@]}"; do
  for base in $(bases "deploy/images/$app/Dockerfile.$variant"); do
    provide "$base" || {
      echo "build-images: no image was built: the base image $base is not here and cannot be pulled" >&2
      exit 2
    }
  done
done

quiet=(-B -ntp -q -DskipTests -Djacoco.skip -Dspotless.check.skip)
if [ "$variant" = jvm ]; then
  # All three: each takes part in the training of the others.
  mvn "${quiet[@]}" -pl dispatcher,calculator,client -am package -Dquarkus.package.jar.type=aot-jar
  suffix=
else
  # The classes and the arguments for native-image; the compiler is in the builder's image.
  mvn "${quiet[@]}" -pl "$(IFS=,; echo "${apps[*]}")" -am package -Pnative -Dquarkus.native.sources-only=true
  suffix=-native
fi

for app in "${apps[@]}"; do
  docker build -q -f "deploy/images/$app/Dockerfile.$variant" -t "spoor/$app:$version$suffix" \
    --build-arg VERSION="$version" --build-arg REVISION="$revision" \
    --build-arg NATIVE_ARGUMENTS="${SPOOR_NATIVE_ARGUMENTS:-}" . >/dev/null
  docker image ls --format '{{.Repository}}:{{.Tag}}  {{.Size}}' "spoor/$app:$version$suffix"
done
