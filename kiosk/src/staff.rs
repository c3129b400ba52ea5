//! Between the flow and the pages of the staff.

use domain::printer::PrinterPlace;
use domain::text::Language;
use domain::ticket::{Code, SlipOutcome};
use kiosk_flow::{Model, Msg, PaperTest, StaffMsg, StaffPage};
use slint::{ComponentHandle, SharedString};
use ticket_printer::{Remark, Slip};
use ui_kit::bind::{count, replace};

use crate::ui::{KioskWindow, Page, StaffDesk, StaffInfo, TestMark};

/// Seconds of a minute.
const MINUTE_SECONDS: u32 = 60;

/// The page of the staff that is shown, if any.
pub(crate) fn page(model: &Model) -> Option<Page> {
    Some(match model.staff.page? {
        StaffPage::Pin => Page::StaffPin,
        StaffPage::Menu => Page::StaffMenu,
        StaffPage::Log => Page::StaffLog,
    })
}

/// Shows the staff how everything is.
pub(crate) fn render(window: &KioskWindow, model: &Model) {
    let (desk, staff, language) = (window.global::<StaffDesk<'_>>(), &model.staff, model.language);
    let (test, test_detail) = match &staff.test {
        PaperTest::None => (TestMark::None, ""),
        PaperTest::Printing => (TestMark::Printing, ""),
        PaperTest::Done { outcome, detail } => {
            let mark = match outcome {
                SlipOutcome::Printed => TestMark::Printed,
                SlipOutcome::NotPrinted => TestMark::NotPrinted,
                SlipOutcome::Unknown => TestMark::Unknown,
            };
            (mark, detail.as_str())
        }
    };
    // The address stays as it was set at the start.
    let StaffInfo { address, .. } = desk.get_info();
    desk.set_info(StaffInfo {
        digits: count(staff.pin_digits),
        typed: count(model.pin_typed()),
        wrong: staff.is_wrong,
        pause_minutes: count(staff.pause_seconds.div_ceil(MINUTE_SECONDS)),
        address,
        connected: model.view.is_some() && model.lost.is_none(),
        since: staff.since.map(ui_kit::clock::date_time).unwrap_or_default().into(),
        why: model.lost.clone().unwrap_or_default().into(),
        locked: staff.is_locked,
        test,
        test_detail: test_detail.into(),
        version: env!("CARGO_PKG_VERSION").into(),
        voices: count(Language::ALL.iter().filter(|language| model.spoken.has(**language)).count()),
    });
    let printers = model.printer_states().into_iter().map(|(place, state)| {
        let text = state.text();
        match place {
            PrinterPlace::First | PrinterPlace::Second => SharedString::from(text.get(language)),
        }
    });
    replace(&desk.get_printers(), printers.collect(), |printers| desk.set_printers(printers));
    let log = staff.log.iter().rev().map(SharedString::from);
    replace(&desk.get_log(), log.collect(), |log| desk.set_log(log));
}

/// Says where the dispatcher is looked for.
pub fn name_dispatcher(window: &KioskWindow, address: &str) {
    let desk = window.global::<StaffDesk<'_>>();
    desk.set_info(StaffInfo { address: address.into(), ..desk.get_info() });
}

/// Turns what the staff touch into messages.
pub(crate) fn connect(window: &KioskWindow, send: impl Fn(Msg) + Clone + 'static) {
    let desk = window.global::<StaffDesk<'_>>();
    let sender = |msg: StaffMsg| {
        let send = send.clone();
        move || send(Msg::Staff(msg.clone()))
    };
    desk.on_ask(sender(StaffMsg::Ask));
    desk.on_erase(sender(StaffMsg::Erase));
    desk.on_test_paper(sender(StaffMsg::TestPaper));
    desk.on_toggle_lock(sender(StaffMsg::ToggleLock));
    desk.on_restart(sender(StaffMsg::Restart));
    desk.on_show_log(sender(StaffMsg::ShowLog));
    desk.on_digit(move |text| {
        if let Some(digit) = text.chars().next() {
            send(Msg::Staff(StaffMsg::Digit(digit)));
        }
    });
}

/// A slip that is no ticket: its code is one that no hub gives, and it says in words what it is.
pub(crate) fn test_slip(hub_name: &str, device: &str, taken_text: String) -> Slip {
    let line = |text: &str| text.to_owned();
    Slip {
        code: Code::new('X', 0),
        language: Language::It,
        hub_name: line(hub_name),
        header: String::new(),
        footer: line("Prova di stampa: non è un numero, si può buttare."),
        logo: String::new(),
        service: line("Prova di stampa"),
        service_for_staff: String::new(),
        further_services: Vec::new(),
        area: format!("Totem {device}"),
        floor: String::new(),
        waiting_room: String::new(),
        people_ahead: None,
        wait_text: String::new(),
        told_text: String::new(),
        documents: vec![
            line("Le righe devono essere nere e intere da un margine all'altro."),
            line("àèéìòù € «» 0123456789"),
        ],
        qr_text: format!("Prova di stampa, totem {device}, {taken_text}"),
        taken_text,
        follow: String::new(),
        shows_privacy: false,
        remark: Remark::None,
    }
}
