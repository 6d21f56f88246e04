#!/usr/bin/env bash
# The load table: bursts of jobs to W calculators of one slot, against an ideal dispatcher; on this host, over UDP.
# For each W a fresh dispatcher and W calculators (in one process, one socket each); the client prints four rows.
# Exit status: 0 if every job ended OK with the right result; what the worst client said otherwise.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

calculators="10 20 50 100 200"
seed=1

usage() {
  cat <<TEXT
usage: deploy/load-table.sh [--calculators "W W …"] [--seed N]

  --calculators LIST  numbers of calculators (default "$calculators")
  --seed N            draws the jobs (default $seed)
TEXT
}

while [ $# -gt 0 ]; do
  case "$1" in
    --calculators) calculators=${2:?} ;;
    --seed) seed=${2:?} ;;
    -h | --help) usage; exit 0 ;;
    *) echo "load-table: unknown option $1" >&2; usage >&2; exit 1 ;;
  esac
  shift 2
done

logs=$(mktemp -d "${TMPDIR:-/tmp}/spoor-load-table.XXXXXX")
pids=()
# A job of a script ignores SIGINT, hence SIGTERM. Nothing is drained: the table is complete or given up.
stop_all() {
  [ ${#pids[@]} -eq 0 ] || kill -TERM "${pids[@]}" 2>/dev/null || true
  wait || true
  pids=()
}
trap stop_all EXIT

app() { echo "$1/target/quarkus-app/quarkus-run.jar"; }

build_missing() {
  for name in dispatcher calculator client; do
    if [ ! -f "$(app $name)" ]; then
      echo "building (the first time takes a minute or two)…" >&2
      mvn -B -ntp -q -DskipTests -pl dispatcher,calculator,client -am package
      return
    fi
  done
}

# start NAME: runs an application in the background, with a log for each W.
start() {
  java ${SPOOR_JAVA_OPTIONS:--XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx256m} -jar "$(app "$1")" >"$logs/$1-$w.log" 2>&1 &
  pids+=($!)
}

# await_port: the UDP port that the dispatcher says it listens on.
await_port() {
  local found
  for _ in $(seq 300); do
    found=$(sed -nE "s/.*listening on [^ ]*:([0-9]+) .*/\1/p" "$logs/dispatcher-$w.log" 2>/dev/null | head -n 1 || true)
    if [ -n "$found" ]; then echo "$found"; return; fi
    sleep 0.1
  done
  echo "load-table: the dispatcher did not start:" >&2
  tail -n 5 "$logs/dispatcher-$w.log" >&2
  return 1
}

build_missing
worst=0
header=
for w in $calculators; do
  SPOOR_HOST=127.0.0.1 SPOOR_PORT=0 start dispatcher
  port=$(await_port)
  SPOOR_DISPATCHERS=127.0.0.1:$port SPOOR_COUNT=$w SPOOR_SLOTS=1 SPOOR_BREAKDOWN_PROBABILITY=0 start calculator
  status=0
  java ${SPOOR_JAVA_OPTIONS:--XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx256m} -jar "$(app client)" \
    load-table --dispatcher "127.0.0.1:$port" --calculators "$w" --seed "$seed" $header 2>"$logs/client-$w.log" || status=$?
  if [ "$status" -ne 0 ]; then
    tail -n 5 "$logs/client-$w.log" >&2
    [ "$status" -le "$worst" ] || worst=$status
  fi
  header=--no-header
  stop_all
done

if [ "$worst" -eq 0 ]; then rm -rf "$logs"; else echo "load-table: FAILED (exit status $worst); logs in $logs" >&2; fi
exit "$worst"
