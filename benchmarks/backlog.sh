#!/usr/bin/env bash
# Fetches backlogs of model breaches (7 KB each, one a second) into a new store in a small heap: time and CPU time of the
# connector, requests, the largest heap in use when a marking of the whole heap ended. Options: heap, then the numbers of
# breaches; without any, 1,000, 10,000 and 100,000 in 256m, and 10,000 in 128m. What each part of a backlog cost goes to the
# standard error. Exits non-zero when one is lost.
# PORT is the first of two ports; JAVA_OPTS are further options of the connector's JVM; BUILT=yes takes what is built.
set -euo pipefail
cd "$(dirname "$0")/.."
appliance_port=${PORT:-18081}
connector_port=$((appliance_port + 1))
read -ra options <<<"${JAVA_OPTS:-}"

if [[ ${BUILT:-} != yes ]]; then
  mvn -q -B -ntp package -DskipTests
  mvn -q -B -ntp dependency:build-classpath -Dmdep.outputFile=target/test-classpath.txt
fi

metric() {
  curl -sf -m 30 "localhost:$connector_port/actuator/prometheus" | grep "^$1" | awk '{sum += $2} END {printf "%d", sum}'
}

# cpu: the user and kernel time of the connector, in milliseconds
cpu() {
  awk -v tick="$(getconf CLK_TCK)" '{ sub(/.*\) /, ""); printf "%d", ($12 + $13) * 1000 / tick }' "/proc/$connector/stat"
}

store=$(mktemp -d)
appliance=
connector=
stop() {
  kill $appliance $connector 2>/dev/null || true
  wait
  rm -rf "${store:?}"/*
}
trap stop EXIT

# part FROM TO MILLISECONDS CPU: to tell what warming up costs from what a breach costs
part() {
  awk -v from="$1" -v to="$2" -v ms="$3" -v cpu="$4" 'BEGIN {
    printf "  %d to %d: %.2f ms, CPU %.2f ms for each\n", from, to, ms / (to - from), cpu / (to - from) }' >&2
}

# fetch HEAP BREACHES
fetch() {
  local heap=$1 breaches=$2
  : > target/backlog-appliance.log
  java -Xmx256m -cp "target/test-classes:target/classes:$(cat target/test-classpath.txt)" \
    benchmarks/ManyBreaches.java "$appliance_port" "$breaches" > target/backlog-appliance.log 2>&1 &
  appliance=$!
  until grep -q ready target/backlog-appliance.log; do sleep 1; done
  java "-Xmx$heap" -XX:+ExitOnOutOfMemoryError "${options[@]}" -Xlog:gc:file=target/backlog-gc.log \
    -jar target/darktrace-connector-*.jar \
    --server.port="$connector_port" \
    --spring.datasource.url="jdbc:h2:file:$store/store;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE${H2_OPTS:-}" \
    --darktrace.instances.main.url="http://127.0.0.1:$appliance_port" \
    --darktrace.instances.main.public-api-token=demo-public-token \
    --darktrace.instances.main.private-api-token=demo-private-token \
    --darktrace.instances.main.is-fetch=true \
    --darktrace.instances.main.max-alerts=1000 \
    --darktrace.instances.main.first-fetch='3 days' > target/backlog-connector.log 2>&1 &
  connector=$!
  until curl -sf "localhost:$connector_port/actuator/health" > /dev/null; do sleep 0.1; done
  local start now fetched=0 from=0 from_ms=0 from_cpu=0 next=1000 before
  start=$(date +%s%N)
  before=$(cpu)
  while ((fetched < breaches)); do
    sleep 0.2
    fetched=$(metric darktrace_fetch_incidents_total)
    now=$((($(date +%s%N) - start) / 1000000))
    ((now < 1800000)) || { echo "only $fetched of $breaches after half an hour" >&2; return 1; }
    if ((fetched >= next)); then
      part "$from" "$fetched" $((now - from_ms)) $(($(cpu) - before - from_cpu))
      from=$fetched from_ms=$now from_cpu=$(($(cpu) - before)) next=$((fetched < 10000 ? 10000 : next * 2))
    fi
  done
  local ms=$((($(date +%s%N) - start) / 1000000)) worked=$(($(cpu) - before))
  printf '| %s | %s | %s s | %s ms | %s ms | %s | %s MB | %s MB |\n' "$breaches" "$heap" \
    "$(awk "BEGIN {printf \"%.1f\", $ms / 1000}")" "$(awk "BEGIN {printf \"%.2f\", $ms / $breaches}")" \
    "$(awk "BEGIN {printf \"%.2f\", $worked / $breaches}")" "$(metric http_client_requests_seconds_count)" \
    "$(grep -E 'Pause (Remark|Full)' target/backlog-gc.log | sed 's/.*->\([0-9]*\)M.*/\1/' | sort -n | tail -1)" \
    "$(du -sm "$store" | cut -f1)"
  stop
}

echo "| breaches | heap | time | for each | CPU for each | requests | heap in use | store |"
echo "| --- | --- | --- | --- | --- | --- | --- | --- |"
heap=${1:-256m}
shift || true
if (($#)); then
  for breaches in "$@"; do
    fetch "$heap" "$breaches"
  done
else
  for breaches in 1000 10000 100000; do
    fetch "$heap" "$breaches"
  done
  fetch 128m 10000
fi
