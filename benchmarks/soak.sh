#!/usr/bin/env bash
# Half an hour of everything at once in 256 MB: all commands, changes among them, an appliance and a receiver with faults, fetching of
# breaches and AI Analyst groups, mirroring, pulling, 50 streams, a webhook. Every 10 s a full collection and a sample: heap in use, resident
# memory, threads, connections, file handles, size of the store. Option: minutes, 30 by default.
#
# It exits non-zero where one of them grows: where its median of the last third is above that of the middle third by more than 5 % and
# a tolerance (below); where the file of the store takes more than 8 KB for each row that was stored in the last third, or in the
# end more than 64 MB and 4 times what is alive in it; where a breach was lost or a command was answered with internal_error; and
# where the connector logged an error.
# PORT is the first of three ports; BUILT=yes takes what is built. Samples: target/soak.tsv.
set -euo pipefail
cd "$(dirname "$0")/.."
minutes=${1:-30}
appliance_port=${PORT:-18091} receiver_port=$((${PORT:-18091} + 1)) connector_port=$((${PORT:-18091} + 2))

if [[ ${BUILT:-} != yes ]]; then
  mvn -q -B -ntp package -DskipTests
  mvn -q -B -ntp dependency:build-classpath -Dmdep.outputFile=target/test-classpath.txt
fi

work=$(mktemp -d)
load= connector=
trap 'kill $load $connector 2>/dev/null || true; wait; rm -rf "${work:?}"' EXIT
mkfifo "$work/go"
java -Xmx512m -cp "target/test-classes:target/classes:$(cat target/test-classpath.txt)" benchmarks/SoakLoad.java \
  "$appliance_port" "$receiver_port" "$connector_port" "$minutes" < "$work/go" > target/soak-load.log 2>&1 &
load=$!
exec 9> "$work/go"
until grep -q ready target/soak-load.log; do kill -0 "$load"; sleep 0.5; done

tar -xzf target/darktrace-connector-[0-9]*.tar.gz -C "$work"
# As it is delivered: -Xmx256m, 128 MB outside of the heap.
DATA_DIRECTORY=$work/data "$work"/darktrace-connector-*/bin/darktrace-connector --server.port="$connector_port" \
  --darktrace.instances.main.url="http://127.0.0.1:$appliance_port" \
  --darktrace.instances.main.public-api-token=demo-public-token \
  --darktrace.instances.main.private-api-token=demo-private-token \
  --darktrace.instances.main.is-fetch=true --darktrace.instances.main.fetch=breaches,analyst \
  --darktrace.instances.main.fetch-interval=5s --darktrace.instances.main.first-fetch='1 hour' \
  --darktrace.instances.main.mirror.interval=5s --darktrace.instances.main.analyst.look-back-every=1m \
  --darktrace.instances.main.limits.max-per-second=200 \
  --darktrace.instances.main.{respond.enabled,tags.delete,devices.update,subnets.update,email.hold,email.release}=true \
  --darktrace.instances.main.{email.content,captures.create,captures.download}=true \
  --darktrace.instances.main.investigations.per-hour=1000 \
  --connector.sinks.hook.url="http://127.0.0.1:$receiver_port/hook" --connector.sinks.hook.kinds=created,changed,closed \
  > target/soak-connector.log 2>&1 &
connector=$!
until curl -sf "localhost:$connector_port/actuator/health" > /dev/null; do kill -0 "$connector"; sleep 0.2; done
echo >&9

# In KB, after a full collection. The names are those of all collectors.
heap() {
  jcmd "$connector" GC.run > /dev/null
  jcmd "$connector" GC.heap_info | awk '/(heap|generation) +total/ { match($0, /used [0-9]+K/); sum += substr($0, RSTART + 5, RLENGTH - 6) } END { print sum }'
}
# Some are closed while they are listed.
handles() { ls "/proc/$connector/fd" | wc -l; }
connections() { ls -l "/proc/$connector/fd" 2> /dev/null | grep -c socket:; }
# What was stored: events of incidents and rows of the audit.
rows() {
  local events audit
  events=$(grep -o '^events [0-9]*' target/soak-load.log | tail -1 | cut -d' ' -f2)
  audit=$(curl -sf -m 20 "localhost:$connector_port/actuator/health" | grep -o '"audit":{[^}]*"position":[0-9]*' | grep -o '[0-9]*$')
  echo $((${events:-0} + ${audit:-0}))
}

