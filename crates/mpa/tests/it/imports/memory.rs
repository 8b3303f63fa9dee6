//! Memory does not grow with what is sent: a server of its own process, measured by the kernel.

use super::{HEAD, hostile::archive};
use crate::{
    kill::place::{Life, Place, prepare},
    world::{Answer, Form, pictures},
};

/// The most MiB that the process ever had in memory.
// The kernel notes the mark late, so that a reading may be less than an earlier one.
fn high_water(life: &Life) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", life.serving.child.id())).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() / 1024
}

#[test]
fn large_lists_and_bombs_stay_small_in_memory() {
    let place = Place { folder: tempfile::tempdir().unwrap(), database: None };
    let exam = prepare(&place);
    let life = place.serve("3600");
    let head = life.log_in("head");
    let import = |form: &Form| -> Answer {
        let path = format!("/api/exams/{}/candidates/import", exam.id);
        life.send(&head, "POST", &path, &form.content_type(), form.bytes()).unwrap()
    };
    let enrol = |form: Form| life.send(&head, "POST", "/api/face/enroll", &form.content_type(), form.bytes()).unwrap();
    let about = || Form::default().text("examId", &exam.id).text("candidateId", &exam.candidates[0].0);
    enrol(about().file("faceImage", pictures::obama())).created();
    let before = high_water(&life);

    let lines: String = (0..20_000)
        .map(|number| format!("R{number},Name {number},Father,2001-02-03,K{},Noon\n", number % 40))
        .collect();
    assert_eq!(import(&Form::default().file("file", format!("{HEAD}{lines}"))).ok()["imported"], 20_000);
    let zeros = vec![0_u8; 300 << 20];
    let list = format!("{},Photo\n1,Asha,Ram,2001-02-03,A1,Noon,a.png\n", HEAD.trim());
    let photos = archive(&[("a.png", &zeros)]);
    let told = import(&Form::default().file("file", &list).file("photos", &photos)).ok();
    assert_eq!(told["photos"]["rejected"][0]["code"], "PAYLOAD_TOO_LARGE");
    enrol(about().file("faceImage", pictures::giant())).refused(422, "IMAGE_UNREADABLE");
    let grown = high_water(&life).saturating_sub(before);
    assert!(grown < 100, "{grown} MiB");

    // The texts of a workbook are held, up to 256 MiB of them.
    let head_xml =
        br#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;
    let parts = ["xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"];
    let entries: Vec<(&str, &[u8])> = std::iter::once(("[Content_Types].xml", head_xml.as_slice()))
        .chain(parts.map(|part| (part, zeros.as_slice())))
        .collect();
    let refused = import(&Form::default().file("file", archive(&entries)));
    assert!([413, 422].contains(&refused.status), "{refused:?}");
    let grown = high_water(&life).saturating_sub(before);
    assert!(grown < 400, "{grown} MiB");
}
