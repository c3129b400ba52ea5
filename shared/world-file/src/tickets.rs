//! Who comes on a day.

use forecast::world::{Leg, World};
use policy::Class;

use crate::mistake::{Mistake, Mistakes};
use crate::rows::{self, Fields};

const COLUMNS: [&str; 9] =
    ["leg", "first_leg", "next_leg", "arrival_min", "due_min", "service", "class", "service_draw_min", "no_show"];

pub(crate) fn read(file: &str, text: &str, world: &World) -> Result<Vec<Leg>, Vec<Mistake>> {
    let mut mistakes = Mistakes::new(file);
    let rows = rows::read(text, &COLUMNS, &mut mistakes);
    let mut legs = Vec::new();
    for (position, row) in rows.iter().flat_map(|rows| rows.rows.iter().enumerate()) {
        let Some(rows) = &rows else { continue };
        let mut fields = Fields { rows, row, mistakes: &mut mistakes };
        legs.extend(leg(position, rows.rows.len(), world, &mut fields).map(|leg| (row.line, leg)));
    }
    if mistakes.found.is_empty() {
        check_visits(&legs, &mut mistakes);
    }
    if mistakes.found.is_empty() { Ok(legs.into_iter().map(|(_, leg)| leg).collect()) } else { Err(mistakes.found) }
}

fn leg(position: usize, legs: usize, world: &World, fields: &mut Fields<'_, '_, '_>) -> Option<Leg> {
    if let Some(id) = fields.below("leg", legs)
        && id != position
    {
        fields.wrong(format!("leg {id} stands at position {position}; legs count from 0 without a gap"));
        return None;
    }
    let first = fields.below("first_leg", legs);
    let next = fields.below_or_none("next_leg", legs);
    let (arrival, due) = (fields.minutes("arrival_min"), fields.minutes("due_min"));
    let service = fields.below("service", world.services.len());
    let class = fields.below("class", policy::CLASSES).map(|class| Class::ALL[class]);
    let draw_minutes = fields.minutes("service_draw_min");
    if fields.is_empty("service_draw_min") {
        fields.wrong("service_draw_min is empty; every leg needs one");
    }
    let is_no_show = fields.below("no_show", 2).map(|no_show| no_show == 1);
    let is_first = first == Some(position);
    if is_first && (fields.is_empty("arrival_min") || fields.is_empty("due_min")) {
        fields.wrong("the first leg of a visit needs arrival_min and due_min");
    }
    if first.is_some() && !is_first && !fields.is_empty("arrival_min") {
        fields.wrong("only the first leg of a visit has an arrival_min");
    }
    if let (Some(arrival), Some(due)) = (arrival, due)
        && due < arrival
    {
        fields.wrong(format!("due_min {due} is before arrival_min {arrival}"));
    }
    Some(Leg {
        service: service?,
        class: class?,
        arrival,
        clock: due.unwrap_or_default(),
        draw_minutes: draw_minutes?,
        is_no_show: is_no_show?,
        first: first?,
        next,
    })
}

/// Every further leg belongs to one visit and stands once in its chain.
fn check_visits(legs: &[(u64, Leg)], mistakes: &mut Mistakes<'_>) {
    let mut reached = vec![false; legs.len()];
    for (position, (_, first)) in legs.iter().enumerate().filter(|(position, (_, leg))| leg.first == *position) {
        reached[position] = true;
        let mut next = first.next;
        while let Some(at) = next {
            let (line, leg) = &legs[at];
            if leg.first != position || reached[at] {
                mistakes.add(Some(*line), format!("leg {at} comes after one of visit {position} but is not its next"));
                break;
            }
            reached[at] = true;
            next = leg.next;
        }
    }
    for (at, (line, _)) in legs.iter().enumerate().filter(|(at, _)| !reached[*at]) {
        mistakes.add(Some(*line), format!("leg {at} comes after no other and has no arrival"));
    }
}
