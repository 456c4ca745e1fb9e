#!/usr/bin/env bash
# Fetches backlogs of model breaches (7 KB each, one a second) into a new store in a small heap: time, requests, the
# largest heap in use when a marking of the whole heap ended. Options: heap, then the numbers of breaches. Exits non-zero when one is lost.
set -euo pipefail
cd "$(dirname "$0")/.."
heap=${1:-256m}
shift || true
backlogs=("${@:-1000}")
[[ $# -gt 0 ]] || backlogs=(1000 10000 100000)
appliance_port=18081
connector_port=18082

mvn -q -B -ntp package -DskipTests
mvn -q -B -ntp dependency:build-classpath -Dmdep.outputFile=target/test-classpath.txt

metric() {
  curl -sf -m 30 "localhost:$connector_port/actuator/prometheus" | grep "^$1" | awk '{sum += $2} END {printf "%d", sum}'
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

# fetch BREACHES
fetch() {
  local breaches=$1
  : > target/backlog-appliance.log
  java -Xmx256m -cp "target/test-classes:target/classes:$(cat target/test-classpath.txt)" \
    benchmarks/ManyBreaches.java "$appliance_port" "$breaches" > target/backlog-appliance.log 2>&1 &
  appliance=$!
  until grep -q ready target/backlog-appliance.log; do sleep 1; done
  java "-Xmx$heap" -Xlog:gc:file=target/backlog-gc.log -jar target/darktrace-connector-*.jar \
    --server.port="$connector_port" \
    --spring.datasource.url="jdbc:h2:file:$store/store;WRITE_DELAY=0" \
    --darktrace.instances.main.url="http://127.0.0.1:$appliance_port" \
    --darktrace.instances.main.public-api-token=demo-public-token \
    --darktrace.instances.main.private-api-token=demo-private-token \
    --darktrace.instances.main.is-fetch=true \
    --darktrace.instances.main.max-alerts=1000 \
    --darktrace.instances.main.first-fetch='3 days' > target/backlog-connector.log 2>&1 &
  connector=$!
  until curl -sf "localhost:$connector_port/actuator/health" > /dev/null; do sleep 0.2; done
  local start fetched=0
  start=$(date +%s%N)
  while ((fetched < breaches)); do
    sleep 0.2
    fetched=$(metric darktrace_fetch_incidents_total)
    (($(date +%s%N) - start < 1800000000000)) || { echo "only $fetched of $breaches after half an hour" >&2; return 1; }
  done
  local ms=$((($(date +%s%N) - start) / 1000000))
  printf '| %s | %s.%s s | %s ms | %s | %s MB | %s MB |\n' "$breaches" "$((ms / 1000))" "$((ms % 1000 / 100))" \
    "$(awk "BEGIN {printf \"%.2f\", $ms / $breaches}")" "$(metric http_client_requests_seconds_count)" \
    "$(grep 'Pause Remark' target/backlog-gc.log | sed 's/.*->\([0-9]*\)M.*/\1/' | sort -n | tail -1)" "$(du -sm "$store" | cut -f1)"
  stop
}

echo "| breaches | time | for each | requests | heap in use, of $heap | store |"
echo "| --- | --- | --- | --- | --- | --- |"
for breaches in "${backlogs[@]}"; do
  fetch "$breaches"
done