printf 'second\theap\tresident\tthreads\tconnections\thandles\tstore\trows\n' > target/soak.tsv
# The last one would meet a load that ends.
samples=$((minutes * 6 - 1)) begun=$(date +%s)
for ((i = 1; i <= samples; i++)); do
  now=$(date +%s)
  ((begun + i * 10 <= now)) || sleep $((begun + i * 10 - now))
  printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' $(($(date +%s) - begun)) "$(heap)" \
    "$(awk '/^VmRSS/ {print $2}' "/proc/$connector/status")" "$(awk '/^Threads/ {print $2}' "/proc/$connector/status")" \
    "$(connections)" "$(handles)" "$(du -sk "$work/data" | cut -f1)" "$(rows)" >> target/soak.tsv
done
lost=no
wait "$load" || lost=yes
tail -n 2 target/soak-load.log
errors=$(grep -cE ' ERROR |onErrorDropped' target/soak-connector.log || true)
echo "lines of the log with ERROR or onErrorDropped: $errors"

# median COLUMN FROM TO: of the samples from the one number up to the other
median() { tail -n +2 target/soak.tsv | sed -n "$2,$3p" | cut -f "$1" | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
# at COLUMN NUMBER: one sample
at() { tail -n +2 target/soak.tsv | sed -n "$2p" | cut -f "$1"; }

third=$((samples / 3)) grown=no
echo
echo "| what | first third | middle third | last third | grows |"
echo "| --- | --- | --- | --- | --- |"
# judge NAME COLUMN TOLERANCE: memory in KB
judge() {
  local first middle last verdict=no
  first=$(median "$2" 1 "$third") middle=$(median "$2" $((third + 1)) $((2 * third))) last=$(median "$2" $((2 * third + 1)) "$samples")
  ((last * 100 <= middle * 105 + $3 * 100)) || { verdict=yes grown=yes; }
  echo "| $1 | $first | $middle | $last | $verdict |"
}
judge "heap in use, KB" 2 2048
judge "resident, KB" 3 8192
judge "threads" 4 3
judge "connections" 5 5
judge "file handles" 6 5
# Bytes for each row that was stored within a third.
bytes() { echo $((($(at 7 "$2") - $(at 7 "$1")) * 1024 / ($(at 8 "$2") - $(at 8 "$1") + 1))); }
first=$(bytes 1 "$third") middle=$(bytes "$third" $((2 * third))) last=$(bytes $((2 * third)) "$samples") verdict=no
((last <= 8192)) || { verdict=yes grown=yes; }
echo "| store, bytes for each row | $first | $middle | $last | $verdict |"
size() { du -sk "$work/data" | cut -f1; }
running=$(size)
kill "$connector" && wait "$connector" || true
stopped=$(size)
java -cp "$(echo "$work"/darktrace-connector-*)/lib/*" org.h2.tools.Shell -url "jdbc:h2:file:$work/data/darktrace-connector" \
  -sql 'shutdown compact' > /dev/null 2>&1 || true
alive=$(size)
echo "store: $running KB for $(at 8 "$samples") rows while it runs, $stopped KB after the stop, $alive KB after H2's shutdown compact"
((running <= 4 * alive + 65536)) || { grown=yes; echo "The file of the store holds too much that is dead."; }
((errors == 0)) || { grep -E ' ERROR |onErrorDropped' target/soak-connector.log | head -5; echo "It logged errors: target/soak-connector.log"; }
[[ $lost = no ]] || echo "Something was lost, or a fault of the connector answered: target/soak-load.log, target/soak-connector.log"
[[ $grown$lost$errors = nono0 ]]
