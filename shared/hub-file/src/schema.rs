//! Which fields each kind of entry has.

use crate::nearest::nearest;

/// A field of an entry.
#[derive(Debug)]
pub(crate) struct Field {
    /// The field's name.
    pub(crate) name: &'static str,
    /// The field as somebody could write it.
    pub(crate) example: &'static str,
}

const fn field(name: &'static str, example: &'static str) -> Field {
    Field { name, example }
}

/// A kind of entry; the hub itself is the entry above the first heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// What stands above the first heading.
    Hub,
    /// A building.
    Location,
    /// An office.
    Area,
    /// What a citizen comes for.
    Service,
    /// A desk.
    Counter,
    /// A person who serves.
    Clerk,
    /// What holds between two services of one visit.
    Pair,
    /// A reason for priority.
    Priority,
    /// A notice that staff can put up as it is.
    Notice,
    /// What has happened to somebody.
    LifeEvent,
    /// The words of the kiosk's first page.
    Kiosk,
    /// The rules the hub sets for itself: one table, not a list.
    Rules,
    /// How the slips look.
    Slip,
    /// The days that differ from the week.
    Calendar,
    /// The feast of the patron saint, in the calendar.
    PatronSaint,
    /// Days on which something is closed, in the calendar.
    Closure,
    /// Days with hours of their own, in the calendar.
    Opening,
}

impl Kind {
    /// The kinds that have a heading of their own, in the order of the file.
    pub(crate) const ENTRIES: [Self; 9] = [
        Self::Location,
        Self::Area,
        Self::Service,
        Self::Counter,
        Self::Clerk,
        Self::Pair,
        Self::Priority,
        Self::Notice,
        Self::LifeEvent,
    ];

    /// The kind's word, which is also its heading.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Hub => "hub",
            Self::Location => "location",
            Self::Area => "area",
            Self::Service => "service",
            Self::Counter => "counter",
            Self::Clerk => "clerk",
            Self::Pair => "pair",
            Self::Priority => "priority",
            Self::Notice => "notice",
            Self::LifeEvent => "life_event",
            Self::Kiosk => "kiosk",
            Self::Rules => "rules",
            Self::Slip => "slip",
            Self::Calendar => "calendar",
            Self::PatronSaint => "patron saint",
            Self::Closure => "closure",
            Self::Opening => "opening",
        }
    }

    /// The fields of an entry of this kind.
    pub(crate) fn fields(self) -> &'static [Field] {
        match self {
            Self::Hub => &HUB,
            Self::Location => &LOCATION,
            Self::Area => &AREA,
            Self::Service => &SERVICE,
            Self::Counter => &COUNTER,
            Self::Clerk => &CLERK,
            Self::Pair => &PAIR,
            Self::Priority => &PRIORITY,
            Self::Notice => &NOTICE,
            Self::LifeEvent => &LIFE_EVENT,
            Self::Kiosk => &KIOSK,
            Self::Rules => &RULES,
            Self::Slip => &SLIP,
            Self::Calendar => &CALENDAR,
            Self::PatronSaint => &PATRON_SAINT,
            Self::Closure => &CLOSURE,
            Self::Opening => &OPENING,
        }
    }

    /// The example of a field.
    pub(crate) fn example(self, name: &str) -> &'static str {
        self.fields().iter().find(|field| field.name == name).map_or("", |field| field.example)
    }
}

/// The kind of entry in which the lines below a heading stand.
pub(crate) fn section_kind(heading: &str) -> Option<Kind> {
    let meant = top_level_word(heading);
    let table = [Kind::Calendar, Kind::Kiosk, Kind::Slip].into_iter().find(|kind| meant == Some(kind.word()));
    table.or_else(|| kind_of(heading))
}

/// The kind a heading stands for, also where it is misspelt.
pub(crate) fn kind_of(heading: &str) -> Option<Kind> {
    let meant = top_level_word(heading)?;
    Kind::ENTRIES.into_iter().find(|kind| kind.word() == meant)
}

/// Whether a word is neither a heading nor a field of the hub, not even misspelt.
pub(crate) fn is_unknown_heading(word: &str) -> bool {
    top_level_word(word).is_none()
}

fn top_level_word(word: &str) -> Option<&'static str> {
    let hub_fields = Kind::Hub.fields().iter().map(|field| field.name);
    let rules = std::iter::once(Kind::Rules.word());
    nearest(word, hub_fields.chain(rules).chain(Kind::ENTRIES.iter().map(|kind| kind.word())))
}

/// The languages every text is wanted in; the others of `domain::text::Language` may be absent.
pub(crate) const MAIN_LANGUAGES: [&str; 2] = ["it", "en"];

