#!/bin/sh
# compare.sh MODELS PAIRS.csv [N]: times the engine and the reference in one run, turn by turn,
# three times each over the same N pictures (default 200), and prints the ratios of the medians.
# PYTHON (default python3) needs requirements.txt; MEASURE is the built example `measure`.
set -eu

models=$1 pairs=$2 limit=${3:-200}
here=$(cd "$(dirname "$0")" && pwd)
python=${PYTHON:-python3}
measure=${MEASURE:-target/release/examples/measure}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for turn in 1 2 3; do
    "$measure" time "$models" "$pairs" "$limit" >"$work/engine.$turn"
    "$python" "$here/reference.py" --models "$models" --pairs "$pairs" --limit "$limit" >"$work/reference.$turn"
done
"$python" - "$work" <<'PYTHON'
import json, statistics, sys

def median(who, stage):
    runs = [json.load(open(f"{sys.argv[1]}/{who}.{turn}"))["median_ms"][stage] for turn in (1, 2, 3)]
    return statistics.median(runs)

print(f"{'stage':8}{'engine ms':>12}{'reference ms':>14}{'ratio':>8}")
for stage in ("decode", "detect", "align", "embed", "total"):
    ours, theirs = median("engine", stage), median("reference", stage)
    print(f"{stage:8}{ours:12.2f}{theirs:14.2f}{ours / theirs:8.2f}")
PYTHON
