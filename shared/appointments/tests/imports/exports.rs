//! Whole files as the programs of offices write them, byte for byte in form, with invented people.

use appointments::{read_calendar, read_csv};
use expect_test::expect;

use crate::{ZONE, catalog, said};

#[test]
fn what_google_calendar_exports_is_read() {
    expect![[r#"
        7kukuqrfedlm2f9t0vr0mq2v4k@google.com: 2026-11-24 08:30, carta-identita, 20 min, no location, for nicolo.bianchi@example.it <nicolo.bianchi@example.it>
        3b5k0q8a7f1n2m9c6d4e@google.com: 2026-11-24 09:15, residenza, 20 min, no location, cancelled, for Cambio di residenza <>
        note: Line 44: the place is no known location and was not used. If it matters, write the location's name."#]].assert_eq(&said(read_calendar(include_bytes!("exports/google.ics"), &catalog(), ZONE)));
}

#[test]
fn what_outlook_exports_is_read() {
    expect![[r#"
        040000008200E00074C5B7101A82E0080000000060A3B1C2D45FDD0100000000000000001000000012AB34CD56EF7890A1B2C3D4E5F60718: 2026-11-24 08:30, atti, 15 min, sede, for Geom. Verdi, pratica 112/2026 <>
        note: Line 26: categories that are no services, not used: Categoria blu. Check whether one is missing."#]].assert_eq(&said(read_calendar(include_bytes!("exports/outlook.ics"), &catalog(), ZONE)));
}

#[test]
fn what_outlook_sends_to_cancel_is_read() {
    expect!["040000008200E00074C5B7101A82E0080000000060A3B1C2D45FDD0100000000000000001000000012AB34CD56EF7890A1B2C3D4E5F60718: 2026-11-24 08:30, , 15 min, no location, cancelled, for Verdi, Paolo <paolo.verdi@example.it>"].assert_eq(&said(read_calendar(include_bytes!("exports/outlook-cancel.ics"), &catalog(), ZONE)));
}

#[test]
fn what_excel_saves_in_italy_is_read() {
    expect![[r#"
        PR-00101: 2026-11-24 08:00, carta-identita, 20 min, sede, for Niccolò D’Angelo <333 1234567>
        PR-00102: 2026-11-24 08:20, residenza, no duration, monticelli, for Anna Così <anna@example.it>
        PR-00103: 2026-11-24 09:00, tari + imu, 30 min, sede, cancelled
        note: Line 1: the file is not UTF-8 and was read as Windows-1252: check the accented letters.
        note: Line 1: columns not used: Note. If one of them is needed, check its name."#]]
    .assert_eq(&said(read_csv(include_bytes!("exports/excel-italiano.csv"), &catalog(), ZONE)));
}
