#!/usr/bin/env bash
# The connector against a bare forwarder under HTTP load, or the JMH benchmarks. See benchmarks/README.md.
set -euo pipefail
cd "$(dirname "$0")/.."

usage() {
  cat <<'USAGE'
benchmarks/run.sh [-d seconds] [-r rounds] [-c "connections ..."]   over HTTP with wrk; 5 s, 3 rounds, "1 16 64"
benchmarks/run.sh jmh [JMH options]                                 micro-benchmarks; -h lists the options
JAVA_OPTS sets the options of both measured servers (default: -Xms512m -Xmx512m); PORT the first of three ports.
USAGE
}

build() {
  mvn -q -B -ntp -Pbenchmarks test-compile
}

out=benchmarks/target
if [[ ${1:-} == jmh ]]; then
  shift
  build
  exec java -cp "$out/test-classes:$out/classes:$(cat $out/benchmarks.classpath)" org.openjdk.jmh.Main "$@"
fi

seconds=5 rounds=3 connections="1 16 64"
while getopts d:r:c:h option; do
  case $option in
    d) seconds=$OPTARG ;;
    r) rounds=$OPTARG ;;
    c) connections=$OPTARG ;;
    h) usage && exit ;;
    *) usage >&2 && exit 2 ;;
  esac
done
command -v wrk >/dev/null || { echo "wrk is missing: apt-get install wrk" >&2; exit 2; }
build

port=${PORT:-18080}
appliance=http://127.0.0.1:$port
declare -A url=(
  [baseline]=http://127.0.0.1:$((port + 1))/forward
  [connector]=http://127.0.0.1:$((port + 2))/api/v1/commands/darktrace-get-breach
)
results=$out/wrk.tsv
: >"$results"
servers=()
declare -A pid
trap 'kill "${servers[@]}" 2>/dev/null; wait 2>/dev/null || true' EXIT

# start NAME JAVA-ARGUMENT...
start() {
  java "${@:2}" >"$out/$1.log" 2>&1 &
  servers+=($!)
  pid[$1]=$!
}

application=$(cat $out/application.classpath)
read -ra options <<<"${JAVA_OPTS:--Xms512m -Xmx512m}"
start appliance -Xmx128m -cp "$out/test-classes:$application" \
  soar.load.StubAppliance "$port" test-data/commands/darktrace-get-breach/seed.json
start baseline "${options[@]}" -cp "$out/test-classes:$application" \
  soar.load.BareForwarder --server.address=127.0.0.1 --server.port=$((port + 1)) --appliance="$appliance"
start connector "${options[@]}" -cp "$out/classes:$application" \
  soar.darktrace.DarktraceConnectorApplication --server.port=$((port + 2)) \
  --darktrace.instances.main.url="$appliance" \
  --darktrace.instances.main.public-api-token=benchmark \
  --darktrace.instances.main.private-api-token=benchmark \
  --darktrace.instances.main.limits.max-concurrent=500 \
  --darktrace.instances.main.limits.max-waiting=1000 \
  --darktrace.instances.main.limits.max-per-second=10000000

for target in baseline connector; do
  curl -sf --retry 120 --retry-delay 1 --retry-all-errors --max-time 5 -o "$out/$target.json" \
    -H 'Content-Type: application/json' -d '{"args": {"pbid": "95"}}' "${url[$target]}" \
    && grep -q 'Compromise::Watched Domain' "$out/$target.json" \
    || { echo "The $target does not answer: $out/$target.log" >&2; exit 1; }
done

# load TARGET CONNECTIONS SECONDS
load() {
  wrk -t1 -c"$2" -d"$3s" --latency -s benchmarks/command.lua "${url[$1]}"
}

# cpu TARGET [THREAD]: the user and kernel time that it has taken, all threads or those of a name, in milliseconds
cpu() {
  awk -v tick="$(getconf CLK_TCK)" -v thread="${2:-}" '
    index($0, "(" thread) { sub(/.*\) /, ""); sum += $12 + $13 }
    END { print sum * 1000 / tick }' /proc/"${pid[$1]}"/${2:+task/*/}stat
}

# measure ROUND TARGET CONNECTIONS: round, connections, target, requests/s, p50 in ms, CPU microseconds per request
measure() {
  local before
  before=$(cpu "$2")
  load "$2" "$3" "$seconds" >"$out/wrk.txt"
  awk -v round="$1" -v target="$2" -v connections="$3" -v took="$(cpu "$2") - $before" '
    BEGIN { split(took, time, " - ") }
    $1 == "50%" { p50 = $2 * (/us/ ? 0.001 : /ms/ ? 1 : 1000) }
    / requests in / { requests = $1 }
    /^Requests\/sec/ { rate = $2 }
    /Non-2xx|Socket errors/ { print target ": " $0 > "/dev/stderr"; failed = 1 }
    END {
      print round "\t" connections "\t" target "\t" rate "\t" p50 "\t" (time[1] - time[2]) * 1000 / requests
      exit failed
    }' "$out/wrk.txt" >>"$results"
}

echo "Warming up until the JIT compiler rests ..."
for target in baseline connector; do
  warm=0
  for ((i = 0; i < 30; i++)); do
    before=$(cpu $target "C2 Comp")
    load "$target" 64 4 >"$out/wrk.txt"
    ((warm += $(awk '/ requests in / { print $1 }' "$out/wrk.txt")))
    ((warm > 100000 && $(cpu $target "C2 Comp") - before < 200)) && break
  done
done
for ((round = 1; round <= rounds; round++)); do
  echo "Round $round of $rounds ..."
  for c in $connections; do
    # Who goes first changes from round to round.
    order="baseline connector"
    ((round % 2)) || order="connector baseline"
    for target in $order; do
      measure "$round" "$target" "$c"
    done
  done
done

awk -F'\t' -v order="$connections" '
  function median(values, n,   i, j, v) {
    for (i = 2; i <= n; i++) {
      v = values[i]
      for (j = i - 1; j > 0 && values[j] > v; j--) values[j + 1] = values[j]
      values[j + 1] = v
    }
    return n % 2 ? values[(n + 1) / 2] : (values[n / 2] + values[n / 2 + 1]) / 2
  }
  function of(what, c, target,   i, values) {
    for (i = 1; i <= rounds; i++) values[i] = what[i, c, target]
    return median(values, rounds)
  }
  function ratio(c,   i, values) {
    for (i = 1; i <= rounds; i++) values[i] = rate[i, c, "connector"] / rate[i, c, "baseline"]
    return median(values, rounds)
  }
  function cell(c, target) {
    return sprintf("%.0f (%.2f ms, %.0f µs)", of(rate, c, target), of(p50, c, target), of(cpu, c, target))
  }
  { rounds = $1; rate[$1, $2, $3] = $4; p50[$1, $2, $3] = $5; cpu[$1, $2, $3] = $6 }
  END {
    print "\nRequests/s (median latency, CPU time of the server per request):\n"
    print "| connections | baseline | connector | connector/baseline |"
    print "| --- | --- | --- | --- |"
    n = split(order, each, " ")
    for (k = 1; k <= n; k++) {
      printf "| %d | %s | %s | %.0f %% |\n", each[k], cell(each[k], "baseline"), cell(each[k], "connector"),
        100 * ratio(each[k])
    }
    print "\nMedians of " rounds " rounds; the ratio is the median of the ratios of each round."
  }' "$results"
