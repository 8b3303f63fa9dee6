"""The image: built from deploy/Containerfile without a daemon, and run with nothing but what it says it needs."""

import json
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

from tools import (ROOT, build_paths, commit_time, debian, heading, note, probe, require, require_confined, returns, run,
                   wait_for)

UID = 10001
MOST_BYTES = 150_000_000
URL = "http://127.0.0.1:8080"


def check(binary: Path, work: Path):
    heading("deploy/Containerfile, built by buildah, run by runc")
    first = build(binary, work, "first")
    bundle = work / "bundle"
    run("umoci", "unpack", "--image", f"{work}/oci:first", bundle)
    weigh(work, bundle)
    again = build(binary, work, "again")
    require("built a second time it is the same", first == again,
            " ".join(layer[7:23] for layer in json.loads(first)[0]["diff_ids"]))
    note("names of the builder's folders in the program", build_paths(bundle / "rootfs/usr/bin/mpa"))
    try_demo(work, bundle)
    try_serve(work, bundle)


def build(binary: Path, work: Path, tag: str) -> str:
    """Builds the image and returns what it is. Each time all of it: nothing of another build is used."""
    context = work / "context"
    shutil.rmtree(context, ignore_errors=True)
    shutil.copytree(ROOT / "deploy", context / "deploy", ignore=shutil.ignore_patterns("node_modules", "__pycache__"))
    shutil.copy(ROOT / ".dockerignore", context)
    run("sh", ROOT / "scripts/stage.sh", binary, context / "target/image")
    base = work / "base.tar"
    if not base.exists():
        debian(base, "ca-certificates")
    store = work / f"store-{tag}"
    buildah = ["buildah", "--root", store, "--runroot", work / f"run-{tag}", "--storage-driver", "vfs"]
    scratch = run(*buildah, "from", "scratch").strip()
    run(*buildah, "add", "--quiet", scratch, base, "/")
    run(*buildah, "commit", "--quiet", "--rm", scratch, "localhost/base")
    arguments = {"BASE": "localhost/base", "STAGED": "target/image", "VERSION": version(binary), "REVISION": revision()}
    words = [word for key, value in arguments.items() for word in ("--build-arg", f"{key}={value}")]
    run(*buildah, "bud", "--isolation", "chroot", "--format", "docker", "--timestamp", commit_time(), "--target", "given",
        *words, "--file", context / "deploy/Containerfile", "--tag", "localhost/mpa", context)
    told = json.loads(run(*buildah, "inspect", "--type", "image", "localhost/mpa"))
    if tag == "first":
        settled = told["Docker"]["config"]
        require("the image names a user by number, not root", settled["User"] == f"{UID}:{UID}", settled["User"])
        for key in ("Entrypoint", "Cmd", "ExposedPorts", "Volumes", "StopSignal", "Healthcheck"):
            require(f"the image says {key}", settled.get(key), json.dumps(settled.get(key)))
    run(*buildah, "push", "--quiet", "localhost/mpa", f"oci:{work}/oci:{tag}")
    run(*buildah, "rmi", "--all", "--force")
    # Not its history, in which buildah writes the passing name of a stage.
    return json.dumps([told["OCIv1"]["rootfs"], told["OCIv1"]["config"], told["OCIv1"].get("created")])


def version(binary: Path) -> str:
    return run(binary, "--version").split()[-1]


def revision() -> str:
    return run("git", "-C", ROOT, "rev-parse", "HEAD").strip()


def weigh(work: Path, bundle: Path):
    files = [file.lstat() for file in (bundle / "rootfs").rglob("*") if not file.is_dir() or file.is_symlink()]
    unpacked = sum(file.st_size for file in files)
    packed = sum(file.stat().st_size for file in (work / "oci/blobs").rglob("*") if file.is_file())
    require("under 150 MB, unpacked", unpacked < MOST_BYTES, f"{unpacked / 1e6:.1f} MB; packed {packed / 1e6:.1f} MB")
    held = [file.st_mode for file in files if file.st_mode & 0o6000]
    require("no file sets its user or group", not held)


