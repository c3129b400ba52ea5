//! The areas and services of HUB-28.
//!
//! Means, coefficients of variation, areas and desk groups are those of the reference hub; the shares are those seen on
//! its ten days, rounded.

/// An area of the hub.
pub(super) struct Area {
    pub(super) name: &'static str,
    pub(super) floor: i32,
    /// Which part of the arrivals comes for it.
    pub(super) share: f64,
}

/// A service of the hub.
pub(super) struct Entry {
    pub(super) name: &'static str,
    pub(super) area: usize,
    /// The desk group it belongs to.
    pub(super) group: usize,
    pub(super) mean_minutes: f64,
    pub(super) variation: f64,
    /// How often it is asked for, beside the others of its area.
    pub(super) weight: f64,
    /// Which part of its arrivals is booked.
    pub(super) booked: f64,
    /// It is so short that many clerks of other groups do it too.
    pub(super) is_quick: bool,
}

pub(super) const AREAS: [Area; 5] = [
    Area { name: "Registry", floor: 0, share: 0.45 },
    Area { name: "Taxes", floor: 1, share: 0.18 },
    Area { name: "Building", floor: 2, share: 0.08 },
    Area { name: "Social and school", floor: 1, share: 0.13 },
    Area { name: "Mobility and commerce", floor: 0, share: 0.16 },
];

/// How many desk groups there are.
pub(super) const GROUPS: usize = 12;

const fn entry(
    name: &'static str,
    (area, group): (usize, usize),
    (mean_minutes, variation): (f64, f64),
    (weight, booked): (f64, f64),
) -> Entry {
    Entry { name, area, group, mean_minutes, variation, weight, booked, is_quick: false }
}

const fn quick(entry: Entry) -> Entry {
    Entry { is_quick: true, ..entry }
}

pub(super) const SERVICES: [Entry; 30] = [
    quick(entry("A1 certificates", (0, 0), (6.0, 0.6), (23.0, 0.0))),
    entry("A4 signature auth.", (0, 0), (8.0, 0.6), (8.0, 0.05)),
    quick(entry("A6 electoral card", (0, 0), (5.0, 0.6), (5.0, 0.0))),
    quick(entry("A7 document pick-up", (0, 0), (4.0, 0.7), (13.0, 0.05))),
    entry("A2 ID card", (0, 1), (15.0, 0.5), (31.0, 0.62)),
    entry("A3 residence change", (0, 2), (20.0, 0.65), (11.0, 0.46)),
    entry("A5 civil status", (0, 2), (18.0, 0.7), (9.0, 0.36)),
    entry("B1 tax info", (1, 3), (12.0, 0.8), (26.0, 0.08)),
    entry("B2 property tax", (1, 3), (18.0, 0.75), (19.0, 0.4)),
    entry("B3 waste tax", (1, 3), (15.0, 0.75), (24.0, 0.24)),
    entry("B4 payment plan", (1, 4), (22.0, 0.7), (8.0, 0.4)),
    quick(entry("B5 cash desk", (1, 4), (5.0, 0.6), (17.0, 0.0))),
    entry("B6 refunds", (1, 4), (16.0, 0.7), (6.0, 0.3)),
    entry("C1 building permit", (2, 5), (25.0, 0.8), (29.0, 0.7)),
    entry("C3 notice intake", (2, 5), (18.0, 0.7), (25.0, 0.45)),
    entry("C2 records access", (2, 6), (20.0, 0.7), (18.0, 0.5)),
    entry("C4 cadastral cert.", (2, 6), (14.0, 0.6), (19.0, 0.27)),
    entry("C5 tech. consult", (2, 6), (30.0, 0.7), (9.0, 0.92)),
    entry("D2 social interview", (3, 7), (30.0, 0.65), (14.0, 0.86)),
    entry("D4 housing", (3, 7), (25.0, 0.75), (11.0, 0.55)),
    entry("D1 social info", (3, 8), (10.0, 0.8), (26.0, 0.0)),
    entry("D3 benefit application", (3, 8), (22.0, 0.65), (17.0, 0.4)),
    entry("D5 school enrolment", (3, 9), (14.0, 0.6), (18.0, 0.25)),
    entry("D6 school meals/bus", (3, 9), (10.0, 0.6), (14.0, 0.1)),
    entry("E1 parking permit", (4, 10), (8.0, 0.6), (33.0, 0.03)),
    entry("E2 disabled badge", (4, 10), (14.0, 0.6), (14.0, 0.18)),
    entry("E3 business desk", (4, 11), (22.0, 0.8), (11.0, 0.6)),
    entry("E4 public land use", (4, 11), (18.0, 0.75), (7.0, 0.52)),
    entry("E5 environment/animals", (4, 11), (12.0, 0.7), (10.0, 0.06)),
    quick(entry("E6 document filing", (4, 11), (5.0, 0.6), (25.0, 0.0))),
];
