//! Which codes kiosks may give by themselves, and which they gave.

use std::collections::{BTreeMap, BTreeSet};

use domain::Timestamp;
use domain::ids::DeviceId;
use domain::lease::CodeBlock;
use domain::limits::CODE_NUMBER_MAX;
use domain::ticket::Code;

/// The leases of a day, and the emergency blocks, which the journal says anew each day.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Leases {
    kiosks: BTreeMap<DeviceId, Leased>,
    /// Kiosks with an emergency block: that of their place.
    pub(crate) emergency: Vec<DeviceId>,
    /// Codes of today that did not come from the count of their letter.
    given: BTreeSet<Code>,
}

/// What one kiosk has today.
#[derive(Clone, Debug, Default, PartialEq)]
struct Leased {
    blocks: Vec<CodeBlock>,
    /// What it had before it forgot everything: given to nobody else.
    forgotten: Vec<CodeBlock>,
    /// When the last ticket was taken that it handed in.
    last_taken_at: Option<Timestamp>,
}

impl Leased {
    fn all(&self) -> impl Iterator<Item = &CodeBlock> {
        self.blocks.iter().chain(&self.forgotten)
    }
}

impl Leases {
    pub(crate) fn lease(&mut self, device: &DeviceId, blocks: &[CodeBlock], starts_anew: bool) {
        let leased = self.kiosks.entry(device.clone()).or_default();
        if starts_anew {
            let before = std::mem::take(&mut leased.blocks);
            leased.forgotten.extend(before);
        }
        leased.blocks.extend(blocks);
    }

    /// A code was given that the count of its letter knows nothing of.
    pub(crate) fn give(&mut self, code: &Code) {
        self.given.insert(code.clone());
    }

    /// A kiosk handed in a ticket that was taken at this moment.
    pub(crate) fn hand_in(&mut self, device: &DeviceId, taken_at: Timestamp) {
        self.kiosks.entry(device.clone()).or_default().last_taken_at = Some(taken_at);
    }

    pub(crate) fn last_taken_at(&self, device: &DeviceId) -> Option<Timestamp> {
        self.kiosks.get(device)?.last_taken_at
    }

    /// The blocks a kiosk gives of.
    pub(crate) fn blocks(&self, device: &DeviceId) -> &[CodeBlock] {
        self.kiosks.get(device).map_or(&[], |leased| &leased.blocks)
    }

    pub(crate) fn emergency_of(&self, device: &DeviceId) -> Option<CodeBlock> {
        CodeBlock::emergency(self.emergency.iter().position(|other| other == device)?)
    }

    /// Whether a kiosk may have given a code by itself.
    pub(crate) fn may_give(&self, device: &DeviceId, code: &Code) -> bool {
        let leased = self.kiosks.get(device).into_iter().flat_map(Leased::all);
        leased.copied().chain(self.emergency_of(device)).any(|block| block.contains(code))
    }

    /// Whether a code is one that some kiosk may give by itself.
    pub(crate) fn is_of_a_kiosk(&self, code: &Code) -> bool {
        self.emergency.iter().chain(self.kiosks.keys()).any(|device| self.may_give(device, code))
    }

    /// Whether a code was given that its letter does not count.
    pub(crate) fn was_given(&self, code: &Code) -> bool {
        self.given.contains(code)
    }

    /// Where the count of a letter goes on when it comes to something it must not give; `None` where it may.
    pub(crate) fn after(&self, letter: char, number: u32, code: &Code) -> Option<u32> {
        let leased = self.of_letter(letter).find(|block| block.has(number)).map(|block| block.last + 1);
        leased.or_else(|| self.was_given(code).then_some(number + 1))
    }

    /// How many numbers of a letter a kiosk has, and how many of those it did not hand in.
    pub(crate) fn count(&self, device: &DeviceId, letter: char) -> (u32, u32) {
        let Some(leased) = self.kiosks.get(device) else { return (0, 0) };
        let all = leased.all().filter(|block| block.letter == letter).map(CodeBlock::size).sum();
        let own = || leased.blocks.iter().filter(|block| block.letter == letter);
        let size: u32 = own().map(CodeBlock::size).sum();
        let used = self.given.iter().filter(|code| own().any(|block| block.contains(code))).count();
        (all, size.saturating_sub(u32::try_from(used).unwrap_or(u32::MAX)))
    }

    /// How many numbers of a letter are leased.
    pub(crate) fn total(&self, letter: char) -> u32 {
        self.of_letter(letter).map(CodeBlock::size).sum()
    }

    /// The first number of a letter, counted from below, from which on kiosks have numbers or had them.
    pub(crate) fn lowest(&self, letter: char) -> u32 {
        let leased = self.of_letter(letter).map(|block| block.first);
        let given = self.given.iter().filter_map(Code::place).filter(|(other, _)| *other == letter);
        let lowest = leased.chain(given.map(|(_, number)| number)).min();
        lowest.unwrap_or(CODE_NUMBER_MAX + 1).min(CODE_NUMBER_MAX + 1)
    }

    fn of_letter(&self, letter: char) -> impl Iterator<Item = &CodeBlock> {
        self.kiosks.values().flat_map(Leased::all).filter(move |block| block.letter == letter)
    }
}
