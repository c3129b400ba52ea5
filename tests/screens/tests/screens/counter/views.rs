//! What a dispatcher would tell the desk, with names as long as they come.

use chrono::{DateTime, TimeDelta};
use counter_app_flow::Msg;
use domain::Timestamp;
use domain::ids::{ClerkId, CounterId, Seq, ServiceId, TicketId};
use domain::reason::{CallBasis, CallReason, RunnerUp};
use domain::rules::Policy;
use domain::text::Text;
use domain::ticket::{Class, Code, LegState};
use domain::view::{
    ActionState, CounterAction, CounterClerk, CounterTicket, CounterView, DeskView, QueueRow, ServiceChoice,
};
use protocol::CounterFrame;

/// The moment of every test, 10:42 in Ascoli Piceno.
const NOW_SECONDS: i64 = 1_780_130_520;

const ACTIONS: [CounterAction; 7] = [
    CounterAction::CallNext,
    CounterAction::Recall,
    CounterAction::Start,
    CounterAction::Finish,
    CounterAction::NoShow,
    CounterAction::Transfer,
    CounterAction::SignOut,
];

pub(crate) fn ago(seconds: i64) -> Timestamp {
    DateTime::UNIX_EPOCH + TimeDelta::seconds(NOW_SECONDS - seconds)
}

pub(crate) fn frame(view: CounterView) -> Msg {
    Msg::Frame(Box::new(CounterFrame { seq: Seq(1), at: ago(0), time_zone: "Europe/Rome".to_owned(), view }))
}

pub(crate) fn counter() -> CounterId {
    CounterId::new("sportello-12")
}

pub(crate) fn clerks(here: Option<&str>) -> Vec<CounterClerk> {
    let names = [
        "Anna Celani",
        "Bruno Marini",
        "Carla Felici",
        "Dario Tosti",
        "Elena Orsini",
        "Fabio Galli",
        "Giulia Cocci",
        "Ivo Santori",
        "Laura Tempera",
        "Marco Vagnoni",
        "Maria Antonietta Piergallini Castelli",
        "Nadia Corradetti",
        "Omar Piccioni",
        "Paola Straccia",
        "Rita Silvestri",
        "Sandro Cicconi",
        "Teresa Angelini",
        "Ugo Mattei",
        "Valeria Girolami",
        "Walter De Angelis",
        "Alba Spinozzi",
        "Cesare Ricci",
        "Diana Luzi",
        "Ettore Fioravanti",
        "Franca Alesi",
        "Gino Traini",
    ];
    let place = |name: &str| match name {
        "Elena Orsini" => Some("3".to_owned()),
        "Maria Antonietta Piergallini Castelli" => Some("17".to_owned()),
        _ => here.filter(|id| *id == clerk_id(name)).map(|_| "12".to_owned()),
    };
    names
        .into_iter()
        .map(|name| CounterClerk { id: ClerkId::new(clerk_id(name)), name: name.to_owned(), counter: place(name) })
        .collect()
}

pub(crate) fn clerk_id(name: &str) -> String {
    name.to_lowercase().replace(' ', "-")
}

pub(crate) fn services() -> Vec<ServiceChoice> {
    let registry = || Text::new("Anagrafe e stato civile", "Registry");
    let social = || Text::new("Servizi sociali", "Social services");
    let building = || Text::new("Edilizia e urbanistica", "Building and planning");
    let rows = [
        ("residenza", "Cambio di residenza o indirizzo", "Change of residence or address", registry()),
        (
            "certificati",
            "Certificati anagrafici e di stato civile",
            "Registry and civil status certificates",
            registry(),
        ),
        ("matrimonio", "Pubblicazioni di matrimonio e unioni civili", "Marriage banns and civil unions", registry()),
        ("decessi", "Decessi e polizia mortuaria", "Deaths and cemetery services", registry()),
        ("aire", "Italiani residenti all'estero (AIRE)", "Italians living abroad (AIRE)", registry()),
        ("cittadinanza", "Cittadinanza e soggiorno", "Citizenship and stay", registry()),
        ("elettorale", "Tessera elettorale", "Electoral card", registry()),
        ("segretariato", "Segretariato sociale: primo ascolto", "Social desk: first meeting", social()),
        (
            "contributi",
            "Contributi economici e assegno di inclusione",
            "Financial support and inclusion allowance",
            social(),
        ),
        (
            "disabilita",
            "Servizi per la disabilità e contrassegno CUDE",
            "Disability services and parking badge",
            social(),
        ),
        ("anziani", "Assistenza domiciliare e anziani", "Home care and older people", social()),
        ("minori", "Famiglia, minori e asili nido", "Family, children and nurseries", social()),
        ("permesso", "Permesso di costruire", "Building permit", building()),
        ("cila", "CILA e SCIA edilizia", "Notices of building works (CILA, SCIA)", building()),
        ("atti", "Accesso agli atti edilizi", "Access to building files", building()),
    ];
    rows.into_iter()
        .map(|(id, it, en, area)| ServiceChoice { id: ServiceId::new(id), name: Text::new(it, en), area })
        .collect()
}

