#!/usr/bin/env bash
# Tests deploy/docker-compose.yml and the images on a real engine: jobs are answered while a third of the packets is dropped,
# a calculator is killed, and the dispatcher is killed and comes back. Exit status 0 if every job was answered.
# Builds the images first (deploy/build-images.sh). Starts an engine where none answers; what it starts, it ends.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

variant=jvm
build=yes
usage() {
  cat <<TEXT
usage: deploy/test-compose.sh [--native] [--no-build]

  --native    the native images (default: those on the JVM)
  --no-build  the images as they are
TEXT
}
while [ $# -gt 0 ]; do
  case "$1" in
    --native) variant=native ;;
    --no-build) build=no ;;
    -h | --help) usage; exit 0 ;;
    *) echo "test-compose: unknown option $1" >&2; usage >&2; exit 1 ;;
  esac
  shift
done

skip() { echo "SKIPPED the test of Compose: $1"; exit 0; }
say() { printf '[%3d s] %s\n' "$((SECONDS - began))" "$*"; }
fail() { echo "test-compose: FAILED: $*" >&2; exit 1; }
began=$SECONDS

[ "$(uname)" = Linux ] && [ "$(id -u)" = 0 ] || skip "dropping a container's packets needs Linux and root"
if ! command -v dockerd >/dev/null || ! command -v nft >/dev/null || ! { docker compose version || docker-compose version; } >/dev/null 2>&1; then
  command -v apt-get >/dev/null || skip "no Docker engine, Compose or nft, and no apt-get to install them"
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    docker.io docker-compose iptables nftables curl >/dev/null || skip "docker.io, docker-compose, nftables cannot be installed"
fi
compose_command=(docker-compose)
if docker compose version >/dev/null 2>&1; then compose_command=(docker compose); fi

work=$(mktemp -d "${TMPDIR:-/tmp}/spoor-compose.XXXXXX")
engine=
project=spoor-test-$$
compose() { "${compose_command[@]}" -p "$project" -f deploy/docker-compose.yml "$@" 2>>"$work/compose.log"; }

clean_up() {
  local status=$?
  if [ "$status" -ne 0 ]; then
    compose ps || true
    compose logs --no-color --tail 15 || true
    tail -n 15 "$work/compose.log" || true
  fi
  compose down -v -t 1 >/dev/null 2>&1 || true
  if [ -n "$engine" ]; then kill "$engine" && wait "$engine" || true; fi
  rm -rf "$work"
  exit "$status"
}
trap clean_up EXIT
trap 'exit 1' INT TERM

# await WHAT COMMAND…: until it succeeds; the patience is for busy machines.
await() {
  local what=$1 until=$((SECONDS + 600))
  shift
  until "$@"; do
    [ "$SECONDS" -lt "$until" ] || fail "waited in vain: $what"
    sleep 0.5
  done
}

if ! docker version >/dev/null 2>&1; then
  # Where the images are kept; the folder is reused.
  cache=${SPOOR_CACHE:-$HOME/.cache/spoor}/docker
  mkdir -p "$cache"
  export DOCKER_HOST=unix://$work/docker.sock
  dockerd --data-root "$cache" --exec-root "$work/exec" --pidfile "$work/pid" -H "$DOCKER_HOST" >"$work/dockerd.log" 2>&1 &
  engine=$!
  until docker version >/dev/null 2>&1; do
    kill -0 "$engine" 2>/dev/null || { tail -n 3 "$work/dockerd.log"; engine=; skip "dockerd does not start here"; }
    sleep 0.25
  done
fi
say "engine $(docker version --format '{{.Server.Version}}'), ${compose_command[*]} $("${compose_command[@]}" version --short)"

"${compose_command[@]}" -f deploy/docker-compose.yml --env-file deploy/monitoring.env config -q || fail "the profile monitoring is not valid"

version=$(sed -nE 's:^  <version>(.*)</version>:\1:p' pom.xml)
export SPOOR_TAG=${version%-SNAPSHOT}
if [ "$variant" = native ]; then SPOOR_TAG=$SPOOR_TAG-native; fi
if [ "$build" = yes ]; then
  status=0
  deploy/build-images.sh "$variant" || status=$?
  [ "$status" != 2 ] || skip "the images cannot be built here, see above"
  [ "$status" = 0 ] || fail "build-images.sh ended with $status"
fi
docker image inspect "spoor/dispatcher:$SPOOR_TAG" >/dev/null 2>&1 || skip "there is no image spoor/dispatcher:$SPOOR_TAG"

