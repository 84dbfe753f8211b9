//! Rows of separated values (RFC 4180): quotes, doubled quotes, line ends of either kind.

/// Most values in all rows: no symbol holds more.
const MOST_VALUES: usize = 3000;

/// The rows of a text; empty lines are left out. `None` where a quote is never closed, or there are too many values.
pub(crate) fn rows(text: &str, delimiter: char) -> Option<Vec<Vec<String>>> {
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let mut value = String::new();
    let mut quoted = false;
    let mut count = 0;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                value.push('"');
                chars.next();
            }
            '"' if quoted => quoted = false,
            '"' if value.is_empty() => quoted = true,
            c if quoted => value.push(c),
            '\r' => {}
            c if c == delimiter || c == '\n' => {
                row.push(std::mem::take(&mut value));
                count += 1;
                if c == '\n' {
                    rows.push(std::mem::take(&mut row));
                }
            }
            c => value.push(c),
        }
        if count > MOST_VALUES {
            return None;
        }
    }
    row.push(value);
    rows.push(row);
    rows.retain(|row| row.iter().any(|value| !value.is_empty()));
    (!quoted).then_some(rows)
}

#[cfg(test)]
mod tests {
    use super::rows;

    #[test]
    fn rows_are_split() {
        for (text, expected) in [
            ("a,b\r\nc,d", Some(vec![vec!["a", "b"], vec!["c", "d"]])),
            ("a,b\n\n,\n", Some(vec![vec!["a", "b"]])),
            ("\"a,1\",\"b\"\"2\"\n", Some(vec![vec!["a,1", "b\"2"]])),
            ("a\"b,", Some(vec![vec!["a\"b", ""]])),
            ("\"a,b", None),
            ("", Some(vec![])),
        ] {
            let expected = expected.map(|rows| {
                rows.into_iter()
                    .map(|row| row.into_iter().map(String::from).collect())
                    .collect::<Vec<Vec<_>>>()
            });
            assert_eq!(rows(text, ','), expected, "{text}");
        }
    }
}
