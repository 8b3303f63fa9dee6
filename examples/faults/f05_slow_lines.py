"""F5: slow lines, honest and not."""

import threading
import time

from faults import wire
from faults.a04_shares import FORM, drips, stations_beside, sync_beside
from faults.check import fault, sibling
from faults.hall import Hall, picture
from faults.house import House
from kit.client import multipart


@fault("F5")
def trickling_forms_do_not_end_the_image_calls(house: House) -> None:
    stations_beside(house, "/api/face/verify")


@sibling("F5")
def chunked_batches_do_not_end_sync(house: House) -> None:
    sync_beside(house, FORM)


@sibling("F5")
def an_honest_slow_line_gets_its_answer(house: House) -> None:
    hall = Hall(house.own())
    hall.attend(hall.obama)
    content = ("live.jpg", picture("obama2.jpg"), "image/jpeg")
    body, kind = multipart([*hall.whom(hall.obama).items(), ("liveFaceImage", content)])
    others = drips(hall, "/api/face/verify", 20)
    line = wire.connect(hall.server, timeout=60)
    size = str(len(body))
    line.sendall(wire.head("POST", "/api/face/verify", hall.first.token, Content_Type=kind, Content_Length=size))
    step = len(body) // 8 + 1
    for start in range(0, len(body), step):
        line.sendall(body[start : start + step])
        time.sleep(0.7)
    assert wire.status(wire.answer(line)) == 200
    for one in [*others, line]:
        one.close()


@sibling("F5")
def a_body_that_drips_for_ever_is_ended(house: House) -> None:
    hall = Hall(house.own(), faces=False)
    line = drips(hall, "/api/face/verify", 1)[0]
    ended = threading.Event()

    def drip() -> None:
        while not ended.is_set():
            try:
                line.sendall(wire.chunk(b"x"))
            except OSError:
                return
            ended.wait(2)

    threading.Thread(target=drip, daemon=True).start()
    line.settimeout(45)
    try:
        got = wire.answer(line)
    finally:
        ended.set()
    assert wire.status(got) in (0, 400, 408), got[:100]
    line.close()
