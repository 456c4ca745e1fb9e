#!/usr/bin/env bash
# Shows that a search over very many model breaches passes in a small heap: 50,000 of them (350 MB of JSON), limit=50,
# -Xmx256m. Options: number of breaches, heap. Exits non-zero when the search fails.
set -euo pipefail
cd "$(dirname "$0")/.."
breaches=${1:-50000}
heap=${2:-256m}
appliance_port=18081
connector_port=18082

mvn -q -B -ntp package -DskipTests
mvn -q -B -ntp dependency:build-classpath -Dmdep.outputFile=target/test-classpath.txt
trap 'kill $(jobs -p) 2>/dev/null || true' EXIT

java -Xmx256m -cp "target/test-classes:target/classes:$(cat target/test-classpath.txt)" \
  benchmarks/ManyBreaches.java "$appliance_port" "$breaches" > target/memory-appliance.log 2>&1 &
java "-Xmx$heap" -Xlog:gc:file=target/memory-gc.log -jar target/darktrace-connector-*.jar \
  --server.port="$connector_port" \
  --darktrace.instances.main.url="http://127.0.0.1:$appliance_port" \
  --darktrace.instances.main.public-api-token=demo-public-token \
  --darktrace.instances.main.private-api-token=demo-private-token > target/memory-connector.log 2>&1 &

for _ in $(seq 120); do
  grep -q ready target/memory-appliance.log && curl -sf "localhost:$connector_port/actuator/health" > /dev/null && break
  sleep 1
done

start=$(date +%s)
curl -sf --max-time 300 "localhost:$connector_port/api/v1/commands/darktrace-list-breaches" \
  -H 'Content-Type: application/json' -d '{"args": {"start_time": "1 year", "limit": 50}}' > target/memory-answer.json
echo "search: $(($(date +%s) - start)) s, $(wc -c < target/memory-answer.json) bytes answered"
grep -o '[0-9]* breaches match; 50 are shown' target/memory-answer.json
echo "largest heap after a collection, of $heap: $(grep -o -- '->[0-9]*M' target/memory-gc.log | tr -dc '0-9\n' | sort -n | tail -1) MB"
