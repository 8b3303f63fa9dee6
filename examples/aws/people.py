"""People who come to a station while a service is gone, and are patient: in the end each has what is due to them."""

import io
import threading
import time
import zipfile
from collections.abc import Callable

from aws.effects import GENERATE, PATIENT_FOR_S, VERIFY, Stage, patiently
from faults.hall import Hall, picture
from kit.client import Form, image

ALERT_WITHIN_S = 20.0


def engine(stage: Stage) -> dict[str, str]:
    """Rekognition scores where it is there."""
    return {"faceEngine": "rekognition"} if "MPA_REKOGNITION" in stage.two.said else {}


class People:
    """A twin who is enrolled, a candidate whose face is compared, an operator who fetches a package; all at once."""

    def __init__(self, stage: Stage):
        self.stage = stage
        self.hall = Hall(stage.copy, people=2, settings={"operatorRule": "assigned", **engine(stage)})
        self.hall.attend(self.hall.obama)
        self.wrong: list[str] = []
        self._threads: list[threading.Thread] = []

    def begin(self) -> None:
        """They come while something is gone."""
        for act in (self.twin, self.face, self.package):
            thread = threading.Thread(target=self._act, args=(act,), daemon=True)
            thread.start()
            self._threads.append(thread)

    def _act(self, act: Callable[[], None]) -> None:
        try:
            act()
        except Exception as error:  # noqa: BLE001: whatever it is, this person was let down
            self.wrong.append(f"{act.__name__}: {type(error).__name__} {' '.join(str(error).split())[:200]}")

    def end(self) -> None:
        """Each has what is due."""
        for thread in self._threads:
            thread.join(PATIENT_FOR_S + ALERT_WITHIN_S)
            assert not thread.is_alive(), "somebody still waits"
        assert not self.wrong, "; ".join(self.wrong)

    def twin(self) -> None:
        """A second candidate with the face of the first: head office hears of it."""
        hall, who = self.hall, self.hall.people[0]
        form: Form = [*hall.whom(who).items(), ("faceImage", image("obama3.jpg", picture("obama3.jpg")))]
        # Said to a server that had heard it already, before the line broke.
        patiently(lambda: hall.head.post("/api/face/enroll", form=form, key=f"twin-{who['id']}", patient=False))
        until = time.monotonic() + PATIENT_FOR_S
        while not hall.alerts("duplicate_face"):
            assert time.monotonic() < until, "no alert of a duplicate face"
            time.sleep(1.0)

    def face(self) -> None:
        """The candidate verifies, and has used one attempt."""
        hall, who = self.hall, self.hall.obama
        form: Form = [*hall.whom(who).items(), ("liveFaceImage", image("live.jpg", picture("obama2.jpg")))]
        told = patiently(lambda: hall.first.post("/api/face/verify", form=form, key=f"face-{who['id']}", patient=False))
        assert told.data["verified"], told
        found = patiently(lambda: hall.head.get(f"/api/candidates/{hall.exam}/{who['id']}", patient=False)).data
        assert found["face"]["attempts"] == 1, f"{found['face']['attempts']} attempts are used"

    def package(self) -> None:
        """The package has both photographs."""
        hall, who = self.hall, self.hall.second
        body = {"examId": hall.exam, "operatorId": who.id}
        made = patiently(lambda: hall.head.post(GENERATE, body, patient=False)).data["password"]
        asked = {"examId": hall.exam, "password": made}
        given = patiently(lambda: who.post(VERIFY, asked, patient=False)).data
        token = {"X-Download-Token": given["downloadToken"]}
        got = patiently(lambda: who.get(given["packageUrl"], headers=token, patient=False))
        with zipfile.ZipFile(io.BytesIO(got.body)) as archive:
            photographs = [name for name in archive.namelist() if name.endswith((".jpg", ".jpeg", ".png"))]
        assert len(photographs) >= 2, f"the package has {photographs} alone"