pub(crate) fn queue() -> Vec<QueueRow> {
    let row = |code: &str, it: &str, en: &str, minutes: i64, class: Class| QueueRow {
        code: Code(code.to_owned()),
        service: Text::new(it, en),
        waiting_since: ago(minutes * 60 + 20),
        class,
        ticket: None,
    };
    let card = ("Carta d'identità elettronica", "Electronic identity card");
    let banns = ("Pubblicazioni di matrimonio e unioni civili", "Marriage banns and civil unions");
    let benefits = ("Contributi economici e assegno di inclusione", "Financial support and inclusion allowance");
    vec![
        row(
            "C017",
            "Certificati anagrafici e di stato civile",
            "Registry and civil status certificates",
            9,
            Class::Priority,
        ),
        row("B008", banns.0, banns.1, 12, Class::Appointment),
        row("A041", card.0, card.1, 31, Class::WalkIn),
        row("F112", benefits.0, benefits.1, 28, Class::WalkIn),
        row("A042", card.0, card.1, 24, Class::WalkIn),
        row("A043", card.0, card.1, 21, Class::WalkIn),
        row("A044", card.0, card.1, 18, Class::WalkIn),
        row("B009", "Tessera elettorale", "Electoral card", 11, Class::WalkIn),
        row("A045", card.0, card.1, 4, Class::WalkIn),
    ]
}

pub(crate) fn view(actions: Vec<ActionState>) -> CounterView {
    CounterView {
        counter: counter(),
        label: "12".to_owned(),
        place: Text::new("Sala A, lato cortile", "Hall A, courtyard side"),
        floor: "T".to_owned(),
        day: Some(DateTime::UNIX_EPOCH.date_naive()),
        clerk: None,
        clerks: clerks(None),
        current: None,
        queue: Vec::new(),
        waiting: 0,
        services: Vec::new(),
        actions,
        desk: DeskView::default(),
    }
}

/// Every action, with `why` for those that are not among the possible ones.
pub(crate) fn actions(
    possible: &[CounterAction],
    why: impl Fn(CounterAction) -> (&'static str, &'static str),
) -> Vec<ActionState> {
    let state = |action| {
        let (it, en) = why(action);
        ActionState { action, disabled_because: (!possible.contains(&action)).then(|| Text::new(it, en)) }
    };
    ACTIONS.into_iter().map(state).collect()
}

pub(crate) fn signed_out() -> CounterView {
    let nobody = (
        "Nessuno è entrato a questo sportello: scegli il tuo nome.",
        "Nobody is signed in at this counter: choose your name.",
    );
    view(actions(&[], |_| nobody))
}

pub(crate) fn closed() -> CounterView {
    CounterView { day: None, ..signed_out() }
}

pub(crate) fn signed_in(actions: Vec<ActionState>) -> CounterView {
    let all = clerks(Some("anna-celani"));
    CounterView { clerk: all.first().cloned(), clerks: all, queue: queue(), waiting: 23, ..view(actions) }
}

