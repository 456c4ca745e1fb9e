#!/usr/bin/env bash
# Builds the Dockerfile and runs the image, without a Docker engine: one line for each check, exit code 1 when one fails.
#   apt-get install buildah podman runc debootstrap python3; as root, with a JDK 17, Maven, and a JDK 25 for the stand-in
#   deploy/try-image.sh              with the images that the Dockerfile names, or, where no registry answers, with stand-ins
#   STAND_IN=yes deploy/try-image.sh with stand-ins in any case
#   KEEP=<directory>                 keeps stand-ins and layers there, for a second run; they are deleted otherwise
#   FRESH=yes                        lets Maven download all it needs; it takes what ~/.m2 of this machine has otherwise
#
# A stand-in is Debian (debootstrap) with a Java of this machine in the place where the real image has it. It proves the
# Dockerfile, its layers and the connector in a container. It does not prove the real images: their tags and users, their
# entry point, their libraries, their certificates, their size; nor another engine, its networks (here: the host's) and its
# seccomp profile.
#
# As root, with two free GB. It takes some minutes, and 40 at most (LIMIT, in seconds).
set -uo pipefail
cd "$(dirname "$0")/.."
[ "${LIMITED:-}" ] || LIMITED=yes exec timeout --foreground --kill-after=30 "${LIMIT:-2400}" "$0" "$@"

run_image=docker.io/library/eclipse-temurin:25-jre
build_image=docker.io/library/maven:3-eclipse-temurin-17
image=localhost/darktrace-connector:tried
work=$(mktemp -d)
kept=${KEEP:-$work/images}
mkdir -p "$kept" "$work/config"
failures=0
stub=

