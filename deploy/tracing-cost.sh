#!/usr/bin/env bash
# What tracing costs a warm dispatcher: CPU per job without it, with 1 % and with 100 % of the jobs sampled, in alternating rounds.
# Ends with 1 if 1 % costs more than 1.05 times, or 100 % more than 1.6 times as much as none.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

rounds=25
while [ $# -gt 0 ]; do
  case "$1" in
    --rounds) rounds=${2:?} ;;
    *) echo "usage: deploy/tracing-cost.sh [--rounds N]   (default $rounds)" >&2; [ "$1" = --help ] && exit 0; exit 1 ;;
  esac
  shift 2
done

mvn -B -ntp -pl tests -am verify -Djacoco.skip -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false \
  -Dit.test=TracingCostIT -Dspoor.tracingCost="$rounds"
