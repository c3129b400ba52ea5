//! Which time zone a calendar means.

use std::collections::BTreeMap;

use chrono_tz::Tz;

/// What Outlook calls the time zones of Europe, and one of each in the IANA data base.
const WINDOWS_ZONES: [(&str, Tz); 9] = [
    ("W. Europe Standard Time", Tz::Europe__Berlin),
    ("Central Europe Standard Time", Tz::Europe__Budapest),
    ("Central European Standard Time", Tz::Europe__Warsaw),
    ("Romance Standard Time", Tz::Europe__Paris),
    ("GMT Standard Time", Tz::Europe__London),
    ("GTB Standard Time", Tz::Europe__Bucharest),
    ("E. Europe Standard Time", Tz::Europe__Chisinau),
    ("FLE Standard Time", Tz::Europe__Kyiv),
    ("tzone://Microsoft/Utc", Tz::UTC),
];

/// The time zones of a file.
pub(crate) struct Zones {
    /// The hub's zone, for times that name none.
    pub(crate) hub: Tz,
    own: BTreeMap<String, Tz>,
}

impl Zones {
    /// The zones of a file that calls some by names of its own.
    pub(crate) fn new(hub: Tz, names: &[(String, String)]) -> Self {
        let own = names.iter().filter_map(|(own, name)| Some((own.clone(), named(name)?)));
        Self { hub, own: own.collect() }
    }

    /// The zone of this name.
    pub(crate) fn zone(&self, name: &str) -> Option<Tz> {
        named(name).or_else(|| self.own.get(name).copied())
    }
}

/// A zone by its IANA name, also behind the prefix that some calendars give it, or by the name Windows has for it.
fn named(name: &str) -> Option<Tz> {
    let iana = || name.parse().ok();
    let behind_prefix = || {
        let mut parts = name.rsplit('/');
        let (city, region) = (parts.next()?, parts.next()?);
        name.starts_with('/').then(|| format!("{region}/{city}").parse().ok()).flatten()
    };
    let windows = || WINDOWS_ZONES.iter().find(|(windows, _)| *windows == name).map(|(_, zone)| *zone);
    iana().or_else(behind_prefix).or_else(windows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_known_by_the_names_calendars_give_them() {
        let names = [("Ora ufficio".to_owned(), "Europe/Rome".to_owned()), ("Mia".to_owned(), "Sua".to_owned())];
        let zones = Zones::new(Tz::Europe__Rome, &names);
        let cases = [
            ("Europe/Rome", Some(Tz::Europe__Rome)),
            ("UTC", Some(Tz::UTC)),
            ("W. Europe Standard Time", Some(Tz::Europe__Berlin)),
            ("/freeassociation.sourceforge.net/Europe/Rome", Some(Tz::Europe__Rome)),
            ("/mozilla.org/20050126_1/Europe/Rome", Some(Tz::Europe__Rome)),
            ("Ora ufficio", Some(Tz::Europe__Rome)),
            ("Mia", None),
            ("Marte/Olimpo", None),
            ("", None),
        ];
        for (name, zone) in cases {
            assert_eq!(zones.zone(name), zone, "{name}");
        }
    }
}
