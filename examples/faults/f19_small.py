"""F19 and the low ones: small things that confuse."""

from faults import wire
from faults.check import fault, sibling
from faults.house import House


@fault("F19")
def a_login_in_a_binary_frame_is_a_login(house: House) -> None:
    hall = house.hall(faces=False)
    socket = wire.WebSocket(hall.server)
    socket.say({"type": "auth", "token": hall.head.token}, binary=True)
    socket.say({"type": "subscribe", "examId": hall.exam}, binary=True)
    said = socket.hear()
    assert isinstance(said, dict) and said["type"] == "subscribed", said
    socket.close()


@sibling("F19")
def messages_name_nothing_of_the_code(house: House) -> None:
    hall = house.hall(faces=False)
    bodies = ["x", [1], 7, None, {"examId": {}, "status": 3}, {"examId": [], "records": {}}, {"records": [7, "x"]}]
    calls = ["/api/attendance", "/api/omr/scan", "/api/omr/validate", "/api/sync/upload", "/api/biometric/verify"]
    for path in calls:
        for body in bodies:
            reply = hall.first.post(path, body)
            told = reply.body.decode()
            for word in ("struct", "enum ", "newtype", "variant", "tuple", "Option", "api::", "serde"):
                assert word not in told, f"{path} {body}: {told}"


@sibling("F19")
def the_reference_has_a_content_security_policy(house: House) -> None:
    for path in ("/api/docs/", "/api/openapi.json", "/api/exams", "/nothing"):
        headers = house.server.client.request("GET", path).headers
        policy = headers.get("content-security-policy", "")
        assert "default-src" in policy and "frame-ancestors 'none'" in policy, f"{path}: {policy!r}"


@sibling("F19")
def a_second_fingerprint_is_told_what_stands_and_what_can_be_done(house: House) -> None:
    hall = house.hall(faces=False)
    hall.attend(hall.people[0])
    form = [*hall.whom(hall.people[0]).items(), ("exceptionReason", "Bandaged")]
    assert hall.first.post("/api/fingerprint/capture", form=form).status == 201
    reply = hall.first.post("/api/fingerprint/capture", form=form)
    told = reply.envelope["error"]
    assert (reply.status, reply.code) == (409, "FINGERPRINT_EXISTS"), reply
    assert "reason" in told and "supervisor" in told and "was captured already" not in told, told
