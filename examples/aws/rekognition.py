"""The peer of Rekognition, started and told how to misbehave, and its recorded requests held against the rules."""

import json
import os
import subprocess
import time
import urllib.request
from pathlib import Path
from typing import Any

MAX_BYTES, MIN_SIDE, MAX_SIDE = 5_242_880, 80, 10_000
READY_S = 60.0


class Peer:
    """One `rekognition-peer` on loopback."""

    def __init__(self, binary: Path, models: Path, port: int = 0):
        command = [str(binary), "--models", str(models), "--listen", f"127.0.0.1:{port}"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line.startswith("listening on "), f"the peer did not start: {line}"
        self.url = line.removeprefix("listening on ").strip()

    def _call(self, method: str, path: str, body: Any = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data=data, method=method)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def order(self, **orders: Any) -> None:
        """How it treats the next requests; see the top of the peer's `main.rs`."""
        self._call("POST", "/control", orders)

    def requests(self, operation: str | None = None) -> list[dict[str, Any]]:
        """Every request since the last `forget`."""
        found = self._call("GET", "/requests")
        return [one for one in found if operation in (None, one["operation"])]

    def forget(self) -> None:
        self._call("DELETE", "/requests")

    def collection(self, exam: str) -> list[dict[str, str]]:
        """The faces in the collection of an exam."""
        return self._call("GET", "/collections").get(f"exam-{exam}", [])

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(10)


def wait_for(what: Any, seconds: float, every: float = 0.25) -> bool:
    """Whether something became true in time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if what():
            return True
        time.sleep(every)
    return bool(what())


def faults_of(requests: list[dict[str, Any]]) -> list[str]:
    """What is wrong with recorded requests, by botocore's own validator and by the published maxima."""
    try:
        import botocore.session
        from botocore.validate import ParamValidator
    except ImportError:
        return ["botocore is not installed: run with the Python of `make setup-aws`"]
    model = botocore.session.Session().get_service_model("rekognition")
    faults = []
    for number, request in enumerate(requests):
        parameters = dict(request["parameters"])
        for name in ("Image", "SourceImage", "TargetImage"):
            if name in parameters:
                picture = parameters[name]
                faults += [f"{number} {request['operation']} {name}: {fault}" for fault in faults_of_picture(picture)]
                parameters[name] = {"Bytes": b"x" * picture.get("bytes", 0)}
        shape = model.operation_model(request["operation"]).input_shape
        report = ParamValidator().validate(parameters, shape)
        if report.has_errors():
            faults.append(f"{number} {request['operation']}: {report.generate_report()}")
        faults += [f"{number} {request['operation']}: {fault}" for fault in faults_of_maxima(parameters)]
    return faults


def faults_of_picture(picture: dict[str, Any]) -> list[str]:
    faults = []
    if not 0 < picture.get("bytes", 0) <= MAX_BYTES:
        faults.append(f"{picture.get('bytes')} bytes")
    if picture.get("format") not in ("jpg", "jpeg", "png"):
        faults.append(f"format {picture.get('format')}")
    sides = [picture.get("width", 0), picture.get("height", 0)]
    if min(sides) < MIN_SIDE or max(sides) > MAX_SIDE:
        faults.append(f"sides {sides}")
    return faults


def faults_of_maxima(parameters: dict[str, Any]) -> list[str]:
    """What the validator does not look at: patterns and the upper ends of ranges."""
    import re

    checks = {
        "CollectionId": lambda v: re.fullmatch(r"[a-zA-Z0-9_.\-]{1,255}", v),
        "ExternalImageId": lambda v: re.fullmatch(r"[a-zA-Z0-9_.\-:]{1,255}", v),
        "FaceIds": lambda v: 1 <= len(v) <= 4096,
        "MaxResults": lambda v: 0 <= v <= 4096,
        "SimilarityThreshold": lambda v: 0 <= v <= 100,
        "FaceMatchThreshold": lambda v: 0 <= v <= 100,
        "MaxFaces": lambda v: 1 <= v <= 4096,
        "QualityFilter": lambda v: v in ("NONE", "AUTO", "LOW", "MEDIUM", "HIGH"),
    }
    return [f"{name} {value!r}" for name, value in parameters.items() if name in checks and not checks[name](value)]


def credentials() -> None:
    """Credentials that the peer takes, for every server that is started from here."""
    os.environ |= {
        "AWS_ACCESS_KEY_ID": "AKIAEXAMPLE",
        "AWS_SECRET_ACCESS_KEY": "example",
        "AWS_EC2_METADATA_DISABLED": "true",
    }
