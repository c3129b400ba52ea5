//! The few words that are the desk's own; everything else is said by the hub.

use domain::Timestamp;
use domain::printer::PrinterPlace;
use domain::text::Text;
use domain::view::{PrinterRow, UsherRow};

/// What a clerk reads when no answer came at all.
#[must_use]
pub fn no_answer_text() -> Text {
    Text::new(
        "Nessuna risposta: premi di nuovo, nulla viene fatto due volte.",
        "No answer: press again, nothing is done twice.",
    )
}

/// Why nothing is possible while the dispatcher cannot be heard.
pub(crate) fn not_connected_text() -> Text {
    Text::new("Non collegato: attendi.", "Not connected: please wait.")
}

/// Why nobody can be signed in yet.
pub(crate) fn choose_name_text() -> Text {
    Text::new("Prima scegli il tuo nome.", "Choose your name first.")
}

/// Why nothing can be transferred yet.
pub(crate) fn choose_service_text() -> Text {
    Text::new("Prima scegli un servizio.", "Choose a service first.")
}

/// Why nothing can be put up or taken down yet.
pub(crate) fn choose_notice_text() -> Text {
    Text::new("Prima scegli o scrivi un avviso.", "Choose or write a notice first.")
}

/// Stands above the notices that are up.
#[must_use]
pub fn up_notices_text() -> Text {
    Text::new("Esposti ora (Invio li toglie)", "Up now (Enter takes one down)")
}

/// Stands above the notices that can be put up as they are.
#[must_use]
pub fn ready_notices_text() -> Text {
    Text::new("Pronti, in tutte le lingue", "Ready to put up, in every language")
}

/// Until when a notice is up: the hour, or with its date the moment on another day.
#[must_use]
pub fn until_text(time: &str, is_today: bool) -> Text {
    let it = if is_today { "fino alle" } else { "fino al" };
    Text::new(format!("{it} {time}"), format!("until {time}"))
}

/// Which printers somebody has to look after, and what to do; empty where all print.
#[must_use]
pub fn printers_text(printers: &[PrinterRow]) -> Text {
    let each = printers.iter().map(|row| {
        let (it, en) = match row.printer {
            PrinterPlace::First => ("", ""),
            PrinterPlace::Second => (" (seconda stampante)", " (second printer)"),
        };
        let kiosk = &row.device;
        (format!("Totem {kiosk}{it}: {}.", row.text.it), format!("Kiosk {kiosk}{en}: {}.", row.text.en))
    });
    let (it, en): (Vec<_>, Vec<_>) = each.unzip();
    Text::new(it.join(" "), en.join(" "))
}

/// At which kiosk somebody has asked longest for a person to come, and at how many others; empty where nobody does.
///
/// `time` writes a moment as the clock on the wall shows it.
#[must_use]
pub fn usher_text(calls: &[UsherRow], time: impl Fn(Timestamp) -> String) -> Text {
    let Some(first) = calls.first() else { return Text::default() };
    let (kiosk, since) = (&first.device, time(first.since));
    let (it, en) = match calls.len() - 1 {
        0 => (String::new(), String::new()),
        others => (format!(" Altri totem: {others}."), format!(" Other kiosks: {others}.")),
    };
    Text::new(
        format!("Totem {kiosk}: qualcuno chiede aiuto dalle {since}.{it}"),
        format!("Kiosk {kiosk}: help asked for at {since}.{en}"),
    )
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use domain::ids::{DeviceId, LocationId};
    use domain::printer::{PrinterPlace, PrinterState};
    use domain::view::{PrinterRow, UsherRow};

    use super::{printers_text, usher_text};

    fn row(device: &str, printer: PrinterPlace, state: PrinterState) -> PrinterRow {
        let (device, location, text) = (DeviceId::new(device), LocationId::new("sede"), state.text());
        PrinterRow { device, printer, location, state, text, since: DateTime::UNIX_EPOCH }
    }

    #[test]
    fn staff_read_where_somebody_asks_for_help() {
        let call = |device: &str| UsherRow {
            device: DeviceId::new(device),
            location: LocationId::new("sede"),
            since: DateTime::UNIX_EPOCH,
        };
        let text = usher_text(&[call("atrio"), call("piano-1")], |at| at.format("%H:%M").to_string());
        assert_eq!(text.it, "Totem atrio: qualcuno chiede aiuto dalle 00:00. Altri totem: 1.");
        assert_eq!(usher_text(&[], |_| String::new()).it, "");
    }

    #[test]
    fn staff_read_which_printer_wants_what() {
        assert_eq!(printers_text(&[]).it, "");
        let rows = [
            row("atrio", PrinterPlace::First, PrinterState::PaperOut),
            row("piano-1", PrinterPlace::Second, PrinterState::CoverOpen),
        ];
        let text = printers_text(&rows);
        assert_eq!(
            text.it,
            "Totem atrio: la stampante è senza carta: inserire un rotolo nuovo. \
             Totem piano-1 (seconda stampante): il coperchio della stampante è aperto: chiuderlo."
        );
        assert!(text.en.starts_with("Kiosk atrio: the printer is out of paper"), "{}", text.en);
    }
}
