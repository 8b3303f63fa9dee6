use super::*;

fn split(text: &[u8]) -> Result<(Vec<String>, Option<Vec<String>>), Broken> {
    let mut whole = Split::new(BATCH, 3);
    whole.feed(text)?;
    // In whatever pieces it comes, it is the same.
    let mut pieces = Split::new(BATCH, 3);
    for byte in text {
        pieces.feed(std::slice::from_ref(byte))?;
    }
    let (parts, again) = (whole.parts(text)?, pieces.parts(text)?);
    assert_eq!((&parts.members, &parts.elements), (&again.members, &again.elements));
    let text = |raw: &[u8]| String::from_utf8_lossy(raw).into_owned();
    let members = parts
        .members
        .iter()
        .map(|(name, range)| format!("{}={}", BATCH[*name], text(parts.text[range.clone()].trim_ascii())));
    Ok((members.collect(), parts.records().map(|records| records.map(text).collect())))
}

#[test]
fn records_are_found_whatever_is_in_them() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let table: Vec<(String, Vec<String>)> = vec![
        ("[]".into(), vec![]),
        (" [ { } , 7 ] ".into(), vec!["{ }".into(), "7".into()]),
        ("[{\"a\":\"]},{\\\"[\"},{}]".into(), vec!["{\"a\":\"]},{\\\"[\"}".into(), "{}".into()]),
        ("[{},]".into(), vec!["{}".into()]),
        ("[,{},,{}]".into(), vec!["{}".into(), "{}".into()]),
        ("[{\"n\":NaN},\"\\ud83d\"]".into(), vec!["{\"n\":NaN}".into(), "\"\\ud83d\"".into()]),
        (format!("[{deep},{{}}]"), vec![deep.clone(), "{}".into()]),
        ("[[1,2],[{},{}]]".into(), vec!["[1,2]".into(), "[{},{}]".into()]),
    ];
    for (records, expected) in table {
        let text = format!("{{\"examId\":\"x\",\"records\":{records},\"deviceId\":\"d\"}}");
        let (members, found) = split(text.as_bytes()).unwrap();
        assert_eq!(found, Some(expected), "{text:.80}");
        assert_eq!((members.len(), members.last().map(String::as_str)), (3, Some("deviceId=\"d\"")));
    }
}

#[test]
fn only_what_is_asked_for_is_kept() {
    let (members, records) =
        split(b"\xEF\xBB\xBF {\"x\":1, \"data\" : {\"records\":[1]} , \"y\":[{\"examId\":2}]} ").unwrap();
    assert_eq!((members, records), (vec!["data={\"records\":[1]}".to_owned()], None));
    let (members, _) = split(b"{\"exam\\u0049d\":5,}").unwrap();
    assert_eq!(members, ["examId=5"]);
}

#[test]
fn what_is_no_object_or_has_too_many_records_is_refused_at_once() {
    for text in ["", "  ", "[]", "7", "\"records\"", "x{}", "}", "nul"] {
        assert_eq!(split(text.as_bytes()), Err(Broken::NoObject), "{text:?}");
    }
    let mut split = Split::new(BATCH, 3);
    assert_eq!(split.feed(b"{\"records\":[1,2,3,"), Ok(()));
    assert_eq!(split.feed(b"4,"), Err(Broken::TooMany));
}

#[test]
fn a_batch_that_broke_off_has_what_came_of_it() {
    for (text, expected) in [
        ("{\"records\":[{\"id\":1},{\"id\":", vec!["{\"id\":1}", "{\"id\":"]),
        ("{\"records\":[{\"id\":1},", vec!["{\"id\":1}"]),
        ("{\"records\":[{\"id\":\"un", vec!["{\"id\":\"un"]),
        ("{\"records\":[1]", vec!["1"]),
    ] {
        let (_, records) = split(text.as_bytes()).unwrap();
        assert_eq!(records.unwrap(), expected, "{text}");
    }
}

#[test]
fn a_member_that_says_two_things_says_nothing() {
    let parts = Members::of(b"{\"examId\":1,\"examId\":1,\"data\":2,\"data\":3,\"deviceId\":null}", BATCH).unwrap();
    assert_eq!(parts.read::<i64>("examId"), Ok(Some(1)));
    assert!(parts.raw("data").is_err());
    assert_eq!((parts.raw("deviceId"), parts.raw("operatorId")), (Ok(None), Ok(None)));
    let parts = Members::of(b"{\"examId\":NaN,\"data\":\"\xE9\"}", BATCH).unwrap();
    assert!(parts.value("examId").is_err() && parts.value("data").is_err());
}

#[test]
fn a_record_that_does_not_close_takes_no_other_with_it() {
    let record = |id: u8, more: &str| {
        format!("{{\"id\":{id},\"entityType\":\"face\",\"data\":{{\"a\":[{{\"b\":1}},{{}}]}}{more}}}")
    };
    let (one, three) = (record(1, ""), record(3, ""));
    for broken in [
        "{\"id\":2,\"data\":{\"x\":1}",
        "{\"id\":2,\"name\":\"O\"Brien\"}",
        "{\"id\":2,\"name\":\"O\"Brien, {\\\"x\"}",
        "{\"id\":2,\"list\":[1,2}",
        "{\"id\":2]",
        "{\"id\":2,\"name\":\"un",
    ] {
        let text = format!("{{\"examId\":\"x\",\"records\":[{one}, {broken} ,{three}]}}");
        let (_, found) = split(text.as_bytes()).unwrap();
        let found = found.unwrap();
        assert_eq!((found.len(), &found[0], &found[1], &found[2]), (3, &one, &broken.to_owned(), &three), "{text}");
    }
}

#[test]
fn looking_for_records_has_an_end() {
    // A search that began anew at each of them would not end on this side of the evening.
    for piece in ["{,", ",{\"id\":", "[", ",{\"id\":1,\"entityType\":2"] {
        let text = format!("{{\"records\":[{}", piece.repeat((8 << 20) / piece.len()));
        assert!(split_once(text.as_bytes()).is_ok(), "{piece}");
    }
}

fn split_once(text: &[u8]) -> Result<usize, Broken> {
    let mut split = Split::new(BATCH, 3);
    split.feed(text)?;
    Ok(split.parts(text)?.records().map_or(0, |records| records.len()))
}
