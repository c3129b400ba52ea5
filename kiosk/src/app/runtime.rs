//! What the kiosk does for the staff and for its screen.

use kiosk_flow::{Light, Msg, StaffEffect, StaffMsg};

use super::{App, Outcome};
use crate::staff::test_slip;

impl App {
    pub(super) fn staff(&self, effect: StaffEffect) {
        match effect {
            StaffEffect::CheckPin(pin) => {
                let is_right = self.pin.as_ref() == Some(&pin);
                if !is_right {
                    tracing::warn!("a wrong PIN of the staff");
                }
                self.inputs.post(Msg::Staff(StaffMsg::Checked(is_right)));
            }
            StaffEffect::PrintTest => self.print_test(),
            StaffEffect::ReadLog => self.inputs.post(Msg::Staff(StaffMsg::Log(self.log.lines()))),
            StaffEffect::Restart => {
                tracing::warn!("staff have the program start anew");
                self.outcome.set(Outcome::Restart);
                if let Err(error) = slint::quit_event_loop() {
                    tracing::error!(%error, "the program cannot end by itself");
                }
            }
        }
    }

    fn print_test(&self) {
        let hub_name = self.model.borrow().view.as_ref().map(|view| view.hub_name.it.clone()).unwrap_or_default();
        let slip = test_slip(&hub_name, self.device.as_str(), ui_kit::clock::date_time(ui_kit::clock::now()));
        let (inputs, worker) = (self.inputs.clone(), self.worker.clone());
        let on_done = move |report: ticket_printer::PrintReport| {
            let msg = StaffMsg::TestDone { outcome: report.outcome, detail: report.detail() };
            worker.spawn(async move { inputs.deliver(Msg::Staff(msg)).await });
        };
        self.printer.print(slip, Box::new(on_done));
    }

    pub(super) fn shine(&self, light: Light) {
        let Some(backlight) = self.backlight.clone() else { return };
        self.worker.spawn_blocking(move || {
            if let Err(error) = backlight.shine(light) {
                tracing::warn!(%error, "the panel's brightness cannot be set");
            }
        });
    }
}
