//! What the administrator and the booking system tell the hub.

use std::collections::BTreeSet;

use domain::appointment::Appointment;
use domain::ids::{AppointmentId, CommandId, Seq};
use domain::learned::{Durations, WaitCalibration};
use protocol::Problem;

use super::time::Looked;
use super::{Contradiction, Lived, OWN_IDS_FROM, World, broken};
use crate::hub::{Answer, Hub};
use crate::office::{CatalogChange, source_of};

impl<H: Hub> World<H> {
    fn own_id(&mut self) -> CommandId {
        self.own_ids += 1;
        CommandId::new(format!("simulation-{:010}", OWN_IDS_FROM + self.own_ids))
    }

    fn unless_failed(&mut self, fault: Option<&'static str>, looked: &Looked) -> u64 {
        if fault.is_none() {
            return self.happens_by_itself(looked);
        }
        self.time.looked(looked, false);
        0
    }

    /// Another hub file comes in, or the same again; and once more under the same id.
    pub(super) fn import(&mut self, change: Option<&CatalogChange>) -> Lived {
        let (id, looked, before) = (self.own_id(), self.time.look(), self.audit.head());
        let mut file = self.file.clone();
        change.into_iter().for_each(|change| file.change(change));
        let catalog = file.catalog();
        let source = source_of(&catalog);
        let answer = self.hub.import(&id, &catalog, &source);
        let theirs = self.follow_calls(&self.hub.journal(Seq(before)));
        self.read_journal(&looked, None)?;
        if has_mistakes(&answer) {
            return self.check_nothing_written(before);
        }
        let fault = self.fails();
        let by_itself = self.unless_failed(fault, &looked);
        let verdict = if fault.is_some() { Ok(false) } else { self.model.change_catalog(&catalog) };
        if let Some(code) = fault {
            self.check_refusal(&answer, code)?;
            return self.check_nothing_written(before);
        }
        let written = before + by_itself + u64::from(verdict == Ok(true)) + self.model.idle_calls(looked.now);
        self.check_nothing_written(written)?;
        self.model.check_calls(&theirs).map_err(broken("reason"))?;
        match verdict {
            Ok(_) if answer.status == 200 => self.file = file,
            Ok(_) => return Err(broken("import")(format!("answered {answer:?} where nothing is in the way"))),
            Err(reasons) => check_reasons(&answer, &reasons)?,
        }
        let again = self.hub.import(&id, &catalog, &source);
        self.read_journal(&looked, None)?;
        if again != answer {
            return Err(broken("retry")(format!("answered {again:?} where it first was {answer:?}")));
        }
        self.check_nothing_written(written)
    }

    /// A booking system tells of appointments.
    pub(super) fn plan(&mut self, appointments: &[Appointment], cancelled: &[AppointmentId]) -> Lived {
        if !self.hub.is_told_of_appointments() {
            return Ok(());
        }
        let (id, looked, before) = (self.own_id(), self.time.look(), self.audit.head());
        let answer = self.hub.plan(&id, appointments, cancelled);
        let theirs = self.follow_calls(&self.hub.journal(Seq(before)));
        let fault = self.fails();
        let by_itself = self.unless_failed(fault, &looked);
        let is_news = fault.is_none() && self.model.plan(appointments, cancelled);
        let news = u64::from(is_news) + self.model.idle_calls(looked.now);
        self.read_journal(&looked, None)?;
        if let (Some(code), Some(answer)) = (fault, &answer) {
            self.check_refusal(answer, code)?;
        }
        self.model.check_calls(&theirs).map_err(broken("reason"))?;
        self.check_nothing_written(before + by_itself + news)
    }

    /// What was learnt from past days comes in.
    pub(super) fn learn(&mut self, durations: Option<&Durations>, stretched: Option<WaitCalibration>) -> Lived {
        let (id, looked, before) = (self.own_id(), self.time.look(), self.audit.head());
        let Some(answer) = self.hub.learn(&id, durations, stretched) else { return Ok(()) };
        let theirs = self.follow_calls(&self.hub.journal(Seq(before)));
        let fault = self.fails();
        let by_itself = self.unless_failed(fault, &looked);
        let news = if fault.is_some() { 0 } else { self.model.learn(durations, stretched) };
        let news = news + self.model.idle_calls(looked.now);
        self.read_journal(&looked, None)?;
        if let Some(code) = fault {
            self.check_refusal(&answer, code)?;
        }
        self.model.check_calls(&theirs).map_err(broken("reason"))?;
        self.check_nothing_written(before + by_itself + news)
    }
}

/// Whether a file comes to nothing because it is none: the simulated one may leave an area without a counter, and where
/// the text itself is sent that is found before the running hub is asked.
fn has_mistakes(answer: &Answer) -> bool {
    let problem = serde_json::from_str::<Problem>(&answer.body);
    answer.status == 422 && problem.is_ok_and(|problem| problem.code == "catalog_invalid")
}

/// Each reason is told, and no other.
fn check_reasons(answer: &Answer, reasons: &BTreeSet<&'static str>) -> Lived {
    let told = serde_json::from_str::<Problem>(&answer.body).map(|problem| problem.reasons).unwrap_or_default();
    let told: BTreeSet<&str> = told.iter().map(|reason| reason.code.as_str()).collect();
    if answer.status == 409 && told == *reasons {
        return Ok(());
    }
    let how = format!("answered {answer:?} where {reasons:?} are in the way");
    Err(Contradiction { what: "import", how })
}
