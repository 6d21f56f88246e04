#!/usr/bin/env bash
# The long runs of docs/guarantees.md with real processes: packages the applications, kills and floods them, prints figures.
# Exit status: 0 if every promise held.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scale=1
calculator=

usage() {
  cat <<TEXT
usage: deploy/guarantees.sh RUN… [--scale S] [--calculator EXECUTABLE]

  calculator-kills    10,000 jobs, 8 calculators, kill -9 of one every 2 s, 5 % loss on every link
  kill-moments        1,000 times kill -9 between delivery and start, 1,000 times between start and result
  dispatcher-kills    kill -9 of the dispatcher 20 times in 10,000 jobs, on a clean network and with 5 % loss
  dispatcher-stopped  the dispatcher stopped for 3 s with 400 calculators
  hanging             calculations that hang for ever and cannot be stopped
  loss                20 % loss and 10 % duplication, 5,000 jobs
  dead-peer           one calculator gone: the p99 of the jobs that others do
  overload            three times the peak for 60 s
  rolling-restart     every calculator replaced three times under load
  clocks              calculators whose clocks are an hour off (installs libfaketime where it can)
  all                 all of them, one after the other

  --scale S           size of the runs (default 1, as above; 0: the least that shows anything)
  --calculator FILE   a native calculator to run in place of the jar: kill-moments starts 2,000 of them

Times are judged at scale 1 only. They want a machine that does nothing else; the load is printed with each run.
TEXT
}

tests_of() {
  case "$1" in
    calculator-kills) echo CalculatorKillsIT ;;
    kill-moments) echo KillMomentsIT ;;
    dispatcher-kills) echo DispatcherKillsIT ;;
    dispatcher-stopped) echo DispatcherStoppedIT ;;
    hanging) echo HangingCalculationIT ;;
    loss) echo LossyNetworkIT ;;
    dead-peer) echo DeadPeerIT ;;
    overload) echo OverloadIT ;;
    rolling-restart) echo RollingRestartIT ;;
    clocks) echo ClocksIT ;;
    *) return 1 ;;
  esac
}

all=(calculator-kills kill-moments dispatcher-kills dispatcher-stopped hanging loss dead-peer overload rolling-restart clocks)
runs=()
while [ $# -gt 0 ]; do
  case "$1" in
    --scale) scale=${2:?}; shift ;;
    --calculator) calculator=$(realpath "${2:?}"); shift ;;
    -h | --help) usage; exit 0 ;;
    all) runs=("${all[@]}") ;;
    *)
      tests_of "$1" >/dev/null || { echo "guarantees: unknown run or option $1" >&2; usage >&2; exit 1; }
      runs+=("$1")
      ;;
  esac
  shift
done
if [ ${#runs[@]} -eq 0 ]; then usage >&2; exit 1; fi

has_faketime() { compgen -G '/usr/lib*/faketime/libfaketimeMT.so.1' || compgen -G '/usr/lib/*/faketime/libfaketimeMT.so.1'; }

install_faketime() {
  [ "$(id -u)" -eq 0 ] && command -v apt-get && apt-get install -y -q --no-install-recommends faketime
}

if [[ " ${runs[*]} " == *" clocks "* ]] && ! has_faketime >/dev/null && ! install_faketime >/dev/null 2>&1; then
  echo "SKIPPED clocks: libfaketime is not installed"
  others=()
  for run in "${runs[@]}"; do [ "$run" = clocks ] || others+=("$run"); done
  if [ ${#others[@]} -eq 0 ]; then exit 0; fi
  runs=("${others[@]}")
fi

classes=
for run in "${runs[@]}"; do classes="${classes:+$classes,}$(tests_of "$run")"; done

# Only these, and no unit tests before them.
exec mvn -B -ntp -q -P long verify -pl tests -am \
  -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false -Dit.test="$classes" -Dfailsafe.failIfNoSpecifiedTests=false \
  -Djacoco.skip -Dspotless.check.skip -Dspoor.scale="$scale" -Dspoor.executable.calculator="$calculator"
