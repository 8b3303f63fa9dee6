use super::*;

fn table() -> CalibrationTable {
    CalibrationTable::built_in().unwrap()
}

#[test]
fn it_rises_from_0_to_100_without_a_step_back() {
    let table = table();
    let mut before = -1.0;
    for step in -1000..=1000 {
        let now = table.exact(f64::from(step) / 1000.0);
        assert!(now > before, "at {step}: {now} after {before}");
        before = now;
    }
    assert_eq!(table.percentage(-1.0), 0.0);
    assert_eq!(table.percentage(1.0), 100.0);
    assert!(table.percentage(0.999) < 100.0);
}

#[test]
fn what_is_under_the_threshold_never_shows_as_the_threshold() {
    let table = table();
    for threshold in [50.0, 90.0, 96.5, 96.51, 97.2, 99.0] {
        let cosine = table.cosine_at(threshold);
        for step in 1..2000 {
            let under = (cosine - f64::from(step) * 1e-7) as f32;
            if table.exact(f64::from(under)) < threshold {
                assert!(table.percentage(under) < threshold);
            }
        }
        assert!(table.percentage((cosine + 1e-4) as f32) >= threshold);
    }
}

#[test]
fn percentages_have_two_decimals() {
    let shown = table().percentage(0.31415);
    assert!((shown * 100.0 - (shown * 100.0).round()).abs() < 1e-6);
}

#[test]
fn what_is_not_a_number_matches_nobody() {
    assert_eq!(table().percentage(f32::NAN), 0.0);
    assert_eq!(table().percentage(-2.0), 0.0);
    assert_eq!(table().percentage(f32::INFINITY), 100.0);
}

#[test]
fn the_built_in_table_is_for_the_pinned_model_and_reads_back() {
    let table = table();
    assert_eq!(table.model_digest(), crate::models::RECOGNISER_DIGEST);
    assert_eq!(CalibrationTable::from_json(&table.to_json().unwrap()).unwrap(), table);
}

#[test]
fn points_that_do_not_rise_are_refused() {
    let mut table = table();
    table.points.swap(1, 2);
    assert!(matches!(table.clone().checked(), Err(TableError::Shape)));
    table.points.clear();
    assert!(matches!(table.checked(), Err(TableError::Shape)));
}
