"""The Debian package: made, installed, served from, upgraded, removed and purged, in a chroot and under systemd."""

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

from machine import Machine
from tools import (ROOT, commit_time, debian, heading, note, probe, require, require_confined, run, status, wait_for)

URL = "http://127.0.0.1:8080"
PASSWORD = "first-admin-of-the-check"
CONFIG = "/etc/mpa/mpa.toml"
SHIPPED = ("/usr/bin/mpa", "/usr/lib/systemd/system/mpa.service", CONFIG, "/usr/share/doc/mpa/copyright",
           "/usr/share/doc/mpa/third-party.txt.gz", "/usr/share/doc/mpa/README.md",
           "/usr/share/mpa/models/face_detection_yunet_2023mar.onnx",
           "/usr/share/mpa/models/face_recognition_sface_2021dec.onnx")


def check(binary: Path, work: Path):
    package = make(binary, work)
    heading("in a folder, without systemd and without a network")
    root = work / "debian"
    debian(root, "systemd", "systemd-sysv", "adduser", "ca-certificates")
    shutil.copy(package, root / "mpa.deb")
    in_a_folder(work, root)
    heading("in a machine with systemd, without a network")
    machine = Machine(root, work / "machine.log")
    try:
        served(machine)
        demo(machine, work)
        kept(machine)
    finally:
        machine.off()


def make(binary: Path, work: Path) -> Path:
    heading("the Debian package, by cargo-deb")
    digests = []
    # Packed less tightly than what is handed on; its contents are the same.
    for folder in ("deb", "deb-again"):
        run("sh", ROOT / "scripts/deb.sh", binary, work / folder, "--fast", env={"SOURCE_DATE_EPOCH": commit_time()})
        package = next((work / folder).glob("*.deb"))
        digests.append(hashlib.sha256(package.read_bytes()).hexdigest())
    require("made a second time it is the same", len(set(digests)) == 1, digests[0])
    told = {line.split(":")[0]: line.partition(":")[2].strip() for line in run("dpkg-deb", "--field", package).splitlines()}
    note("it", f"{package.name}, {package.stat().st_size / 1e6:.1f} MB, installed {int(told['Installed-Size']) / 1e3:.1f} MB")
    note("depends on", told["Depends"])
    listed = {line.split(maxsplit=5)[5].removeprefix("."): line for line in run("dpkg-deb", "--contents", package).splitlines()}
    missing = [file for file in SHIPPED if file not in listed]
    require("it has program, unit, configuration, models, copyright and licences", not missing, ", ".join(missing))
    owned = [file for file, line in listed.items() if line.split()[1] not in ("0/0", "root/root")]
    require("all of it is root's", not owned, ", ".join(owned))
    return package


