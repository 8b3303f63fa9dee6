//! Every way in which MPA says no. The code is stable: clients, the web application and the audit
//! log know it. One file of the server maps it to an HTTP status.

use strum::{IntoStaticStr, VariantArray};

macro_rules! refusals {
    ($($name:ident: $sentence:literal,)*) => {
        /// A named refusal. `code()` is what clients see.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, IntoStaticStr, VariantArray)]
        #[strum(serialize_all = "SCREAMING_SNAKE_CASE")]
        pub enum Refusal { $(#[doc = $sentence] $name,)* }

        impl Refusal {
            /// The sentence for a person, with what to do next where there is something.
            #[must_use]
            pub fn sentence(self) -> &'static str {
                match self { $(Self::$name => $sentence,)* }
            }
        }
    };
}

refusals! {
    Forbidden: "Your account may not do this. Ask a supervisor or head office.",
    PasswordChangeRequired: "This password was given to you. Choose one of your own first.",
    SecondFactorSetupRequired: "Head office requires a second factor of your account. Set one up first.",
    ExamNotFound: "There is no such exam.",
    CentreNotFound: "There is no such centre.",
    SlotNotFound: "There is no such slot.",
    OperatorNotFound: "There is no such operator.",
    CandidateNotFound: "There is no such candidate.",
    AttendanceNotFound: "There is no such attendance.",
    AttemptNotFound: "There is no such attempt.",
    PhotoNotFound: "There is no enrolled photograph of this candidate.",
    ImageNotFound: "There is no image of it.",
    AssignmentNotFound: "The operator is not assigned to this slot.",
    OmrNotFound: "This barcode was not scanned for this exam. Scan the sheet first.",
    CodeExists: "This code or username is taken. Choose another.",
    SlotExists: "This centre has a slot of that name in this exam already.",
    AlreadyAssigned: "The operator is assigned to this slot already.",
    ImportRejected: "Nothing was imported: correct the rows named in the details and send the file again.",
    SlotFull: "The slot holds as many candidates as it may.",
    NoSlotAssigned: "You are not assigned to any active slot of this exam. Ask head office.",
    AttendanceRequired: "Attendance must be completed before biometric verification.",
    AttendanceExists: "Attendance was marked already.",
    BiometricsExist: "Biometrics were captured already, so the attendance stays.",
    OperatorMismatch: "Another operator is working with this candidate, or the body names somebody else than the token.",
    SlotEnded: "The slot has ended, and this exam allows nothing after its end.",
    FaceNotEnrolled: "No photograph is enrolled for this candidate. Ask head office, or a supervisor for an override.",
    FaceNotDetected: "No face was found in the picture. Take it again, from the front and closer.",
    MultipleFaces: "There is more than one face in the picture. Take it again with the candidate alone.",
    ImageQuality: "The picture is not good enough. Take it again.",
    ImageUnreadable: "The picture cannot be read. Send a JPEG or PNG.",
    DuplicateImage: "This very picture has verified another candidate, or is an enrolled photograph. Photograph the candidate.",
    OperatorFace: "This is the operator's own face. Photograph the candidate.",
    AttemptsExhausted: "All attempts are used up. A supervisor can decide.",
    FingerprintExists: "A fingerprint, or the reason why there is none, was recorded already. Go on to the next step; if the wrong one stands, hand the other over as an offline record, and a supervisor decides.",
    StationIncomplete: "The station cannot be closed yet.",
    BiometricExists: "The station was closed already.",
    BarcodeExists: "This barcode was scanned already.",
    BarcodeMismatch: "The barcode on the picture is another one. Scan the sheet again.",
    OmrAlreadyValidated: "This sheet is bound to another roll number.",
    CandidateHasOmr: "This candidate has another sheet. A supervisor can make it void.",
    OmrVoid: "This sheet is void and is never used again. Take a new one.",
    InvalidCredentials: "Username or password is wrong.",
    SecondFactorRequired: "This account has a second factor. Send its code, too.",
    SecondFactorExists: "This account has a second factor already. Turn it off before another is set up.",
    SecondFactorNotFound: "This account has no such second factor. Set one up first.",
    SecondFactorMandatory: "Head office requires a second factor of this account, so it stays on.",
    TokenReused: "This refresh token was used before, so the session was ended. Log in again.",
    InvalidDownloadPassword: "The download password is wrong, over or used, or it is not yours. Ask head office for a new one.",
    PasswordNotFound: "There is no such download password.",
    InvalidDownloadToken: "The download token is missing, wrong or over. Ask head office for a new password.",
    ConflictNotFound: "There is no such conflict.",
    ConflictResolved: "This conflict was resolved already.",
    RecordNotFound: "There is no such record.",
    RecordDecided: "This record was decided already, or nothing about it waits for a decision.",
    QueueUnreadable: "This file is not a whole export of a queue for this exam, so nothing was kept. Export the queue again at the station.",
    SlotByTime: "The slots of this exam are active by their times. Change the times, or the exam's slotActivation.",
    AlertNotFound: "There is no such alert.",
    EventNotFound: "There is no such entry in the audit log, or it has no number yet.",
    CheckpointNotFound: "There is no checkpoint yet. Try again in a moment.",
    IdempotencyMismatch: "This Idempotency-Key was used with another request. Use a new key.",
}

impl Refusal {
    /// The stable code, such as `ATTENDANCE_REQUIRED`.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.into()
    }
}
