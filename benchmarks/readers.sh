#!/usr/bin/env bash
# What readers cost that wait for incidents while there are none: heap in use after a full collection, resident memory, and
# within 20 s CPU time and calls of the database. Options: streams, long polls (1,000 each). PORT is that of the connector;
# BUILT=yes takes what is built.
set -euo pipefail
cd "$(dirname "$0")/.."
streams=${1:-1000} polls=${2:-1000} port=${PORT:-18082}

[[ ${BUILT:-} == yes ]] || mvn -q -B -ntp package -DskipTests
ulimit -n 10000
trap 'kill $(jobs -p) 2>/dev/null || true' EXIT

java -Xmx256m -jar target/darktrace-connector-*.jar --server.port="$port" \
  --spring.datasource.url="jdbc:h2:mem:readers;DB_CLOSE_DELAY=-1" > target/readers-connector.log 2>&1 &
connector=$!
until curl -sf "localhost:$port/actuator/health" > /dev/null; do sleep 0.2; done

calls() { curl -sf "localhost:$port/actuator/prometheus" | awk '/^hikaricp_connections_usage_seconds_count/ {printf "%d", $2}'; }
heap() { jcmd "$connector" GC.class_histogram | awk '$1 == "Total" {printf "%d", $3 / 1048576}'; }
resident() { awk '/^VmRSS/ {printf "%d", $2 / 1024}' "/proc/$connector/status"; }
cpu() { awk -v tick="$(getconf CLK_TCK)" '{ sub(/.*\) /, ""); printf "%d", ($12 + $13) * 1000 / tick }' "/proc/$connector/stat"; }

# measure LABEL
measure() {
  local heap_now resident_now calls_before cpu_before
  heap_now=$(heap) resident_now=$(resident) calls_before=$(calls) cpu_before=$(cpu)
  sleep 20
  echo "| $1 | $heap_now MB | $resident_now MB | $(($(calls) - calls_before)) | $(($(cpu) - cpu_before)) ms |"
}

calls > /dev/null
echo "| waiting | heap | resident | calls of the database in 20 s | CPU in 20 s |"
echo "| --- | --- | --- | --- | --- |"
measure nobody
: > target/readers.log
java -Xmx128m benchmarks/IdleReaders.java "$port" "$streams" "$polls" < <(sleep 600) > target/readers.log 2>&1 &
until grep -q ready target/readers.log; do sleep 0.2; done
measure "$streams streams and $polls long polls"
