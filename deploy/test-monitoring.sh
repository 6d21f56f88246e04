#!/usr/bin/env bash
# Tries the monitoring kit on real processes: promtool's checks and unit tests of the rules; then a dispatcher, calculators that
# break down and one that is killed, clients, a Prometheus that scrapes them, and every expression of dashboards and rules put to
# it; then, where a Jaeger is found, the tail sampling. All on ports of the kernel's choice, nothing is left behind.
#
# Prometheus is taken from the path, or unpacked (not installed: no service is started) from Debian's package; Jaeger is what
# deploy/jaeger.sh finds or builds.
#
# usage: deploy/test-monitoring.sh [--seconds S]     how long the load lasts before anything is asked (default 45)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

seconds=45
if [ "${1:-}" = --seconds ]; then seconds=${2:?}; fi
kit=$PWD/deploy/monitoring
cache=${SPOOR_CACHE:-$HOME/.cache/spoor}
work=$(mktemp -d "${TMPDIR:-/tmp}/spoor-monitoring.XXXXXX")

pids=()
clean_up() {
  local status=$?
  kill -TERM "${pids[@]}" 2>/dev/null || true
  wait 2>/dev/null || true
  if [ $status -eq 0 ]; then rm -rf "$work"; else echo "test-monitoring: FAILED; logs in $work" >&2; fi
}
trap clean_up EXIT

skip() { echo "SKIPPED $1: $2"; }

# Puts prometheus and promtool on the path.
find_prometheus() {
  PATH=$PATH:$cache/prometheus/usr/bin
  if command -v prometheus >/dev/null && command -v promtool >/dev/null; then return; fi
  command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || return 1
  (
    cd "$work"
    apt-get download -q prometheus >apt.log 2>&1 || { apt-get update -q >apt.log 2>&1 && apt-get download -q prometheus >>apt.log 2>&1; }
    mkdir -p "$cache/prometheus"
    dpkg-deb -x prometheus_*.deb "$cache/prometheus"
  )
}

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

# start APP NAME ARGS…: an application in the background, with the environment of the call; $! is its pid.
start() {
  local app=$1 name=$2
  shift 2
  java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx128m -jar "$app/target/quarkus-app/quarkus-run.jar" "$@" \
    >"$work/$name.out" 2>"$work/$name.log" &
  pids+=($!)
}

# until_so WHAT COMMAND…: waits until the command succeeds.
until_so() {
  local what=$1
  shift
  for _ in $(seq 600); do
    if "$@" >/dev/null 2>&1; then return; fi
    sleep 0.1
  done
  echo "waited in vain for $what" >&2
  return 1
}

# word NAME PATTERN: what the pattern's group matches in the log, once it is there.
word() {
  until_so "$1" grep -qE "$2" "$work/$1.log" || { tail -n 5 "$work/$1.log" >&2; return 1; }
  sed -nE "s/.*$2.*/\\1/p" "$work/$1.log" | head -n 1
}
udp_port() { word "$1" 'listening on [^ ]*:([0-9]+) '; }
management() { word "$1" 'metrics: http:\/\/[^ ]*:([0-9]+)\/'; }

start_calculator() {
  SPOOR_DISPATCHERS=127.0.0.1:$port SPOOR_SLOTS=4 SPOOR_BREAKDOWN_CHECKMS=3000 SPOOR_BREAKDOWN_PROBABILITY=$2 \
    start calculator "$1"
}

check_offline() {
  promtool check rules "$kit/prometheus/rules.yml"
  promtool test rules "$kit/prometheus/rules.test.yml"
  promtool check config "$kit/prometheus/prometheus.yml"
  # Debian builds Prometheus without Kubernetes; the rest of that file is checked with a static target in its place.
  sed '/kubernetes_sd_configs/,/role: pod/c\    static_configs: [{targets: ["127.0.0.1:9000"]}]' \
    "$kit/prometheus/kubernetes.yml" >"$work/kubernetes.yml"
  cp "$kit/prometheus/rules.yml" "$work/"
  promtool check config "$work/kubernetes.yml"
}

# The committed configuration with the processes of this run in the place of names, and a scrape a second.
write_prometheus_config() {
  python3 - "$kit/prometheus/prometheus.yml" "$1" "$2" >"$work/prometheus.yml" <<'PY'
import re, sys
text = open(sys.argv[1]).read().replace(": 15s", ": 1s")
for targets in sys.argv[2:]:
    text, count = re.subn(r"dns_sd_configs:\n.*?port: 9000\n",
                          "static_configs: [{targets: [" + targets + "]}]\n", text, count=1, flags=re.S)
    assert count == 1
print(text)
PY
}

