//! Why somebody was called: the numbers a decision was made of, and the same in words.

use serde::{Deserialize, Serialize};

use crate::rules::Policy;
use crate::text::Text;
use crate::ticket::Code;

/// Why a ticket was called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CallReason {
    /// What the decision rests on.
    pub basis: CallBasis,
    /// The rule the hub goes by.
    pub policy: Policy,
    /// How long it has waited for this call, credited minutes included, in seconds; negative before an appointment's slot.
    pub waited_seconds: i64,
    /// The wait the office aims at for it, in minutes.
    pub target_minutes: u32,
    /// How long the counters on duty need for everybody who waits for the service, in minutes; 0 where none of them can
    /// give it.
    pub pressure_minutes: u32,
    /// Counters on duty in the building that can give the service.
    pub counters_on_duty: u32,
    /// Clerks of the hub who can give it.
    pub clerks_able: u32,
    /// Floors between the counter and the service's area.
    pub floors: u32,
    /// Whether the clerk can help with the service without mastering it.
    pub is_secondary: bool,
    /// Who would have been called instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub runner_up: Option<RunnerUp>,
    /// All of it as one sentence, for the counter; never shown in public.
    pub text: Text,
}

/// What a call rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CallBasis {
    /// The hub's policy.
    Policy,
    /// The bound on calls of preferred visits: others had their turn, or a preferred one had.
    OneInSoMany,
    /// A no-show that was taken back comes before everybody.
    Rejoined,
    /// The clerk named the ticket.
    Named,
}

/// Who would have been called next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RunnerUp {
    /// Public code.
    pub code: Code,
    /// By how much its score is lower, in hundredths; `None` where scores did not decide.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub behind_hundredths: Option<i64>,
}

impl CallReason {
    /// The same reason with its sentence, as a clerk reads it.
    #[must_use]
    pub fn told(mut self, code: &Code, service: &Text) -> Self {
        self.text = Text::new(self.italian(&code.0, &service.it), self.english(&code.0, service));
        self
    }

    fn waited_minutes(&self) -> i64 {
        self.waited_seconds.div_euclid(60)
    }

    fn italian(&self, code: &str, service: &str) -> String {
        let (waited, target) = (self.waited_minutes(), self.target_minutes);
        let wait = match waited {
            ..0 => format!("{code}: appuntamento fra {} min", -waited),
            _ => format!("{code}: ha atteso {waited} min su {target}"),
        };
        let (pressure, here, able) = (self.pressure_minutes, self.counters_on_duty, self.clerks_able);
        let queue =
            format!("la coda {service} richiede {pressure} min, sportelli in servizio {here}, abilitati {able}");
        let place = match self.floors {
            0 => "stesso piano".to_owned(),
            1 => "a un piano di distanza".to_owned(),
            floors => format!("a {floors} piani di distanza"),
        };
        let second = if self.is_secondary { ", competenza secondaria" } else { "" };
        let basis = match self.basis {
            CallBasis::Policy => "",
            CallBasis::OneInSoMany => ", turno alternato",
            CallBasis::Rejoined => ", rientra dopo una chiamata persa",
            CallBasis::Named => ", chiamata nominativa",
        };
        format!("{wait}; {queue}; {place}{second}{basis}.{}", self.second("Secondo", ","))
    }

    fn english(&self, code: &str, service: &Text) -> String {
        let service = if service.en.is_empty() { &service.it } else { &service.en };
        let (waited, target) = (self.waited_minutes(), self.target_minutes);
        let wait = match waited {
            ..0 => format!("{code}: appointment in {} min", -waited),
            _ => format!("{code}: waited {waited} of {target} min"),
        };
        let (pressure, here, able) = (self.pressure_minutes, self.counters_on_duty, self.clerks_able);
        let queue = format!("the queue {service} needs {pressure} min, counters on duty {here}, clerks able {able}");
        let place = match self.floors {
            0 => "same floor".to_owned(),
            1 => "one floor away".to_owned(),
            floors => format!("{floors} floors away"),
        };
        let second = if self.is_secondary { ", second skill" } else { "" };
        let basis = match self.basis {
            CallBasis::Policy => "",
            CallBasis::OneInSoMany => ", one in so many",
            CallBasis::Rejoined => ", back after a missed call",
            CallBasis::Named => ", called by name",
        };
        format!("{wait}; {queue}; {place}{second}{basis}.{}", self.second("Runner-up", "."))
    }

    /// The runner-up with the distance in hundredths, by the decimal sign of a language.
    fn second(&self, word: &str, decimal: &str) -> String {
        let Some(second) = &self.runner_up else { return String::new() };
        // Under the strict orders the distance is that of ranks, which says nothing to anybody.
        let weighs = match self.policy {
            Policy::Balanced | Policy::AppointmentsFirst | Policy::Fair | Policy::Throughput => true,
            Policy::OldestFirst | Policy::StrictLists | Policy::LongestQueue => false,
        };
        let behind = second
            .behind_hundredths
            .filter(|_| weighs)
            .map(|hundredths| format!(" (−{}{decimal}{:02})", hundredths.max(0) / 100, hundredths.max(0) % 100));
        format!(" {word}: {}{}.", second.code.0, behind.unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::{CallBasis, CallReason, RunnerUp};
    use crate::rules::Policy;
    use crate::text::Text;
    use crate::ticket::Code;

    fn reason() -> CallReason {
        CallReason {
            basis: CallBasis::Policy,
            policy: Policy::Balanced,
            waited_seconds: 17 * 60 + 59,
            target_minutes: 20,
            pressure_minutes: 34,
            counters_on_duty: 3,
            clerks_able: 5,
            floors: 0,
            is_secondary: false,
            runner_up: Some(RunnerUp { code: Code("C007".to_owned()), behind_hundredths: Some(40) }),
            text: Text::default(),
        }
    }

    #[test]
    fn a_call_is_told_in_one_line() {
        let told = reason().told(&Code("B031".to_owned()), &Text::new("Tributi", "Taxes")).text;
        assert_eq!(
            told.it,
            "B031: ha atteso 17 min su 20; la coda Tributi richiede 34 min, sportelli in servizio 3, abilitati 5; \
             stesso piano. Secondo: C007 (−0,40)."
        );
        assert_eq!(
            told.en,
            "B031: waited 17 of 20 min; the queue Taxes needs 34 min, counters on duty 3, clerks able 5; same floor. \
             Runner-up: C007 (−0.40)."
        );
    }

    #[test]
    fn a_strict_order_names_who_is_next_without_a_distance() {
        let strict = CallReason { policy: Policy::OldestFirst, ..reason() };
        let told = strict.told(&Code("B031".to_owned()), &Text::new("Tributi", "Taxes")).text;
        assert!(told.it.ends_with("stesso piano. Secondo: C007."), "{}", told.it);
    }

    #[test]
    fn a_call_before_the_slot_says_when_the_slot_is() {
        let early = CallReason { waited_seconds: -601, floors: 2, is_secondary: true, runner_up: None, ..reason() };
        let told = early.told(&Code("B031".to_owned()), &Text::new("Tributi", "")).text;
        assert!(told.it.starts_with("B031: appuntamento fra 11 min;"), "{}", told.it);
        assert!(told.it.ends_with("a 2 piani di distanza, competenza secondaria."), "{}", told.it);
        assert!(told.en.contains("the queue Tributi"), "{}", told.en);
    }
}
