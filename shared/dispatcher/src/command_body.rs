//! What a client may write into the body of a command.

use domain::command::Command;
use protocol::COMMAND_TEXT_CHARS_MAX;
use serde_json::{Map, Value};

/// Reads the body of a command.
///
/// A member the command does not have is refused, so that a misspelt one is never silently lost.
///
/// # Errors
/// What is wrong with it, for the client's programmer.
pub fn read(body: &[u8]) -> Result<Command, String> {
    if body.is_empty() {
        return Err("the body is empty; send one command as JSON".to_owned());
    }
    let command: Command = serde_json::from_slice(body).map_err(|error| error.to_string())?;
    // A command without fields would let unknown ones pass, so they are looked for here for all of them.
    let known = members(serde_json::to_value(&command));
    let sent = members(serde_json::from_slice(body));
    if sent.values().any(has_too_long_a_text) {
        return Err(format!("a text has more than {COMMAND_TEXT_CHARS_MAX} characters"));
    }
    match sent.keys().find(|name| !known.contains_key(*name)) {
        Some(unknown) => Err(format!("unknown field `{unknown}`")),
        None => Ok(command),
    }
}

/// The kiosk or counter a command comes from, where it says so.
pub(crate) fn device(command: &Command) -> Option<String> {
    let members = members(serde_json::to_value(command));
    ["device", "counter"].iter().find_map(|name| members.get(*name)?.as_str().map(str::to_owned))
}

fn members(value: Result<Value, serde_json::Error>) -> Map<String, Value> {
    match value {
        Ok(Value::Object(members)) => members,
        Ok(_) | Err(_) => Map::new(),
    }
}

fn has_too_long_a_text(value: &Value) -> bool {
    match value {
        Value::String(text) => text.chars().count() > COMMAND_TEXT_CHARS_MAX,
        Value::Array(items) => items.iter().any(has_too_long_a_text),
        Value::Object(members) => members.values().any(has_too_long_a_text),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use protocol::COMMAND_TEXT_CHARS_MAX;

    use super::read;

    #[test]
    fn the_longest_text_is_taken_and_one_sign_more_is_refused() {
        let body = |length: usize| {
            let detail = "è".repeat(length);
            format!(r#"{{"command":"report_slip","ticket":1,"outcome":"printed","detail":"{detail}"}}"#)
        };
        assert!(read(body(COMMAND_TEXT_CHARS_MAX).as_bytes()).is_ok());
        let why = read(body(COMMAND_TEXT_CHARS_MAX + 1).as_bytes()).unwrap_err();
        assert_eq!(why, "a text has more than 500 characters");
    }
}
