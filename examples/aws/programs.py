"""Parts that are programs of their own, each told of the peers in its way."""

import os
import subprocess
import sys
from pathlib import Path

from aws.peers import PEERS, PORTS, ROOT, Peers
from aws.two import MODELS

HERE = ROOT / "examples/aws"
NAMES = ("records", "keys", "faces", "notices")


def there() -> list[str]:
    """Those that are in this tree."""
    return [name for name in NAMES if (HERE / f"{name}.py").is_file()]


def run(name: str, peers: Peers, binary: Path, rekognition: Path | None, long: bool) -> list[str]:
    """Runs one; its name where it failed."""
    ministack, weed = (f"http://127.0.0.1:{PORTS[peer]}" for peer in ("ministack", "weed"))
    arguments: list[object] = []
    more: dict[str, str] = {}
    if name == "records":
        peers.postgres.sql(peers.postgres.url("postgres"), "CREATE DATABASE records")
        rounds = ["--rounds", "30", "--kills", "20"] if long else []
        where = ["--database-url", peers.postgres.url("records"), "--endpoint", f"http://127.0.0.1:{PORTS['dynamodb']}"]
        arguments = ["--mpa", binary, "--models", MODELS, *where, *rounds]
    elif name == "keys":
        arguments = [1000 if long else 60]
        more = {"MPA_TEST_AWS": ministack, "MPA_TEST_S3": weed}
    elif name == "faces":
        if rekognition is None:
            print("  skip: no Rekognition", flush=True)
            return []
        faces = Path(os.environ.get("MPA_FACES", str(ROOT.parent / "shared/faces")))
        if not (faces / "roster.csv").is_file():
            print("  skip: MPA_FACES names no labelled faces; `lost` asks Rekognition about the samples", flush=True)
            return []
        arguments = ["--binary", binary, "--peer", rekognition, *(["--long"] if long else [])]
    elif name == "notices":
        arguments = [binary, MODELS]
        more = {"MINISTACK": str(PEERS / "ministack/bin/ministack")}
    known = {"MPA_BIN": str(binary), "MPA_MODELS": MODELS, "PYTHONPATH": str(ROOT / "examples")}
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("AWS_", "MPA_")) or key == "MPA_FACES"}
    keys = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_EC2_METADATA_DISABLED": "true"}
    command = [sys.executable, str(HERE / f"{name}.py"), *map(str, arguments)]
    environment = {**kept, **known, **keys, "AWS_DEFAULT_REGION": "ap-south-1", **more}
    return [] if subprocess.run(command, env=environment).returncode == 0 else [name]
