#!/usr/bin/env bash
# Prints what the changelog says of a release; exits with 1, and says why, where it could not be released.
# Usage: deploy/release-notes.sh v1.0.0, in the directory with CHANGELOG.md and pom.xml.
set -euo pipefail

fail() {
  echo "release-notes: $*" >&2
  exit 1
}

tag=${1:-}
[[ $tag =~ ^v[0-9]+\.[0-9]+\.[0-9]+$ ]] || fail "'$tag' is no tag of a release: v1.0.0"
version=${tag#v}
project=$(sed -n '/<artifactId>darktrace-connector<\/artifactId>/,/<version>/s/.*<version>\(.*\)<\/version>.*/\1/p' pom.xml)
[[ $project = "$version" ]] || fail "the tag is $tag, but pom.xml has version $project: deploy/set-version.sh $version"
grep -qE "^## \[${version//./\\.}\] - [0-9]{4}-[0-9]{2}-[0-9]{2}$" CHANGELOG.md ||
  fail "CHANGELOG.md has no section '## [$version] - <date>': put it below [Unreleased]"
notes=$(awk -v section="## [$version] " 'index($0, "## [") == 1 { within = index($0, section) == 1; next } within' CHANGELOG.md)
[[ -n ${notes//[[:space:]]/} ]] || fail "the section [$version] of CHANGELOG.md is empty"
# Without the empty lines around it.
sed -e '/./,$!d' <<< "$notes"
