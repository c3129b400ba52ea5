//! The secret with which a citizen follows a ticket from afar.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Letters of a token, each worth six bits: base64 for addresses (RFC 4648 §5).
const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/// Length of a token, in characters.
const TOKEN_CHARS: usize = 22;

/// 128 random bits that name a ticket to whoever was given them, written as 22 characters of `A-Z a-z 0-9 - _`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = String, example = "AAECAwQFBgcICQoLDA0ODw"))]
pub struct FollowToken(u128);

impl FollowToken {
    /// A token of random bytes.
    #[must_use]
    pub fn new(random: [u8; 16]) -> Self {
        Self(u128::from_be_bytes(random))
    }

    /// Reads a token as it is written; `None` for everything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() != TOKEN_CHARS {
            return None;
        }
        let mut bits = 0_u128;
        let (last, others) = text.as_bytes().split_last()?;
        for letter in others {
            bits = (bits << 6) | u128::from(value(*letter)?);
        }
        // The last letter carries the two bits that are left; one that carries more is another writing of none.
        let rest = value(*last)?;
        (rest & 0b1111 == 0).then_some(Self((bits << 2) | u128::from(rest >> 4)))
    }

    /// The bits, to sort by.
    #[must_use]
    pub fn bits(self) -> u128 {
        self.0
    }
}

fn value(letter: u8) -> Option<u8> {
    LETTERS.iter().position(|known| *known == letter).and_then(|position| u8::try_from(position).ok())
}

impl std::fmt::Display for FollowToken {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let letter = |bits: u128| char::from(LETTERS[(bits & 0b11_1111) as usize]);
        for place in 1..TOKEN_CHARS {
            write!(formatter, "{}", letter(self.0 >> (128 - 6 * place)))?;
        }
        write!(formatter, "{}", letter(self.0 << 4))
    }
}

/// Keeps the secret out of every log.
impl std::fmt::Debug for FollowToken {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("FollowToken(…)")
    }
}

impl Serialize for FollowToken {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for FollowToken {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom("a token has 22 characters of A-Z a-z 0-9 - _"))
    }
}

#[cfg(test)]
mod tests {
    use super::FollowToken;

    #[test]
    fn a_token_is_the_base64_of_its_bytes_and_is_read_back() {
        let cases = [
            ([0; 16], "AAAAAAAAAAAAAAAAAAAAAA"),
            ([255; 16], "_____________________w"),
            (std::array::from_fn(|byte| byte as u8), "AAECAwQFBgcICQoLDA0ODw"),
        ];
        for (bytes, text) in cases {
            assert_eq!(FollowToken::new(bytes).to_string(), text);
            assert_eq!(FollowToken::parse(text), Some(FollowToken::new(bytes)));
            assert!(!format!("{:?}", FollowToken::new(bytes)).contains(text));
        }
        for wrong in ["", "AAECAwQFBgcICQoLDA0OD", "AAECAwQFBgcICQoLDA0ODx", "AAECAwQFBgcICQoLDA0O+w", "ààààààààààà"]
        {
            assert_eq!(FollowToken::parse(wrong), None, "{wrong}");
        }
    }
}
