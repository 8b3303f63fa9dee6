#!/bin/sh
# stage.sh BINARY FOLDER: lays a built program, the face models and the licences out as they are installed, for the
# image of deploy/Containerfile.
set -eu
binary=$1
folder=$2
cd "$(dirname "$0")/.."

for model in face_detection_yunet_2023mar face_recognition_sface_2021dec; do
    [ -f "models/$model.onnx" ] || { echo "models/$model.onnx is missing: sh scripts/fetch-models.sh" >&2; exit 1; }
done
mkdir -p "$folder"
# Sample pictures are not handed on; `mpa demo` finds them where the empty folder is mounted over.
install -d "$folder/usr/bin" "$folder/usr/share/doc/mpa" "$folder/usr/share/mpa/models/pictures"
install -m 755 "$binary" "$folder/usr/bin/mpa"
install -m 644 models/*.onnx "$folder/usr/share/mpa/models"
install -m 644 deploy/debian/copyright "$folder/usr/share/doc/mpa"
install -m 644 LICENSE "$folder/usr/share/doc/mpa"
python3 scripts/third-party.py "$folder/usr/share/doc/mpa/third-party.txt.gz"
