#!/usr/bin/env bash
# How long commands take on one instance, alone and while another one hangs with all its places and its queue taken.
# Usage: benchmarks/isolation.sh [rounds]. See benchmarks/README.md.
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-5}
command -v wrk >/dev/null || { echo "wrk is missing: apt-get install wrk" >&2; exit 2; }
mvn -q -B -ntp -Pbenchmarks test-compile

out=benchmarks/target
port=${PORT:-18080}
classes=$(cat $out/application.classpath)
servers=()
trap 'kill "${servers[@]}" 2>/dev/null; wait 2>/dev/null || true' EXIT

java -Xmx128m -cp "$out/test-classes:$classes" \
  soar.load.StubAppliance "$port" test-data/commands/darktrace-get-breach/seed.json >"$out/appliance.log" 2>&1 &
servers+=($!)

# instance NAME PATH: an instance at that path of the stub appliance
instance() {
  printf -- '--darktrace.instances.%s.%s\n' "$1" "url=http://127.0.0.1:$port$2" "$1" public-api-token=benchmark \
    "$1" private-api-token=benchmark "$1" limits.max-per-second=1000000
}
mapfile -t instances < <(instance healthy ""; instance hanging /hanging)
java -Xms256m -Xmx256m -cp "$out/classes:$classes" soar.darktrace.DarktraceConnectorApplication \
  --server.address=127.0.0.1 --server.port=$((port + 1)) --spring.datasource.url=jdbc:h2:mem:isolation \
  "${instances[@]}" >"$out/connector.log" 2>&1 &
servers+=($!)
url=http://127.0.0.1:$((port + 1))
curl -sf --retry 300 --retry-delay 1 --retry-all-errors -o /dev/null $url/actuator/health

# load INSTANCE CONNECTIONS SECONDS
load() {
  cat >"$out/$1.lua" <<LUA
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = '{"args": {"pbid": "95"}, "instance": "$1"}'
LUA
  wrk -t1 -c"$2" -d"$3s" --timeout 100s --latency -s "$out/$1.lua" $url/api/v1/commands/darktrace-get-breach
}

# percentiles LABEL: p50 and p99 of what wrk prints, in milliseconds
percentiles() {
  awk -v label="$1" 'function ms(t) { return t * (t ~ /us/ ? 0.001 : t ~ /ms/ ? 1 : 1000) }
    $1 == "50%" { p50 = ms($2) } $1 == "99%" { p99 = ms($2) }
    END { printf "%-22s p50 %7.2f ms   p99 %7.2f ms\n", label, p50, p99 }'
}

echo "Warming up ..."
load healthy 16 20 >/dev/null
for ((round = 1; round <= rounds; round++)); do
  load healthy 16 5 | percentiles "$round alone"
  load hanging 508 8 >/dev/null &
  hanging=$!
  until curl -sf $url/actuator/prometheus | grep -q 'requests_waiting{instance="hanging"} 500'; do :; done
  load healthy 16 5 | percentiles "$round beside a hanging"
  wait $hanging
done
