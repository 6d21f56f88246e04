#!/usr/bin/env bash
# Fuzzes the codec and the three cores, each for a while, beginning with the inputs that are kept in
# tests/src/test/resources/fuzz. Prints what was run; ends with 1 if an input broke a promise.
set -euo pipefail

usage() {
  cat <<'END'
usage: deploy/fuzz.sh [--seconds N] [codec|dispatcher|calculator|client]...
  --seconds N  for each target; 60 if not given
New inputs stay in tests/target/fuzz/<target>/corpus; one that broke a promise is crash-* beside it. To keep one, add a line:
  xxd -p -c0 crash-… >> tests/src/test/resources/fuzz/<target>.txt
END
}

seconds=60
targets=()
while [ $# -gt 0 ]; do
  case "$1" in
    --seconds) seconds="${2:?--seconds wants a number}"; shift 2 ;;
    -h | --help) usage; exit 0 ;;
    codec | dispatcher | calculator | client) targets+=("$1"); shift ;;
    *) echo "fuzz: unknown option $1" >&2; usage >&2; exit 1 ;;
  esac
done
if ! [[ "$seconds" =~ ^[1-9][0-9]*$ ]]; then
  echo "fuzz: --seconds wants a number from 1, not $seconds" >&2
  exit 1
fi
[ ${#targets[@]} -gt 0 ] || targets=(codec dispatcher calculator client)

cd "$(dirname "$0")/.."
work="$PWD/tests/target/fuzz"
kept="$PWD/tests/src/test/resources/fuzz"

mkdir -p "$work"
mvn -B -ntp -q -Pfuzz -pl tests -am test-compile \
  dependency:build-classpath -Dmdep.outputFile="$work/classpath" -Dmdep.includeScope=test \
  -Djacoco.skip -Dquarkus.build.skip=true
classpath="$PWD/tests/target/test-classes:$(cat "$work/classpath")"

instrumented='io.spoor.protocol.**:io.spoor.dispatcher.core.**:io.spoor.calculator.core.**:io.spoor.client.core.**'

jazzer() {
  local target="$1"
  shift
  nice -n 19 java -Xmx1g -cp "$classpath" com.code_intelligence.jazzer.Jazzer \
    --target_class="io.spoor.tests.fuzz.${target^}Target" \
    --instrumentation_includes="$instrumented" \
    --custom_hook_includes='io.spoor.**' \
    -max_len="$([ "$target" = codec ] && echo 1300 || echo 4096)" -len_control=0 -reload=0 "$@"
}

broken=0
for target in "${targets[@]}"; do
  dir="$work/$target"
  mkdir -p "$dir/corpus"
  java -cp "$classpath" io.spoor.tests.fuzz.Corpus "$kept/$target.txt" "$dir/kept"
  if ! jazzer "$target" -max_total_time="$seconds" -print_final_stats=1 -artifact_prefix="$dir/" \
    --reproducer_path="$dir" "$dir/corpus" "$dir/kept" > "$dir/log" 2>&1; then
    broken=1
  fi
  if ! grep -q '^stat::number_of_executed_units' "$dir/log"; then
    echo "fuzz: $target was not fuzzed, see $dir/log" >&2
    exit 1
  fi
  executions="$(sed -n 's/^stat::number_of_executed_units: *//p' "$dir/log")"
  crashes="$(find "$dir" -maxdepth 1 -name 'crash-*' | wc -l)"
  echo "$target: $executions executions, $crashes crashes"
  grep -A 3 -e '^== Java Exception' -e 'ERROR: libFuzzer' "$dir/log" || true
done
exit "$broken"
