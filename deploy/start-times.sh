#!/usr/bin/env bash
# Measures how long a calculator takes from the start of its process to its first heartbeat and its first result, and the CPU and
# memory that it takes for that: the plain JVM, the JVM with an AOT cache as in the image, a native executable.
# usage: deploy/start-times.sh [RUNS]      (default 15 each)
# Needs a JDK 25 (JAVA25_HOME, or one below /usr/lib/jvm). The native one is measured where calculator/target has it
# (GRAALVM_HOME=… mvn package -Pnative).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
runs=${1:-15}

jdk=${JAVA25_HOME:-$(ls -d /usr/lib/jvm/*25* 2>/dev/null | head -n 1)}
[ -x "$jdk/bin/java" ] || { echo "SKIPPED start times: no JDK 25 (set JAVA25_HOME)"; exit 0; }
work=$(mktemp -d "${TMPDIR:-/tmp}/spoor-start.XXXXXX")
trap 'rm -rf "$work"' EXIT
package() { mvn -B -ntp -q -DskipTests -Djacoco.skip -Dspotless.check.skip -pl "$1" -am package "-Dquarkus.package.jar.type=$2"; }

package calculator fast-jar
mkdir "$work/plain"
cp -a calculator/target/quarkus-app "$work/plain/calculator"

# As in deploy/images/calculator/Dockerfile.jvm, in another folder.
package dispatcher,calculator,client aot-jar
for app in dispatcher calculator client; do cp -a "$app/target/quarkus-app" "$work/$app"; done
cp deploy/images/train.sh "$work"
sed "s:/spoor/:$work/:" deploy/images/calculator/jvm.options >"$work/jvm.options"
PATH=$jdk/bin:$PATH sh "$work/train.sh" calculator 37070 >/dev/null

native=$(ls calculator/target/*-runner 2>/dev/null || true)
{
  echo "JVM, fast-jar: $jdk/bin/java -jar $work/plain/calculator/quarkus-run.jar"
  # -Xmx: 60 % of the 256 MiB that Compose gives it.
  echo "JVM, AOT cache, options of the image: env MALLOC_ARENA_MAX=2 $jdk/bin/java @$work/jvm.options -Xmx154m -XX:AOTCache=$work/app.aot -jar $work/calculator/quarkus-run.jar"
  if [ -n "$native" ]; then echo "native: $PWD/$native $(sed -nE 's:^ENTRYPOINT \["/spoor/calculator"(.*)\]:\1:p' deploy/images/calculator/Dockerfile.native | tr -d ',')"; fi
} | python3 deploy/start_times.py --runs "$runs"
if [ -z "$native" ]; then echo "SKIPPED native: there is no calculator/target/*-runner (GRAALVM_HOME=… mvn package -Pnative)"; fi
echo "$runs runs each, median (min–max); $(nproc) cores, $("$jdk/bin/java" -version 2>&1 | sed -n 's/^OpenJDK Runtime Environment //p')"
