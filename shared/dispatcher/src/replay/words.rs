//! Changes as they are written on a command line.

use domain::ids::{ClerkId, CounterId, ServiceId};
use domain::rules::Policy;
use domain::what_if::ClockTime;
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error, StrDeserializer};

/// Short names of policies, beside those of the hub file.
const SHORT: [(&str, Policy); 4] = [
    ("k20", Policy::Balanced),
    ("oldest", Policy::OldestFirst),
    ("lists", Policy::StrictLists),
    ("longest", Policy::LongestQueue),
];

/// A policy by its name in the hub file, such as `oldest_first`, or by its short name, such as `oldest`.
///
/// # Errors
/// With the names there are.
pub fn policy(word: &str) -> Result<Policy, String> {
    let short = SHORT.into_iter().find(|(name, _)| *name == word).map(|(_, policy)| policy);
    let written: StrDeserializer<'_, Error> = word.into_deserializer();
    short.or_else(|| Policy::deserialize(written).ok()).ok_or_else(|| {
        let names = SHORT.map(|(name, _)| name).join(", ");
        format!(
            "'{word}' is no policy; write balanced, appointments_first, fair, throughput, oldest_first, strict_lists, \
             longest_queue, or short {names}"
        )
    })
}

/// A counter and a time of day, written `COUNTER@HH:MM`.
///
/// # Errors
/// With what to write instead.
pub fn counter_and_time(words: &str) -> Result<(CounterId, ClockTime), String> {
    let parts = words.rsplit_once('@').filter(|(counter, _)| !counter.is_empty());
    let (counter, time) =
        parts.ok_or_else(|| format!("'{words}' is no counter with a time; write COUNTER@HH:MM such as 3@09:30"))?;
    Ok((CounterId::new(counter), time.parse::<ClockTime>().map_err(|error| error.to_string())?))
}

/// A clerk and a service, written `CLERK:SERVICE`.
///
/// # Errors
/// With what to write instead.
pub fn clerk_and_service(words: &str) -> Result<(ClerkId, ServiceId), String> {
    let parts = words.split_once(':').filter(|(clerk, service)| !clerk.is_empty() && !service.is_empty());
    let (clerk, service) = parts.ok_or_else(|| {
        format!("'{words}' is no clerk with a service; write CLERK:SERVICE such as anna:carta-identita")
    })?;
    Ok((ClerkId::new(clerk), ServiceId::new(service)))
}

#[cfg(test)]
mod tests {
    use domain::rules::Policy;

    use super::{clerk_and_service, counter_and_time, policy};

    #[test]
    fn policies_have_the_names_of_the_hub_file_and_short_ones() {
        for known in Policy::ALL {
            let name = serde_json::to_value(known).unwrap();
            assert_eq!(policy(name.as_str().unwrap()), Ok(known));
        }
        let short = ["k20", "oldest", "lists", "longest"].map(|word| policy(word).unwrap());
        assert_eq!(short, [Policy::Balanced, Policy::OldestFirst, Policy::StrictLists, Policy::LongestQueue]);
        assert!(policy("random").unwrap_err().contains("longest_queue"));
    }

    #[test]
    fn changes_are_read_or_refused_with_an_example() {
        let (counter, time) = counter_and_time("s@3@9:30").unwrap();
        assert_eq!((counter.as_str(), time.to_string().as_str()), ("s@3", "09:30"));
        for wrong in ["3", "@09:30", "3@25:00", "3@"] {
            assert!(counter_and_time(wrong).unwrap_err().contains("HH:MM"), "{wrong}");
        }
        let (clerk, service) = clerk_and_service("anna:cards").unwrap();
        assert_eq!((clerk.as_str(), service.as_str()), ("anna", "cards"));
        for wrong in ["anna", ":cards", "anna:"] {
            assert!(clerk_and_service(wrong).unwrap_err().contains("CLERK:SERVICE"), "{wrong}");
        }
    }
}