pub(crate) fn why_free(action: CounterAction) -> (&'static str, &'static str) {
    match action {
        CounterAction::CallNext => ("Nessuno in attesa per i tuoi servizi.", "Nobody is waiting for your services."),
        CounterAction::Recall
        | CounterAction::Start
        | CounterAction::Finish
        | CounterAction::NoShow
        | CounterAction::Transfer
        | CounterAction::SignOut => {
            ("Nessun numero allo sportello: chiama il prossimo.", "No ticket at this counter: call the next one.")
        }
    }
}

pub(crate) fn free() -> CounterView {
    signed_in(actions(&[CounterAction::CallNext, CounterAction::SignOut], why_free))
}

pub(crate) fn free_and_nobody() -> CounterView {
    CounterView { queue: Vec::new(), waiting: 0, ..signed_in(actions(&[CounterAction::SignOut], why_free)) }
}

pub(crate) fn with_ticket(state: LegState, actions: Vec<ActionState>) -> CounterView {
    let ticket = CounterTicket {
        ticket: TicketId(7),
        code: Code::new('F', 108),
        service: Text::new("Servizi per la disabilità e contrassegno CUDE", "Disability services and parking badge"),
        further_services: Vec::new(),
        state,
        since: ago(83),
        waited_minutes: 17,
        recalls: 0,
        class: Class::WalkIn,
        priority: None,
        reason: Some(reason()),
    };
    CounterView { current: Some(ticket), services: services(), ..signed_in(actions) }
}

/// The longest a reason gets.
fn reason() -> CallReason {
    let reason = CallReason {
        basis: CallBasis::OneInSoMany,
        policy: Policy::Balanced,
        waited_seconds: 17 * 60,
        target_minutes: 20,
        pressure_minutes: 134,
        counters_on_duty: 3,
        clerks_able: 15,
        floors: 2,
        is_secondary: true,
        runner_up: Some(RunnerUp { code: Code::new('C', 107), behind_hundredths: Some(240) }),
        text: Text::default(),
    };
    let service = Text::new("Servizi per la disabilità e contrassegno CUDE", "Disability services and parking badge");
    reason.told(&Code::new('F', 108), &service)
}

pub(crate) fn called() -> CounterView {
    let possible = [CounterAction::Recall, CounterAction::Start, CounterAction::NoShow, CounterAction::Transfer];
    with_ticket(
        LegState::Called,
        actions(&possible, |action| match action {
            CounterAction::Finish => {
                ("F108 è chiamato: prima inizia il servizio.", "F108 is called: start serving first.")
            }
            CounterAction::CallNext
            | CounterAction::SignOut
            | CounterAction::Recall
            | CounterAction::Start
            | CounterAction::NoShow
            | CounterAction::Transfer => ("Prima concludi F108.", "Finish F108 first."),
        }),
    )
}

/// Called as often as allowed, for a second service after it.
pub(crate) fn called_often() -> CounterView {
    let mut view = called();
    if let Some(ticket) = &mut view.current {
        ticket.recalls = 5;
        ticket.further_services = vec![Text::new("Tessera elettorale", "Electoral card")];
    }
    if let Some(state) = view.actions.iter_mut().find(|state| state.action == CounterAction::Recall) {
        state.disabled_because = Some(Text::new(
            "Chiamato abbastanza volte: segna «assente» o inizia.",
            "Called often enough: mark as no-show or start.",
        ));
    }
    view
}

pub(crate) fn serving() -> CounterView {
    let why = |action| match action {
        CounterAction::CallNext | CounterAction::SignOut => ("Prima concludi F108.", "Finish F108 first."),
        CounterAction::Recall
        | CounterAction::Start
        | CounterAction::Finish
        | CounterAction::NoShow
        | CounterAction::Transfer => ("F108 è già in servizio.", "F108 is being served already."),
    };
    let mut view = with_ticket(LegState::Serving, actions(&[CounterAction::Finish, CounterAction::Transfer], why));
    if let Some(ticket) = &mut view.current {
        ticket.further_services = vec![
            Text::new("Pubblicazioni di matrimonio e unioni civili", "Marriage banns and civil unions"),
            Text::new("Italiani residenti all'estero (AIRE)", "Italians living abroad (AIRE)"),
        ];
        ticket.since = ago(45 * 60 + 7);
        ticket.recalls = 1;
    }
    view
}
