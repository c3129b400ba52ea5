//! How much one machine may ask for, so that it cannot stop the others.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// Addresses and devices whose commands are counted at once.
const COUNTED_MAX: usize = 4_096;
/// Bits of an IPv6 address that name a network; one machine has all the addresses below.
const IPV6_NETWORK_BITS: u32 = 64;
const MINUTE: Duration = Duration::from_secs(60);

/// How much the network may ask of a dispatcher.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Connections open at once.
    pub connections_max: usize,
    /// Connections open at once from one address; a region's screens may stand behind one.
    pub connections_per_address_max: usize,
    /// How long the head of a request may take, in seconds; an unused connection is closed after it, too.
    pub head_seconds_max: u64,
    /// How long the body of a command may take, in seconds.
    pub body_seconds_max: u64,
    /// Commands from one address in a minute, all of which may come at once.
    pub commands_per_address_per_minute_max: u32,
    /// Commands of one kiosk or counter in a minute, all of which may come at once.
    pub commands_per_device_per_minute_max: u32,
}

impl Default for Limits {
    /// A kiosk gives a ticket in five seconds at best and a clerk presses a key in one; both have tenfold room.
    fn default() -> Self {
        Self {
            connections_max: 12_288,
            connections_per_address_max: 9_216,
            head_seconds_max: 30,
            body_seconds_max: 10,
            commands_per_address_per_minute_max: 6_000,
            commands_per_device_per_minute_max: 600,
        }
    }
}

impl Limits {
    /// Takes commands as fast as they come, for programs that measure or try how fast that is.
    #[must_use]
    pub fn without_rates() -> Self {
        Self {
            commands_per_address_per_minute_max: u32::MAX,
            commands_per_device_per_minute_max: u32::MAX,
            ..Self::default()
        }
    }
}

/// The network a machine is counted by.
pub(crate) fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let mask = u128::MAX << (u128::BITS - IPV6_NETWORK_BITS);
            IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & mask))
        }
        address @ IpAddr::V4(_) => address,
    }
}

/// Counts what each asks for.
#[derive(Debug)]
pub(crate) struct Rates<K> {
    per_minute_max: u32,
    /// When each has its whole minute's worth again.
    whole_at: Mutex<BTreeMap<K, Instant>>,
}

impl<K: Ord> Rates<K> {
    pub(crate) fn new(per_minute_max: u32) -> Self {
        Self { per_minute_max: per_minute_max.max(1), whole_at: Mutex::default() }
    }

    /// Whether one more is allowed; what is refused does not count.
    pub(crate) fn allows(&self, key: K, now: Instant) -> bool {
        let mut whole_at = self.whole_at.lock().unwrap_or_else(PoisonError::into_inner);
        if whole_at.len() >= COUNTED_MAX && !whole_at.contains_key(&key) {
            whole_at.retain(|_, whole_at| *whole_at > now);
            if whole_at.len() >= COUNTED_MAX {
                // So many are no single machine; the queue of the sequencer bounds them all.
                return true;
            }
        }
        let whole_at = whole_at.entry(key).or_insert(now);
        let after = (*whole_at).max(now) + MINUTE / self.per_minute_max;
        let is_allowed = after <= now + MINUTE;
        if is_allowed {
            *whole_at = after;
        }
        is_allowed
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::time::Instant;

    use super::{COUNTED_MAX, Rates, network};

    #[test]
    fn a_minutes_worth_may_come_at_once_and_comes_back_evenly() {
        let (rates, now) = (Rates::new(60), Instant::now());
        assert_eq!((0..100).filter(|_| rates.allows("kiosk", now)).count(), 60);
        assert!(rates.allows("other", now), "others are not held up");
        assert!(!rates.allows("kiosk", now + Duration::from_millis(900)));
        let later = now + Duration::from_secs(10);
        assert_eq!((0..100).filter(|_| rates.allows("kiosk", later)).count(), 10);
    }

    #[test]
    fn only_so_many_are_counted_and_whoever_rests_makes_room() {
        let (rates, now) = (Rates::new(1), Instant::now());
        assert!((0..COUNTED_MAX + 10).all(|key| rates.allows(key, now)));
        assert!(!rates.allows(0, now));
        let later = now + Duration::from_secs(61);
        assert!(rates.allows(COUNTED_MAX, later) && !rates.allows(COUNTED_MAX, later));
        assert_eq!(rates.whole_at.lock().unwrap().len(), 1);
    }

    #[test]
    fn a_machine_is_one_network_however_it_writes_its_address() {
        let of = |text: &str| network(text.parse().unwrap()).to_string();
        assert_eq!((of("192.0.2.7"), of("::ffff:192.0.2.7")), ("192.0.2.7".to_owned(), "192.0.2.7".to_owned()));
        assert_eq!(of("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
    }
}
