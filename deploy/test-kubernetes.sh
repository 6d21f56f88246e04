#!/usr/bin/env bash
# Tests the manifests in k8s/ and the images on a cluster: a server-side dry run of everything, then jobs under load while
# calculators and dispatchers are restarted, deleted, and rolled out badly. Exit status 0 if no job failed and none stayed
# unanswered.
#
# The cluster is the one of KUBECONFIG, into which the images were loaded, or a rehearsal: SPOOR_K8S_REHEARSAL names a program
# that is called with "up", prints the path of a KUBECONFIG as its last line, and is called with "down" at the end.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

deletions=20
dispatchers=1
stages="restart_calculators restart_dispatcher delete_calculators roll_out_badly delete_dispatchers"
check=yes
load=yes
usage() {
  cat <<TEXT
usage: deploy/test-kubernetes.sh [--only-check | --no-check] [--deletions N] [--dispatchers N] [--stages LIST]

  --only-check     only the server-side dry run
  --no-check       all but that
  --deletions N    how often a dispatcher's pod is deleted (default $deletions; every second time without grace)
  --dispatchers N  replicas of the dispatcher (default $dispatchers)
  --stages LIST    only some of: $stages

SPOOR_REGISTRY=host/path/ is put in front of our images' names; needs kubectl.
TEXT
}
while [ $# -gt 0 ]; do
  case "$1" in
    --only-check) load=no ;;
    --no-check) check=no ;;
    --deletions) deletions=${2:?}; shift ;;
    --dispatchers) dispatchers=${2:?}; shift ;;
    --stages) stages=${2:?}; shift ;;
    -h | --help) usage; exit 0 ;;
    *) echo "test-kubernetes: unknown option $1" >&2; usage >&2; exit 1 ;;
  esac
  shift
done

skip() { echo "SKIPPED the test of Kubernetes: $1"; exit 0; }
say() { printf '[%4d s] %s\n' "$SECONDS" "$*"; }
fail() { echo "test-kubernetes: FAILED: $*" >&2; exit 1; }

command -v kubectl >/dev/null || skip "there is no kubectl"
[ -n "${KUBECONFIG:-}${SPOOR_K8S_REHEARSAL:-}" ] || skip "no cluster: set KUBECONFIG, or SPOOR_K8S_REHEARSAL"

work=$(mktemp -d "${TMPDIR:-/tmp}/spoor-kubernetes.XXXXXX")
namespace=spoor-test-$$
k() { kubectl -n "$namespace" "$@"; }
logs_pid=

clean_up() {
  local status=$?
  if [ "$status" -ne 0 ] && [ -e "$work/up" ]; then
    k get pods -o wide || true
    k get events --sort-by=.lastTimestamp | tail -n 15 || true
  fi
  [ -z "$logs_pid" ] || kill "$logs_pid" 2>/dev/null || true
  [ ! -e "$work/up" ] || kubectl delete namespace "$namespace" --wait=false >/dev/null 2>&1 || true
  [ -z "${SPOOR_K8S_REHEARSAL:-}" ] || "$SPOOR_K8S_REHEARSAL" down >"$work/down.log" 2>&1 || true
  if [ "$status" -eq 0 ]; then rm -rf "$work"; else echo "what was seen is in $work" >&2; fi
  exit "$status"
}
trap clean_up EXIT

if [ -n "${SPOOR_K8S_REHEARSAL:-}" ]; then
  say "starting the rehearsal's cluster"
  "$SPOOR_K8S_REHEARSAL" up >"$work/cluster.log" 2>&1 || { tail -n 5 "$work/cluster.log"; skip "the rehearsal's cluster does not start"; }
  KUBECONFIG=$(tail -n 1 "$work/cluster.log")
  export KUBECONFIG
fi
minor=$(kubectl get --raw /version | sed -nE 's/.*"minor": "([0-9]+).*/\1/p')
say "a cluster of Kubernetes 1.$minor, $(kubectl get nodes --no-headers | wc -l) nodes"

# Manifests