# crun, the default, cannot start a container on every kernel; without systemd, health checks run by hand alone, which is
# complained of below "fatal". Images and containers of the machine's owner are not touched.
store=(--root "$kept/storage" --runroot "$kept/run" --storage-driver overlay --log-level fatal)
podman() { timeout "${patience:-90}" podman "${store[@]}" --cgroup-manager cgroupfs --runtime runc "$@"; }
buildah() { timeout "${patience:-90}" buildah "${store[@]}" "$@"; }
clean_up() {
  [ -z "$stub" ] || kill "$stub" 2>/dev/null
  podman rm --all --force --time 0 >/dev/null 2>&1
  podman volume rm --all --force >/dev/null 2>&1
  [ "${KEEP:-}" ] || podman rmi --all --force >/dev/null 2>&1
  umount "$kept/storage/overlay" 2>/dev/null
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 1' INT TERM

passed() { echo "ok      $*"; }
failed() { echo "FAILED  $*"; failures=$((failures + 1)); }
# check <sentence> <command …>
check() {
  local sentence=$1
  shift
  if "$@" >"$work/check.log" 2>&1; then passed "$sentence"; else failed "$sentence: $(tail -n 3 "$work/check.log" | tr '\n' ' ')"; fi
}
give_up() { failed "$*"; exit 1; }
for tool in buildah podman runc python3 curl; do
  command -v "$tool" >/dev/null || { echo "There is no $tool, so the image is not tried." >&2; exit 2; }
done

# --- the images that the Dockerfile begins with
home_of() { dirname "$(dirname "$(readlink -f "$(command -v "$1/bin/java" || command -v java)")")"; }
stand_in() { # <image> <JDK home> <jlink or copy>
  local root=$work/root
  mkdir -p "$root/opt/java"
  cp -a "$kept/debian/." "$root/"
  # What this machine trusts.
  cp -aL /etc/ssl/certs/. "$root/etc/ssl/certs/" 2>/dev/null
  if [ "$3" = jlink ]; then
    "$2/bin/jlink" --add-modules "$("$2/bin/java" --list-modules | sed 's/@.*//' | grep -E '^(java\.|jdk\.(crypto|httpserver|jfr|localedata|management|naming|net|security|unsupported|zipfs|charsets|sctp))' | paste -sd,)" \
      --strip-debug --no-man-pages --no-header-files --output "$root/opt/java/openjdk" || return 1
  else
    cp -aL "$2" "$root/opt/java/openjdk" 2>/dev/null # a link to sources may lead nowhere
    rm -rf "$root/opt/java/openjdk/lib/src.zip" "$root/opt/java/openjdk/demo"
    cp -aL /usr/share/maven "$root/usr/share/maven"
    ln -s /usr/share/maven/bin/mvn "$root/usr/bin/mvn"
  fi
  tar -C "$root" -c . | patience=300 podman import --quiet --change 'ENV JAVA_HOME=/opt/java/openjdk' \
    --change 'ENV PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' - "$1" >/dev/null
  local ended=$?
  rm -rf "$root"
  return $ended
}
base=real
[ "${STAND_IN:-}" ] || [ -e "$kept/stand-ins" ] && base=stand-ins
for needed in "$run_image" "$build_image"; do
  [ "$base" = stand-ins ] || patience=600 podman pull --quiet "$needed" >"$work/pull.log" 2>&1 || base=stand-ins
done
if [ "$base" = stand-ins ] && ! [ -e "$kept/stand-ins" ]; then
  command -v debootstrap >/dev/null || give_up "no registry answers, and there is no debootstrap for a stand-in"
  timeout 900 debootstrap --variant=minbase --include=ca-certificates bookworm "$kept/debian" >"$work/debootstrap.log" 2>&1 \
    || give_up "debootstrap: $(tail -n 1 "$work/debootstrap.log")"
  stand_in "$run_image" "$(home_of "${JAVA_25_HOME:-/usr/lib/jvm/temurin-25-jdk-amd64}")" jlink \
    && stand_in "$build_image" "$(home_of "${JAVA_HOME:-/none}")" copy || give_up "the stand-ins could not be made"
  touch "$kept/stand-ins"
fi
passed "base images: $base"

# --- build
# Maven's own settings, where the machine needs some to reach a repository, and what it has downloaded already.
mounts=()
[ -f "$HOME/.m2/settings.xml" ] && mounts+=(--volume "$HOME/.m2/settings.xml:/root/.m2/settings.xml:ro")
[ "${FRESH:-}" ] || { [ -d "$HOME/.m2/repository" ] && mounts+=(--volume "$HOME/.m2/repository:/root/.m2/repository:O"); }
[ "$base" = stand-ins ] && mounts+=(--volume /etc/ssl/certs:/etc/ssl/certs:ro)
begun=$SECONDS
patience=1500 buildah build --isolation chroot --network host --pull-never --format docker --layers "${mounts[@]}" --tag "$image" . >"$work/build.log" 2>&1 \
  || { tail -n 20 "$work/build.log"; give_up "the Dockerfile does not build"; }
passed "the Dockerfile builds ($((SECONDS - begun)) s, $(podman image inspect --format '{{.Size}}' "$image" | awk '{printf "%d MB", $1 / 1e6}'))"

# --- an appliance that has one breach for each two seconds since it was started, and answers pbid=95
cat > "$work/stub.py" <<'PY'
import http.server, json, sys, time, urllib.parse
began = int(time.time() * 1000)
def breach(pbid, at):
    return {"pbid": pbid, "time": at, "creationTime": at, "score": 0.7, "commentCount": 0,
            "model": {"then": {"name": "A::Model", "pid": 1, "uuid": "u", "tags": []}, "now": {"name": "A::Model", "pid": 1, "uuid": "u", "tags": []}},
            "device": {"did": 1, "hostname": "host-1", "ip": "10.0.0.1"}, "triggeredComponents": []}
class Stub(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_GET(self):
        asked = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(self.path).query))
        now = int(time.time() * 1000)
        if "pbid" in asked:
            if asked["pbid"] == "96":
                time.sleep(3)
            answer = [breach(int(pbid), began) for pbid in asked["pbid"].split(",")]
            if len(answer) == 1:
                answer = answer[0]
        else:
            since, until = int(asked.get("starttime", 0)), int(asked.get("endtime", now))
            answer = [breach(1000 + n, began + 2000 * n) for n in range((now - began) // 2000)
                      if since <= began + 2000 * n <= until] if self.path.startswith("/modelbreaches") else {}
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    def log_message(self, *_):
        pass
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Stub)
print(server.server_address[1], flush=True)
server.serve_forever()
PY
python3 "$work/stub.py" > "$work/stub.port" & stub=$!
for _ in $(seq 50); do [ -s "$work/stub.port" ] && break; sleep 0.1; done
appliance=http://127.0.0.1:$(cat "$work/stub.port")
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')

