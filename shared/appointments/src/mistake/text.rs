//! The words for what is wrong with an import: what it is, and what to do.

use domain::text::Text;

use super::MistakeKind;

impl MistakeKind {
    /// What a person reads and can act on, without the line.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::FileTooLarge { most } => Text::new(
                format!("il file supera {most} byte: dividilo in più file."),
                format!("the file has more than {most} bytes: split it into several."),
            ),
            Self::FileEmpty => Text::new("il file è vuoto: esportalo di nuovo.", "the file is empty: export it again."),
            Self::Workbook => Text::new(
                "è una cartella di Excel: salvala come «CSV UTF-8 (delimitato da virgole)».",
                "this is an Excel workbook: save it as \"CSV UTF-8 (comma delimited)\".",
            ),
            Self::NotText => Text::new(
                "la riga non è testo UTF-8: salva il file con la codifica UTF-8.",
                "the line is not UTF-8 text: save the file with the encoding UTF-8.",
            ),
            Self::TooManyBookings { most } => Text::new(
                format!("più di {most} prenotazioni: dividile in più invii."),
                format!("more than {most} bookings: send them in several parts."),
            ),
            Self::MoreMistakes { count } => Text::new(
                format!("ci sono altri {count} errori: correggi prima questi."),
                format!("there are {count} more mistakes: correct these first."),
            ),
            Self::NoColumns => Text::new(
                "la prima riga deve avere i nomi delle colonne: codice, data, ora, servizio.",
                "the first line must name the columns: id, date, time, service.",
            ),
            Self::ColumnMissing { italian, english } => Text::new(
                format!("manca la colonna «{italian}»: aggiungila alla prima riga."),
                format!("the column \"{english}\" is missing: add it to the first line."),
            ),
            Self::TooManyValues { columns } => Text::new(
                format!(
                    "più valori delle {columns} colonne: metti tra virgolette il testo che contiene il separatore."
                ),
                format!(
                    "more values than the {columns} columns: put text that holds the separator between quotation marks."
                ),
            ),
            Self::QuoteOpen => Text::new(
                "le virgolette non si chiudono: chiudile o toglile.",
                "a quotation mark is never closed: close or remove it.",
            ),
            Self::NotCalendar => Text::new(
                "non è un file iCalendar: deve iniziare con BEGIN:VCALENDAR. Esporta il calendario come .ics.",
                "this is no iCalendar file, which begins with BEGIN:VCALENDAR: export the calendar as .ics.",
            ),
            Self::LineMalformed => Text::new(
                "la riga non è una proprietà NOME:valore: se continua quella prima, deve iniziare con uno spazio. Correggila o esporta di nuovo.",
                "the line is no property NAME:value: if it continues the one before, it begins with a space. Correct it or export again.",
            ),
            Self::BlockOpen { block } => Text::new(
                format!("BEGIN:{block} non si chiude: il file è tronco, esportalo di nuovo."),
                format!("BEGIN:{block} is never closed: the file is cut off, export it again."),
            ),
            Self::BlocksTooDeep { most } => Text::new(
                format!("più di {most} blocchi BEGIN uno dentro l'altro: esporta di nuovo il calendario."),
                format!("more than {most} blocks BEGIN inside each other: export the calendar again."),
            ),
            Self::BlockNotOpen { block } => Text::new(
                format!("END:{block} chiude ciò che non è aperto: esporta di nuovo il calendario."),
                format!("END:{block} closes what is not open: export the calendar again."),
            ),
            Self::FieldTwice { field } => Text::new(
                format!("«{field}» è indicato due volte: tienine uno."),
                format!("\"{field}\" stands twice: keep one."),
            ),
            Self::ValueMissing { field } => {
                Text::new(format!("manca «{field}»: indicalo."), format!("\"{field}\" is missing: write it."))
            }
            Self::TextTooLong { field, most } => Text::new(
                format!("«{field}» supera {most} caratteri: accorcialo."),
                format!("\"{field}\" has more than {most} characters: shorten it."),
            ),
            Self::SignNotAllowed { field } => Text::new(
                format!("«{field}» contiene un a capo o un segno non ammesso: scrivilo su una riga."),
                format!("\"{field}\" holds a line break or a sign that cannot be shown: write it on one line."),
            ),
            Self::IdTwice { id, first_line } => Text::new(
                format!("la prenotazione «{id}» è già alla riga {first_line}: tienine una."),
                format!("the booking \"{id}\" stands in line {first_line} already: keep one."),
            ),
            Self::DateMalformed { text } => Text::new(
                format!("la data «{text}» non si legge: scrivila come 2026-11-24 o 24/11/2026."),
                format!("the date \"{text}\" cannot be read: write it as 2026-11-24 or 24/11/2026."),
            ),
            Self::TimeMalformed { text } => Text::new(
                format!("l'ora «{text}» non si legge: scrivila come 9:30 o 09.30."),
                format!("the time \"{text}\" cannot be read: write it as 9:30 or 09.30."),
            ),
            Self::TimeSkipped { time, zone } => Text::new(
                format!("le {time} non esistono in {zone}, perché l'orologio va avanti: scegli un'ora prima o dopo."),
                format!(
                    "{time} does not exist in {zone}, where the clocks go forward: choose an earlier or a later time."
                ),
            ),
            Self::YearOutOfRange { year, least, most } => Text::new(
                format!("l'anno {year} non è tra {least} e {most}: controlla la data."),
                format!("the year {year} is not between {least} and {most}: check the date."),
            ),
            Self::DurationMalformed { text, most } => Text::new(
                format!("la durata «{text}» non va bene: scrivi i minuti, da 1 a {most}."),
                format!("the duration \"{text}\" cannot be used: write the minutes, 1 to {most}."),
            ),
            Self::CancelledMalformed { text } => Text::new(
                format!("«{text}» non è né sì né no: scrivi sì se è annullata, no se vale."),
                format!("\"{text}\" is neither yes nor no: write yes if it was called off, no if it holds."),
            ),
            Self::NumberMalformed { field, text } => Text::new(
                format!("«{text}» in {field} non è un numero: esporta di nuovo il calendario."),
                format!("\"{text}\" in {field} is no number: export the calendar again."),
            ),
            Self::UnknownService { service } => Text::new(
                format!("il servizio «{service}» non esiste: usa il codice o il nome di un servizio."),
                format!("there is no service \"{service}\": use the id or the name of one."),
            ),
            Self::AmbiguousService { service, ids } => Text::new(
                format!("più servizi si chiamano «{service}»: usa uno dei codici {ids}."),
                format!("several services are called \"{service}\": use one of the ids {ids}."),
            ),
            Self::ServiceTwice { service } => Text::new(
                format!("il servizio «{service}» è indicato due volte: tienine uno."),
                format!("the service \"{service}\" is named twice: keep one."),
            ),
            Self::TooManyServices { most } => Text::new(
                format!("al massimo {most} servizi per prenotazione: dividila in due."),
                format!("at most {most} services per booking: make two of it."),
            ),
            Self::UnknownLocation { location } => Text::new(
                format!("la sede «{location}» non esiste: usa il codice o il nome di una sede."),
                format!("there is no location \"{location}\": use the id or the name of one."),
            ),
            Self::AmbiguousLocation { location, ids } => Text::new(
                format!("più sedi si chiamano «{location}»: usa uno dei codici {ids}."),
                format!("several locations are called \"{location}\": use one of the ids {ids}."),
            ),
            Self::NoService => Text::new(
                "l'evento non indica un servizio: scrivilo tra le categorie o in X-SPORTELLO-SERVICE.",
                "the event names no service: write it as a category or in X-SPORTELLO-SERVICE.",
            ),
            Self::AllDay => Text::new(
                "l'evento dura tutto il giorno: indica un'ora o toglilo dal calendario esportato.",
                "the event lasts all day: give it a time, or leave it out of the exported calendar.",
            ),
            Self::Recurring { field } => Text::new(
                format!("l'evento si ripete ({field}): prenota ogni volta con un evento a sé."),
                format!("the event repeats ({field}): book each time as an event of its own."),
            ),
            Self::MomentMalformed { field, text } => Text::new(
                format!("«{text}» in {field} non è una data con ora: scrivila come 20261124T093000."),
                format!("\"{text}\" in {field} is no date with time: write it as 20261124T093000."),
            ),
            Self::UnknownZone { zone } => Text::new(
                format!("il fuso orario «{zone}» è sconosciuto: esporta in UTC o con un nome come Europe/Rome."),
                format!("the time zone \"{zone}\" is unknown: export in UTC or with a name such as Europe/Rome."),
            ),
            Self::EndsBeforeStart => Text::new(
                "l'evento finisce prima di iniziare: correggi l'inizio o la fine.",
                "the event ends before it begins: correct one of the two.",
            ),
        }
    }
}
