//! Finds a bracket that is never closed, and closes it in thought.

/// The closing bracket of an opening one.
pub(crate) fn closing(opening: &str) -> char {
    if opening == "{" { '}' } else { ']' }
}

/// Where the innermost bracket that is never closed stands.
pub(crate) fn open(text: &str) -> Option<usize> {
    let mut opened: Vec<(usize, char)> = Vec::new();
    let mut quote = None;
    let mut is_comment = false;
    let mut is_escaped = false;
    let mut is_line_start = true;
    for (offset, sign) in text.char_indices() {
        if sign == '\n' {
            // No text of a hub file goes on in the next line.
            (quote, is_comment, is_escaped) = (None, false, false);
        } else if is_line_start && opened.is_empty() && sign == '[' {
            // The brackets of a heading are not those of a list.
            is_comment = true;
        } else if is_comment || is_escaped {
            is_escaped = false;
        } else if quote.is_some() {
            is_escaped = sign == '\\' && quote == Some('"');
            quote = quote.filter(|opening| *opening != sign);
        } else {
            match sign {
                '"' | '\'' => quote = Some(sign),
                '#' => is_comment = true,
                '[' | '{' => opened.push((offset, sign)),
                ']' | '}' => match opened.pop() {
                    Some((opening, bracket)) if closing(bracket.encode_utf8(&mut [0; 4])) != sign => {
                        return Some(opening);
                    }
                    Some(_) | None => (),
                },
                _ => (),
            }
        }
        is_line_start = sign == '\n';
    }
    opened.pop().map(|(offset, _)| offset)
}

/// The text with the bracket at `open` closed where it most likely ends; no line moves.
pub(crate) fn close(text: &str, open: usize) -> String {
    let bracket = &text[open..=open];
    let rest = &text[open..];
    let end = if bracket == "{" { rest.find('\n') } else { next_field_or_heading(rest) };
    let content = text[..open + end.unwrap_or(rest.len())].trim_end();
    // The comma behind an element belongs to the list around it.
    let content = if bracket == "{" { content.trim_end_matches(',') } else { content };
    format!("{content}{}{}", closing(bracket), &text[content.len()..])
}

/// Where the first line begins that cannot belong to a list of texts.
fn next_field_or_heading(text: &str) -> Option<usize> {
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let word_end = line.find(|sign: char| !sign.is_alphanumeric() && sign != '_').unwrap_or(line.len());
        let is_field = word_end > 0 && line[word_end..].trim_start().starts_with('=');
        if offset > 0 && (line.starts_with('[') || is_field) {
            return Some(offset);
        }
        offset += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bracket_that_is_never_closed_is_found_and_closed() {
        let cases = [
            ("a = [1, 2] # [", None),
            ("a = \"[\"\nb = '{'", None),
            ("a = { b = 1\nc = 2\n", Some("a = { b = 1}\nc = 2\n")),
            ("a = [\n  { b = 1,\n  { b = 2 },\n]\n", Some("a = [\n  { b = 1},\n  { b = 2 },\n]\n")),
            ("a = [\n  1,\n  2,\nb = 3\n", Some("a = [\n  1,\n  2,]\nb = 3\n")),
            ("a = [\n\n[[area]]\n", Some("a = []\n\n[[area]]\n")),
            ("[[area\na = { b = 1\n", Some("[[area\na = { b = 1}\n")),
            ("a = [", Some("a = []")),
        ];
        for (text, closed) in cases {
            assert_eq!(open(text).map(|offset| close(text, offset)).as_deref(), closed, "{text}");
        }
    }
}
