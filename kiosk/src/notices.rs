//! The notices staff have put up, on the screen.

use domain::text::{Language, Text};
use kiosk_flow::{Model, Msg};
use slint::ComponentHandle;
use ui_kit::bind::replace;

use crate::ui::{KioskWindow, Notices, Words};
use crate::words::words;

/// How many characters of a notice the shorter forms keep, of which a page shows the longest that fits.
const SHORT_FORMS_CHARS: [usize; 4] = [90, 60, 40, 24];

/// Shows what is to be read on the page; what is the same as before is not painted again.
pub(crate) fn show(window: &KioskWindow, model: &Model) {
    let shown = window.global::<Notices<'_>>();
    let language = model.language;
    let all: Vec<Words> = model.notices().iter().map(|row| words(&row.text, language)).collect();
    let spoken: Vec<&str> = all.iter().map(|notice| notice.spoken.as_str()).collect();
    shown.set_spoken(spoken.join(". ").into());
    let first = model.notices().first().map(|row| &row.text);
    let forms = first.into_iter().flat_map(|text| SHORT_FORMS_CHARS.map(|chars| short(text, language, chars)));
    replace(&shown.get_forms(), forms.collect(), |forms| shown.set_forms(forms));
    replace(&shown.get_all(), all, |all| shown.set_all(all));
}

/// Turns a touch into a message.
pub(crate) fn connect(window: &KioskWindow, send: impl Fn(Msg) + Clone + 'static) {
    let notices = window.global::<Notices<'_>>();
    let sender = send.clone();
    notices.on_read(move || sender(Msg::ReadNotices));
    notices.on_touched(move || send(Msg::Touched));
}

/// The beginning of a notice, up to the end of a word where its language has words with spaces between them.
fn short(text: &Text, language: Language, chars_max: usize) -> Words {
    let whole = text.get(language);
    if whole.chars().count() <= chars_max {
        return words(text, language);
    }
    let start: String = whole.chars().take(chars_max).collect();
    let end = start.rfind(' ').filter(|end| *end > start.len() / 2).unwrap_or(start.len());
    let cut = format!("{}…", start[..end].trim_end_matches([' ', ',', '.', ':', ';', '،', '。', '，']));
    // Marked as Italian where the whole is.
    let shortened = match text.spoken(language) {
        spoken if spoken == language => Text::in_each(|_| cut.clone()),
        _ => Text::new(cut, ""),
    };
    words(&shortened, language)
}

#[cfg(test)]
mod tests {
    use domain::text::{Language, Text};

    use super::short;

    #[test]
    fn a_notice_is_cut_behind_a_word_and_keeps_the_mark_of_its_language() {
        let text = Text::new("Ascensore guasto: chiedi al personale", "");
        assert_eq!(short(&text, Language::It, 24).shown, "Ascensore guasto…");
        assert_eq!(short(&text, Language::Ro, 24).shown, "Ascensore guasto…\u{202f}ᴵᵀ");
        assert_eq!(short(&text, Language::It, 90).shown, text.it.as_str());
        let mut chinese = Text::new("Ascensore", "");
        chinese.more.insert(Language::Zh, "电梯故障请告诉工作人员".to_owned());
        assert_eq!(short(&chinese, Language::Zh, 4).shown, "电梯故障…");
    }
}