class Container:
    """A container that runs: on a read-only root, without capabilities, in a network of its own."""

    def __init__(self, work: Path, bundle: Path, name: str, arguments: list[str], environment: list[str] | None = None):
        self.name, self.log = f"mpa-check-{os.getpid()}-{name}", work / f"{name}.log"
        self.runc = ["runc", "--root", work / "runc"]
        settled = json.loads((bundle / "config.json").read_text())
        process = settled["process"]
        process |= {"terminal": False, "args": ["/usr/bin/mpa", *arguments], "noNewPrivileges": True}
        process["env"] += environment or []
        process["capabilities"] = {kind: [] for kind in process["capabilities"]}
        process["rlimits"] = [{"type": "RLIMIT_NOFILE", "hard": 16384, "soft": 16384}]
        settled["root"]["readonly"] = True
        settled["mounts"] = [mount for mount in settled["mounts"] if not mount["destination"].startswith("/var/lib/")]
        for folder in ("mpa", "mpa-key"):
            place = work / f"{name}-{folder}"
            place.mkdir(mode=0o700)
            os.chown(place, UID, UID)
            settled["mounts"].append(bound(place, f"/var/lib/{folder}", "rw"))
        settled["mounts"].append(bound(ROOT.joinpath("models/pictures").resolve(), "/usr/share/mpa/models/pictures", "ro"))
        (bundle / "config.json").with_name(f"{name}.json").write_text(json.dumps(settled))
        shutil.copy(bundle / "config.json", bundle / "made.json")
        (bundle / "config.json").write_text(json.dumps(settled))
        with self.log.open("wb") as log:
            self.runs = subprocess.Popen([*map(str, self.runc), "run", "--bundle", str(bundle), self.name],
                                         stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        self.bundle = bundle

    def ready(self):
        """Waits until it listens; None where it ends instead."""
        wait_for("the program listens", 120, lambda: self.runs.poll() is not None or b"listening on" in self.log.read_bytes())
        return self.runs.poll() is None

    def process(self) -> int:
        return json.loads(run(*self.runc, "state", self.name))["pid"]

    def inside(self, script: str) -> int:
        return returns(*self.runc, "exec", self.name, "/bin/bash", "-c", script)

    def end(self) -> tuple[int, float]:
        """Stops it as the image says; what it returned, and after how many seconds."""
        began = time.monotonic()
        if self.runs.poll() is None:
            run(*self.runc, "kill", self.name, signal.SIGTERM.name, may_fail=True)
        returned = self.runs.wait(60)
        shutil.move(self.bundle / "made.json", self.bundle / "config.json")
        return returned, time.monotonic() - began


def bound(place: Path, there: str, how: str) -> dict:
    return {"destination": there, "type": "bind", "source": str(place), "options": ["bind", how, "nosuid", "nodev", "noexec"]}


def try_demo(work: Path, bundle: Path):
    heading("the demo in it")
    container = Container(work, bundle, "demo", ["demo", "--listen", "127.0.0.1:8080"])
    try:
        require("it starts", container.ready(), "" if container.runs.poll() is None else container.log.read_text()[-500:])
        process = container.process()
        require_confined(process, UID)
        root = next(line for line in Path(f"/proc/{process}/mountinfo").read_text().splitlines() if line.split()[4] == "/")
        require("the root is read-only", "ro" in root.split()[5].split(","), root.split()[5])
        for place in ("/etc/x", "/usr/bin/x", "/tmp/x", "/x"):
            require(f"{place} cannot be written", container.inside(f": >{place}") != 0)
        require("the volume can be written", container.inside(": >/var/lib/mpa/x") == 0)
        wait_for("the demo has told what to try", 60, lambda: b"Ctrl-C stops the server" in container.log.read_bytes())
        probe(process, "demo", URL, container.log, ROOT / "models/pictures")
        health = [*container.runc, "exec", "--env", "MPA_LISTEN=127.0.0.1:8080", container.name, "/bin/bash", "/usr/share/mpa/health"]
        require("the health check of the image passes", returns(*health) == 0)
    finally:
        returned, seconds = container.end()
    require("SIGTERM ends it well", returned == 0, f"returned {returned} after {seconds:.1f} s")
    told = container.log.read_text()
    require("a sheet's close look had its process", "no process can be started" not in told)
    # A notice that somebody is to be told of is a line of the log, too.
    troubles = [line for line in told.splitlines() if " ERROR " in line or (" WARN " in line and " WARN notice " not in line)]
    note("warnings in its log", troubles[:5] or "none")


def try_serve(work: Path, bundle: Path):
    heading("as the image starts it")
    container = Container(work, bundle, "bare", ["serve"])
    container.ready()
    returned, _ = container.end()
    said = container.log.read_text()
    require("without TLS it refuses an address that others reach", returned != 0 and "--behind-proxy" in said, said.strip()[:120])
    container = Container(work, bundle, "proxied", ["serve"], ["MPA_BEHIND_PROXY=true"])
    try:
        require("behind a proxy it starts", container.ready(), container.log.read_text()[-300:].strip())
        health = [*container.runc, "exec", container.name, "/bin/bash", "/usr/share/mpa/health"]
        require("the health check passes", returns(*health) == 0)
        require("the health check fails where nothing listens",
                returns(*health[:-3], "/bin/bash", "-c", "MPA_LISTEN=127.0.0.1:1 . /usr/share/mpa/health") != 0)
    finally:
        returned, seconds = container.end()
    require("SIGTERM ends it well", returned == 0, f"returned {returned} after {seconds:.1f} s")
