//! CSV, good and bad.

use appointments::limits::{BOOKINGS_MAX, IMPORT_BYTES_MAX, MISTAKES_MAX};
use appointments::read_csv;
use expect_test::{Expect, expect};

use crate::{ZONE, catalog, said};

fn check(bytes: impl AsRef<[u8]>, expected: Expect) {
    expected.assert_eq(&said(read_csv(bytes.as_ref(), &catalog(), ZONE)));
}

/// Checks rows below a header that names every column.
fn check_rows(rows: &str, expected: Expect) {
    let header = "codice;data;ora;servizio;durata_minuti;sede;annullato;nome;contatto";
    check(format!("{header}\n{rows}"), expected);
}

#[test]
fn english_columns_commas_and_iso_dates_are_read() {
    check(
        "id,date,time,service,duration_minutes,location,cancelled,name,contact\n\
         B-1,2026-11-24,9:30,carta-identita,20,sede,no,Mario Rossi,mario@example.it\n\
         B-2,2026-07-01,09.30,tari+imu,,,yes,,\n",
        expect![[r#"
            B-1: 2026-11-24 08:30, carta-identita, 20 min, sede, for Mario Rossi <mario@example.it>
            B-2: 2026-07-01 07:30, tari + imu, no duration, no location, cancelled"#]],
    );
}

#[test]
fn italian_columns_semicolons_and_names_of_services_are_read() {
    check(
        "Codice;Data;Ora;Servizio;Durata minuti;Sede;Annullato;Nome;Contatto\r\n\
         B-1;24/11/2026;09:30:00;CARTA D’IDENTITÀ elettronica (CIE);15;Punto di accesso Monticelli;;\"Rossi; Mario\";\r\n\
         \r\n\
         ;;;;;;;;\r\n\
         B-2;4/1/2027;9:30;Waste tax (TARI) + imu;;via dei narcisi 1, 63100 ascoli piceno;sì;;333 1234567",
        expect![[r#"
            B-1: 2026-11-24 08:30, carta-identita, 15 min, monticelli, for Rossi; Mario <>
            B-2: 2027-01-04 08:30, tari + imu, no duration, monticelli, cancelled, for  <333 1234567>"#]],
    );
}

#[test]
fn columns_that_mean_nothing_are_named_in_a_note() {
    check(
        "note,id,date,time,service,sportello\nx,B-1,2026-11-24,9:30,imu,4\n",
        expect![[r#"
        B-1: 2026-11-24 08:30, imu, no duration, no location
        note: Line 1: columns not used: note, sportello. If one of them is needed, check its name."#]],
    );
}

#[test]
fn every_encoding_of_excel_is_read() {
    let text = "codice;data;ora;servizio;nome\r\nB-1;24/11/2026;9:30;Disabilità e contrassegno di parcheggio (CUDE);Niccolò\r\n";
    let windows: Vec<u8> = text.chars().map(|sign| u8::try_from(u32::from(sign)).unwrap()).collect();
    check(
        windows,
        expect![[r#"
        B-1: 2026-11-24 08:30, disabilita, no duration, no location, for Niccolò <>
        note: Line 1: the file is not UTF-8 and was read as Windows-1252: check the accented letters."#]],
    );
    check(
        format!("\u{feff}{text}"),
        expect!["B-1: 2026-11-24 08:30, disabilita, no duration, no location, for Niccolò <>"],
    );
    let utf_16 = std::iter::once(0xfeff).chain(text.replace(';', "\t").encode_utf16().collect::<Vec<_>>());
    check(
        utf_16.flat_map(u16::to_le_bytes).collect::<Vec<_>>(),
        expect!["B-1: 2026-11-24 08:30, disabilita, no duration, no location, for Niccolò <>"],
    );
    check(
        format!("sep=;\r\n{text}"),
        expect!["B-1: 2026-11-24 08:30, disabilita, no duration, no location, for Niccolò <>"],
    );
}

#[test]
fn of_an_hour_that_comes_twice_the_first_is_taken() {
    check_rows("B-1;25/10/2026;2:30;imu", expect!["B-1: 2026-10-25 00:30, imu, no duration, no location"]);
}

#[test]
fn a_cancelled_booking_needs_no_service_that_still_exists() {
    check_rows(
        "B-1;24/11/2026;9:30;abolito + imu;;;sì\nB-2;24/11/2026;9:30;;;;annullato",
        expect![[r#"
        B-1: 2026-11-24 08:30, imu, no duration, no location, cancelled
        B-2: 2026-11-24 08:30, , no duration, no location, cancelled"#]],
    );
}

#[test]
fn every_wrong_value_is_named_with_its_line() {
    check_rows(
        ";24/11/2026;9:30;imu\n\
         B-1;;;\n\
         B-2;11/24/2026;9:5;imu\n\
         B-3;29/3/2026;2:30;imu\n\
         B-4;24/11/0026;9:30;imu\n\
         B-5;24/11/2026;9:30;passaporto\n\
         B-6;24/11/2026;9:30;imu + Property tax (IMU)\n\
         B-7;24/11/2026;9:30;imu+tari+suap+suolo+ztl+aire\n\
         B-8;24/11/2026;9:30;building permit\n\
         B-9;24/11/2026;9:30;imu;0;Municipio;forse\n\
         B-9;24/11/2026;9:30;+;481;municipality;\n\
         B-10;24/11/2026;9:30;imu;mezz'ora;;;;;di troppo\n",
        expect![[r#"
            Line 2: "codice" is missing: write it.
            Line 3: "data" is missing: write it.
            Line 3: "ora" is missing: write it.
            Line 3: "servizio" is missing: write it.
            Line 4: the date "11/24/2026" cannot be read: write it as 2026-11-24 or 24/11/2026.
            Line 4: the time "9:5" cannot be read: write it as 9:30 or 09.30.
            Line 5: 2026-03-29 02:30:00 does not exist in Europe/Rome, where the clocks go forward: choose an earlier or a later time.
            Line 6: the year 26 is not between 2000 and 2100: check the date.
            Line 7: there is no service "passaporto": use the id or the name of one.
            Line 8: the service "Property tax (IMU)" is named twice: keep one.
            Line 9: at most 5 services per booking: make two of it.
            Line 10: several services are called "building permit": use one of the ids permessi, pubblicita.
            Line 11: "forse" is neither yes nor no: write yes if it was called off, no if it holds.
            Line 11: the duration "0" cannot be used: write the minutes, 1 to 480.
            Line 11: there is no location "Municipio": use the id or the name of one.
            Line 12: the booking "B-9" stands in line 11 already: keep one.
            Line 12: there is no service "+": use the id or the name of one.
            Line 12: the duration "481" cannot be used: write the minutes, 1 to 480.
            Line 12: several locations are called "municipality": use one of the ids monticelli, sede.
            Line 13: more values than the 9 columns: put text that holds the separator between quotation marks.
            Line 13: the duration "mezz'ora" cannot be used: write the minutes, 1 to 480."#]],
    );
}

#[test]
fn texts_that_are_too_long_or_cannot_be_shown_are_refused_without_being_repeated() {
    let (id, name, contact) = ("i".repeat(256), "n".repeat(121), "c".repeat(255));
    check_rows(
        &format!(
            "{id};24/11/2026;9:30;imu;;;;{name};{contact}\nB-2;24/11/2026;9:30;imu;;;;\"Mario\nRossi\";\u{7}\nB-3;x"
        ),
        expect![[r#"
            Line 2: "codice" has more than 255 characters: shorten it.
            Line 2: "nome" has more than 120 characters: shorten it.
            Line 2: "contatto" has more than 254 characters: shorten it.
            Line 3: "nome" holds a line break or a sign that cannot be shown: write it on one line.
            Line 3: "contatto" holds a line break or a sign that cannot be shown: write it on one line.
            Line 5: "ora" is missing: write it.
            Line 5: the date "x" cannot be read: write it as 2026-11-24 or 24/11/2026.
            Line 5: "servizio" is missing: write it."#]],
    );
}

#[test]
fn a_quotation_mark_that_is_never_closed_hides_no_row_in_silence() {
    check_rows(
        "B-1;24/11/2026;9:30;imu;;;;\"Mario;\nB-2;24/11/2026;9:30;imu",
        expect!["Line 2: a quotation mark is never closed: close or remove it."],
    );
    check(
        "note;codice;data;ora;servizio\n\"x\n\";B-1;24/11/2026;9:30;imu\n\"y;B-2;24/11/2026;9:30;imu\nz;B-3;24/11/2026;9:30;imu",
        expect!["Line 4: a quotation mark is never closed: close or remove it."],
    );
}

#[test]
fn a_first_line_that_cannot_be_used_is_explained() {
    check("", expect!["Line 1: the file is empty: export it again."]);
    check("\r\n;;;\r\n", expect!["Line 1: the file is empty: export it again."]);
    check("B-1;24/11/2026;9:30;imu", expect!["Line 1: the first line must name the columns: id, date, time, service."]);
    check(
        "codice;id;data\nB-1;B-1;24/11/2026\nB-2;;x",
        expect![[r#"
        Line 1: "id" stands twice: keep one.
        Line 1: the column "time" is missing: add it to the first line.
        Line 1: the column "service" is missing: add it to the first line.
        Line 3: the date "x" cannot be read: write it as 2026-11-24 or 24/11/2026."#]],
    );
}

#[test]
fn what_is_no_csv_is_refused() {
    check(
        b"PK\x03\x04rest of a workbook",
        expect![[r#"Line 1: this is an Excel workbook: save it as "CSV UTF-8 (comma delimited)"."#]],
    );
    check(
        b"\xef\xbb\xbfid,date,time,service\nB-\xe0,2026-11-24,9:30,imu",
        expect!["Line 2: the line is not UTF-8 text: save the file with the encoding UTF-8."],
    );
    check(
        vec![b'x'; IMPORT_BYTES_MAX + 1],
        expect!["Line 1: the file has more than 1048576 bytes: split it into several."],
    );
}

#[test]
fn as_many_bookings_as_are_allowed_are_read_and_not_one_more() {
    let rows = |count: usize| -> String {
        let header = "id,date,time,service\n".to_owned();
        (0..count).fold(header, |text, row| format!("{text}B-{row},2026-11-24,9:30,imu\n"))
    };
    let import = read_csv(rows(BOOKINGS_MAX).as_bytes(), &catalog(), ZONE).unwrap();
    assert_eq!(import.bookings.len(), BOOKINGS_MAX);
    check(rows(BOOKINGS_MAX + 1), expect!["Line 5002: more than 5000 bookings: send them in several parts."]);
}

#[test]
fn mistakes_beyond_what_anybody_reads_are_counted() {
    let rows = "B,x,9:30,imu\n".repeat(MISTAKES_MAX);
    let mistakes = read_csv(format!("id,date,time,service\n{rows}").as_bytes(), &catalog(), ZONE).unwrap_err();
    assert_eq!(mistakes.0.len(), MISTAKES_MAX + 1);
    expect!["Line 102: there are 199 more mistakes: correct these first."]
        .assert_eq(&mistakes.0.last().unwrap().to_string());
}
