//! Pairs of services: two different ones, each pair once, and no order that goes in a circle.

use std::collections::{BTreeMap, BTreeSet};

use super::Seen;
use crate::draft::Hub;
use crate::remark::Findings;

/// The rule that holds the second service until the first is over.
const IN_ORDER: &str = "in_order";
/// The rules there are.
pub(crate) const PAIR_RULES: [&str; 2] = [IN_ORDER, "same_counter"];

/// Services and those that come after each.
type Order<'h> = BTreeMap<&'h str, BTreeSet<&'h str>>;

pub(super) fn check(hub: &Hub<'_>, findings: &mut Findings) {
    let mut seen = Seen::new();
    let mut order = Order::new();
    for pair in &hub.pairs {
        let (Some(first), Some(then), Some(rule)) = (pair.first, pair.then, pair.rule) else { continue };
        if first.value == then.value {
            findings.mistake(then.line, format!("'{}' cannot come after itself; name two services", then.value));
        } else if let Some(before) = seen.before((first.value, then.value, rule.value), pair.line) {
            findings.mistake(pair.line, format!("this pair stands already on line {before}; remove one"));
        } else if rule.value == IN_ORDER {
            if leads_to(&order, then.value, first.value) {
                let text = format!(
                    "'{}' already has to come before '{}', so neither could be called; remove one of these pairs",
                    then.value, first.value
                );
                findings.mistake(pair.line, text);
            } else {
                order.entry(first.value).or_default().insert(then.value);
            }
        }
    }
}

/// Whether a service has to come before another, directly or not; the order holds no circle.
fn leads_to(order: &Order<'_>, from: &str, to: &str) -> bool {
    let (mut open, mut seen) = (vec![from], BTreeSet::new());
    while let Some(service) = open.pop() {
        if service == to {
            return true;
        }
        if seen.insert(service) {
            open.extend(order.get(service).into_iter().flatten());
        }
    }
    false
}
