//! Calls about appointments.

use domain::ids::{AppointmentId, CommandId};
use protocol::{AppointmentsFrame, AppointmentsImported, BookedPerson, ImportKind, Problem, route};
use reqwest::StatusCode;

use super::{Client, ClientError, escaped, not_understood, whole};
use crate::stream::StreamHandle;

impl Client {
    /// Has bookings taken in, of any day. A lost answer is asked for again with the same id.
    ///
    /// # Errors
    /// When the hub refuses, with everything that is wrong among the problem's remarks, or nobody answers in time.
    pub async fn import_appointments(
        &self,
        id: &CommandId,
        kind: ImportKind,
        bytes: &[u8],
    ) -> Result<AppointmentsImported, ClientError> {
        self.persist(|| {
            let request = self.post(route::APPOINTMENTS, id);
            request.header("content-type", kind.media_type()).body(bytes.to_vec())
        })
        .await
    }

    /// The appointments of the open day: those of the building, or of all of them.
    ///
    /// # Errors
    /// When nobody answers.
    pub async fn appointments(&self) -> Result<AppointmentsFrame, ClientError> {
        self.get(&self.here(route::APPOINTMENTS)).await
    }

    /// The appointments of the open day, live.
    #[must_use]
    pub fn appointments_stream(&self) -> StreamHandle<AppointmentsFrame> {
        self.stream(&self.here(route::APPOINTMENTS_STREAM))
    }

    /// For whom an appointment is.
    ///
    /// # Errors
    /// When nobody is known for it, or nobody answers.
    pub async fn appointment_person(&self, appointment: &AppointmentId) -> Result<BookedPerson, ClientError> {
        self.get(&of_person(appointment)).await
    }

    /// Has it forgotten for whom an appointment is, for good; once more changes nothing.
    ///
    /// # Errors
    /// When there is no such appointment, or nobody answers.
    pub async fn forget_person(&self, appointment: &AppointmentId) -> Result<(), ClientError> {
        let (status, body) = whole(self.delete(&of_person(appointment)).send().await).await?;
        if status == StatusCode::NO_CONTENT {
            return Ok(());
        }
        let problem: Problem = serde_json::from_slice(&body).map_err(|error| not_understood(status, &error))?;
        Err(ClientError::Problem(Box::new(problem)))
    }
}

/// The person's route; whatever the booking system calls the appointment stays one step of the path.
fn of_person(appointment: &AppointmentId) -> String {
    route::APPOINTMENT_PERSON.replace("{appointment}", &escaped(appointment.as_str()))
}
