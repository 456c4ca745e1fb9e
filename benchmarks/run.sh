#!/usr/bin/env bash
# The connector against a bare forwarder under HTTP load, or the JMH benchmarks. See benchmarks/README.md.
set -euo pipefail
cd "$(dirname "$0")/.."

usage() {
  cat <<'USAGE'
benchmarks/run.sh [-d seconds] [-r rounds] [-c "connections ..."]          forwarder and connector, with wrk; 4 s, 5 rounds, "16 64"
benchmarks/run.sh ladder [-d seconds] [-r rounds] [-c "connections ..."]   and what lies between them; 4 s, 5 rounds, "16"
benchmarks/run.sh jmh [JMH options]                                        micro-benchmarks; -h lists the options
JAVA_OPTS sets the options of all measured servers (default: those of the distribution, in 256 MB), BEFORE a directory with the classes of
another build of the connector, which is measured beside this one, PORT the first of the ports.
USAGE
}

build() {
  mvn -q -B -ntp -Pbenchmarks test-compile
}

out=benchmarks/target
mode=${1:-}
case $mode in
  jmh)
    shift
    build
    exec java -cp "$out/test-classes:$out/classes:$(cat $out/benchmarks.classpath)" org.openjdk.jmh.Main "$@"
    ;;
  ladder) shift ;;
esac

seconds=4 rounds=5 connections="16 64"
[[ $mode == ladder ]] && connections=16
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
application=$(cat $out/application.classpath)
read -ra options <<<"${JAVA_OPTS:--Xms256m -Xmx256m -XX:+UseSerialGC}"
results=$out/wrk.tsv
: >"$results"
targets=()
servers=()
declare -A url pid
trap 'kill "${servers[@]}" 2>/dev/null; wait 2>/dev/null || true' EXIT

# A caller with a key, as every caller has who is not on this machine; the forwarder does not look at it.
KEY=dtc_$(printf 'benchmark%034d' 0)
export KEY
printf 'benchmark:\n  hash: sha256:%s\n  roles: [read]\n' "$(printf %s "$KEY" | sha256sum | cut -d ' ' -f 1)" >"$out/keys.yml"

# start NAME PATH JAVA-ARGUMENT...: a server of its own, so that none is compiled for what another one does
start() {
  targets+=("$1")
  url[$1]=http://127.0.0.1:$((port + ${#targets[@]}))$2
  java "${options[@]}" "${@:3}" --server.address=127.0.0.1 --server.port=$((port + ${#targets[@]})) >"$out/$1.log" 2>&1 &
  servers+=($!)
  pid[$1]=$!
  echo "Starting $1 ..."
  curl -sf --retry 300 --retry-delay 1 --retry-all-errors --max-time 5 -o "$out/$1.json" \
    -H "Authorization: Bearer $KEY" -H 'Content-Type: application/json' -d '{"args": {"pbid": "95"}}' "${url[$1]}" \
    && grep -q 'Compromise::Watched Domain' "$out/$1.json" \
    || { echo "$1 does not answer: $out/$1.log" >&2; exit 1; }
}

# connector NAME PATH CLASSES SETTING...: without a key, unless a setting has them
connector() {
  start "$1" "$2" -cp "$3:$application" soar.darktrace.DarktraceConnectorApplication \
    --spring.datasource.url="jdbc:h2:mem:$1" \
    --connector.limits.requests-per-second-per-caller=1000000 \
    --darktrace.instances.main.url="$appliance" \
    --darktrace.instances.main.public-api-token=benchmark \
    --darktrace.instances.main.private-api-token=benchmark \
    --darktrace.instances.main.limits.max-concurrent=500 \
    --darktrace.instances.main.limits.max-waiting=1000 \
    --darktrace.instances.main.limits.max-per-second=10000000 "${@:4}"
}

java -Xmx128m -cp "$out/test-classes:$application" \
  soar.load.StubAppliance "$port" test-data/commands/darktrace-get-breach/seed.json >"$out/appliance.log" 2>&1 &
servers+=($!)
command=/api/v1/commands/darktrace-get-breach
start forwarder /forward -cp "$out/test-classes:$application" soar.load.BareForwarder --appliance="$appliance"
if [[ $mode == ladder ]]; then
  for rung in server signature tree interface guards binding table outputs; do
    connector $rung /ladder/$rung "$out/test-classes:$out/classes" --spring.profiles.active=ladder
  done
  connector account $command "$out/classes" --logging.level.soar.darktrace.command.CommandAccount=warn
  connector log $command "$out/classes"
fi
keys=--connector.api-keys-file=$out/keys.yml
[[ -n ${BEFORE:-} ]] && connector before $command "$BEFORE" "$keys"
connector connector $command "$out/classes" "$keys"

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
for target in "${targets[@]}"; do
  warm=0
  for ((i = 0; i < 30; i++)); do
    before=$(cpu "$target" "C2 Comp")
    load "$target" 64 4 >"$out/wrk.txt"
    ((warm += $(awk '/ requests in / { print $1 }' "$out/wrk.txt")))
    ((warm > 80000 && $(cpu "$target" "C2 Comp") - before < 200)) && break
  done
done
for ((round = 1; round <= rounds; round++)); do
  echo "Round $round of $rounds ..."
  for c in $connections; do
    # Who goes first changes from round to round.
    for ((i = 0; i < ${#targets[@]}; i++)); do
      measure "$round" "${targets[((round % 2) ? i : ${#targets[@]} - 1 - i)]}" "$c"
    done
  done
done

awk -F'\t' -v connections="$connections" -v targets="${targets[*]}" '
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
  # Of what target and the forwarder did in the same round.
  function ratio(what, c, target,   i, values) {
    for (i = 1; i <= rounds; i++) values[i] = what[i, c, target] / what[i, c, "forwarder"]
    return median(values, rounds)
  }
  { rounds = $1; rate[$1, $2, $3] = $4; p50[$1, $2, $3] = $5; cpu[$1, $2, $3] = $6 }
  END {
    print "\n| connections | what | CPU per request | of it | requests/s | of the forwarder'"'"'s | median latency |"
    print "| --- | --- | --- | --- | --- | --- | --- |"
    m = split(connections, each, " ")
    n = split(targets, name, " ")
    for (k = 1; k <= m; k++) {
      for (t = 1; t <= n; t++) {
        printf "| %d | %s | %.0f µs | %.0f %% | %.0f | %.0f %% | %.2f ms |\n", each[k], name[t],
          of(cpu, each[k], name[t]), 100 / ratio(cpu, each[k], name[t]), of(rate, each[k], name[t]),
          100 * ratio(rate, each[k], name[t]), of(p50, each[k], name[t])
      }
    }
    print "\n\"Of it\": the CPU time of the forwarder as a part of that of this server. Medians of " rounds " rounds."
  }' "$results"