# Short jobs; deadlines that leave a busy machine the time to start a process again; any free port of this host.
export SPOOR_PORT=0 SPOOR_SLOTS=4 SPOOR_SLEEP_MINMS=20 SPOOR_SLEEP_MAXMS=200 SPOOR_RUN_MINMS=200 SPOOR_RUN_MAXMS=600 SPOOR_TIMEOUTMS=600000

pid_of() { docker inspect -f '{{.State.Pid}}' "$1"; }
is_healthy() { [ "$(docker inspect -f '{{.State.Health.Status}}' "$1")" = healthy ]; }
restarted() { [ "$(docker inspect -f '{{.RestartCount}}' "$1")" -gt 0 ] && [ "$(pid_of "$1")" -gt 0 ]; }

# meter CONTAINER PATTERN: the sum of a meter's series, asked as Prometheus would; 0 while nobody answers.
meter() {
  local address
  address=$(docker inspect -f '{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}' "$1" | cut -d' ' -f1)
  { curl -sf --max-time 5 "http://$address:9000/q/metrics" || true; } | awk -v name="^$2" '$1 ~ name {sum += $2} END {printf "%d\n", sum}'
}
answered() { meter "$dispatcher" 'spoor_jobs_finished_total\{.*status="ok"'; }
answers_above() { [ "$(answered)" -gt "$1" ]; }

no_backlog() { [ "$(meter "$dispatcher" spoor_jobs_open)" -lt 10 ]; }

# more_answers N: waits for so many answers from now on.
more_answers() { await "$1 more answers" answers_above $(($(answered) + $1)); }

# in_network CONTAINER COMMAND…: in its network namespace.
in_network() { nsenter -t "$(pid_of "$1")" -n "${@:2}"; }

compose up -d || fail "up: $(tail -n 5 "$work/compose.log")"
dispatcher=$(compose ps -q dispatcher)
mapfile -t calculators < <(compose ps -q calculator)
mapfile -t clients < <(compose ps -q client)
for container in "${calculators[@]}"; do await "a healthy calculator" is_healthy "$container"; done
more_answers 30
say "up: ${#calculators[@]} calculators, ${#clients[@]} clients, $(answered) jobs answered"

in_network "$dispatcher" nft -f - <<'RULES'
table inet spoor {
  counter dropped {}
  chain in {
    type filter hook input priority 0;
    udp dport 7070 numgen inc mod 3 == 0 counter name dropped drop
  }
  chain out {
    type filter hook output priority 0;
    udp sport 7070 numgen inc mod 3 == 0 counter name dropped drop
  }
}
RULES
more_answers 50
say "a third of the packets to and from the dispatcher is dropped: $(in_network "$dispatcher" nft list counter inet spoor dropped \
  | sed -nE 's/.*packets ([0-9]+).*/\1/p') packets so far, $(answered) jobs answered"

# Killed from outside, as by the kernel: the engine takes it for a crash and starts it again.
kill -KILL "$(pid_of "${calculators[0]}")"
more_answers 50
await "the killed calculator" restarted "${calculators[0]}"
say "a calculator killed and back, the loss goes on: $(answered) jobs answered"

in_network "$dispatcher" nft delete table inet spoor
kill -KILL "$(pid_of "$dispatcher")"
await "the killed dispatcher" restarted "$dispatcher"
await "answers of the new dispatcher" answers_above 50
say "the dispatcher killed and back: $(answered) jobs answered in its new life"

# The clients wait drainMs for what is open.
await "the backlog worked off" no_backlog
compose stop client || fail "stop client"
for client in "${clients[@]}"; do
  status=$(docker inspect -f '{{.State.ExitCode}}' "$client")
  docker logs "$client" >"$work/statistics" 2>/dev/null
  echo
  cat "$work/statistics"
  [ "$status" = 0 ] || fail "a client ended with $status"
  for count in failed unanswered wrong; do
    grep -qE "^$count +0\b" "$work/statistics" || fail "a client has $count jobs"
  done
  awk '$1 == "sent" {sent = $2} $1 == "OK" {exit !($2 > 0 && $2 == sent)}' "$work/statistics" || fail "sent and OK differ"
done
echo

compose stop || fail "stop"
for container in "${calculators[@]}" "$dispatcher"; do
  status=$(docker inspect -f '{{.State.ExitCode}}' "$container")
  [ "$status" = 0 ] || fail "$(docker inspect -f '{{.Name}}' "$container") did not drain: exit code $status"
done
compose down -v || fail "down"
[ -z "$(docker ps -aq --filter "label=com.docker.compose.project=$project")" ] || fail "containers are left"
say "down: all drained and ended with 0; nothing unanswered"
