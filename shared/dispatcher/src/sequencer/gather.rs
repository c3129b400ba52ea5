//! What waits for the sequencer, gathered into one group.

use std::sync::mpsc::Receiver;

use tokio::sync::oneshot;

use super::COMMANDS_PER_COMMIT_MAX;
use super::handle::{Asked, Chore, Look, Order};

/// One group of what was ordered.
#[derive(Default)]
pub(super) struct Gathered {
    pub(super) asked: Vec<Asked>,
    pub(super) looks: Vec<Look>,
    pub(super) chores: Vec<Chore>,
    /// Who wants the clock looked at, to be told once that is done.
    pub(super) clock_looks: Vec<oneshot::Sender<()>>,
}

impl Gathered {
    /// Gathers a group, beginning with `order`; true when the stop was among it.
    pub(super) fn drain(&mut self, order: Order, orders: &Receiver<Order>) -> bool {
        let mut next = Some(order);
        while let Some(order) = next {
            match order {
                Order::Stop => return true,
                Order::Ask(one) => self.asked.push(one),
                Order::Look(look) => self.looks.push(look),
                Order::LookAtClock(done) => self.clock_looks.push(done),
                Order::Tidy(chore) => self.chores.push(chore),
            }
            next = if self.len() < COMMANDS_PER_COMMIT_MAX { orders.try_recv().ok() } else { None };
        }
        false
    }

    fn len(&self) -> usize {
        self.asked.len() + self.looks.len() + self.chores.len() + self.clock_looks.len()
    }
}
