#!/usr/bin/env bash
# Gives the project another version: in pom.xml, and where documents and the chart name it. Usage: deploy/set-version.sh 1.0.0
set -euo pipefail
cd "$(dirname "$0")/.."
version=${1:-}
[[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+$ ]] || { echo "set-version: '$version' is no version such as 1.0.0" >&2; exit 1; }
old=$(sed -n '/<artifactId>darktrace-connector<\/artifactId>/,/<version>/s/.*<version>\(.*\)<\/version>.*/\1/p' pom.xml)
sed -i "/<artifactId>darktrace-connector<\/artifactId>/,/<version>/s/<version>$old</<version>$version</" pom.xml
sed -i "s/^\(version\|appVersion\): $old$/\1: $version/" deploy/helm/Chart.yaml
git grep -lE "darktrace-connector(-pack)?-${old//./\\.}" -- '*.md' '*.java' ':!CHANGELOG.md' |
  xargs -r sed -i "s/\(darktrace-connector\(-pack\)\?\)-${old//./\\.}/\1-$version/g"