def in_a_folder(work: Path, root: Path):
    """Installed and run by chroot, as within a container or an image that is being made."""
    inside = ["unshare", "--net", "--pid", "--fork", "--mount", f"--mount-proc={root}/proc", "chroot"]
    run(*inside, root, "dpkg", "--install", "/mpa.deb")
    require("it is installed", (root / "usr/bin/mpa").is_file())
    owner = (root / "var/lib/mpa").stat()
    require("the data is its user's alone", owner.st_uid != 0 and owner.st_mode & 0o777 == 0o700,
            f"uid {owner.st_uid}, {owner.st_mode & 0o777:o}")
    folder = (root / "etc/mpa").stat()
    require("the configuration is for its group alone", folder.st_mode & 0o777 == 0o750 and folder.st_gid == owner.st_gid,
            f"gid {folder.st_gid}, {folder.st_mode & 0o777:o}")
    log = work / "chroot.log"
    with log.open("wb") as told:
        words = [*inside, "--userspec=mpa:mpa", root, "/usr/bin/mpa", "--config", CONFIG, "serve"]
        runs = subprocess.Popen([*map(str, words)], stdin=subprocess.DEVNULL, stdout=told, stderr=told,
                                env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"})
    try:
        wait_for("it listens", 120, lambda: runs.poll() is not None or b"listening on" in log.read_bytes())
        if runs.poll() is not None:
            require("it serves", False, log.read_text()[-300:])
            return
        inner = int(Path(f"/proc/{runs.pid}/task/{runs.pid}/children").read_text().split()[0])
        require("it serves, as its user", status(inner)["Uid"].split()[0] == str(owner.st_uid), f"uid {status(inner)['Uid'].split()[0]}")
        os.kill(inner, 15)
        require("SIGTERM ends it well", runs.wait(60) == 0)
    finally:
        if runs.poll() is None:
            runs.kill()
    for folder in ("mpa", "mpa-key"):
        for entry in (root / "var/lib" / folder).iterdir():
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    run(*inside, root, "dpkg", "--purge", "mpa")
    left = [str(file.relative_to(root)) for place in ("etc", "usr", "var/lib") for file in (root / place).rglob("mpa*")
            if "dpkg" not in file.parts]
    require("a purge of what holds no data leaves nothing", not left, ", ".join(left))
    require("nor its user", "mpa:" not in (root / "etc/passwd").read_text())


def served(machine: Machine):
    machine.do("dpkg", "--install", "/mpa.deb")
    active = machine.ask("systemctl", "is-active", "mpa").strip()
    require("installed it runs, and will at the next start", active == "active", machine.ask("systemctl", "is-enabled", "mpa").strip())
    machine.serves("mpa")
    process = machine.process_of("mpa")
    require_confined(process)
    require("a filter of system calls", status(process)["Seccomp"] == "2")
    apart = [kind for kind in ("mnt", "user", "ipc")
             if Path(f"/proc/{process}/ns/{kind}").readlink() != Path(f"/proc/{machine.first}/ns/{kind}").readlink()]
    require("mounts, users and IPC of its own", len(apart) == 3, ", ".join(apart))
    mounts = {line.split()[4]: line.split()[5] for line in Path(f"/proc/{process}/mountinfo").read_text().splitlines()}
    require("the system is read-only", {"ro", "noexec"} <= set(mounts["/"].split(",")), mounts["/"])
    written = [place for place in ("/var/lib/mpa", "/var/lib/mpa-key", "/tmp", "/var/tmp", "/dev/shm")
               if "noexec" not in mounts[place].split(",")]
    require("nothing that it writes can be run", not written, ", ".join(written))
    tried = run("nsenter", "-t", process, "-m", "/bin/bash", "-c", "true", may_fail=True).strip()
    require("no shell can be run where it is", "Permission denied" in tried, tried)
    add = machine.do("runuser", "-u", "mpa", "--", "mpa", "--config", CONFIG, "user", "add", "--username", "head", "--role",
                     "admin", "--password-stdin", stdin=PASSWORD + "\n")
    note("the first administrator", add.strip())
    log_in(machine)


def log_in(machine: Machine):
    probe(machine.process_of("mpa"), "served", URL, "head", stdin=PASSWORD + "\n")


def demo(machine: Machine, work: Path):
    """The sample exam under the same restrictions: faces, and the process that looks at sheets."""
    heading("the demo under the unit's restrictions")
    shutil.copytree(ROOT / "models/pictures", machine.root / "usr/share/mpa/models/pictures")
    drop_in = machine.root / "etc/systemd/system/mpa.service.d/demo.conf"
    drop_in.parent.mkdir()
    drop_in.write_text("[Service]\nExecStart=\nExecStart=/usr/bin/mpa demo\nEnvironment=MPA_DATA_DIR=/var/lib/mpa/demo\n")
    machine.do("systemctl", "daemon-reload")
    machine.do("systemctl", "restart", "mpa")
    machine.serves("mpa")
    log = work / "machine-demo.log"

    def told() -> bool:
        log.write_text(machine.journal("--unit=mpa"))
        return "Ctrl-C stops the server" in log.read_text()

    wait_for("the demo has told what to try", 60, told)
    probe(machine.process_of("mpa"), "demo", URL, log, ROOT / "models/pictures")
    require("a sheet's close look had its process", "no process can be started" not in machine.journal("--unit=mpa"))
    denied = [line for line in machine.journal("--unit=mpa").splitlines()
              if "ermission denied" in line or "not permitted" in line or "Read-only file" in line]
    require("nothing was denied to it", not denied, "; ".join(denied[:3]))
    shutil.rmtree(drop_in.parent)
    shutil.rmtree(machine.root / "usr/share/mpa/models/pictures")
    machine.do("systemctl", "daemon-reload")
    machine.do("systemctl", "restart", "mpa")
    machine.serves("mpa")


def kept(machine: Machine):
    heading("upgrade, removal, purge")
    config = machine.root / CONFIG[1:]
    config.write_text(config.read_text() + "\nrate-limit = 499\n")
    before = machine.process_of("mpa")
    machine.do("dpkg", "--install", "/mpa.deb")
    machine.serves("mpa")
    require("an upgrade starts it anew", machine.process_of("mpa") not in (0, before))
    require("what the administrator configured stays", "rate-limit = 499" in config.read_text())
    log_in(machine)

    machine.do("dpkg", "--remove", "mpa")
    require("removed it does not run", machine.ask("systemctl", "is-active", "mpa").strip() != "active")
    require("the program is gone", not (machine.root / "usr/bin/mpa").exists())
    kept = ["etc/mpa/mpa.toml", "var/lib/mpa/mpa.db", "var/lib/mpa-key/mpa.key"]
    require("configuration, data and key stay", all((machine.root / file).exists() for file in kept))

    machine.do("dpkg", "--install", "/mpa.deb")
    machine.serves("mpa")
    log_in(machine)

    said = machine.do("dpkg", "--purge", "mpa")
    require("a purge removes the configuration", not (machine.root / "etc/mpa").exists())
    require("it keeps data and key", all((machine.root / file).exists() for file in kept[1:]))
    require("and says so", "are kept" in said, next((line for line in said.splitlines() if "are kept" in line), said[-200:]))
    require("their user stays with them", "mpa:" in (machine.root / "etc/passwd").read_text())
