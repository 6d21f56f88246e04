#!/usr/bin/env bash
# A dispatcher that is short of CPU (a control group's quota) is killed and started again under load; prints what its client and the
# kernel have counted. Needs root and the cpu controller of cgroup v1 or v2. Builds nothing: `mvn -DskipTests package` comes first.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

percent=25
rate=50
seconds=80
kills=2
port=17070

usage() {
  cat <<TEXT
usage: deploy/starved-dispatcher.sh [--percent P] [--rate R] [--seconds S] [--kills N] [--port PORT]

  --percent P  of one core for the dispatcher (default $percent)
  --rate R     jobs a second, 1.5 s each, in 400 slots (default $rate)
  --seconds S  how long they are submitted (default $seconds)
  --kills N    kill -9 of the dispatcher; it is away for 5 s and lives for 32 s (default $kills)
  --port PORT  of the dispatcher, on the loopback address (default $port)
TEXT
}

while [ $# -gt 0 ]; do
  case "$1" in
    --percent) percent=${2:?} ;;
    --rate) rate=${2:?} ;;
    --seconds) seconds=${2:?} ;;
    --kills) kills=${2:?} ;;
    --port) port=${2:?} ;;
    -h | --help) usage; exit 0 ;;
    *) echo "starved-dispatcher: unknown option $1" >&2; usage >&2; exit 1 ;;
  esac
  shift 2
done

if [ -w /sys/fs/cgroup/cpu ]; then
  group=/sys/fs/cgroup/cpu/spoor-starved-$$
  mkdir "$group"
  echo 100000 >"$group/cpu.cfs_period_us"
  echo $((percent * 1000)) >"$group/cpu.cfs_quota_us"
elif grep -qw cpu /sys/fs/cgroup/cgroup.subtree_control 2>/dev/null && [ -w /sys/fs/cgroup ]; then
  group=/sys/fs/cgroup/spoor-starved-$$
  mkdir "$group"
  echo "$((percent * 1000)) 100000" >"$group/cpu.max"
else
  echo "SKIPPED starved-dispatcher: no control group can be made here"
  exit 0
fi

logs=$(mktemp -d "${TMPDIR:-/tmp}/spoor-starved.XXXXXX")
dispatcher=
calculators=()
finish() {
  kill -TERM $dispatcher "${calculators[@]}" 2>/dev/null || true
  wait || true
  rmdir "$group" 2>/dev/null || true
}
trap finish EXIT

java_options=(-XX:+UseSerialGC -Xmx192m -Dspoor.host=127.0.0.1)
jar() { echo "$1/target/quarkus-app/quarkus-run.jar"; }

# The kernel's default buffer, as in a container; compiled as a JVM likes.
start_dispatcher() {
  (
    echo "$BASHPID" >"$group/cgroup.procs"
    exec java "${java_options[@]}" -Dspoor.port="$port" -Dspoor.socket.receiveBufferBytes=212992 -jar "$(jar dispatcher)"
  ) >>"$logs/dispatcher.out" 2>>"$logs/dispatcher.log" &
  dispatcher=$!
}

# Datagrams that the dispatcher's socket had no room for.
drops() {
  awk -v port=":$(printf '%04X' "$port")" 'substr($2, length($2) - 4) == port { print $NF }' /proc/net/udp /proc/net/udp6
}

java_options_small=("${java_options[@]}" -XX:TieredStopAtLevel=1 -Dspoor.dispatchers=127.0.0.1:"$port")
start_dispatcher
for number in 1 2; do
  java "${java_options_small[@]}" -Dspoor.slots=200 -jar "$(jar calculator)" >"$logs/calculator-$number.out" 2>&1 &
  calculators+=($!)
done
sleep 12
java "${java_options_small[@]}" -jar "$(jar client)" load --rate "$rate" --seconds "$seconds" --ms 1500 --timeout 120000 \
  >"$logs/client.out" 2>"$logs/client.log" &
client=$!
sleep 8
for number in $(seq "$kills"); do
  kill -KILL "$dispatcher"
  wait "$dispatcher" 2>/dev/null || true
  sleep 5
  start_dispatcher
  sleep 32
  echo "life $((number + 1)): $(drops) datagrams found the buffer full"
done
code=0
wait "$client" || code=$?
cat "$logs/client.out"
rm -rf "$logs"
exit $code
