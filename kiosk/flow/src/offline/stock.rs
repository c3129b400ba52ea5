//! The codes a kiosk may give by itself, and which of them it gave.

use chrono::TimeDelta;
use domain::lease::{CodeBlock, Lease};
use domain::limits::LEASED_CODES_LOW;
use domain::ticket::Code;
use domain::{DayDate, Timestamp};
use serde::{Deserialize, Serialize};

use crate::model::{Effect, Model};
use crate::{EMERGENCY_CODE_RESTS_HOURS, LEASE_AGAIN_SECONDS};

/// What a kiosk was leased, and what it gave of that.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stock {
    /// The hub's day of its blocks.
    pub day: DayDate,
    /// The blocks, each with the number that is next.
    pub blocks: Vec<StockBlock>,
    /// The block that is good on any day.
    pub emergency: Option<CodeBlock>,
    /// Which numbers of it were given, each the last time.
    #[serde(default)]
    pub used: Vec<UsedCode>,
}

/// A block of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StockBlock {
    /// The block.
    pub block: CodeBlock,
    /// The number that is next; after the last one of the block nothing is left.
    pub next: u32,
}

/// A number of the emergency block that was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UsedCode {
    /// The number.
    pub number: u32,
    /// When.
    pub at: Timestamp,
}

impl Stock {
    /// The next code of a letter on a day of the hub, or else of the emergency block; `None` where nothing is left.
    pub(crate) fn take(&mut self, letter: char, day: Option<DayDate>, now: Timestamp) -> Option<Code> {
        let is_of_day = day == Some(self.day);
        let mut blocks = self.blocks.iter_mut().filter(|_| is_of_day);
        if let Some(left) = blocks.find(|left| left.block.letter == letter && left.next <= left.block.last) {
            left.next += 1;
            return Code::nth(letter, left.next - 1);
        }
        self.take_emergency(now)
    }

    /// A number that was not given so lately that it may be the same day of the hub.
    fn take_emergency(&mut self, now: Timestamp) -> Option<Code> {
        let block = self.emergency?;
        let rest = TimeDelta::hours(EMERGENCY_CODE_RESTS_HOURS);
        let has_rested = |used: &UsedCode| now - used.at >= rest;
        let is_free = |number: &u32| self.used.iter().filter(|used| used.number == *number).all(has_rested);
        let number = (block.first..=block.last).find(is_free)?;
        self.used.retain(|used| used.number != number);
        self.used.push(UsedCode { number, at: now });
        Code::nth(block.letter, number)
    }

    /// Whether anything is left: a number of some block, or a block that is good on any day.
    pub(super) fn has_any(&self) -> bool {
        self.emergency.is_some() || self.blocks.iter().any(|left| left.next <= left.block.last)
    }

    /// How many codes of a letter are left.
    fn left(&self, letter: char) -> u32 {
        let blocks = self.blocks.iter().filter(|left| left.block.letter == letter);
        blocks.map(|left| (left.block.last + 1).saturating_sub(left.next)).sum()
    }

    /// The stock after the hub has said what the kiosk has: what was given of it stays given.
    fn after(before: Option<Self>, lease: Lease) -> Self {
        let known: &[StockBlock] = match &before {
            Some(stock) if stock.day == lease.day => &stock.blocks,
            Some(_) | None => &[],
        };
        let as_known = |block: CodeBlock| {
            let known = known.iter().find(|known| known.block == block);
            known.copied().unwrap_or(StockBlock { block, next: block.first })
        };
        let blocks = lease.blocks.into_iter().map(as_known).collect();
        let is_same = before.as_ref().is_some_and(|stock| stock.emergency == lease.emergency);
        let used = before.filter(|_| is_same).map(|stock| stock.used).unwrap_or_default();
        Self { day: lease.day, blocks, emergency: lease.emergency, used }
    }
}

/// Where the question for more codes stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Asking {
    is_asked: bool,
    /// How long nothing is asked again, in seconds: the hub may have no more.
    rests_seconds: u32,
}

/// Asks for codes where few are left, or those of another day.
pub(crate) fn ask(model: &mut Model) -> Vec<Effect> {
    let Some(view) = model.view.as_ref() else { return Vec::new() };
    let offline = &model.offline;
    let is_free = offline.has_disk && offline.is_heard && model.lost.is_none() && offline.outbox.is_empty();
    let (Some(day), true) = (view.day, is_free && !offline.asking.is_asked) else { return Vec::new() };
    let mut services = view.areas.iter().flat_map(|area| &area.services);
    let is_low = match &offline.stock {
        Some(stock) if stock.day == day => {
            offline.asking.rests_seconds == 0 && services.any(|service| stock.left(service.letter) <= LEASED_CODES_LOW)
        }
        Some(_) | None => offline.asking.rests_seconds == 0,
    };
    if !is_low {
        return Vec::new();
    }
    model.offline.asking.is_asked = true;
    vec![Effect::LeaseCodes { starts_anew: model.offline.stock.is_none() }]
}

/// The hub has said what the kiosk has.
pub(crate) fn leased(model: &mut Model, lease: Lease) {
    model.offline.asking = Asking { is_asked: false, rests_seconds: LEASE_AGAIN_SECONDS };
    model.offline.stock = Some(Stock::after(model.offline.stock.take(), lease));
}

/// The hub has not answered, or leases nothing.
pub(crate) fn lease_failed(model: &mut Model) {
    model.offline.asking = Asking { is_asked: false, rests_seconds: LEASE_AGAIN_SECONDS };
}

pub(crate) fn pass_second(model: &mut Model) -> Vec<Effect> {
    model.offline.asking.rests_seconds = model.offline.asking.rests_seconds.saturating_sub(1);
    ask(model)
}
