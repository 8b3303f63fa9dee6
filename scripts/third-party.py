#!/usr/bin/env python3
"""Writes the licences of what is linked into the program: every library of Rust and of the pages, each text once.

Asks Cargo's metadata and `web/node_modules`.
"""

import argparse
import gzip
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NAMES = ("LICENSE", "LICENCE", "COPYING", "COPYRIGHT", "NOTICE", "UNLICENSE")


def crates():
    """Name, version, licence, authors and folder of each crate that goes into a binary for this platform."""
    compiler = subprocess.run(["rustc", "-vV"], check=True, stdout=subprocess.PIPE, text=True).stdout
    target = next(line.split()[1] for line in compiler.splitlines() if line.startswith("host:"))
    command = ["cargo", "metadata", "--locked", "--format-version", "1", "--filter-platform", target]
    told = json.loads(subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout)
    packages = {package["id"]: package for package in told["packages"]}
    needs = {node["id"]: node["deps"] for node in told["resolve"]["nodes"]}
    left = [key for key, package in packages.items() if package["name"] == "mpa"]
    linked = set()
    while left:
        key = left.pop()
        # A macro runs in the compiler; nothing of it is in the binary.
        if key in linked or any("proc-macro" in part["kind"] for part in packages[key]["targets"]):
            continue
        linked.add(key)
        left += [need["pkg"] for need in needs[key] if any(kind["kind"] is None for kind in need["dep_kinds"])]
    for package in (packages[key] for key in linked):
        if package["source"]:
            yield (package["name"], package["version"], package["license"] or "see its text",
                   package["authors"], Path(package["manifest_path"]).parent)


def scripts():
    """The same of each library that the pages are bundled with."""
    folder = ROOT / "web/node_modules"
    lock = json.loads((ROOT / "web/package-lock.json").read_text())["packages"]
    for place, locked in lock.items():
        if place and not any(locked.get(key) for key in ("dev", "optional", "peer")):
            package = json.loads((folder.parent / place / "package.json").read_text())
            author = package.get("author", "")
            author = author.get("name", "") if isinstance(author, dict) else author
            yield (package["name"], package["version"], package.get("license", "see its text"),
                   [author] if author else [], folder.parent / place)


def texts(folder: Path):
    """The licence texts that lie in a folder."""
    for file in sorted(folder.iterdir()):
        if file.is_file() and file.name.upper().startswith(NAMES) and file.suffix not in (".rs", ".py", ".json"):
            yield "\n".join(line.rstrip() for line in file.read_text(errors="replace").strip().splitlines())


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("into", type=Path, help="the file to write, packed by gzip")
    options = parser.parse_args()

    lines = ["What the program mpa holds of others, with their licences.", "",
             "Rust's standard library: MIT OR Apache-2.0, The Rust Project contributors."]
    shared: dict[str, list[str]] = {}
    for name, version, licence, authors, folder in sorted([*crates(), *scripts()], key=lambda row: row[:2]):
        found = list(texts(folder))
        by = f", by {', '.join(authors)}" if authors else ""
        lines.append(f"{name} {version}: {licence}{by}{'' if found else ' (comes without a text)'}")
        for text in found:
            shared.setdefault(text, []).append(f"{name} {version}")
    for text, of in shared.items():
        lines += ["", "=" * 100, *of, "-" * 100, text]
    # Without a name and a time: the same bytes each time.
    with options.into.open("wb") as file, gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as packed:
        packed.write(("\n".join(lines) + "\n").encode())
    print(f"{options.into}: {len(shared)} texts", file=sys.stderr)


if __name__ == "__main__":
    main()
