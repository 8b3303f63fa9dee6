/// The columns of a roster.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// Roll No
    RollNumber,
    /// Name
    Name,
    /// Father Name
    FatherName,
    /// DOB
    Dob,
    /// Gender, optional
    Gender,
    /// Centre Code
    CentreCode,
    /// Centre Name, optional
    CentreName,
    /// Slot
    Slot,
    /// Slot Start, optional
    SlotStart,
    /// Slot End, optional
    SlotEnd,
    /// Gate Opens, optional
    GateOpens,
    /// Gate Closes, optional
    GateCloses,
    /// Room, optional
    Room,
    /// Seat, optional
    Seat,
    /// OMR No, optional
    OmrNumber,
    /// Photo, optional: a name in the photograph archive
    Photo,
}

impl Column {
    /// All columns, in the order of the template.
    pub const ALL: [Self; 16] = [
        Self::RollNumber,
        Self::Name,
        Self::FatherName,
        Self::Dob,
        Self::Gender,
        Self::CentreCode,
        Self::CentreName,
        Self::Slot,
        Self::SlotStart,
        Self::SlotEnd,
        Self::GateOpens,
        Self::GateCloses,
        Self::Room,
        Self::Seat,
        Self::OmrNumber,
        Self::Photo,
    ];

    /// The name in the template and in messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::RollNumber => "Roll No",
            Self::Name => "Name",
            Self::FatherName => "Father Name",
            Self::Dob => "DOB",
            Self::Gender => "Gender",
            Self::CentreCode => "Centre Code",
            Self::CentreName => "Centre Name",
            Self::Slot => "Slot",
            Self::SlotStart => "Slot Start",
            Self::SlotEnd => "Slot End",
            Self::GateOpens => "Gate Opens",
            Self::GateCloses => "Gate Closes",
            Self::Room => "Room",
            Self::Seat => "Seat",
            Self::OmrNumber => "OMR No",
            Self::Photo => "Photo",
        }
    }

    /// Whether a roster without this column is refused.
    pub fn required(self) -> bool {
        matches!(self, Self::RollNumber | Self::Name | Self::FatherName | Self::Dob | Self::CentreCode | Self::Slot)
    }

    /// The column that a header cell means, whatever its case, spaces, underscores, dots and
    /// apostrophes, and whatever it explains in brackets: `Father's_name (as on form)`.
    pub(crate) fn from_header(text: &str) -> Option<Self> {
        let named = text.split(['(', '[']).next().unwrap_or_default();
        let key: String = named.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        let key = key.replace("center", "centre").replace("number", "no");
        Some(match key.as_str() {
            "rollno" | "roll" | "candidaterollno" => Self::RollNumber,
            "name" | "candidatename" | "candidatesname" | "studentname" | "applicantname" | "fullname" => Self::Name,
            "fathername" | "fathersname" | "father" | "nameoffather" => Self::FatherName,
            "dob" | "dateofbirth" | "birthdate" => Self::Dob,
            "gender" | "sex" => Self::Gender,
            "centrecode" | "centreno" | "examcentrecode" | "centrecodeno" => Self::CentreCode,
            "centrename" | "examcentrename" | "nameofcentre" => Self::CentreName,
            "slot" | "slotname" | "shift" | "shiftname" => Self::Slot,
            "slotstart" | "slotstarttime" | "shiftstart" | "shiftstarttime" | "starttime" => Self::SlotStart,
            "slotend" | "slotendtime" | "shiftend" | "shiftendtime" | "endtime" => Self::SlotEnd,
            "gateopens" | "gateopen" | "gateopentime" | "gateopeningtime" | "gateopening" => Self::GateOpens,
            "gatecloses" | "gateclose" | "gateclosetime" | "gateclosingtime" | "gateclosing" => Self::GateCloses,
            "room" | "roomno" | "hall" | "hallno" => Self::Room,
            "seat" | "seatno" => Self::Seat,
            "omrno" | "omr" | "omrsheetno" | "omrbarcode" => Self::OmrNumber,
            "photo" | "photoname" | "photofile" | "photofilename" | "photograph" => Self::Photo,
            _ => return None,
        })
    }
}

/// A set of columns, such as those that a file has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Columns(u16);

impl Columns {
    /// Whether the column is among them.
    #[must_use]
    pub fn has(self, column: Column) -> bool {
        self.0 & Self::bit(column) != 0
    }

    fn bit(column: Column) -> u16 {
        1 << column as u16
    }
}

impl FromIterator<Column> for Columns {
    fn from_iter<I: IntoIterator<Item = Column>>(columns: I) -> Self {
        Self(columns.into_iter().fold(0, |set, column| set | Self::bit(column)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_recognised_however_they_are_written() {
        for column in Column::ALL {
            assert_eq!(Column::from_header(column.name()), Some(column));
            assert_eq!(Column::from_header(&column.name().to_uppercase()), Some(column));
        }
        let also = [
            (" roll_number ", Column::RollNumber),
            ("ROLL  NO.", Column::RollNumber),
            ("Father\u{2019}s Name", Column::FatherName),
            ("Date of Birth (DD/MM/YYYY)", Column::Dob),
            ("Center Code*", Column::CentreCode),
            ("Shift", Column::Slot),
        ];
        for (text, column) in also {
            assert_eq!(Column::from_header(text), Some(column), "{text}");
        }
        for text in ["", "live_photo", "Mother Name", "(Name)"] {
            assert_eq!(Column::from_header(text), None, "{text}");
        }
    }
}