# start_jaeger CONFIG: one of the kit's configurations, with ports of this run; decisions come soon.
start_jaeger() {
  local config=$work/jaeger.yml number
  cp "$kit/jaeger/$1" "$config"
  for number in 4317 4318 16685 16686 8888; do
    sed -i "s/:$number$/:$(free_port)/; s/port: $number$/port: $(free_port)/" "$config"
  done
  otlp=$(sed -nE '/grpc:/,/http:/s/.*endpoint: .*:([0-9]+)$/\1/p' <(sed -n '/^receivers:/,/^processors:/p' "$config"))
  jaeger_api=http://127.0.0.1:$(sed -nE '/jaeger_query:/,/grpc:/s/.*endpoint: .*:([0-9]+)$/\1/p' "$config")/api
  OTEL_TRACES_SAMPLER=always_off DECISION_WAIT=6s SLOW_MS=2000 KEEP_PERCENT=10 "$jaeger" --config "$config" >"$work/jaeger.log" 2>&1 &
  pids+=($!)
  until_so jaeger curl -sf "$jaeger_api/services"
}

# submit NAME TIMEOUT ARGUMENTS: one job; prints the id of its trace.
submit() {
  SPOOR_TIMEOUTMS=$2 start client "$1" submit --dispatcher "127.0.0.1:$port" sleep "$3"
  word "$1" 'trace ([0-9a-f]{32})'
}

kept() { curl -sf "$jaeger_api/traces/$1" | grep -q spanID; }

# Jobs that were slow, failed or were tried again are all kept, of the others about one in ten.
check_tail_sampling() {
  local slow failed retried quick=300 all
  java -jar client/target/quarkus-app/quarkus-run.jar load --dispatcher "127.0.0.1:$port" --outstanding 4 --count $quick --ms 5 \
    >"$work/quick.out" 2>"$work/quick.log"
  slow=$(submit slow 30000 '{"x":1,"ms":3000}')
  failed=$(submit failed 500 '{"x":1,"ms":3000}')
  sleep 4
  retried=$(submit retried 60000 '{"x":1,"ms":1000}')
  sleep 0.5
  kill -9 "$victim"
  start_calculator calculator-2 0
  victim=${pids[-1]}
  until_so "the trace of the slow job" kept "$slow"
  until_so "the trace of the failed job" kept "$failed"
  until_so "the trace of the job tried again" kept "$retried"
  all=$(curl -sf "$jaeger_api/traces?service=spoor-client&limit=2000&lookback=1h" | python3 -c 'import json, sys; print(len(json.load(sys.stdin)["data"]))')
  echo "kept: the slow, the failed and the retried job, and $((all - 3)) of $quick quick ones"
  # A tenth, give or take six standard deviations.
  [ $((all - 3)) -gt 0 ] && [ $((all - 3)) -lt $((quick / 10 + 32)) ]
}

check_online() {
  local web
  web=$(free_port)
  start_calculator calculator-3 0.3
  start_calculator calculator-4 0.3
  write_prometheus_config "\"127.0.0.1:$(management dispatcher)\"" \
    "\"127.0.0.1:$(management calculator-2)\", \"127.0.0.1:$(management calculator-3)\", \"127.0.0.1:$(management calculator-4)\""
  (cd "$work" && exec prometheus --config.file=prometheus.yml --storage.tsdb.path=data --web.listen-address="127.0.0.1:$web" \
    --enable-feature=exemplar-storage --log.level=warn >prometheus.log 2>&1) &
  pids+=($!)
  until_so prometheus curl -sf "http://127.0.0.1:$web/-/ready"
  # Some jobs find no calculator, some are too late: they fail, the rest does not.
  start client good load --dispatcher "127.0.0.1:$port" --outstanding 30 --seconds "$((seconds + 60))" --ms 100
  SPOOR_TIMEOUTMS=400 start client hasty load --dispatcher "127.0.0.1:$port" --outstanding 4 --seconds "$((seconds + 60))" --ms 300
  sleep "$((seconds / 2))"
  kill -9 "$victim"
  sleep "$((seconds - seconds / 2))"
  python3 "$kit/check.py" "http://127.0.0.1:$web" --firing SpoorCalculatorsLost $exemplars
}

echo "== rules"
for tool in python3 curl java; do
  command -v $tool >/dev/null || { skip "the monitoring kit" "no $tool"; exit 0; }
done
find_prometheus || { skip "the monitoring kit" "no prometheus, and no Debian package of it"; exit 0; }
check_offline

for app in dispatcher calculator client; do
  if [ ! -f $app/target/quarkus-app/quarkus-run.jar ]; then
    mvn -B -ntp -q -DskipTests -pl dispatcher,calculator,client -am package
  fi
done

# Everybody's spans go where they are needed for exemplars: to a Jaeger, if there is one.
exemplars=
if jaeger=$(deploy/jaeger.sh); then
  start_jaeger tail-sampling.yml
  export SPOOR_TELEMETRY_ENDPOINT=http://127.0.0.1:$otlp
  exemplars=--exemplars
fi

SPOOR_HOST=127.0.0.1 SPOOR_PORT=0 start dispatcher dispatcher
port=$(udp_port dispatcher)
start_calculator calculator-1 0
victim=${pids[-1]}
until_so "a calculator" grep -q registered "$work/calculator-1.log"

if [ -n "$exemplars" ]; then
  echo "== tail sampling"
  check_tail_sampling
else
  skip "tail sampling and exemplars" "there is no Jaeger, see above"
  start_calculator calculator-2 0
  victim=${pids[-1]}
fi

echo "== dashboards and rules against a real Prometheus"
check_online
echo "monitoring kit: all well"
