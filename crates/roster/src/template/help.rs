use crate::column::Column;

/// Titles and widths (in characters) of the help sheet's columns.
pub(super) const TITLES: [(&str, f64); 4] =
    [("Column / कॉलम", 16.0), ("Required / आवश्यक", 20.0), ("What to enter", 60.0), ("क्या भरें", 60.0)];

pub(super) fn needed(required: bool) -> &'static str {
    if required { "Yes / हाँ" } else { "No / नहीं" }
}

/// What a column holds, in English and Hindi.
pub(super) fn of(column: Column) -> (&'static str, &'static str) {
    match column {
        Column::RollNumber => (
            "1 to 32 letters A-Z, digits and - / . _, different for every candidate.",
            "1 से 32 अंग्रेज़ी अक्षर, अंक और - / . _; हर अभ्यर्थी का अलग।",
        ),
        Column::Name => ("The candidate's name, up to 120 characters.", "अभ्यर्थी का नाम, अधिकतम 120 अक्षर।"),
        Column::FatherName => ("The father's name, up to 120 characters.", "पिता का नाम, अधिकतम 120 अक्षर।"),
        Column::Dob => (
            "Date of birth as YYYY-MM-DD, DD/MM/YYYY or DD-MM-YYYY.",
            "जन्म तिथि: YYYY-MM-DD, DD/MM/YYYY या DD-MM-YYYY।",
        ),
        Column::Gender => ("Up to 20 characters.", "लिंग, अधिकतम 20 अक्षर।"),
        Column::CentreCode => (
            "The centre's code: 1 to 32 letters A-Z, digits and - / . _. A new code creates a \
             centre.",
            "केंद्र का कोड: 1 से 32 अंग्रेज़ी अक्षर, अंक और - / . _। नया कोड नया केंद्र बनाता है।",
        ),
        Column::CentreName => {
            ("The centre's name, used when the centre is new.", "केंद्र का नाम; केंद्र नया होने पर काम आता है।")
        }
        Column::Slot => (
            "The name of the slot (shift), up to 60 characters. A new name creates a slot.",
            "पाली (स्लॉट) का नाम, अधिकतम 60 अक्षर। नया नाम नई पाली बनाता है।",
        ),
        Column::SlotStart => (
            "When the slot begins: YYYY-MM-DD HH:MM or DD/MM/YYYY HH:MM, Indian time unless a \
             zone is given (2026-03-02T09:00:00+05:30).",
            "पाली शुरू होने का समय: YYYY-MM-DD HH:MM या DD/MM/YYYY HH:MM, भारतीय समय।",
        ),
        Column::SlotEnd => (
            "When the slot ends, written in the same way; after its start.",
            "पाली समाप्त होने का समय, उसी तरह लिखें; शुरू होने के बाद का।",
        ),
        Column::GateOpens => (
            "When the gate opens for the slot, written as Slot Start.",
            "इस पाली के लिए गेट खुलने का समय, पाली शुरू होने के समय की तरह लिखें।",
        ),
        Column::GateCloses => {
            ("When the gate closes for the slot; after it opens.", "इस पाली के लिए गेट बंद होने का समय; खुलने के बाद का।")
        }
        Column::Room => ("The room, up to 30 characters; shown at the gate.", "कक्ष, अधिकतम 30 अक्षर; गेट पर दिखता है।"),
        Column::Seat => ("The seat, up to 30 characters; shown at the gate.", "सीट, अधिकतम 30 अक्षर; गेट पर दिखती है।"),
        Column::OmrNumber => (
            "The number of the OMR sheet if it is assigned beforehand: up to 64 letters, digits \
             and - / . _.",
            "ओएमआर शीट का नंबर, यदि पहले से तय हो: अधिकतम 64 अक्षर, अंक और - / . _।",
        ),
        Column::Photo => (
            "The name of the candidate's photograph in the ZIP file, such as 26100001.jpg.",
            "ZIP फ़ाइल में अभ्यर्थी की फ़ोटो का नाम, जैसे 26100001.jpg।",
        ),
    }
}
