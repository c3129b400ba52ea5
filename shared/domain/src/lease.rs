//! Numbers a kiosk may give by itself while the dispatcher is gone.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::limits::{EMERGENCY_BLOCK_CODES, EMERGENCY_BLOCKS_MAX, EMERGENCY_LETTER};
use crate::ticket::Code;

/// Numbers of one letter that follow each other, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CodeBlock {
    /// The letter.
    pub letter: char,
    /// The first number, as [`Code::nth`] counts.
    pub first: u32,
    /// The last one.
    pub last: u32,
}

impl CodeBlock {
    /// The emergency block of the kiosk with this place among those of the hub, from 0; `None` where there are no more.
    ///
    /// No service can have its letter, so no such code is ever given in another way.
    #[must_use]
    pub fn emergency(place: usize) -> Option<Self> {
        let place = u32::try_from(place).ok().filter(|place| *place < EMERGENCY_BLOCKS_MAX)?;
        let before = place * EMERGENCY_BLOCK_CODES;
        Some(Self { letter: EMERGENCY_LETTER, first: before + 1, last: before + EMERGENCY_BLOCK_CODES })
    }

    /// How many numbers it has.
    #[must_use]
    pub fn size(&self) -> u32 {
        (self.last + 1).saturating_sub(self.first)
    }

    /// Whether a code is one of it.
    #[must_use]
    pub fn contains(&self, code: &Code) -> bool {
        code.place().is_some_and(|(letter, number)| letter == self.letter && self.has(number))
    }

    /// Whether a number lies in it.
    #[must_use]
    pub fn has(&self, number: u32) -> bool {
        (self.first..=self.last).contains(&number)
    }
}

/// What a kiosk may give while the dispatcher is gone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Lease {
    /// The day its blocks are of; with another day they are void.
    pub day: NaiveDate,
    /// Blocks of the letters of the kiosk's services.
    pub blocks: Vec<CodeBlock>,
    /// The kiosk's own block, good on any day; `None` where a hub has more kiosks than such blocks.
    pub emergency: Option<CodeBlock>,
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::CodeBlock;
    use crate::limits::{CODE_LETTERS, EMERGENCY_BLOCKS_MAX, EMERGENCY_LETTER};
    use crate::ticket::Code;

    #[test]
    fn emergency_codes_are_of_one_kiosk_alone_and_of_no_service() {
        assert!(!CODE_LETTERS.contains(EMERGENCY_LETTER), "no second letter is the one of emergencies");
        let mut seen = BTreeSet::new();
        for place in 0..EMERGENCY_BLOCKS_MAX as usize {
            let block = CodeBlock::emergency(place).unwrap();
            for number in block.first..=block.last {
                let code = Code::nth(block.letter, number).expect("the letter has as many codes");
                assert!(block.contains(&code) && seen.insert(code));
            }
        }
        assert_eq!(CodeBlock::emergency(EMERGENCY_BLOCKS_MAX as usize), None);
    }
}