# --- run: as the README and compose.yml have it, hardened, with a limit of memory
hardened=(--read-only --tmpfs /tmp --cap-drop all --security-opt no-new-privileges --memory 384m --memory-swap 384m
  --ulimit nofile=1024:20000 --ulimit nproc=1000:1000 --network host)
instance=(--env "DARKTRACE_INSTANCES_MAIN_URL=$appliance" --env DARKTRACE_INSTANCES_MAIN_PUBLICAPITOKEN=none
  --env DARKTRACE_INSTANCES_MAIN_PRIVATEAPITOKEN=none)
once() { patience=90 podman run --rm "${hardened[@]}" "${instance[@]}" "$image" "$@"; }

is() { [ "$1" = "$2" ] || { echo "$1, not $2"; return 1; }; }
check "it is no root: user 10001" is "$(once id -u)" 10001
check "it has no tools of the build: no compiler, no Maven" is "$(once sh -c 'command -v mvn javac; ls /build 2>/dev/null; echo none')" none
once darktrace new-api-key tried --roles=read,write > "$work/new-key" 2>"$work/new-key.log" || failed "new-api-key: $(tail -n 2 "$work/new-key.log")"
key=$(head -n 1 "$work/new-key")
tail -n +2 "$work/new-key" > "$work/config/keys.yml"
chmod 755 "$work" "$work/config"
chmod 644 "$work/config/keys.yml"

one_shot() { once darktrace get-breach pbid=95 > "$work/one-shot" && grep -q 95 "$work/one-shot"; }
begun=$(date +%s%3N)
archive() { once env JAVA_OPTS=-XX:AOTMode=on darktrace --version; } # This mode refuses an archive that does not fit; so does the server's start below.
check "its archive for quick starts fits" archive
check "the terminal: darktrace get-breach pbid=95" one_shot
echo "        $(($(date +%s%3N) - begun)) ms with the start of the container"

call() { curl --silent --show-error --fail --max-time 20 --header "Authorization: Bearer $key" --header 'Content-Type: application/json' "$@"; }
url=http://127.0.0.1:$port
healthy() { for _ in $(seq 60); do podman healthcheck run server >/dev/null 2>&1 && return; sleep 1; done; podman logs --tail 5 server; return 1; }
cat > "$work/incidents.py" <<'PY'
import json, sys, urllib.request
after = ""
while True:
    request = urllib.request.Request(f"{sys.argv[1]}/api/v1/incidents?limit=100{after}", headers={"Authorization": f"Bearer {sys.argv[2]}"})
    page = json.load(urllib.request.urlopen(request, timeout=20))
    if not page["incidents"]:
        break
    print(*(incident["dbotMirrorId"] for incident in page["incidents"]), sep="\n")
    after = f"&after={page['next']}"
PY
incidents() { timeout 60 python3 "$work/incidents.py" "$url" "$key"; } # their IDs in order

