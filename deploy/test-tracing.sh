#!/usr/bin/env bash
# Holds the traces of real processes to their rules, in a real Jaeger: a job that is retried over two calculators of which one
# is killed; ten thousand jobs while packets are lost and calculators break down and are killed; two builds with broken
# tracing, which must be noticed. Where no Jaeger can be had, the same runs against a collector within the test.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

jobs=10000
while [ $# -gt 0 ]; do
  case "$1" in
    --jobs) jobs=${2:?} ;;
    *) echo "usage: deploy/test-tracing.sh [--jobs N]   (default $jobs)" >&2; [ "$1" = --help ] && exit 0; exit 1 ;;
  esac
  shift 2
done

store=()
if jaeger=$(deploy/jaeger.sh); then
  echo "Jaeger: $jaeger"
  store=(-Dspoor.jaeger="$jaeger")
else
  echo "a collector within the test takes its place"
fi

mvn -B -ntp -pl tests -am verify -Djacoco.skip -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false \
  -Dit.test=AuditIT -Dspoor.auditJobs="$jobs" "${store[@]}"
