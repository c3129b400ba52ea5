//! Stories: a real dispatcher, real clients, and everything that can happen to them.
#![allow(clippy::unwrap_used, reason = "helpers of tests may unwrap like tests")]

mod appointments;
mod cables;
mod crowd;
mod damage;
mod disks;
mod kills;
mod notices;
mod office;
mod offline;
