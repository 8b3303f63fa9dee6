"""What decides is whether a picture gave all of its blocks, and not how its file ends."""

from faults.check import fault, sibling
from faults.f01_upright import attempts, enrol
from faults.hall import picture
from faults.house import House
from faults.jpeg import END, cut, fixture, scan_start, with_stray_bytes, zeroed


def refused(reply) -> None:
    assert reply.status == 422 and reply.code == "IMAGE_UNREADABLE", reply


@fault("F2")
def a_cut_scan_is_refused_and_a_lost_end_marker_is_not(house: House) -> None:
    hall = house.hall()
    whole = picture("obama.jpg")
    for part in (0.5, 0.7, 0.9, 0.99):
        refused(enrol(hall, hall.people[0], cut(whole, part) + END))
    reply = enrol(hall, hall.people[0], whole.removesuffix(END))
    assert reply.status == 201, reply


@sibling("F2")
def a_tail_of_zeros_is_refused(house: House) -> None:
    hall = house.hall()
    for whole in (picture("obama.jpg"), fixture("copy.jpg")):
        for part in (0.5, 0.7, 0.9):
            refused(enrol(hall, hall.people[0], zeroed(whole, part)))


@sibling("F2")
def stray_bytes_between_segments_are_passed_over(house: House) -> None:
    hall = house.hall()
    reply = enrol(hall, hall.people[0], with_stray_bytes(picture("obama.jpg")))
    assert reply.status == 201, reply


@sibling("F2")
def every_scan_of_a_progressive_picture_must_be_whole(house: House) -> None:
    hall = house.hall()
    whole = fixture("progressive.jpg")
    for part in (0.15, 0.4, 0.6, 0.8, 0.97):
        refused(enrol(hall, hall.people[0], cut(whole, part) + END))
    last = whole.rindex(b"\xff\xda")
    assert last > scan_start(whole)
    refused(enrol(hall, hall.people[0], whole[:last] + END))  # the last scan is not there at all
    reply = enrol(hall, hall.people[0], whole.removesuffix(END))
    assert reply.status == 201, reply


@sibling("F2")
def a_cut_live_picture_costs_no_attempt(house: House) -> None:
    hall = house.hall()
    hall.attend(hall.obama)
    for part in (0.6, 0.9):
        refused(hall.verify(hall.obama, cut(picture("obama2.jpg"), part) + END))
    assert attempts(hall, hall.obama) == 0
    reply = hall.verify(hall.obama, picture("obama2.jpg").removesuffix(END))
    assert reply.status == 200 and reply.data["verified"], reply


@sibling("F2")
def a_picture_that_is_grey_below_is_of_no_quality(house: House) -> None:
    hall = house.hall()
    reply = enrol(hall, hall.people[0], fixture("grey-half.jpg"))
    assert reply.status == 422 and reply.code == "IMAGE_QUALITY", reply
    assert reply.details["reason"] == "cut", reply


@sibling("F2")
def png_and_webp_are_cut_likewise(house: House) -> None:
    hall = house.hall()
    for whole in (picture("astronaut.png"), fixture("lossy.webp")):
        for part in (0.5, 0.8, 0.95):
            kept = whole[: int(len(whole) * part)]
            refused(enrol(hall, hall.people[0], kept))
            refused(enrol(hall, hall.people[0], kept + bytes(len(whole) - len(kept))))
