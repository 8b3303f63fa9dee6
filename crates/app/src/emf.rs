//! The metrics as lines of CloudWatch's embedded metric format: read from the same text that Prometheus gets, so that
//! both tell the same. Counters as what came on top, gauges as they are, histograms as values with their counts.
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html>

use std::collections::{BTreeMap, HashMap};

use serde_json::{Map, Number, Value, json};

/// Where CloudWatch keeps them.
const NAMESPACE: &str = "MPA";
/// Metrics of a line.
const EMF_METRICS: usize = 100;

/// Labels and their values, in order of the labels.
type Labels = Vec<(String, String)>;

/// What was told before.
#[derive(Debug, Default)]
pub struct Emf {
    counted: HashMap<String, f64>,
}

/// What is told of one set of labels: names, units and values.
type Told = Vec<(String, &'static str, Value)>;

impl Emf {
    /// The lines of now, from OpenMetrics text; `millis` since 1970. What counts is told as the difference to the last
    /// time; what has labels and did not change is left out.
    pub fn lines(&mut self, text: &str, millis: i64) -> Vec<String> {
        let mut groups: BTreeMap<Labels, Told> = BTreeMap::new();
        let mut buckets: BTreeMap<(String, Labels), Vec<(f64, f64)>> = BTreeMap::new();
        let mut kind = "";
        for line in text.lines() {
            if let Some(about) = line.strip_prefix("# TYPE ") {
                kind = about.split(' ').nth(1).unwrap_or_default();
                continue;
            }
            let Some((name, mut labels, value)) = sample(line) else { continue };
            match kind {
                "gauge" => groups.entry(labels).or_default().push((name.to_owned(), unit(name), number(value))),
                "counter" => {
                    let more = self.more(line, value);
                    if more > 0.0 || labels.is_empty() {
                        groups.entry(labels).or_default().push((name.to_owned(), "Count", number(more)));
                    }
                }
                "histogram" if name.ends_with("_bucket") => {
                    let Some(at) = labels.iter().position(|(name, _)| name == "le") else { continue };
                    let (_, bound) = labels.remove(at);
                    let name = name.trim_end_matches("_bucket").to_owned();
                    let bound = if bound == "+Inf" { f64::INFINITY } else { bound.parse().unwrap_or_default() };
                    buckets.entry((name, labels)).or_default().push((bound, self.more(line, value)));
                }
                _ => {}
            }
        }
        for ((name, labels), cumulative) in buckets {
            if let Some(value) = spread(&cumulative) {
                let unit = unit(&name);
                groups.entry(labels).or_default().push((name, unit, value));
            }
        }
        let lines =
            groups.iter().flat_map(|(labels, told)| told.chunks(EMF_METRICS).map(|some| line(labels, some, millis)));
        lines.collect()
    }

    /// What came on top since the last time.
    fn more(&mut self, line: &str, value: f64) -> f64 {
        let key = line.rsplit_once(' ').map_or(line, |(key, _)| key);
        let before = self.counted.insert(key.to_owned(), value).unwrap_or_default();
        (value - before).max(0.0)
    }
}

/// A line of a sample: `name{label="value",…} 1.5`.
fn sample(line: &str) -> Option<(&str, Labels, f64)> {
    if line.starts_with('#') {
        return None;
    }
    let (key, value) = line.rsplit_once(' ')?;
    let value: f64 = value.parse().ok()?;
    let Some((name, rest)) = key.split_once('{') else { return Some((key, Labels::new(), value)) };
    let mut labels = Labels::new();
    let mut rest = rest.strip_suffix('}')?;
    while !rest.is_empty() {
        let (label, quoted) = rest.split_once("=\"")?;
        let (mut text, mut end, mut letters) = (String::new(), None, quoted.char_indices());
        while let Some((at, letter)) = letters.next() {
            match letter {
                '"' => {
                    end = Some(at + 1);
                    break;
                }
                '\\' => match letters.next()?.1 {
                    'n' => text.push('\n'),
                    other => text.push(other),
                },
                other => text.push(other),
            }
        }
        labels.push((label.to_owned(), text));
        rest = quoted.get(end?..)?.trim_start_matches(',');
    }
    labels.sort();
    Some((name, labels, value))
}

fn unit(name: &str) -> &'static str {
    if name.ends_with("_seconds") { "Seconds" } else { "Count" }
}

/// A histogram whose buckets got so many more: each counts at its upper bound, the last at the largest there is.
fn spread(cumulative: &[(f64, f64)]) -> Option<Value> {
    let (mut values, mut counts, mut below, mut largest) = (Vec::new(), Vec::new(), 0.0, 0.0);
    for &(bound, count) in cumulative {
        largest = if bound.is_finite() { bound } else { largest };
        if count > below {
            values.push(number(largest));
            counts.push(number(count - below));
        }
        below = count;
    }
    (!values.is_empty()).then(|| json!({ "Values": values, "Counts": counts }))
}