const HUB: [Field; 8] = [
    field("id", r#"id = "my-town""#),
    field("name", r#"name = { it = "Comune di …", en = "Municipality of …" }"#),
    field("time_zone", r#"time_zone = "Europe/Rome""#),
    field("follow_url", r#"follow_url = "https://sportello.example.it""#),
    field("most_used", r#"most_used = ["carta-identita", "certificati"]"#),
    field("calendar", "the heading [calendar] with one pair of brackets and its fields below"),
    field("kiosk", "the heading [kiosk] with one pair of brackets and its fields below"),
    field("slip", "the heading [slip] with one pair of brackets and its fields below"),
];

const KIOSK: [Field; 2] = [
    field("welcome", r#"welcome = { it = "Benvenuti in Comune", en = "Welcome to the town hall" }"#),
    field("question", r#"question = { it = "Di cosa hai bisogno?", en = "What do you need?" }"#),
];

const SLIP: [Field; 4] = [
    field("header", r#"header = { it = "Sportello unico", en = "One-stop shop" }"#),
    field("footer", r#"footer = { it = "www.comune.esempio.it", en = "www.comune.esempio.it" }"#),
    field("logo", "the line 'sportello hub logo FILE.png' makes"),
    field("leave_out", r#"leave_out = ["people_ahead"]"#),
];

/// The hours of a week as somebody could write them.
const HOURS: &str = r#"hours = ["mon-fri 08:30-13:00", "tue thu 15:00-17:30"]"#;

const LOCATION: [Field; 6] = [
    field("id", r#"id = "sede""#),
    field("name", r#"name = { it = "Sede", en = "Headquarters" }"#),
    field("address", r#"address = "Piazza Roma 1""#),
    field("hours", HOURS),
    field("services", r#"services = ["carta-identita"]"#),
    field("travel_minutes", "travel_minutes = 15"),
];

const AREA: [Field; 8] = [
    field("id", r#"id = "anagrafe""#),
    field("name", r#"name = { it = "Anagrafe", en = "Registry" }"#),
    field("summary", r#"summary = { it = "Documenti e certificati", en = "Documents and certificates" }"#),
    field("floor", r#"floor = "T""#),
    field("waiting_room", r#"waiting_room = { it = "Atrio", en = "Hall" }"#),
    field("color", r##"color = "#0066cc""##),
    field("icon", r#"icon = "id-card""#),
    field("hours", HOURS),
];

const SERVICE: [Field; 15] = [
    field("id", r#"id = "certificati""#),
    field("letter", r#"letter = "C""#),
    field("area", r#"area = "anagrafe""#),
    field("name", r#"name = { it = "Certificati", en = "Certificates" }"#),
    field("documents", r#"documents = [{ it = "Documento d'identità", en = "Identity document" }]"#),
    field("for_whom", r#"for_whom = { it = "Chi risiede nel comune", en = "Residents of the municipality" }"#),
    field("cost", r#"cost = { it = "Gratuito", en = "Free" }"#),
    field("online_url", r#"online_url = "https://www.comune.esempio.it/certificati""#),
    field("duration_minutes", "duration_minutes = 10"),
    field("target_wait_minutes", "target_wait_minutes = 15"),
    field("hours", HOURS),
    field("last_ticket_minutes", "last_ticket_minutes = 15"),
    field("daily_quota", "daily_quota = 40"),
    field("asks_fiscal_code", "asks_fiscal_code = true"),
    field("keywords", r#"keywords = { it = "espatrio, estero, viaggio", en = "travel, abroad" }"#),
];

const COUNTER: [Field; 6] = [
    field("id", r#"id = "sportello-01""#),
    field("label", r#"label = "1""#),
    field("location", r#"location = "sede""#),
    field("floor", r#"floor = "T""#),
    field("place", r#"place = { it = "Atrio", en = "Hall" }"#),
    field("area", r#"area = "anagrafe""#),
];

const CLERK: [Field; 6] = [
    field("id", r#"id = "anna-rossi""#),
    field("name", r#"name = "Anna Rossi""#),
    field("primary", r#"primary = ["certificati"]"#),
    field("secondary", r#"secondary = ["certificati"]"#),
    field("may_call_named", "may_call_named = true"),
    field("break_at", r#"break_at = "10:30""#),
];

const PAIR: [Field; 3] = [
    field("first", r#"first = "certificati""#),
    field("then", r#"then = "tributi""#),
    field("rule", r#"rule = "in_order""#),
];

const PRIORITY: [Field; 4] = [
    field("id", r#"id = "gravidanza""#),
    field("name", r#"name = { it = "Gravidanza", en = "Pregnancy" }"#),
    field("weight", "weight = 5"),
    field("proof", r#"proof = { it = "Nessuna", en = "None" }"#),
];

const NOTICE: [Field; 2] = [
    field("id", r#"id = "ascensore""#),
    field("text", r#"text = { it = "Ascensore guasto", en = "Lift out of order" }"#),
];

const LIFE_EVENT: [Field; 4] = [
    field("id", r#"id = "ho-cambiato-casa""#),
    field("name", r#"name = { it = "Ho cambiato casa", en = "I have moved" }"#),
    field("icon", r#"icon = "moving""#),
    field("services", r#"services = ["carta-identita", "certificati"]"#),
];

/// What a rule can be.
#[derive(Clone, Copy)]
pub(crate) enum RuleValue {
    /// A whole number within bounds.
    Whole(u32, u32),
    YesOrNo,
    Policy,
}

/// What each rule of [`RULES`] can be.
pub(crate) const RULE_VALUES: [RuleValue; 26] = [
    RuleValue::Whole(0, 3_600),
    RuleValue::Whole(0, 3_600),
    RuleValue::Whole(0, 100),
    RuleValue::Whole(1, 600),
    RuleValue::YesOrNo,
    RuleValue::Whole(0, 240),
    RuleValue::Whole(0, 100),
    RuleValue::Whole(1, 480),
    RuleValue::Whole(0, 300),
    RuleValue::Whole(0, 20),
    RuleValue::Whole(0, 20),
    RuleValue::YesOrNo,
    RuleValue::Whole(0, 240),
    RuleValue::Whole(0, 240),
    RuleValue::Whole(0, 240),
    RuleValue::Whole(0, 240),
    RuleValue::Whole(0, 480),
    RuleValue::Whole(0, 365),
    RuleValue::Policy,
    RuleValue::Whole(1, 240),
    RuleValue::Whole(1, 240),
    RuleValue::Whole(0, 600),
    RuleValue::Whole(0, 200),
    RuleValue::Whole(0, 200),
    RuleValue::Whole(0, 100),
    RuleValue::Whole(1, 120),
];

pub(crate) const RULES: [Field; 26] = [
    field("leg_walk_seconds", "leg_walk_seconds = 60"),
    field("floor_walk_seconds", "floor_walk_seconds = 72"),
    field("priority_one_in", "priority_one_in = 0"),
    field("tickets_per_device_minute_max", "tickets_per_device_minute_max = 30"),
    field("confirm_arrival", "confirm_arrival = true"),
    field("rejoin_minutes", "rejoin_minutes = 15"),
    field("rejoin_calls", "rejoin_calls = 5"),
    field("park_minutes_max", "park_minutes_max = 120"),
    field("undo_seconds", "undo_seconds = 15"),
    field("let_pass_max", "let_pass_max = 2"),
    field("reprints_max", "reprints_max = 2"),
    field("refuse_unlikely", "refuse_unlikely = false"),
    field("check_in_early_minutes", "check_in_early_minutes = 60"),
    field("check_in_late_minutes", "check_in_late_minutes = 15"),
    field("late_credit_minutes", "late_credit_minutes = 10"),
    field("appointment_call_early_minutes", "appointment_call_early_minutes = 5"),
    field("appointment_open_minutes", "appointment_open_minutes = 60"),
    field("keep_person_days", "keep_person_days = 0"),
    field("policy", r#"policy = "balanced""#),
    field("appointment_target_minutes", "appointment_target_minutes = 10"),
    field("priority_target_minutes", "priority_target_minutes = 10"),
    field("setup_seconds", "setup_seconds = 36"),
    field("secondary_percent", "secondary_percent = 10"),
    field("other_area_percent", "other_area_percent = 20"),
    field("waited_credit_percent", "waited_credit_percent = 80"),
    field("break_minutes", "break_minutes = 15"),
];

const CALENDAR: [Field; 6] = [
    field("public_holidays", r#"public_holidays = "italy""#),
    field("patron_saint", r#"patron_saint = { day = "08-05", name = { it = "Sant'Emidio", en = "Saint Emygdius" } }"#),
    field("day_opens_minutes_before", "day_opens_minutes_before = 30"),
    field("day_closes_minutes_after", "day_closes_minutes_after = 30"),
    field(
        "closures",
        r#"closures = [{ from = "2026-12-24", text = { it = "Vigilia di Natale", en = "Christmas Eve" } }]"#,
    ),
    field(
        "openings",
        r#"openings = [{ from = "2026-12-19", hours = ["09:00-12:00"], text = { it = "Apertura straordinaria", en = "Extra opening" } }]"#,
    ),
];

const PATRON_SAINT: [Field; 2] =
    [field("day", r#"day = "08-05""#), field("name", r#"name = { it = "Sant'Emidio", en = "Saint Emygdius" }"#)];

const CLOSURE: [Field; 6] = [
    field("from", r#"from = "2026-12-24""#),
    field("to", r#"to = "2026-12-31""#),
    field("location", r#"location = "sede""#),
    field("area", r#"area = "anagrafe""#),
    field("service", r#"service = "certificati""#),
    field("text", r#"text = { it = "Vigilia di Natale", en = "Christmas Eve" }"#),
];

const OPENING: [Field; 7] = [
    field("from", r#"from = "2026-12-19""#),
    field("to", r#"to = "2026-12-20""#),
    field("hours", r#"hours = ["09:00-12:00"]"#),
    field("location", r#"location = "sede""#),
    field("area", r#"area = "anagrafe""#),
    field("service", r#"service = "certificati""#),
    field("text", r#"text = { it = "Apertura straordinaria", en = "Extra opening" }"#),
];
