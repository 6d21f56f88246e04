#!/bin/sh
# Trains the AOT cache of one application with traffic: all three run on this container's loopback, the one to be trained
# records what it loads and runs. Part of the build of the image (Dockerfile.jvm).
# usage: /…/train.sh dispatcher|calculator|client [PORT]     beside it the applications and jvm.options; writes app.aot, native/
# Uses PORT and the two above it (default 7070), on the loopback address.
set -eu
app=$1
port=${2:-7070}
home=${0%/*}
cd "$home"
mkdir -p native logs

# Spans for a collector that is not there, so that exporting is in the cache, too.
export SPOOR_HOST=127.0.0.1 OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4317

# start NAME "VARIABLE=VALUE…" ARGUMENTS…: in the background; $! is its pid. Netty unpacks its library and leaves it there.
start() {
  name=$1 settings=$2
  shift 2
  record=
  if [ "$name" = "$app" ]; then record=-XX:AOTCacheOutput=$home/app.aot; fi
  env $settings java "@$home/jvm.options" $record \
    "-Dio.netty.native.workdir=$home/native" -Dio.netty.native.deleteLibAfterLoading=false \
    -jar "$home/$name/quarkus-run.jar" "$@" >"logs/$name" 2>&1 &
}

fail() {
  cat logs/* >&2
  echo "train: $1" >&2
  exit 1
}

# end PID NAME: softly.
end() {
  kill -TERM "$1"
  wait "$1" || fail "$2 did not end softly"
}

start dispatcher "SPOOR_PORT=$port SPOOR_MANAGEMENT_PORT=$((port + 1))"
dispatcher=$!
start calculator "SPOOR_DISPATCHERS=127.0.0.1:$port SPOOR_MANAGEMENT_PORT=$((port + 2)) SPOOR_SLOTS=4 SPOOR_SLEEP_MINMS=0 SPOOR_SLEEP_MAXMS=2"
calculator=$!
start client "SPOOR_DISPATCHERS=127.0.0.1:$port" load --count 2000 --outstanding 20
wait $! || fail "the jobs were not answered"

# Health is asked over HTTP, as an engine would.
management=
case $app in
  dispatcher) management=$((port + 1)) ;;
  calculator) management=$((port + 2)) ;;
esac
if [ -n "$management" ]; then
  env SPOOR_MANAGEMENT_PORT=$management java -cp "$home/$app/lib/main/*" io.spoor.protocol.config.HealthCheck || fail "$app is not ready"
fi
end $calculator calculator
end $dispatcher dispatcher

[ -s app.aot ] || fail "no cache was written"
# The library under the name by which it is found on java.library.path; none on an architecture that has none.
for unpacked in native/libnetty_transport_native_epoll_*.so; do
  if [ -e "$unpacked" ]; then mv "$unpacked" native/libnetty_transport_native_epoll_x86_64.so; fi
done
chmod -R a+rX app.aot native
ls -l app.aot native