fn number(value: f64) -> Value {
    #[allow(clippy::cast_possible_truncation)] // whole, and far from the edge
    if value.fract() == 0.0 && value.abs() < 1e15 {
        return Value::from(value as i64);
    }
    Number::from_f64(value).map_or(Value::from(0), Value::Number)
}

fn line(labels: &Labels, told: &[(String, &'static str, Value)], millis: i64) -> String {
    let dimensions: Vec<&str> = labels.iter().map(|(name, _)| name.as_str()).collect();
    let metrics: Vec<Value> = told.iter().map(|(name, unit, _)| json!({ "Name": name, "Unit": unit })).collect();
    let about = json!({ "Namespace": NAMESPACE, "Dimensions": [dimensions], "Metrics": metrics });
    let mut line = Map::new();
    line.insert("_aws".to_owned(), json!({ "Timestamp": millis, "CloudWatchMetrics": [about] }));
    line.extend(labels.iter().map(|(name, value)| (name.clone(), Value::from(value.as_str()))));
    line.extend(told.iter().map(|(name, _, value)| (name.clone(), value.clone())));
    Value::Object(line).to_string()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::metrics::Metrics;

    /// As it stands in the documentation, <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html>.
    const SCHEMA: &str = include_str!("emf-schema.json");

    /// Lines that hold to the schema, and to what the documentation says beside it.
    fn told(emf: &mut Emf, metrics: &Metrics) -> Vec<Value> {
        let schema = jsonschema::validator_for(&serde_json::from_str(SCHEMA).unwrap()).unwrap();
        let lines = emf.lines(&metrics.text(), 1_795_974_000_000);
        let lines: Vec<Value> = lines.iter().map(|line| serde_json::from_str(line).unwrap()).collect();
        for line in &lines {
            assert!(schema.is_valid(line), "{:?} {line}", schema.iter_errors(line).collect::<Vec<_>>());
            let about = &line["_aws"]["CloudWatchMetrics"][0];
            for dimension in about["Dimensions"][0].as_array().unwrap() {
                assert!(!line[dimension.as_str().unwrap()].as_str().unwrap().is_empty(), "{line}");
            }
            let metrics = about["Metrics"].as_array().unwrap();
            assert!(!metrics.is_empty() && metrics.len() <= EMF_METRICS);
            for metric in metrics {
                let value = &line[metric["Name"].as_str().unwrap()];
                let count = |name: &str| value[name].as_array().map(Vec::len);
                assert!(value.is_number() || (count("Values") == count("Counts") && count("Values") <= Some(100)));
            }
        }
        lines
    }

    fn of<'a>(lines: &'a [Value], name: &str) -> Vec<&'a Value> {
        lines.iter().map(|line| &line[name]).filter(|value| !value.is_null()).collect()
    }

    #[test]
    fn counters_tell_what_came_on_top_and_gauges_what_is() {
        let (mut emf, metrics) = (Emf::default(), Metrics::default());
        metrics.comparisons.inc_by(3);
        metrics.notices_waiting.set(7);
        let first = told(&mut emf, &metrics);
        assert_eq!(of(&first, "mpa_face_comparisons_total"), [&json!(3)]);
        metrics.comparisons.inc_by(2);
        let second = told(&mut emf, &metrics);
        assert_eq!(of(&second, "mpa_face_comparisons_total"), [&json!(2)]);
        assert_eq!(of(&second, "mpa_notices_waiting"), [&json!(7)]);
        assert_eq!(second.len(), 1, "what has no labels is one line, and nothing else was told");
    }

    #[test]
    fn requests_are_told_by_route_with_their_durations() {
        let (mut emf, metrics) = (Emf::default(), Metrics::default());
        for millis in [2, 3, 300, 99_000] {
            metrics.answered("GET", "/api/exams/{id}", 200, Duration::from_millis(millis));
        }
        let lines = told(&mut emf, &metrics);
        let counted = lines.iter().find(|line| line["status"] == "200").unwrap();
        assert_eq!((&counted["mpa_http_requests_total"], &counted["route"]), (&json!(4), &json!("/api/exams/{id}")));
        let expected = json!({ "Values": [0.0025, 0.005, 0.5, 10], "Counts": [1, 1, 1, 1] });
        assert_eq!(of(&lines, "mpa_http_request_seconds"), [&expected]);
        assert_eq!(of(&told(&mut emf, &metrics), "mpa_http_request_seconds"), [&Value::Null; 0]);
    }

    #[test]
    fn a_label_comes_back_as_it_was() {
        let expected = vec![("a".to_owned(), "x\"y\\z,\n".to_owned()), ("b".to_owned(), String::new())];
        assert_eq!(sample("n{b=\"\",a=\"x\\\"y\\\\z,\\n\"} 2"), Some(("n", expected, 2.0)));
        assert_eq!(sample("# EOF"), None);
    }
}
