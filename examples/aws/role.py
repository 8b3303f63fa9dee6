"""The copies under the policy of the task: it is enough, none of its statements is idle, and nothing else is asked.

ministack checks signatures and policies. Of Rekognition it has nothing but the policies: before that peer the proxy
asks ministack (`SimulatePrincipalPolicy`) whether the role may.
"""

import json
import math
import time
from pathlib import Path

from aws.account import Account
from aws.calls import Call
from aws.effects import Patience, Stage
from aws.peers import Peers
from aws.policy import Policy
from aws.steps import MISSED_BY, OF_REKOGNITION, STEPS, told
from aws.two import Two
from faults.hall import Hall

ROLE, TAG = "mpa-task", "role"
# How long the credentials are good.
HOUR_S = 3600
# A step that lacks a statement has so many times what it took under the whole policy, and these seconds at least.
TIMES, AT_LEAST_S = 3.0, 5.0


class Role:
    """The role in ministack, and its credentials."""

    def __init__(self, account: Account):
        self.account, self.policy = account, Policy(account, TAG)
        trust = {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}
        document = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
        made = account.iam.create_role(RoleName=ROLE, AssumeRolePolicyDocument=document)
        self.arn = made["Role"]["Arn"]
        self.put(None)
        given = account.sts.assume_role(RoleArn=self.arn, RoleSessionName="copy", DurationSeconds=HOUR_S)["Credentials"]
        self.keys = {
            "AWS_ACCESS_KEY_ID": given["AccessKeyId"],
            "AWS_SECRET_ACCESS_KEY": given["SecretAccessKey"],
            "AWS_SESSION_TOKEN": given["SessionToken"],
        }

    def put(self, without: str | None) -> None:
        """The policy as it is, or one statement short."""
        self.account.iam.put_role_policy(RoleName=ROLE, PolicyName="task", PolicyDocument=self.policy.without(without))

    def may(self, call: Call) -> bool:
        """What ministack says of a request that it does not get to see."""
        said = self.account.iam.simulate_principal_policy(
            PolicySourceArn=self.arn, ActionNames=[call.action], ResourceArns=call.resources
        )
        return all(result["EvalDecision"] == "allowed" for result in said["EvaluationResults"])


def take(stage: Stage, name: str) -> str | None:
    """One step; what went wrong with it."""
    try:
        STEPS[name](stage)
    except Exception as error:  # noqa: BLE001: whatever it is, the step was not taken
        return told(error)
    finally:
        for proxy in stage.two.peers.proxies.values():
            proxy.clear()
    return None


def revive(stage: Stage) -> None:
    """A copy under the whole policy."""
    stage.copy.stop()
    stage.copy.start()


def missed(stage: Stage, role: Role, sid: str, steps: dict[str, float]) -> tuple[str, str] | None:
    """The first step that fails without a statement, the likely one first; `None` where nobody misses it. `steps` has
    the seconds that each takes otherwise."""
    role.put(sid)
    try:
        # What the copy knows already must not carry it over.
        stage.copy.stop()
        try:
            stage.copy.start()
        except AssertionError as error:
            return "starts", told(error)
        for name in sorted(steps, key=lambda step: step != MISSED_BY.get(sid)):
            Patience.at_most = max(TIMES * steps[name], AT_LEAST_S)
            if (wrong := take(stage, name)) is not None:
                return name, wrong
            if name == MISSED_BY.get(sid) and len(steps) > 1:
                print(f"  {sid}: `{name}` did not miss it, looking on", flush=True)
        return None
    finally:
        Patience.at_most = math.inf
        role.put(None)
        revive(stage)


def outside_of(role: Role, peers: Peers) -> list[str]:
    """The requests that the policy does not name, and the statements that no request needed."""
    # What is signed by the role: tables are made by somebody who may more.
    signed = f"Credential={role.keys['AWS_ACCESS_KEY_ID']}/"
    everything = [call for proxy in peers.proxies.values() for call in proxy.calls]
    calls = [call for call in everything if signed in call.headers.get("authorization", "")]
    unnamed = sorted({f"{call.action} on {call.resources}" for call in calls if not role.policy.naming(call)})
    used = set().union(*(role.policy.naming(call) for call in calls))
    print(f"  {len(calls)} requests, {len(unnamed)} kinds not named: {unnamed[:10]}", flush=True)
    print(f"  statements that no request needed: {sorted(set(role.policy.sids) - used) or 'none'}", flush=True)
    return [f"not named by the policy: {one}" for one in unnamed]


def check(binary: Path, rekognition: Path | None) -> list[str]:
    """The whole table; what failed of it."""
    peers = Peers(auth=True, weed=False, rekognition=rekognition)
    two: Two | None = None
    try:
        account = Account(peers)
        role = Role(account)
        if "rekognition" in peers.proxies:
            peers.proxies["rekognition"].allowed = role.may
        two = Two(binary, peers, account, keys=role.keys, said={"MPA_SWEEP_AFTER": "5"}, tag=TAG)
        two.begin()
        two.b.stop()
        stage = Stage(two, account, Hall(two.a, people=6, settings={"operatorRule": "assigned"}), two.a)
        steps = [name for name in STEPS if rekognition or name not in OF_REKOGNITION]
        return judge(stage, role, steps)
    finally:
        if two is not None:
            two.end()
        peers.end()


def judge(stage: Stage, role: Role, steps: list[str]) -> list[str]:
    """Every step under the whole policy, then each statement taken away."""
    failed: list[str] = []
    good: dict[str, float] = {}
    for name in steps:
        began = time.monotonic()
        wrong = take(stage, name)
        print(f"  whole policy: {name}: {wrong or 'ok'}", flush=True)
        if wrong:
            failed.append(f"the whole policy is not enough for: {name}")
            revive(stage)
        else:
            good[name] = time.monotonic() - began
    failed += outside_of(role, stage.two.peers)
    for sid in role.policy.sids:
        began = time.monotonic()
        found = missed(stage, role, sid, good)
        said = f"{found[0]}: {found[1]}" if found else "FAIL nobody misses it"
        print(f"  without {sid:20} {time.monotonic() - began:5.1f} s  {said}", flush=True)
        if found is None:
            failed.append(f"without {sid} nothing fails")
    return failed
