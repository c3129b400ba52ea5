//! What somebody meant who wrote something else.

/// Longest word that is compared, in bytes: no field and no id is longer, also in letters of four bytes.
const WORD_BYTES_MAX: usize = 4 * domain::limits::ID_CHARS_MAX;
/// Shortest word of which a beginning is taken for the whole, in characters.
const PREFIX_CHARS_MIN: usize = 4;

/// The known word most like `word`, if one is like enough to be what was meant.
pub(crate) fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    if word.len() > WORD_BYTES_MAX {
        return None;
    }
    let word = word.to_lowercase();
    let like = known.into_iter().filter_map(|candidate| Some((unlikeness(&word, candidate)?, candidate)));
    like.min_by_key(|(unlikeness, _)| *unlikeness).map(|(_, candidate)| candidate)
}

/// How far apart two words are, `None` if too far to be the same word.
fn unlikeness(word: &str, candidate: &str) -> Option<usize> {
    let candidate = candidate.to_lowercase();
    let (length, distance) = (candidate.chars().count(), distance(word, &candidate));
    if distance <= (length / 3).max(1) && distance < length {
        return Some(distance);
    }
    // `duration` for `duration_minutes`: after every real likeness.
    let shorter = word.chars().count().min(length);
    let is_beginning = shorter >= PREFIX_CHARS_MIN && (word.starts_with(&candidate) || candidate.starts_with(word));
    is_beginning.then_some(length + distance)
}

/// How many letters to add, leave out, replace or swap with their neighbour (optimal string alignment).
fn distance(from: &str, to: &str) -> usize {
    let (from, to): (Vec<char>, Vec<char>) = (from.chars().collect(), to.chars().collect());
    let mut before_last = vec![0; to.len() + 1];
    let mut last: Vec<usize> = (0..=to.len()).collect();
    for (row, letter) in from.iter().enumerate() {
        let mut current = vec![row + 1; to.len() + 1];
        for (column, other) in to.iter().enumerate() {
            let replaced = last[column] + usize::from(letter != other);
            current[column + 1] = replaced.min(last[column + 1] + 1).min(current[column] + 1);
            let is_swap = row > 0 && column > 0 && from[row - 1] == *other && to[column - 1] == *letter;
            if is_swap {
                current[column + 1] = current[column + 1].min(before_last[column - 1] + 1);
            }
        }
        before_last = std::mem::replace(&mut last, current);
    }
    last[to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_is_understood_and_another_word_is_not() {
        let known = ["id", "name", "floor", "duration_minutes", "area"];
        let cases = [
            ("flor", Some("floor")),
            ("Floor", Some("floor")),
            ("aera", Some("area")),
            ("areas", Some("area")),
            ("duration", Some("duration_minutes")),
            ("d", Some("id")),
            ("title", None),
            ("", None),
        ];
        for (word, meant) in cases {
            assert_eq!(nearest(word, known), meant, "{word}");
        }
    }
}
