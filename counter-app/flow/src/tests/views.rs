//! What a counter could be shown.

use super::*;

pub(super) fn view(is_signed_in: bool, ticket: Option<CounterTicket>, possible: &[CounterAction]) -> CounterView {
    let reason = |action: &CounterAction| (!possible.contains(action)).then(|| Text::new("no", "no in English"));
    CounterView {
        counter: counter(),
        label: "1".to_owned(),
        place: Text::new("Sala A", ""),
        floor: "T".to_owned(),
        day: Some(DateTime::UNIX_EPOCH.date_naive()),
        clerk: is_signed_in.then(|| clerk("anna", "Anna Celani", Some("1"))),
        clerks: vec![
            clerk("anna", "Anna Celani", is_signed_in.then_some("1")),
            clerk("niccolo", "Niccolò D'Amico", None),
            clerk("omar", "Omar Piccioni", Some("3")),
        ],
        current: ticket,
        queue: Vec::new(),
        waiting: 0,
        services: vec![
            service("card", "Carta d'identità elettronica", "Identity card", "Anagrafe"),
            service("rent", "Contributo affitto", "Rent support", "Servizi sociali"),
            service("citizen", "Cittadinanza", "Citizenship", "Anagrafe"),
        ],
        actions: ACTIONS.into_iter().map(|action| ActionState { action, disabled_because: reason(&action) }).collect(),
        desk: DeskView::default(),
    }
}

pub(super) fn ticket(id: u64, state: LegState) -> CounterTicket {
    CounterTicket {
        ticket: TicketId(id),
        code: Code::new('A', 42),
        service: Text::new("Certificati", ""),
        further_services: Vec::new(),
        state,
        since: at(0),
        waited_minutes: 3,
        recalls: 0,
        class: Class::WalkIn,
        priority: None,
        reason: None,
    }
}
