//! The photographs of a list. One that cannot be used is reported and stops nothing.

use serde_json::json;

use super::{Office, hostile::archive};
use crate::world::{Form, Store, count, pictures};

const HEAD: &str = "Roll No,Name,Father Name,DOB,Centre Code,Slot,Photo\n";

fn list(photos: &[&str]) -> String {
    let lines = (1..).zip(photos).map(|(roll, photo)| format!("{roll},Asha,Ram,2001-02-03,A1,Morning,{photo}\n"));
    HEAD.to_owned() + &lines.collect::<String>()
}

#[test]
fn usable_faces_are_enrolled_and_the_others_reported() {
    for store in Store::BOTH {
        let office = Office::open(store);
        let file = list(&["obama.png", "faces/BIDEN.PNG", "wall.png", "both.png", "gone.png", "", "broken.jpg"]);
        let photos = archive(&[
            ("obama.png", pictures::obama()),
            ("faces/biden.png", pictures::biden()),
            ("wall.png", pictures::wall()),
            ("both.png", pictures::both()),
            ("broken.jpg", b"no picture"),
            ("__MACOSX/._obama.png", b"x"),
        ]);
        let send = |dry: &str| {
            office.send(Form::default().text("dryRun", dry).file("file", &file).file("photos", &photos)).ok()
        };
        let expected = json!({ "enrolled": 2, "rejected": [
            { "row": 4, "rollNumber": "3", "photo": "wall.png", "code": "FACE_NOT_DETECTED" },
            { "row": 5, "rollNumber": "4", "photo": "both.png", "code": "MULTIPLE_FACES" },
            { "row": 6, "rollNumber": "5", "photo": "gone.png", "code": "PHOTO_MISSING" },
            { "row": 8, "rollNumber": "7", "photo": "broken.jpg", "code": "IMAGE_UNREADABLE" },
        ] });
        assert_eq!(send("true")["photos"], expected);
        assert_eq!(count(&office.day, "enrolled_face"), 0);
        let done = send("false");
        assert_eq!((&done["imported"], &done["photos"]), (&json!(7), &expected));
        let enrolled: Vec<bool> = office.candidates().iter().map(|one| one["faceEnrolled"] == true).collect();
        assert_eq!(enrolled.iter().filter(|one| **one).count(), 2);
        let again = send("false");
        assert_eq!((&again["unchanged"], &again["photos"]["enrolled"]), (&json!(7), &json!(2)));
        assert_eq!([count(&office.day, "enrolled_face"), count(&office.day, "blob")], [2, 2]);
    }
}
