//! What is said about an import, for programs and in two languages.

use appointments::read_csv;
use expect_test::expect;

use crate::{ZONE, catalog};

#[test]
fn a_mistake_has_a_code_its_values_and_words_in_two_languages() {
    let text = "codice;data;ora;servizio\nB-1;24/11/26;9:30;passaporto\nB-1;24/11/2026;9:30;imu\n";
    let mistakes = read_csv(text.as_bytes(), &catalog(), ZONE).unwrap_err();
    let said: Vec<_> = mistakes
        .0
        .iter()
        .flat_map(|mistake| [serde_json::to_string(mistake).unwrap(), mistake.text().it, mistake.text().en])
        .collect();
    expect![[r#"
        {"line":2,"code":"date_malformed","text":"24/11/26"}
        Riga 2: la data «24/11/26» non si legge: scrivila come 2026-11-24 o 24/11/2026.
        Line 2: the date "24/11/26" cannot be read: write it as 2026-11-24 or 24/11/2026.
        {"line":2,"code":"unknown_service","service":"passaporto"}
        Riga 2: il servizio «passaporto» non esiste: usa il codice o il nome di un servizio.
        Line 2: there is no service "passaporto": use the id or the name of one.
        {"line":3,"code":"id_twice","id":"B-1","first_line":2}
        Riga 3: la prenotazione «B-1» è già alla riga 2: tienine una.
        Line 3: the booking "B-1" stands in line 2 already: keep one."#]]
    .assert_eq(&said.join("\n"));
}

#[test]
fn a_note_has_a_code_its_values_and_words_in_two_languages() {
    let text = "codice;data;ora;servizio;note\nB-1;24/11/2026;9:30;imu\n";
    let import = read_csv(text.as_bytes(), &catalog(), ZONE).unwrap();
    let note = import.notes.first().unwrap();
    let said = [serde_json::to_string(note).unwrap(), note.text().it, note.text().en];
    expect![[r#"
        {"line":1,"code":"columns_ignored","columns":"note"}
        Riga 1: colonne non usate: note. Se ne serve una, controlla il suo nome.
        Line 1: columns not used: note. If one of them is needed, check its name."#]]
    .assert_eq(&said.join("\n"));
}
