# For the scripts in bin: which Java, which classes, and an archive of them that makes starts quicker.
#
# JAVA_HOME      the Java to use, 17 or later; else the one on the path
# JAVA_OPTS      more options for it, which win over those of the script
# DATA_DIRECTORY where the embedded store lies; ./data of this directory by default
# CACHE_DIRECTORY where the archives lie; by default beside the libraries, else ~/.cache

application=${script%/*/*}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
main=soar.darktrace.DarktraceConnectorApplication
# The collector that costs least in a heap this small; two of them are an error.
case ${JAVA_OPTS:-} in
  *-XX:+Use*GC*) collector= ;;
  *) collector=-XX:+UseSerialGC ;;
esac
# In a container the heap would begin with 8 MB, in which the archived objects of Java 25 have no room, so that it would refuse
# the archive. A beginning above the end that JAVA_OPTS gives is an error.
case ${JAVA_OPTS:-} in
  *-Xmx*) beginning= ;;
  *) beginning=-Xms128m ;;
esac
# Without memory a server must end and be started anew, not linger. The optimising compiler begins later than by default: on two
# cores it would take as much of a start as all else.
server_options="$beginning -Xmx256m -XX:MaxDirectMemorySize=128m -XX:+ExitOnOutOfMemoryError $collector
  -XX:Tier4InvocationThreshold=100000 -XX:Tier4MinInvocationThreshold=12000
  -XX:Tier4CompileThreshold=300000 -XX:Tier4BackEdgeThreshold=800000"
# C1 alone: a command ends before the optimising compiler would pay.
terminal_options="-Xmx128m -XX:TieredStopAtLevel=1 $collector"

export DATA_DIRECTORY="${DATA_DIRECTORY:-$application/data}"
# Found wherever the script is called from.
export SPRING_CONFIG_ADDITIONAL_LOCATION="${SPRING_CONFIG_ADDITIONAL_LOCATION:-optional:file:$application/conf/}"

classes=
for jar in "$application"/lib/*.jar; do
  classes=$classes${classes:+:}$jar
done

# An archive is of use to exactly the Java and the jars that made it; the directory of a release never holds other jars.
java_path=$(readlink -f "$(command -v "$java" || echo "$java")")
java_release=${java_path%/*/*}/release
java_id= java_version=
while IFS='="' read -r key _ value _; do
  case $key in
    JAVA_VERSION) java_version=${value%%[!0-9]*} ;;
    IMPLEMENTOR | IMPLEMENTOR_VERSION | JAVA_RUNTIME_VERSION | OS_ARCH) java_id=$java_id${java_id:+-}$value ;;
  esac
done 2>/dev/null <"$java_release" || true
# Netty loads a library of its own, of which Java warns from 24 on.
if [ "${java_version:-0}" -ge 24 ]; then
  server_options="$server_options --enable-native-access=ALL-UNNAMED"
fi
java_id=$(IFS=' /'; set -f; set -- ${java_id:-unknown}; IFS=_; echo "$*")
cache=${CACHE_DIRECTORY:-$application/cache}
[ -d "$cache" ] || mkdir -p "$cache" 2>/dev/null || true
if ! [ -w "$cache" ]; then
  if ! [ -e "$cache/server-$java_id" ]; then
    cache=${XDG_CACHE_HOME:-${HOME:-/nonexistent}/.cache}/darktrace-connector-$(echo "$application" | cksum | cut -d ' ' -f 1)
    mkdir -p "$cache" 2>/dev/null || cache=
  fi
fi

# The option of this Java that makes or uses an archive ($1): an AOT cache from 25 on, else class data.
archive_options() {
  if [ "${java_version:-0}" -ge 25 ]; then
    uses=-XX:AOTCache=$1 makes=-XX:AOTCacheOutput=$1
  else
    uses=-XX:SharedArchiveFile=$1 makes=-XX:ArchiveClassesAtExit=$1
  fi
}

# Makes an archive of what a run touches that knows no setting and calls nobody. $1: its name; then options of Java.
make_archive() {
  name=$1
  shift
  archive_options "$cache/.$name-$java_id.$$"
  env -i PATH="$PATH" "$java" "$makes" "$@" -cp "$classes" soar.darktrace.TrainingRun "$name" >"$cache/$name.log" 2>&1 || true
  if [ -s "$cache/.$name-$java_id.$$" ]; then
    mv "$cache/.$name-$java_id.$$" "$cache/$name-$java_id"
  else
    rm -f "$cache/.$name-$java_id.$$"
    # Not again with each start; a release of Java or of the connector tries anew.
    : >"$cache/$name-$java_id"
    echo "No archive for quicker starts could be made; $cache/$name.log says why. Everything works without." >&2
  fi
}

# Both archives at once, the terminal's within the time of the server's; once for a Java.
prepare() {
  [ -n "$cache" ] || { echo "No directory for the archives: set CACHE_DIRECTORY." >&2; return 1; }
  echo "Preparing quicker starts, once for this Java ..." >&2
  # shellcheck disable=SC2086 # the options are words
  make_archive server $server_options &
  # shellcheck disable=SC2086
  make_archive terminal $terminal_options
  wait
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

# Becomes Java: exec_java <archive> <JVM options, as one word> <arguments>.
exec_java() {
  archive=$1 options=$2
  shift 2
  if [ -n "$cache" ] && ! [ -e "$cache/$archive-$java_id" ]; then
    prepare || true
  fi
  uses=-Xshare:auto
  if [ -n "$cache" ] && [ -s "$cache/$archive-$java_id" ]; then
    archive_options "$cache/$archive-$java_id"
  fi
  # shellcheck disable=SC2086 # the options are words
  exec "$java" $options "$uses" ${JAVA_OPTS:-} -cp "$classes" $main "$@"
}
