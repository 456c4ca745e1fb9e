#!/usr/bin/env bash
# Makes target/release: archive, zip, pack, SBOM, notes, and SHA256SUMS over all of them; with IMAGE=<name> the container image
# as well (DOCKER=docker by default). Publishes nothing. The gate (.ci/run) is not part of it.
# Usage: deploy/release.sh v1.0.0
set -euo pipefail
cd "$(dirname "$0")/.."

tag=${1:-}
notes=$(deploy/release-notes.sh "$tag")
version=${tag#v}
[[ -z $(git status --porcelain) ]] || { echo "release: there are changes that are not committed" >&2; exit 1; }

mvn -B -ntp -q clean package -DskipTests -Dcyclonedx.skip=false
release=target/release
mkdir "$release"
printf '%s\n' "$notes" > "$release/NOTES.md"
cp "target/darktrace-connector-$version.tar.gz" "target/darktrace-connector-$version.zip" \
  "target/darktrace-connector-pack-$version.zip" "$release"
# Without it the archive has no list of what is in it either: there was no network.
cp target/classes/META-INF/sbom/application.cdx.json "$release/darktrace-connector-$version.cdx.json"
if [[ -n ${IMAGE:-} ]]; then
  image=${IMAGE,,} # names of images have no capitals
  "${DOCKER:-docker}" build --tag "$image:$version" .
  "${DOCKER:-docker}" save "$image:$version" | gzip -n > "$release/darktrace-connector-$version-image.tar.gz"
fi
# Listed first: the file of the sums may be there before a pattern beside it is looked up.
(cd "$release" && files=(*) && sha256sum "${files[@]}" > SHA256SUMS && sha256sum --check --quiet SHA256SUMS)
ls -l "$release"
