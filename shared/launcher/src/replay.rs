//! `sportello replay` and `sportello advice`: past days of a journal with something changed.

use std::io::{IsTerminal, Write};

use anyhow::Context;
use dispatcher::replay::{FileJournal, advice_lines, last_of, progress_line, table};
use domain::ids::LocationId;
use domain::what_if::{AdviceProgress, WhatIf, WhatIfChange};
use serde::Serialize;

use crate::args::{AdviceOptions, JournalOptions, ReplayOptions};
use crate::{report_line, say};

/// Progress is told again after so many percent where standard error is no terminal.
const PROGRESS_PERCENT_STEP: u64 = 10;

pub(crate) fn replay(options: ReplayOptions) -> anyhow::Result<()> {
    let journal = open(&options.journal)?;
    let question = question(&options)?;
    let answer = journal.what_if(&question)?;
    tell(options.journal.json, &answer, &table(&answer))
}

fn open(options: &JournalOptions) -> anyhow::Result<FileJournal> {
    Ok(FileJournal::open(&options.data, options.hub.as_deref())?)
}

fn question(options: &ReplayOptions) -> anyhow::Result<WhatIf> {
    let to = last_of(options.date, options.days).context("there are no dates so late; choose fewer --days")?;
    let policy = options.policy.into_iter().map(|policy| WhatIfChange::Policy { policy });
    let open = options.open.iter().cloned().map(|(counter, at)| WhatIfChange::OpenCounter { counter, at });
    let moved = options.move_break.iter().cloned().map(|(counter, to)| WhatIfChange::MoveBreak { counter, to });
    let taught = options.add_skill.iter().cloned().map(|(clerk, service)| WhatIfChange::AddSkill { clerk, service });
    Ok(WhatIf {
        location: options.journal.location.clone().map(LocationId::new),
        from: options.date,
        to: Some(to),
        changes: policy.chain(open).chain(moved).chain(taught).collect(),
    })
}

pub(crate) fn advice(options: &AdviceOptions) -> anyhow::Result<()> {
    let journal = open(&options.journal)?;
    let location = options.journal.location.clone().map(LocationId::new);
    let mut teller = Teller { is_terminal: std::io::stderr().is_terminal(), next_percent: 0 };
    let found = journal.advice(options.days, location.as_ref(), |progress| {
        teller.tell(progress);
        true
    })?;
    tell(options.journal.json, &found, &advice_lines(&found))
}

/// Tells how far the search has come, on standard error.
struct Teller {
    is_terminal: bool,
    next_percent: u64,
}

impl Teller {
    fn tell(&mut self, progress: AdviceProgress) {
        let percent = 100 * u64::from(progress.played) / u64::from(progress.total.max(1));
        if percent < self.next_percent {
            return;
        }
        if self.is_terminal {
            // The line is written over; whoever closed the terminal misses nothing.
            let end = if progress.played == progress.total { "\n" } else { "" };
            let _ = write!(std::io::stderr(), "\r{}{end}", progress_line(progress));
            self.next_percent = percent + 1;
        } else {
            report_line(&progress_line(progress));
            self.next_percent = percent - percent % PROGRESS_PERCENT_STEP + PROGRESS_PERCENT_STEP;
        }
    }
}

/// Says an answer as JSON or in words.
fn tell(is_json: bool, answer: &impl Serialize, words: &str) -> anyhow::Result<()> {
    if is_json {
        say(serde_json::to_string(answer)?)
    } else {
        say(words.trim_end())
    }
    Ok(())
}
