#!/usr/bin/env bash
# Builds the three applications as native executables and runs their integration tests with them.
# Needs a GraalVM or Mandrel for Java 25 in GRAALVM_HOME; or a program that makes one, named by SPOOR_NATIVE_IMAGE_SETUP (called
# with a folder, in which it is to leave `home`; JDK is the home of a JDK 25). Takes several minutes and 5 GB an application.
# usage: deploy/native.sh [MAVEN ARGUMENTS…]
# SPOOR_NATIVE_ARGUMENTS is handed to native-image: -Ob, the default here, builds quickly; empty optimises as for a release.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if [ -z "${GRAALVM_HOME:-}" ] && [ -n "${SPOOR_NATIVE_IMAGE_SETUP:-}" ]; then
  made=${SPOOR_CACHE:-$HOME/.cache/spoor}/native-image
  jdk=${JAVA25_HOME:-$(ls -d /usr/lib/jvm/*25* 2>/dev/null | head -n 1)}
  if [ ! -x "$made/home/bin/native-image" ]; then JDK=$jdk $SPOOR_NATIVE_IMAGE_SETUP "$made"; fi
  export GRAALVM_HOME=$made/home
fi
if [ ! -x "${GRAALVM_HOME:-}/bin/native-image" ]; then
  echo "SKIPPED native executables: no native-image (set GRAALVM_HOME)"
  exit 0
fi

# The unit tests are the JVM's: they run in every other build.
nice -n 19 mvn -B -ntp verify -Pnative -Dtest=NoUnitTest -Dsurefire.failIfNoSpecifiedTests=false -Djacoco.skip -Dspotless.check.skip \
  "-Dquarkus.native.additional-build-args=${SPOOR_NATIVE_ARGUMENTS--Ob}" "$@"