# adapted: what an old server does not know is written as it knew it, or left out; a new one gets what stands in k8s/.
adapted() {
  local script=()
  if [ "$minor" -lt 30 ]; then script+=(-e '/^ *preStop:$/d' -e '/^ *sleep:$/,/^ *seconds:/d' -e '/^ *lifecycle:$/d'); fi
  if [ "$minor" -lt 27 ]; then script+=(-e '/unhealthyPodEvictionPolicy:/d'); fi
  if [ "$minor" -lt 23 ]; then script+=(-e 's:autoscaling/v2$:autoscaling/v2beta2:'); fi
  if [ "$minor" -lt 21 ]; then script+=(-e 's:policy/v1$:policy/v1beta1:'); fi
  if [ ${#script[@]} -eq 0 ]; then cat; else sed "${script[@]}"; fi
}

# without KIND: takes documents of that kind out; named NAME: leaves those of that name.
without() { awk -v RS='---\n' -v ORS='---\n' -v kind="$1" '$0 !~ "(^|\n)kind: " kind "\n"'; }
named() { awk -v RS='---\n' -v ORS='---\n' -v name="$1" '$0 ~ "\n  name: " name "\n"'; }

overlay() {
  mkdir -p "$work/$1"
  cat >"$work/$1/kustomization.yaml"
}

# check NAME FOLDER: the API server reads it all and changes nothing.
check() {
  local rendered="$work/rendered-$1.yaml"
  kubectl kustomize "$2" | sed "s/namespace: spoor$/namespace: $namespace/; s/^  name: spoor$/  name: $namespace/" >"$rendered"
  if ! kubectl api-resources --api-group=keda.sh 2>/dev/null | grep -q ScaledObject; then
    if grep -q '^kind: ScaledObject' "$rendered"; then
      say "$1: without its ScaledObject, of which this server knows nothing (KEDA is not installed)"
      without ScaledObject <"$rendered" >"$rendered.known" && mv "$rendered.known" "$rendered"
    fi
  fi
  adapted <"$rendered" >"$rendered.adapted"
  cmp -s "$rendered" "$rendered.adapted" || say "$1: adapted to a server of 1.$minor, for this check only"
  kubectl apply --dry-run=server -f "$rendered.adapted" >"$work/check.log" || fail "the server rejects $1"
  say "$1: the server takes all $(wc -l <"$work/check.log") objects"
}

base=$(realpath --relative-to="$work/x" k8s)
kubectl create --save-config namespace "$namespace" >/dev/null
touch "$work/up"

check_all() {
  kubectl kustomize k8s/base | sed 's/enableServiceLinks:/enableServiceLinkz:/' | adapted >"$work/misspelt.yaml"
  if kubectl apply --dry-run=server -f "$work/misspelt.yaml" >"$work/check.log" 2>&1; then fail "the server takes a misspelt field, too"; fi
  grep -q enableServiceLinkz "$work/check.log" || fail "the server rejects a misspelt field for another reason: $(tail -n 1 "$work/check.log")"
  say "a misspelt field is rejected"
  for name in local native production; do check "overlay $name" "k8s/overlays/$name"; done
  for name in client client-of-several hpa keda monitoring jaeger network-policy; do
    overlay "component-$name" <<<"{namespace: spoor, resources: [$base/base], components: [$base/components/$name]}"
    check "component $name" "$work/component-$name"
  done
}

[ "$check" = no ] || check_all
[ "$load" = yes ] || exit 0

# The system under test

# Calculations of 0.2 to 0.6 s, little CPU; everything else as in the base.
overlay deployed <<TEXT
namespace: $namespace
resources: [$base/base]
images:
  - {name: spoor/dispatcher, newName: ${SPOOR_REGISTRY:-}spoor/dispatcher}
  - {name: spoor/calculator, newName: ${SPOOR_REGISTRY:-}spoor/calculator}
replicas:
  - {name: dispatcher, count: $dispatchers}
patches:
  - target: {kind: Deployment}
    patch: |-
      - {op: replace, path: /spec/template/spec/containers/0/resources/requests/cpu, value: 20m}
  - target: {kind: Deployment, name: calculator}
    patch: |-
      - {op: add, path: /spec/template/spec/containers/0/env/-, value: {name: SPOOR_SLEEP_MINMS, value: "200"}}
      - {op: add, path: /spec/template/spec/containers/0/env/-, value: {name: SPOOR_SLEEP_MAXMS, value: "600"}}
      - {op: add, path: /spec/template/spec/containers/0/env/-, value: {name: SPOOR_SLOTS, value: "4"}}
TEXT
client=client
if [ "$dispatchers" -gt 1 ]; then client=client-of-several; fi
# A client that submits four jobs a second until it is told to stop, with patience for slow machines.
overlay load <<TEXT
namespace: $namespace
resources: [$base/base]
components: [$base/components/$client]
images:
  - {name: spoor/client, newName: ${SPOOR_REGISTRY:-}spoor/client}
patches:
  - target: {kind: Job}
    patch: |-
      - {op: replace, path: /spec/template/spec/containers/0/resources/requests/cpu, value: 20m}
      - {op: replace, path: /spec/template/spec/containers/0/args, value: [run]}
      - {op: add, path: /spec/template/spec/containers/0/env/-, value: {name: SPOOR_TIMEOUTMS, value: "120000"}}
      - {op: add, path: /spec/template/spec/containers/0/env/-, value: {name: SPOOR_RUN_MINMS, value: "100"}}
      - {op: add, path: /spec/template/spec/containers/0/env/-, value: {name: SPOOR_RUN_MAXMS, value: "400"}}
TEXT

rolled_out() { k rollout status "$1" --timeout=600s >/dev/null || fail "$1 was not rolled out"; }

# begin_load NAME: jobs from now on; their outcomes go to NAME.log, with the time of each.
begin_load() {
  load="$work/$1.log"
  kubectl kustomize "$work/load" | named client | adapted >"$work/load.yaml"
  k delete job client --ignore-not-found >/dev/null
  k apply -f "$work/load.yaml" >/dev/null
  local deadline=$((SECONDS + 300))
  until k logs --tail=1 job/client 2>/dev/null | grep -q ' OK .* attempt'; do
    [ "$SECONDS" -lt "$deadline" ] || fail "no answer to the client, or its log cannot be read"
    sleep 0.5
  done
  k logs -f --timestamps job/client >"$load" 2>/dev/null &
  logs_pid=$!
}

# count WORD: of the client's statistics.
count() { sed -nE "s/^[^ ]+ $1 +([0-9]+).*/\1/p" "$load" | tail -n 1; }

# end_load WHAT: tells the client to stop, and looks at its statistics.
end_load() {
  k delete job client --wait=false >/dev/null
  wait "$logs_pid" || true
  logs_pid=
  [ -n "$(count sent)" ] || fail "$1: the client has printed no statistics"
  say "$1: $(count sent) jobs, $(count OK) OK, $(count failed) failed, $(count unanswered) unanswered, $(count wrong) wrong; $(sed -nE 's/^[^ ]+ on the way: //p' "$load")"
  say "$1: longest times without an answer: $(gaps | sort -rn | head -n "${2:-3}" | tr '\n' ' ')s"
  [ "$(count failed)$(count unanswered)$(count wrong)" = 000 ] || fail "$1: not every job was answered well"
}

# gaps: seconds between each answer and the next, of the times that the container's runtime wrote down.
gaps() {
  grep ' OK .* attempt' "$load" | awk '{ split(substr($1, 12), t, ":"); now = t[1] * 3600 + t[2] * 60 + t[3]
    if (NR > 1) printf "%.1f\n", now < before ? now + 86400 - before : now - before; before = now }'
}

answers() { grep -c ' OK .* attempt' "$load" || true; }

# await_answers: some more than there are now.
await_answers() {
  local until=$(($(answers) + 5)) deadline=$((SECONDS + 300))
  until [ "$(answers)" -ge "$until" ]; do
    [ "$SECONDS" -lt "$deadline" ] || fail "no answers any more"
    sleep 0.2
  done
}

pods() { k get pods -l "app.kubernetes.io/name=$1" --field-selector=status.phase=Running -o name; }

kubectl kustomize "$work/deployed" | adapted >"$work/deployed.yaml"
k apply -f "$work/deployed.yaml" >/dev/null
rolled_out deployment/dispatcher
rolled_out deployment/calculator
say "rolled out: $(pods dispatcher | wc -l) dispatchers, $(pods calculator | wc -l) calculators"

restart_calculators() {
  k rollout restart deployment/calculator >/dev/null
  rolled_out deployment/calculator
}

restart_dispatcher() {
  k rollout restart deployment/dispatcher >/dev/null
  rolled_out deployment/dispatcher
}

delete_calculators() {
  for pod in $(pods calculator | head -n 2); do
    k delete "$pod" --grace-period=0 --force >/dev/null 2>&1
    await_answers
  done
  rolled_out deployment/calculator
}

roll_out_badly() {
  k set env deployment/calculator SPOOR_SLOTS=many >/dev/null
  for _ in $(seq 120); do
    k get pods -l app.kubernetes.io/name=calculator -o jsonpath='{.items[*].status.containerStatuses[*].restartCount}' | grep -q '[1-9]' && break
    sleep 1
  done
  k rollout undo deployment/calculator >/dev/null
  rolled_out deployment/calculator
}

delete_dispatchers() {
  for i in $(seq "$deletions"); do
    local grace=
    if [ $((i % 2)) -eq 0 ]; then grace="--grace-period=0 --force"; fi
    # shellcheck disable=SC2086 # two words, or none
    k delete "$(pods dispatcher | shuf -n 1)" --wait=false $grace >/dev/null 2>&1
    sleep 1
    await_answers
    rolled_out deployment/dispatcher
  done
}

# stage COMMAND WHAT [GAPS]: does it under load.
stage() {
  [[ " $stages " == *" $1 "* ]] || return 0
  begin_load "$1"
  "$1"
  await_answers
  end_load "$2" "${3:-3}"
}

stage restart_calculators "all calculators restarted, one after the other"
stage restart_dispatcher "the dispatcher restarted"
stage delete_calculators "two calculators deleted without grace"
stage roll_out_badly "a rollout of calculators that do not start, undone"
stage delete_dispatchers "a dispatcher deleted $deletions times" "$deletions"
