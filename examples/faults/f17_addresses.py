"""F17, addresses: what the program gives away as an address can be fetched as it is."""

import base64

from faults.a10_void import bind
from faults.check import fault, sibling
from faults.hall import Hall
from faults.house import House
from kit.draw import sheet

# Everything that a barcode may hold beside letters and digits.
ODD = "-/a.b_c//D"


def conflict(hall: Hall) -> tuple[dict, bytes, bytes]:
    """A candidate with a sheet of an odd barcode, and a record of another one; with both pictures."""
    candidate, barcode = hall.people[0], f"{hall.tag}{ODD}"
    hall.attend(candidate)
    drawn, other = sheet(barcode), sheet(f"{hall.tag}/2")
    assert hall.scan(barcode, drawn).status == 201
    assert bind(hall, barcode, candidate).status == 200
    data = {"barcode": f"{hall.tag}/2", "image": base64.b64encode(other).decode()}
    (told,) = hall.results([hall.record("omr", candidate, data)])
    assert told["status"] == "conflict", told
    (item,) = hall.supervisor.everything(f"/api/sync/conflicts/{hall.exam}")
    return item, drawn, other


@fault("F17")
def the_image_of_a_sheet_is_where_the_conflict_says(house: House) -> None:
    hall = house.hall(faces=False)
    item, drawn, other = conflict(hall)
    for side, expected in (("existing", drawn), ("incoming", other)):
        reply = hall.supervisor.get(item[side]["imageUrl"])
        assert reply.status == 200 and reply.body == expected, f"{side}: {item[side]['imageUrl']}: {reply}"


@sibling("F17")
def an_encoded_slash_is_part_of_a_barcode(house: House) -> None:
    hall = house.hall(faces=False)
    barcode = f"{hall.tag}{ODD}"
    encoded = barcode.replace("/", "%2F")
    hall.attend(hall.people[0])
    assert hall.scan(barcode, sheet(barcode)).status == 201
    question = f"rollNumber={hall.people[0]['rollNumber']}&examId={hall.exam}"
    reply = hall.first.get(f"/api/omr/validate/{encoded}?{question}")
    assert reply.status == 200 and reply.data["barcode"] == barcode, reply
    reply = hall.supervisor.get(f"/api/omr/{hall.exam}/{encoded}/image")
    assert reply.status == 200, reply
    # One that is not encoded is another address.
    assert hall.supervisor.get(f"/api/omr/{hall.exam}/{barcode}/image").status == 404


@sibling("F17")
def the_location_of_an_image_is_a_key_and_of_one_sheet_alone(house: House) -> None:
    hall = house.hall(faces=False)
    first, second = f"{hall.tag}/1", f"{hall.tag}/2"
    location = hall.scan(first, sheet(first)).data["omrImageUrl"]
    # It is understood as it was given, and is no picture of another sheet.
    assert hall.scan(second, imageUrl=location).code == "BARCODE_MISMATCH"
    assert hall.scan(second, imageUrl=location.replace("blobs/", "%62lobs/")).code == "VALIDATION"


@sibling("F17")
def the_address_of_a_package_is_fetched_as_it_is(house: House) -> None:
    hall = house.hall(faces=False)
    assert hall.capture_token()  # fetches `packageUrl` as it was given
