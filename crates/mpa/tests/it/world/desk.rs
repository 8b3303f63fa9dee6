//! What is done at the stations, in one line each.

use serde_json::{Value, json};

use super::{Answer, Caller, Day, Form, pictures};

impl Day {
    pub(crate) fn mark(&self, who: &Caller<'_>, roll: &str) -> Answer {
        who.post("/api/attendance", json!({ "examId": self.exam, "rollNumber": roll }))
    }

    /// Marks by the operator of the slot and gives the attendance's id.
    pub(crate) fn present(&self, roll: &str) -> String {
        super::day::text(&self.mark(&self.operator(), roll).created()["id"])
    }

    pub(crate) fn skip(&self, who: &Caller<'_>, roll: &str) -> Answer {
        who.post("/api/attendance", json!({ "examId": self.exam, "rollNumber": roll, "status": "skipped" }))
    }

    pub(crate) fn undo(&self, who: &Caller<'_>, attendance: &str) -> Answer {
        who.post(format!("/api/attendance/{attendance}/undo"), json!({ "reason": "wrong candidate" }))
    }

    pub(crate) fn hand_over(&self, who: &Caller<'_>, attendance: &str, to: &str) -> Answer {
        who.post(format!("/api/attendance/{attendance}/handover"), json!({ "operatorId": to, "reason": "lunch" }))
    }

    /// The two fields that every form of a station has.
    pub(crate) fn about(&self, roll: &str) -> Form {
        Form::default().text("examId", &self.exam).text("candidateId", self.id(roll))
    }

    pub(crate) fn enrol(&self, roll: &str, picture: &[u8]) -> Answer {
        self.head().form("/api/face/enroll", &self.about(roll).file("faceImage", picture))
    }

    pub(crate) fn verify(&self, who: &Caller<'_>, roll: &str, picture: &[u8]) -> Answer {
        who.form("/api/face/verify", &self.about(roll).file("liveFaceImage", picture))
    }

    pub(crate) fn finger(&self, who: &Caller<'_>, roll: &str) -> Answer {
        who.form("/api/fingerprint/capture", &self.about(roll).file("fingerprintImage", pictures::finger()))
    }

    pub(crate) fn no_finger(&self, who: &Caller<'_>, roll: &str) -> Answer {
        who.form("/api/fingerprint/capture", &self.about(roll).text("exceptionReason", "bandaged hand"))
    }

    pub(crate) fn scan(&self, who: &Caller<'_>, barcode: &str) -> Answer {
        who.post("/api/omr/scan", json!({ "examId": self.exam, "barcode": barcode }))
    }

    pub(crate) fn scan_image(&self, who: &Caller<'_>, barcode: &str, image: &[u8]) -> Answer {
        let form = Form::default().text("examId", &self.exam).text("barcode", barcode);
        who.form("/api/omr/scan", &form.file("image", image))
    }

    pub(crate) fn bind(&self, who: &Caller<'_>, barcode: &str, roll: &str) -> Answer {
        who.post("/api/omr/validate", json!({ "examId": self.exam, "barcode": barcode, "rollNumber": roll }))
    }

    pub(crate) fn void(&self, who: &Caller<'_>, barcode: &str) -> Answer {
        who.post("/api/omr/void", json!({ "examId": self.exam, "barcode": barcode, "reason": "torn" }))
    }

    pub(crate) fn close(&self, who: &Caller<'_>, roll: &str) -> Answer {
        who.post("/api/biometric/verify", json!({ "examId": self.exam, "candidateId": self.id(roll) }))
    }

    pub(crate) fn override_close(&self, who: &Caller<'_>, roll: &str, decision: Value) -> Answer {
        let body = json!({ "examId": self.exam, "candidateId": self.id(roll), "override": decision });
        who.post("/api/biometric/verify", body)
    }

    pub(crate) fn candidate(&self, roll: &str) -> Value {
        self.head().get(format!("/api/candidates/{}/{}", self.exam, self.id(roll))).ok()
    }
}
