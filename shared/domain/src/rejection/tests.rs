//! What a citizen is told is told in every language, with everything it has to tell.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use super::Rejection;
use super::appointment::AppointmentRejection;
use super::citizen::CitizenRejection;
use crate::check_in::CheckInCodeError;
use crate::text::{Language, Text};

fn at(hour: u32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 8, 6).unwrap().and_hms_opt(hour, 30, 0).unwrap()
}

fn time(hour: u32) -> NaiveTime {
    at(hour).time()
}

/// Each refusal a citizen can meet, with what has to be in its text whatever the language.
fn told() -> Vec<(Text, Vec<&'static str>)> {
    let id = || "id-card".to_owned();
    let code = || "A042".to_owned();
    let service = || Text::new("Certificati", "");
    let reason = Some(Text::new("Ponte", ""));
    let refusals = [
        (Rejection::DayClosed, vec![]),
        (Rejection::NoService, vec![]),
        (Rejection::TooManyServices, vec!["5"]),
        (Rejection::ServiceTwice { service: id() }, vec!["id-card"]),
        (Rejection::UnknownService { service: id() }, vec!["id-card"]),
        (Rejection::UnknownTicket { ticket: 8112 }, vec!["8112"]),
        (Rejection::QueueFull { service: id() }, vec!["id-card"]),
        (Rejection::CodesUsedUp { letter: 'Q' }, vec!["Q"]),
        (
            Rejection::OutsideHours { service: service(), reason: reason.map(Box::new), next_opening: Some(at(9)) },
            vec!["Certificati", "(Ponte)", "6", "09:30"],
        ),
        (Rejection::OutsideHours { service: service(), reason: None, next_opening: None }, vec!["Certificati"]),
        (
            Rejection::LastTicketPassed { service: service(), last_ticket: time(12), next_opening: Some(at(9)) },
            vec!["Certificati", "12:30", "09:30"],
        ),
        (Rejection::QuotaReached { service: service(), quota: 77 }, vec!["Certificati", "77"]),
        (CitizenRejection::UnknownPriority { priority: id() }.into(), vec!["id-card"]),
        (CitizenRejection::TooManyFromDevice { per_minute: 31, retry_seconds: 17 }.into(), vec!["31", "17"]),
        (CitizenRejection::NotNoShow { code: code() }.into(), vec!["A042"]),
        (CitizenRejection::RejoinTooLate { code: code(), minutes_max: 15 }.into(), vec!["A042", "15"]),
        (CitizenRejection::RejoinedBefore { code: code() }.into(), vec!["A042"]),
        (CitizenRejection::LetPassLimit { times_max: 3 }.into(), vec!["3"]),
        (CitizenRejection::LetPassChoice.into(), vec![]),
        (CitizenRejection::PeopleOutOfRange { people_max: 20 }.into(), vec!["20"]),
        (CitizenRejection::NobodyToLetPass.into(), vec![]),
        (CitizenRejection::UnknownLocation { location: id() }.into(), vec!["id-card"]),
        (CitizenRejection::NotGivenThere { service: id(), location: code() }.into(), vec!["id-card", "A042"]),
        (CitizenRejection::AlreadyThere { code: code(), location: id() }.into(), vec!["A042", "id-card"]),
        (
            CitizenRejection::ProbablyNotServed { service: service(), wait_minutes: 140, closes_at: time(13) }.into(),
            vec!["Certificati", "140", "13:30"],
        ),
        (CitizenRejection::ReprintLimit { times_max: 2 }.into(), vec!["2"]),
        (AppointmentRejection::UnknownAppointment { code: code() }.into(), vec!["A042"]),
        (AppointmentRejection::TooEarly { starts_at: at(11), check_in_from: at(10) }.into(), vec!["11:30", "10:30"]),
        (AppointmentRejection::CheckedInBefore { code: code() }.into(), vec!["A042"]),
        (
            AppointmentRejection::AppointmentElsewhere {
                location: "Porta Maggiore".to_owned(),
                address: "Via Asiago 3".to_owned(),
                starts_at: at(11),
            }
            .into(),
            vec!["11:30", "Porta Maggiore", "Via Asiago 3"],
        ),
        (AppointmentRejection::AppointmentCancelled.into(), vec![]),
        (AppointmentRejection::AppointmentMissed { starts_at: at(11) }.into(), vec!["11:30"]),
    ];
    let codes = [(CheckInCodeError::Length, vec!["8"]), (CheckInCodeError::Sign { sign: '0' }, vec!["0"])];
    let refusals = refusals.into_iter().map(|(refusal, parts)| (refusal.text(), parts));
    refusals.chain(codes.into_iter().map(|(error, parts)| (error.text(), parts))).collect()
}

#[test]
fn a_citizen_is_told_everything_in_every_language() {
    for (text, parts) in told() {
        for language in Language::ALL {
            let words = text.get(language);
            assert_eq!(text.spoken(language), language, "{} has no {}", text.it, language.code());
            assert!(!words.contains(['{', '}']), "{words}");
            for part in &parts {
                assert!(words.contains(part), "{part} is not told in {words}");
            }
        }
    }
}

#[test]
fn a_sentence_is_written_in_the_letters_of_its_language() {
    for (text, _) in told() {
        let has = |language: Language, letters: std::ops::RangeInclusive<char>| {
            text.get(language).chars().any(|letter| letters.contains(&letter))
        };
        let written = has(Language::Ar, '\u{621}'..='\u{64a}')
            && has(Language::Ur, '\u{621}'..='\u{6d2}')
            && has(Language::Uk, '\u{404}'..='\u{491}')
            && has(Language::Zh, '\u{4e00}'..='\u{9fff}');
        assert!(written, "{text:?}");
    }
}
