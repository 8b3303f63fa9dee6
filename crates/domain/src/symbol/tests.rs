use super::*;
use Reading::{Matched, Mismatch, Unreadable};
use Symbology::{Code39, Code128, Itf, Matrix, Product};

fn code(text: &str) -> Barcode {
    text.parse().unwrap()
}

fn symbol(kind: Symbology, text: &str) -> Symbol {
    Symbol { kind, text: text.to_owned() }
}

#[test]
fn the_forms_of_one_symbol() {
    let table = [
        (Code128, "OMR-1", "OMR-1", true),
        (Code128, "]C1OMR-1", "OMR-1", true),
        (Code128, "]C10109506000134352\u{1d}21ABC", "010950600013435221ABC", true),
        (Code128, "(01)09506000134352", "0109506000134352", true),
        (Code128, "omr-1", "OMR-1", false),
        (Code39, "OMR-1", "omr-1", true),
        (Code39, "*OMR-1*", "OMR-1", true),
        // The example of the standard: the check character of "159AZ" is H.
        (Code39, "159AZH", "159AZ", true),
        (Code39, "159AZ", "159AZH", true),
        (Code39, "159AZ", "159AZJ", false),
        (Itf, "09506000134352", "9506000134352", true),
        (Itf, "09506000134352", "0950600013435", true),
        (Itf, "0012345670", "001234567", true),
        (Itf, "12345678", "12345679", false),
        (Product, "0036000291452", "036000291452", true),
        (Product, "0036000291452", "03600029145", true),
        (Product, "4006381333931", "4006381333931", true),
        (Product, "4006381333931", "4006381333930", false),
        (Matrix, "]Q3OMR-1", "OMR-1", true),
        (Matrix, "https://example.org/OMR-1", "OMR-1", false),
    ];
    for (kind, text, wanted, expected) in table {
        assert_eq!(is(&code(wanted), &symbol(kind, text)), expected, "{kind:?} {text} {wanted}");
    }
}

#[test]
fn what_a_picture_says_of_a_sheet() {
    let paper = symbol(Product, "8901234567890");
    let address = symbol(Matrix, "https://example.org/help?q=1");
    let form = symbol(Code128, "FORM-7");
    let other = symbol(Code128, "OMR-0043");
    let table: [(&[&Symbol], bool, Reading); 11] = [
        (&[], false, Unreadable),
        (&[], true, Unreadable),
        (&[&paper], false, Unreadable),
        (&[&address, &paper], true, Unreadable),
        (&[&form], false, Mismatch),
        (&[&form], true, Unreadable),
        (&[&other], false, Mismatch),
        (&[&other], true, Mismatch),
        (&[&form, &other, &address], true, Mismatch),
        (&[&symbol(Code128, "OMR-0042"), &form, &other], true, Matched),
        (&[&symbol(Matrix, "OMR-0043")], true, Mismatch),
    ];
    for (symbols, unread, expected) in table {
        let symbols: Vec<Symbol> = symbols.iter().copied().cloned().collect();
        assert_eq!(read(&code("OMR-0042"), &symbols, unread), expected, "{symbols:?} {unread}");
    }
    // Where the sheets themselves have numbers of products, another one is another sheet.
    assert_eq!(read(&code("4006381333931"), &[paper], false), Mismatch);
}

#[test]
fn sheets_that_may_be_one() {
    let alike = |one: &str, other: &str| forms(&code(one)).contains(&other.to_ascii_uppercase());
    for (one, other) in [
        ("omr-0042", "OMR-0042"),
        ("036000291452", "0036000291452"),
        ("03600029145", "0036000291452"),
        ("09506000134352", "0950600013435"),
        ("SHEET1", "SHEET1H"),
        ("12345670", "1234567"),
    ] {
        assert!(alike(one, other) && alike(other, one), "{one} {other}: {:?}", forms(&code(one)));
    }
    assert!(alike("A1234567B", "1234567"));
    for (one, other) in
        [("OMR-0042", "OMR-0043"), ("12", "123"), ("S1", "S1T"), ("0012", "12"), ("10000001", "10000002")]
    {
        assert!(!alike(one, other), "{one} {other}: {:?}", forms(&code(one)));
    }
}

#[test]
fn a_series_of_numbers_is_not_alike_itself() {
    for (from, width) in [(100_000, 6), (0, 6), (20_260_000, 8), (1_000_000_000_000_u64, 13)] {
        for number in from..from + 2000 {
            let own = format!("{number:0width$}");
            let near = forms(&code(&own)).into_iter().filter(|form| form.len() == width && *form != own);
            let in_series = near.filter(|form| form.parse().is_ok_and(|other| (from..from + 2000).contains(&other)));
            assert_eq!(in_series.count(), 0, "{own}");
        }
    }
}

#[test]
fn what_a_picture_says_of_a_barcode_that_it_was_not_read_for() {
    for (read, expected) in [(Matched, Mismatch), (Mismatch, Unreadable), (Unreadable, Unreadable)] {
        assert_eq!(read.of_another(), expected);
        assert_eq!(Reading::named(read.name()), Some(read));
    }
    assert_eq!(Reading::named("no_image"), None);
}
