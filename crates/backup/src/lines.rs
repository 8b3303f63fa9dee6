//! A row as a line of JSON: numbers, texts and null as they are, bytes as `{"b": base64}`, fractions as `{"f": text}`
//! in the shortest form that reads back as the same. The first line of a table has the names of its columns.

use anyhow::{Context as _, bail};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::Value;
use store::copies::CopiedCell;

/// Appends the line of a row.
pub(crate) fn write(row: &[CopiedCell], out: &mut Vec<u8>) -> serde_json::Result<()> {
    out.push(b'[');
    for (at, cell) in row.iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        match cell {
            CopiedCell::Null => out.extend_from_slice(b"null"),
            CopiedCell::Int(value) => out.extend_from_slice(value.to_string().as_bytes()),
            CopiedCell::Float(value) => out.extend_from_slice(format!("{{\"f\":\"{value:?}\"}}").as_bytes()),
            CopiedCell::Text(text) => serde_json::to_writer(&mut *out, text)?,
            CopiedCell::Bytes(bytes) => {
                out.extend_from_slice(format!("{{\"b\":\"{}\"}}", STANDARD.encode(bytes)).as_bytes())
            }
        }
    }
    out.extend_from_slice(b"]\n");
    Ok(())
}

/// The row of a line.
pub(crate) fn read(line: &str) -> anyhow::Result<Vec<CopiedCell>> {
    let values: Vec<Value> = serde_json::from_str(line).context("a line is no row")?;
    values.into_iter().map(cell).collect()
}

fn cell(value: Value) -> anyhow::Result<CopiedCell> {
    Ok(match value {
        Value::Null => CopiedCell::Null,
        Value::Number(number) => CopiedCell::Int(number.as_i64().context("a number is too large")?),
        Value::String(text) => CopiedCell::Text(text),
        Value::Object(one) => match (one.get("b"), one.get("f")) {
            (Some(Value::String(bytes)), None) => CopiedCell::Bytes(STANDARD.decode(bytes)?),
            (None, Some(Value::String(number))) => CopiedCell::Float(number.parse()?),
            _ => bail!("a cell is of no kind"),
        },
        _ => bail!("a cell is of no kind"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_comes_back_as_it_was() {
        let row = vec![
            CopiedCell::Null,
            CopiedCell::Int(i64::MIN),
            CopiedCell::Int(i64::MAX),
            CopiedCell::Float(96.47),
            CopiedCell::Float(0.1 + 0.2),
            CopiedCell::Float(-0.0),
            CopiedCell::Float(100.0),
            CopiedCell::Float(f64::MIN_POSITIVE),
            CopiedCell::Text("ज़ुबैदा \"b\"\n{\"f\":1}".to_owned()),
            CopiedCell::Text(String::new()),
            CopiedCell::Bytes(Vec::new()),
            CopiedCell::Bytes((0..=255).collect()),
        ];
        let mut line = Vec::new();
        write(&row, &mut line).unwrap();
        let line = String::from_utf8(line).unwrap();
        assert_eq!(line.matches('\n').count(), 1);
        let back = read(line.trim_end()).unwrap();
        assert_eq!(back, row);
        assert!(matches!(back[5], CopiedCell::Float(zero) if zero.is_sign_negative()));
        assert!(read("[true]").is_err() && read("[1.5]").is_err() && read("{}").is_err());
    }
}
