# For the scripts in bin: which Java, which classes, and an archive of them that makes starts quicker.
#
# JAVA_HOME      the Java to use, 17 or later; else the one on the path
# JAVA_OPTS      more options for it, which win over those of the script
# DATA_DIRECTORY where the embedded store lies; ./data of this directory by default
# CACHE_DIRECTORY where the archives lie; by default beside the libraries, else ~/.cache

application=$(dirname "$(readlink -f "$0")")/..
application=$(cd "$application" && pwd)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
main=soar.darktrace.DarktraceConnectorApplication

export DATA_DIRECTORY="${DATA_DIRECTORY:-$application/data}"
# Found wherever the script is called from.
export SPRING_CONFIG_ADDITIONAL_LOCATION="${SPRING_CONFIG_ADDITIONAL_LOCATION:-optional:file:$application/conf/}"

classes=
for jar in "$application"/lib/*.jar; do
  classes=$classes${classes:+:}$jar
done

# An archive is of use to exactly the Java and the jars that made it; the directory of a release never holds other jars.
java_release=$(dirname "$(readlink -f "$(command -v "$java" || echo "$java")")")/../release
java_id=$( (cat "$java_release" 2>/dev/null || echo unknown) | cksum | cut -d ' ' -f 1)
cache=${CACHE_DIRECTORY:-$application/cache}
if ! mkdir -p "$cache" 2>/dev/null || ! [ -w "$cache" ]; then
  if ! [ -e "$cache/server-$java_id" ]; then
    cache=${XDG_CACHE_HOME:-${HOME:-/nonexistent}/.cache}/darktrace-connector-$(echo "$application" | cksum | cut -d ' ' -f 1)
    mkdir -p "$cache" 2>/dev/null || cache=
  fi
fi

# The option of this Java that makes (as $2) or uses (as $1) an archive: an AOT cache from 25 on, else class data.
archive_options() {
  if grep -q 'JAVA_VERSION="\(2[5-9]\|[3-9][0-9]\)' "$java_release" 2>/dev/null; then
    uses=-XX:AOTCache=$1 makes=-XX:AOTCacheOutput=$1
  else
    uses=-XX:SharedArchiveFile=$1 makes=-XX:ArchiveClassesAtExit=$1
  fi
}

# Makes an archive by a run that touches nothing: a store in memory, no instance but one that is not there. $1: its name.
make_archive() {
  name=$1
  shift
  archive_options "$cache/.$name-$java_id.$$"
  "$java" "$makes" "$@" >"$cache/$name.log" 2>&1 || true
  if [ -s "$cache/.$name-$java_id.$$" ]; then
    mv "$cache/.$name-$java_id.$$" "$cache/$name-$java_id"
  else
    rm -f "$cache/.$name-$java_id.$$"
    # Not again with each start; a release of Java or of the connector tries anew.
    : >"$cache/$name-$java_id"
    echo "No archive for quicker starts could be made; $cache/$name.log says why. Everything works without." >&2
  fi
}

# Both archives; once for a Java.
prepare() {
  [ -n "$cache" ] || { echo "No directory for the archives: set CACHE_DIRECTORY." >&2; return 1; }
  echo "Preparing quicker starts, once for this Java ..." >&2
  SPRING_CONFIG_ADDITIONAL_LOCATION=optional:file:/nonexistent/ make_archive server -XX:+UseSerialGC -Dspring.context.exit=onRefresh \
    -cp "$classes" $main --spring.datasource.url=jdbc:h2:mem:prepare --server.port=0 --server.address=127.0.0.1
  SPRING_CONFIG_ADDITIONAL_LOCATION=optional:file:/nonexistent/ make_archive terminal -XX:TieredStopAtLevel=1 -XX:+UseSerialGC \
    -cp "$classes" $main darktrace-get-breach pbid=1 --darktrace.instances.none.url=http://127.0.0.1:1 \
    --darktrace.instances.none.public-api-token=none --darktrace.instances.none.private-api-token=none \
    --darktrace.instances.none.limits.read-attempts=1
}

# Tells the process whether it writes to a terminal, and how wide that is; a Java cannot find out for stderr.
find_terminal() {
  if [ -t 1 ] && [ -z "${TERMINAL_COLUMNS:-}" ]; then
    TERMINAL_COLUMNS=$(stty size 2>/dev/null </dev/tty | cut -d ' ' -f 2)
    export TERMINAL_COLUMNS="${TERMINAL_COLUMNS:-80}"
  fi
  if [ -t 2 ]; then
    export TERMINAL_PROGRESS=yes
  fi
}

# Becomes Java: exec_java <archive> <JVM options> -- <arguments>.
exec_java() {
  archive=$1
  shift
  if [ -n "$cache" ] && ! [ -e "$cache/$archive-$java_id" ]; then
    prepare || true
  fi
  options=
  while [ "$1" != -- ]; do
    options="$options $1"
    shift
  done
  shift
  uses=-Xshare:auto
  if [ -n "$cache" ] && [ -s "$cache/$archive-$java_id" ]; then
    archive_options "$cache/$archive-$java_id"
  fi
  # shellcheck disable=SC2086 # the options are words
  exec "$java" $options "$uses" ${JAVA_OPTS:-} -cp "$classes" $main "$@"
}
