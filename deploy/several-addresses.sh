#!/usr/bin/env bash
# A dispatcher on all addresses of a host that has two, and a client behind a firewall that lets in only replies of those it
# asked: asked at the second address, the dispatcher must answer from there. Two network namespaces on this host.
# usage: deploy/several-addresses.sh          (root, ip, nft; the packaged applications)
set -uo pipefail
cd "$(dirname "$0")/.."

skip() { echo "SKIPPED: $1"; exit 0; }
fail() { echo "FAILED: $1" >&2; cat "$work"/*.log >&2; exit 1; }

[ "$(id -u)" = 0 ] || skip "network namespaces need root"
for tool in ip nft; do command -v $tool >/dev/null || skip "there is no $tool"; done
for app in dispatcher calculator client; do
  [ -f $app/target/quarkus-app/quarkus-run.jar ] || skip "$app is not packaged (mvn package -DskipTests)"
done

server=spoor-server-$$ client=spoor-client-$$ work=$(mktemp -d) pids=()
clean() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null; done
  wait
  ip netns del "$server" 2>/dev/null
  ip netns del "$client" 2>/dev/null
  rm -rf "$work"
}
trap clean EXIT
ip netns add "$server" 2>"$work/netns" && ip netns add "$client" || skip "no network namespaces here: $(cat "$work/netns")"
ip -n "$server" link add to-client type veth peer name to-server netns "$client" 2>"$work/veth" || skip "no veth here: $(cat "$work/veth")"
for address in 10.99.0.1/24 10.99.0.2/24; do ip -n "$server" address add $address dev to-client || fail "no address"; done
ip -n "$client" address add 10.99.0.9/24 dev to-server || fail "no address"
for link in lo to-client; do ip -n "$server" link set $link up || fail "no link"; done
for link in lo to-server; do ip -n "$client" link set $link up || fail "no link"; done
cat >"$work/rules" <<'RULES'
table inet guard {
  chain input {
    type filter hook input priority 0; policy drop;
    iif lo accept
    ct state established accept
  }
}
RULES
ip netns exec "$client" nft -f "$work/rules" 2>"$work/nft" || skip "no connection tracking here: $(cat "$work/nft")"

# run NAMESPACE APPLICATION ARGUMENTS…
run() { ip netns exec "$1" java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx96m -jar "$2/target/quarkus-app/quarkus-run.jar" "${@:3}"; }

SPOOR_HOST=0.0.0.0 SPOOR_PORT=7070 run "$server" dispatcher >"$work/dispatcher.log" 2>&1 &
pids+=($!)
SPOOR_DISPATCHERS=127.0.0.1:7070 run "$server" calculator >"$work/calculator.log" 2>&1 &
pids+=($!)
for address in 10.99.0.1 10.99.0.2; do
  SPOOR_DISPATCHERS=$address:7070 run "$client" client submit --timeout 20000 sleep '{"x":3,"ms":0}' >"$work/client.log" 2>&1 ||
    fail "no answer from $address"
  echo "$address: $(tail -n 1 "$work/client.log")"
done
