//! Hubs and days drawn from a seed: the benchmark HUB-28 and its neighbours (reference `dispatching.md`, §2.1).
//!
//! [`Recipe`] says what is drawn; [`Recipe::world`] draws the hub, [`Recipe::day`] a day of it.

mod catalog;
mod day;
mod hub;
mod recipe;

pub use recipe::Recipe;

use crate::random::Purpose;

const SKILLS: Purpose = Purpose(1);
const PACE: Purpose = Purpose(2);
const HOURS: Purpose = Purpose(3);
const CROWD: Purpose = Purpose(4);
const VISITS: Purpose = Purpose(5);
const STAFF: Purpose = Purpose(6);
const SURGE: Purpose = Purpose(7);
const ROSTER: Purpose = Purpose(8);

#[cfg(test)]
mod tests;
