#!/usr/bin/env bash
# Microbenchmarks (JMH) of what is on the path of a packet: the codec and the dispatcher's core. Arguments go to JMH:
#   deploy/benchmark.sh                       # all, about three minutes
#   deploy/benchmark.sh Codec -prof gc        # some, with what they allocate
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p tests/target
mvn -B -ntp -q -pl tests -am test-compile dependency:build-classpath -Dmdep.outputFile="$PWD/tests/target/bench.classpath" \
  -Dmdep.includeScope=test -Djacoco.skip -Dquarkus.build.skip=true
exec java -cp "tests/target/test-classes:$(cat tests/target/bench.classpath)" org.openjdk.jmh.Main \
  -jvmArgs "-Xmx2g" "${@:-io.spoor.tests.bench}"