podman volume create data >/dev/null
check "the server starts, with a volume for its store" podman run --detach --name server "${hardened[@]}" "${instance[@]}" \
  --volume data:/app/data --volume "$work/config:/run/keys:ro" --env SERVER_ADDRESS=0.0.0.0 --env "SERVER_PORT=$port" \
  --env CONNECTOR_APIKEYSFILE=/run/keys/keys.yml --env CONNECTOR_LIMITS_REQUESTSPERSECONDPERCALLER=1000 --env DARKTRACE_INSTANCES_MAIN_ISFETCH=true \
  --env DARKTRACE_INSTANCES_MAIN_FETCHINTERVAL=1s --env JAVA_OPTS=-XX:AOTMode=on "$image"
begun=$(date +%s%3N)
check "its health check says healthy" healthy
echo "        after $(($(date +%s%3N) - begun)) ms"
no_writes() { podman exec server sh -c "grep -qE '^[^ ]+ / [^ ]+ ro,' /proc/mounts"; }
check "its root file system is read-only" no_writes
command_over_http() { call --data '{"args": {"pbid": "95"}}' "$url/api/v1/commands/darktrace-get-breach" | grep -q '"pbid":95'; }
check "a command over HTTP" command_over_http
without_key() { is "$(curl --silent --output /dev/null --write-out '%{http_code}' --max-time 20 --data '{}' --header 'Content-Type: application/json' "$url/api/v1/commands/darktrace-get-breach")" 401; }
check "none without a key" without_key

some_incidents() { for _ in $(seq 60); do [ "$(incidents | wc -l)" -ge "$1" ] && return; sleep 1; done; echo "only $(incidents | wc -l)"; return 1; }
check "it fetches incidents" some_incidents 5
incidents > "$work/before"
killed() { podman kill --signal KILL server && patience=30 podman wait server && patience=60 podman start server; }
check "kill -9 and a start with the volume" killed
check "it is healthy again" healthy
nothing_lost() {
  some_incidents $(($(wc -l < "$work/before") + 3)) || return 1
  incidents > "$work/after"
  head -n "$(wc -l < "$work/before")" "$work/after" | cmp - "$work/before" || { echo "other incidents than before"; return 1; }
  [ -z "$(sort "$work/after" | uniq --repeated)" ] || { echo "incidents twice: $(sort "$work/after" | uniq --repeated | head -n 3)"; return 1; }
}
check "nothing is lost, nothing doubled, and it goes on" nothing_lost

# --- memory and stop
load() {
  seq 800 | xargs -P 8 -I{} curl --silent --fail --max-time 30 --output /dev/null --header "Authorization: Bearer $key" \
    --header 'Content-Type: application/json' --data '{"args": {"pbid": "95"}}' "$url/api/v1/commands/darktrace-get-breach" || return 1
  is "$(podman inspect --format '{{.State.Running}} {{.State.OOMKilled}}' server)" "true false"
}
check "384 MB are enough for 800 commands by 8 callers" load
echo "        $(awk '/VmHWM/ {printf "%d MB", $2 / 1024}' "/proc/$(podman inspect --format '{{.State.Pid}}' server)/status") resident at most"

graceful() {
  call --data '{"args": {"pbid": "96"}}' "$url/api/v1/commands/darktrace-get-breach" > "$work/slow" & local slow=$!
  sleep 1
  begun=$(date +%s%3N)
  patience=160 podman stop --time 140 server >/dev/null || return 1
  wait "$slow" || { echo "the command that was under way got no answer"; return 1; }
  grep -q '"pbid":96' "$work/slow" && is "$(podman inspect --format '{{.State.ExitCode}}' server)" 143
}
check "a stop answers what is under way, and ends" graceful
echo "        $(($(date +%s%3N) - begun)) ms, of which the command took 2,000"
secrets() { ! podman logs server 2>&1 | grep -F "$key"; }
check "the key is not in its log" secrets

[ "$failures" -eq 0 ] && echo "The image works (base images: $base)." || echo "$failures checks failed."
[ "$failures" -eq 0 ]
