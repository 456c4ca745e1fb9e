#!/usr/bin/env bash
# How long starts take: the jar and the distribution side by side, medians of 5, in milliseconds.
# Run "mvn package" first; nothing else should run. Usage: benchmarks/start.sh [JAVA_HOME ...]
set -euo pipefail
cd "$(dirname "$0")/.."
homes=("$@")
[ ${#homes[@]} -gt 0 ] || homes=("$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")")
work=$(mktemp -d)
trap 'kill $stub 2>/dev/null; rm -rf "$work"' EXIT

cat > "$work/stub.py" <<'PY'
import http.server
class Stub(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_GET(self):
        body = b'[{"pbid": 95, "score": 0.729, "time": 1600000000000}]'
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    answer = b'{"command": "darktrace-get-breach", "outputs": {"pbid": 95}, "readable_output": "### Darktrace Model Breach 95\\n", "warnings": []}'
    def do_POST(self):
        # As a running connector.
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Length", str(len(self.answer)))
        self.end_headers()
        self.wfile.write(self.answer)
    def log_message(self, *_):
        pass
http.server.ThreadingHTTPServer(("127.0.0.1", 18765), Stub).serve_forever()
PY
python3 "$work/stub.py" & stub=$!
tar -xzf target/darktrace-connector-[0-9]*.tar.gz -C "$work"
application=$(echo "$work"/darktrace-connector-*)
jar=$(ls target/darktrace-connector-[0-9]*.jar)
instance=(--darktrace.instances.main.url=http://127.0.0.1:18765 --darktrace.instances.main.public-api-token=none
  --darktrace.instances.main.private-api-token=none)

now() { date +%s%3N; }
once() { local begun; begun=$(now); "$@" >/dev/null 2>&1; echo $(($(now) - begun)); }
# Until the first answer of the health.
server() {
  local begun pid
  begun=$(now)
  (cd "$work" && exec "$@" --server.port=18766 "--spring.datasource.url=jdbc:h2:mem:start" "${instance[@]}" >/dev/null 2>&1) & pid=$!
  until (exec 3<>/dev/tcp/127.0.0.1/18766 && printf 'GET /actuator/health/readiness HTTP/1.0\r\n\r\n' >&3 && head -n 1 <&3 | grep -q ' 200 ') 2>/dev/null; do sleep 0.01; done
  echo $(($(now) - begun))
  kill "$pid" && wait "$pid" 2>/dev/null || true
}
median() { for _ in 1 2 3 4 5; do "$@"; done | sort -n | sed -n 3p; }

for home in "${homes[@]}"; do
  export JAVA_HOME=$home PATH=$home/bin:$PATH
  "$application/bin/darktrace-connector" prepare 2>/dev/null
  echo "== $("$home/bin/java" -version 2>&1 | head -n 1)"
  echo "help, jar:             $(median once java -jar "$jar" help)"
  echo "help, distribution:    $(median once "$application/bin/darktrace" help)"
  echo "command, jar:          $(median once java -jar "$jar" darktrace-get-breach pbid=95 "${instance[@]}")"
  echo "command, distribution: $(median once "$application/bin/darktrace" get-breach pbid=95 "${instance[@]}")"
  echo "command, --server:     $(median once "$application/bin/darktrace" get-breach pbid=95 --server=http://127.0.0.1:18765)"
  echo "server, jar:           $(median server java -Xmx256m -jar "$PWD/$jar")"
  echo "server, distribution:  $(median server "$application/bin/darktrace-connector")"
done
