"""F17: a name is found however it is typed, on both engines alike."""

import unicodedata
import urllib.parse

from faults.check import fault, sibling
from faults.hall import Hall
from faults.house import House
from faults.workbook import csv, person, told


def found(hall: Hall, q: str) -> list[str]:
    """The numbers of the candidates that `q` finds."""
    reply = hall.head.get(f"/api/candidates/{hall.exam}?limit=1000&q={urllib.parse.quote(q)}")
    assert reply.status == 200, reply
    return sorted(c["rollNumber"].removeprefix(f"{hall.tag}-") for c in reply.data["items"])


def with_names(house: House, names: dict[str, str]) -> Hall:
    hall = house.hall(faces=False, people=1)
    rows = [person(f"{hall.tag}-{roll}", hall.centre_a["code"], name=name) for roll, name in names.items()]
    told(hall.import_roster(csv(*rows)))
    return hall


NAMES = {
    "z1": "\u00c9mile Z\u00f8rn",
    "z2": "\u0915\u093c\u092e\u0930 \u092c\u0921\u093c\u0947",
    "z3": "\u03a3\u039f\u03a6\u0399\u0391\u03a3",
    "z4": "Zeta Devi Omega",
    "z5": "\u041e\u043b\u044c\u0433\u0430",
}


@fault("F17")
def a_name_is_found_however_it_is_typed(house: House) -> None:
    hall = with_names(house, NAMES)
    for q, rolls in {
        "\u00e9mile z\u00d8rn": ["z1"],
        unicodedata.normalize("NFD", "\u00c9MILE"): ["z1"],
        "\u0958\u092e\u0930": ["z2"],
        "\u092c\u095c\u0947": ["z2"],
        "\u03c3\u03bf\u03c6\u03b9\u03b1\u03c2": ["z3"],
        "zeta\u00a0devi": ["z4"],
        " ZETA   DEVI ": ["z4"],
        "ze\u200bta": ["z4"],
        "\u041e\u041b\u042c": ["z5"],
        "\uff3aeta": ["z4"],
    }.items():
        assert found(hall, q) == rolls, (q, found(hall, q))


@sibling("F17")
def a_corrected_name_is_found_and_the_old_one_is_not(house: House) -> None:
    hall = with_names(house, {"z1": "Zeta"})
    one = next(c for c in hall.head.everything(f"/api/candidates/{hall.exam}") if c["name"] == "Zeta")
    change = {"name": unicodedata.normalize("NFD", "R\u00e9my"), "reason": "A slip"}
    reply = hall.head.patch(f"/api/candidates/{hall.exam}/{one['id']}", change)
    assert reply.status == 200 and reply.data["name"] == "R\u00e9my", reply
    assert (found(hall, "R\u00c9MY"), found(hall, "zeta")) == (["z1"], [])
    told(hall.import_roster(csv(person(f"{hall.tag}-z1", hall.centre_a["code"], name="\u00d6zg\u00fcr"))))
    assert (found(hall, "\u00f6zg\u00dcR"), found(hall, "r\u00e9my")) == (["z1"], [])


@sibling("F17")
def rows_of_an_older_release_are_found_after_a_start(house: House) -> None:
    import time

    server = house.own()
    hall = Hall(server, people=1, faces=False)
    told(hall.import_roster(csv(person(f"{hall.tag}-z1", hall.centre_a["code"], name=NAMES["z1"]))))
    server.sql("UPDATE candidate SET search = NULL")
    server.stop()
    server.start()
    hall.head = server.head()
    until = time.monotonic() + 20
    while found(hall, "\u00c9MILE Z\u00d8RN") != ["z1"]:
        assert time.monotonic() < until, "not found"
        time.sleep(0.2)


@sibling("F17")
def signs_are_signs_and_roll_numbers_have_a_beginning(house: House) -> None:
    hall = with_names(house, {"z1": "100% Zeta_A", "z2": "1000 Zeta A"})
    assert found(hall, "100% z") == ["z1"]
    assert found(hall, "zeta_a") == ["z1"]
    assert found(hall, f"{hall.tag.lower()}-Z1") == ["z1"]
    assert found(hall, "z1") == []
