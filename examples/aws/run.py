"""Two copies with all of Amazon's services, asked of peers on loopback in a network that has no way out.

    run.py --binary …            the short form, all parts
    run.py --long                full lengths
    run.py --parts probe,role    some of them; --list names them

Prints the seconds of each part. Exit code 1 when one failed.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path

sys.path[0] = str(Path(__file__).parents[1])

from aws import bucket, kills, lost, outages, outside, package, programs, role, selftest, writers
from aws.account import Account
from aws.authority import Authority
from aws.effects import Stage
from aws.inside import MARK, go_inside
from aws.calls import REGION
from aws.peers import PORTS, ROOT, ROOT_KEYS, Peers, end_in_order, quiet_environment
from aws.proxy import Line
from aws.two import MODELS, Two
from faults.hall import Hall

BALANCE_PORT = 8100
SERVICES = ["postgres", "s3", "dynamodb", "kms", "sns", "rekognition"]


class House:
    """The peers, the account and two copies of the program; made when a part needs them."""

    def __init__(self, args: argparse.Namespace):
        self.args, self.long = args, args.long
        self._peers: Peers | None = None
        self._account: Account | None = None
        self._two: Two | None = None

    @property
    def peers(self) -> Peers:
        if self._peers is None:
            peer = self.args.rekognition
            self._peers = Peers(plain_postgres=self.args.plain_postgres, rekognition=peer)
            self._account = Account(self._peers)
        return self._peers

    @property
    def account(self) -> Account:
        assert self.peers and self._account
        return self._account

    def pair(self, said: dict[str, str] | None = None, *options: str) -> Two:
        """Two copies on a database of their own."""
        account = None if self.args.embedded else self.account
        return Two(self.args.binary, self.peers, account, said=said).begin(*options)

    @property
    def two(self) -> Two:
        if self._two is None:
            self._two = self.pair()
        return self._two

    def stage(self, two: Two, people: int, **more: object) -> Stage:
        """An exam that is on, in which whoever is assigned to the slot may go on with a candidate."""
        hall = Hall(two.a, people=people, settings={"operatorRule": "assigned"}, **more)
        return Stage(two, self.account, hall, two.a)

    def services(self) -> set[str]:
        """What is there to be asked."""
        return {"postgres", *self.peers.proxies} - {"weed"}

    def end(self) -> None:
        """Ends all of it; what is needed again is made again."""
        if self._two is not None:
            self._two.end()
        if self._peers is not None:
            self._peers.end()
        self._two = self._peers = self._account = None


def peers_part(house: House) -> list[str]:
    """The peers and what stands before them are what the other parts take them for."""
    selftest.check(house.peers, house.account)
    return []


def clients_part(house: House) -> list[str]:
    """The clients' own tests, which ask a service and are left out elsewhere."""
    account = house.account
    account.s3.create_bucket(Bucket="mpa-test", CreateBucketConfiguration={"LocationConstraint": REGION})
    keys = ",".join([account.key_a, account.key_b, account.signing_key])
    said = {"MPA_TEST_AWS": f"http://127.0.0.1:{PORTS['ministack']}", "MPA_TEST_KMS_KEYS": keys, "AWS_REGION": REGION}
    # Those that `cargo test` has built: a choice of tests would be built once more, with other features.
    built = subprocess.run(
        ["cargo", "test", "--workspace", "--locked", "--offline", "--no-run", "--message-format", "json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    made = [json.loads(line) for line in built.stdout.splitlines()]
    tests = {one["target"]["name"]: one["executable"] for one in made if one.get("executable") and "test" in one["target"]["kind"]}
    failed = []
    for name in ("s3", "kms", "records"):
        environment = {**os.environ, **ROOT_KEYS, **said}
        told = subprocess.run([tests[name], "--ignored"], cwd=ROOT, env=environment, capture_output=True, text=True)
        lines = [line for line in told.stdout.splitlines() if line.startswith("test ") or "panicked" in line]
        print("\n".join(f"  {line}" for line in lines)[-4000:])
        failed += [] if told.returncode == 0 else [name]
    return failed


def ca_part(house: House) -> list[str]:
    """A PostgreSQL that another authority vouches for is refused, with a sentence."""
    stranger = Authority(house.peers.folder / "stranger", "A CA of somebody else")
    url = house.peers.postgres.url("postgres", authority=stranger)
    command = [str(house.args.binary), "migrate", "--data-dir", str(house.peers.folder / "none")]
    told = subprocess.run([*command, "--database-url", url], capture_output=True, text=True, timeout=60, env=quiet_environment())
    sentence = told.stderr.strip().splitlines()[-1] if told.stderr.strip() else ""
    print(f"  {sentence}")
    named = any(word in sentence.lower() for word in ("certificate", "authority", "sslrootcert"))
    return [] if told.returncode != 0 and named and "panicked" not in told.stderr else ["a wrong CA"]


def probe_part(house: House) -> list[str]:
    """The contract's own suite, each connection at the other copy."""
    two = house.two
    line = Line(house.peers.loop, BALANCE_PORT, two.a.port, two.b.port)
    asked = [sys.executable, str(ROOT / "examples/contract_probe.py"), "--url", f"http://127.0.0.1:{BALANCE_PORT}"]
    who = ["--admin-user", "head", "--pictures", str(Path(MODELS) / "pictures")]
    told = subprocess.run(
        [*asked, *who, *(["--only", house.args.only] if house.args.only else [])],
        env={**os.environ, "ADMIN_PASSWORD": two.password},
        capture_output=True,
        text=True,
    )
    line.gone()
    failed = [row for row in told.stdout.splitlines() if row.startswith("FAIL")]
    print("\n".join(f"  {row[:400]}" for row in [*failed, *told.stdout.splitlines()[-1:]]))
    alike, said = kills.compared(two)
    print(f"  mpa aws check: {said}", flush=True)
    failed += [] if alike else ["the stores differ after the probe"]
    return failed or (["probe"] if told.returncode else [])


def lost_part(house: House) -> list[str]:
    """Answers that are lost on their way: a table of eleven."""
    two = house.pair({"MPA_SWEEP_AFTER": "5"})
    try:
        return lost.check(house.stage(two, people=6), house.args.operations)
    finally:
        two.end()


def kills_part(house: House) -> list[str]:
    """Kills at named points between two stores' writes."""
    two = house.pair({"MPA_SWEEP_AFTER": "5"})
    try:
        return kills.check(house.stage(two, people=6), 20 if house.long else 1, house.services(), house.args.operations)
    finally:
        two.end()


def writers_part(house: House) -> list[str]:
    """Fifty writers at two copies."""
    rounds = 30 if house.long else 3
    two = house.pair()
    try:
        return writers.check(house.stage(two, people=rounds, faces=False), rounds)
    finally:
        two.end()


def outages_part(house: House) -> list[str]:
    """Each service gone for a while."""
    seconds = house.args.seconds or (60 if house.long else 5)
    names = [name for name in SERVICES if name in house.services()]
    ways = ("gone", "silent") if house.long else ("gone",)
    people = int(len(names) * len(ways) * (seconds + 14) * outages.PER_SECOND * 0.3) + 100
    hands = outages.HANDS_OF_LONG if house.long else outages.HANDS
    return outages.check(house.stage(house.two, people=people, faces=False), seconds, names, ways, hands)


def outside_part(house: House) -> list[str]:
    """What leaves the program, as the proxies wrote it down."""
    return outside.check(house.stage(house.two, people=5_000 if house.long else 60, faces=True), house.long)


def bucket_part(house: House) -> list[str]:
    """Whose a bucket is."""
    two = house.pair({"MPA_SWEEP_AFTER": "5"})
    try:
        return bucket.check(house.stage(two, people=1, faces=False))
    finally:
        two.end()


def package_part(house: House) -> list[str]:
    """A package out of a bucket that is far away."""
    two = house.pair({"MPA_REKOGNITION": "off"})
    try:
        return package.check(house.stage(two, people=1, faces=False), 5_000 if house.long else 150)
    finally:
        two.end()


def role_part(house: House) -> list[str]:
    """The copies under the policy of the task, each statement taken away in turn."""
    # It has peers of its own, at the same ports.
    house.end()
    return role.check(house.args.binary, house.args.rekognition)


def program(name: str) -> Callable[[House], list[str]]:
    """A part that is a program of its own."""

    def part(house: House) -> list[str]:
        return programs.run(name, house.peers, house.args.binary, house.args.rekognition, house.long)

    part.__doc__ = f"examples/aws/{name}.py"
    return part


PARTS: dict[str, Callable[[House], list[str]]] = {
    "peers": peers_part,
    "clients": clients_part,
    "ca": ca_part,
    "probe": probe_part,
    "lost": lost_part,
    "writers": writers_part,
    "kills": kills_part,
    "outages": outages_part,
    "outside": outside_part,
    "bucket": bucket_part,
    "package": package_part,
    **{name: program(name) for name in programs.there()},
    "role": role_part,
}
# The short form is for every change, and has to be over within eight minutes.
LONG_ONLY = {"kills", "bucket", "package"}
# It has peers of its own, in a network of its own, and waits much: in a run of all parts it goes on beside the others.
BESIDE = "role"


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", type=Path, default=os.environ.get("MPA_BIN"), help="or MPA_BIN")
    parser.add_argument("--rekognition", type=Path, default=os.environ.get("MPA_REKOGNITION_PEER"), help="the peer's program")
    parser.add_argument("--long", action="store_true", help="full lengths")
    parser.add_argument("--parts", help="which, with commas")
    parser.add_argument("--list", action="store_true", help="only names the parts")
    parser.add_argument("--only", help="sections of the probe, with commas")
    parser.add_argument("--operations", type=lambda text: set(text.split(",")), help="of the lost answers and the kills, with commas")
    parser.add_argument("--seconds", type=float, help="of each outage")
    parser.add_argument("--plain-postgres", action="store_true", help="PostgreSQL without TLS, to try other parts")
    parser.add_argument("--embedded", action="store_true", help="nothing of Amazon configured, to try the parts themselves")
    return parser.parse_args()


class Beside:
    """A part in a process of its own, which writes into a file until it is its turn to be told."""

    def __init__(self, args: argparse.Namespace):
        given = [str(value) for value in (args.rekognition,) if value]
        command = [sys.executable, __file__, "--binary", str(args.binary), "--parts", BESIDE]
        self._told = tempfile.TemporaryFile("w+")
        self._run = subprocess.Popen(
            [*command, *(["--rekognition", *given] if given else [])],
            env={name: value for name, value in os.environ.items() if name != MARK},
            stdout=self._told,
            stderr=subprocess.STDOUT,
        )

    def end(self) -> list[str]:
        """Waits for it and prints what it said; its name where it failed."""
        done = self._run.wait()
        self._told.seek(0)
        print(self._told.read(), flush=True)
        return [BESIDE] if done else []


def main() -> int:
    """Runs the parts; 1 when one failed."""
    args = arguments()
    if args.list:
        print("\n".join(f"{name:10} {part.__doc__}" for name, part in PARTS.items()))
        return 0
    if args.binary is None:
        raise SystemExit("which binary? Give --binary or MPA_BIN")
    args.binary = args.binary.resolve()
    if args.rekognition and not args.rekognition.is_file():
        print(f"no {args.rekognition}: what needs Rekognition is left out", flush=True)
        args.rekognition = None
    chosen = args.parts.split(",") if args.parts else [name for name in PARTS if args.long or name not in LONG_ONLY]
    go_inside()
    end_in_order()
    beside = Beside(args) if BESIDE in chosen and len(chosen) > 1 else None
    house, times, failed = House(args), [], []
    try:
        for name in chosen:
            if beside and name == BESIDE:
                continue
            print(f"\n{name}: {PARTS[name].__doc__}", flush=True)
            began = time.monotonic()
            try:
                wrong = PARTS[name](house)
            except Exception as error:  # noqa: BLE001: a part that breaks off has failed, and is not the end
                traceback.print_exc()
                wrong = [repr(error)[:300]]
            failed += [f"{name}: {one}" for one in wrong]
            times.append(f"{time.monotonic() - began:7.1f} s  {'FAIL' if wrong else 'ok  '} {name}")
        if beside:
            house.end()
            failed += beside.end()
    finally:
        house.end()
    print("\n" + "\n".join([*times, "", *(f"FAIL {one}" for one in failed)]), flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
