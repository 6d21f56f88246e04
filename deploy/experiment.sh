#!/usr/bin/env bash
# The experiment: one dispatcher, some calculators that break down now and then, some clients; on this host, over UDP.
# Builds what is missing, prints each client's statistics and the dispatcher's totals, and leaves no process behind.
# Exit status: 0 if every job ended OK with the right result; what the worst client said otherwise.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

seconds=60
calculators=3
clients=2
breakdown=0.1
logs=

usage() {
  cat <<TEXT
usage: deploy/experiment.sh [--seconds S] [--calculators N] [--clients N] [--breakdown P] [--logs DIR]

  --seconds S      how long the clients submit jobs (default $seconds)
  --calculators N  calculator processes (default $calculators)
  --clients N      client processes (default $clients)
  --breakdown P    probability that a calculator breaks down, at each check (default $breakdown; 0: never)
  --logs DIR       keep what the processes write in this folder (default: a temporary one, kept only on failure)

Everything else comes from config/*.json; environment variables override it, as SPOOR_SLOTS=4.
TEXT
}

while [ $# -gt 0 ]; do
  case "$1" in
    --seconds) seconds=${2:?} ;;
    --calculators) calculators=${2:?} ;;
    --clients) clients=${2:?} ;;
    --breakdown) breakdown=${2:?} ;;
    --logs) logs=${2:?} ;;
    -h | --help) usage; exit 0 ;;
    *) echo "experiment: unknown option $1" >&2; usage >&2; exit 1 ;;
  esac
  shift 2
done

keep_logs=yes
if [ -z "$logs" ]; then
  logs=$(mktemp -d "${TMPDIR:-/tmp}/spoor-experiment.XXXXXX")
  keep_logs=no
fi
mkdir -p "$logs"

# A job of a script ignores SIGINT, so our own Ctrl-C is passed on as SIGTERM: clients end softly and print.
dispatcher_pid=
calculator_pids=()
client_pids=()
stop_all() {
  kill -TERM "${client_pids[@]}" "${calculator_pids[@]}" $dispatcher_pid 2>/dev/null || true
  wait || true
}
trap stop_all EXIT
trap 'kill -TERM "${client_pids[@]}" 2>/dev/null || true' INT TERM

app() { echo "$1/target/quarkus-app/quarkus-run.jar"; }

build_missing() {
  for name in dispatcher calculator client; do
    if [ ! -f "$(app $name)" ]; then
      echo "building (the first time takes a minute or two)…"
      mvn -B -ntp -q -DskipTests -pl dispatcher,calculator,client -am package
      return
    fi
  done
}

# start NAME LOG ARGS…: runs an application in the background; $! is its pid.
start() {
  local name=$1 log=$2
  shift 2
  java ${SPOOR_JAVA_OPTIONS:--XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx128m} -jar "$(app "$name")" "$@" \
    >"$logs/$log.out" 2>"$logs/$log.log" &
}

# await LOG PATTERN: waits for a line of the log, prints what the pattern's group matched.
await() {
  local log="$logs/$1.log" found
  for _ in $(seq 300); do
    found=$(sed -nE "s/$2/\\1/p" "$log" | head -n 1)
    if [ -n "$found" ]; then echo "$found"; return; fi
    sleep 0.1
  done
  echo "experiment: $1 did not start:" >&2
  tail -n 5 "$log" >&2
  return 1
}

build_missing

SPOOR_HOST=127.0.0.1 SPOOR_PORT=0 start dispatcher dispatcher
dispatcher_pid=$!
port=$(await dispatcher '.*listening on [^ ]*:([0-9]+) .*')
echo "dispatcher on 127.0.0.1:$port, $calculators calculators, $clients clients, $seconds s; logs in $logs"

for i in $(seq "$calculators"); do
  SPOOR_DISPATCHERS=127.0.0.1:$port SPOOR_BREAKDOWN_PROBABILITY=$breakdown start calculator "calculator-$i"
  calculator_pids+=($!)
done
for i in $(seq "$clients"); do
  start client "client-$i" run --dispatcher "127.0.0.1:$port" --seconds "$seconds"
  client_pids+=($!)
done

worst=0
for pid in "${client_pids[@]}"; do
  status=0
  wait "$pid" || status=$?
  # A signal that we passed on interrupts the wait: the client itself is still to be heard.
  while kill -0 "$pid" 2>/dev/null; do status=0; wait "$pid" || status=$?; done
  [ "$status" -le "$worst" ] || worst=$status
done
client_pids=()

for pid in "${calculator_pids[@]}"; do kill -TERM "$pid" 2>/dev/null || true; done
for pid in "${calculator_pids[@]}"; do wait "$pid" || true; done
calculator_pids=()
kill -TERM "$dispatcher_pid" 2>/dev/null || true
wait "$dispatcher_pid" || true
dispatcher_pid=

for i in $(seq "$clients"); do
  echo
  echo "== client $i"
  cat "$logs/client-$i.out"
done
echo
echo "== dispatcher"
sed -nE 's/.*totals: //p' "$logs/dispatcher.log"

if [ "$worst" -ne 0 ]; then
  echo "experiment: FAILED (exit status $worst of a client); logs in $logs" >&2
elif [ "$keep_logs" = no ]; then
  rm -rf "$logs"
fi
exit "$worst"
