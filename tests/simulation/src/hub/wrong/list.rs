//! The wrong rules there are.

macro_rules! wrongs {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// A rule that is wrong.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Wrong {
            $($(#[$doc])* $name,)*
        }

        impl Wrong {
            /// Every wrong rule.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];
        }
    };
}

wrongs! {
    /// Whoever came last is called first.
    LastComeFirstCalled,
    /// Walk-ins are called before appointments and priorities.
    WalkInsFirst,
    /// The numbers behind the letters go on the next day.
    CodesGoOnTheNextDay,
    /// Now and then a code is given twice.
    CodeGivenTwice,
    /// After 999 comes 001 again.
    CodesWrap,
    /// Finishing frees another counter.
    FinishFreesAnotherCounter,
    /// Finishing one service ends the whole visit.
    FinishEndsTheVisit,
    /// Whoever does not come is still expected, at no counter.
    NoShowLosesTheTicket,
    /// Whoever does not come waits on for the next service.
    NoShowWaitsOn,
    /// Whoever is sent on starts to wait anew.
    TransferDropsTheWait,
    /// A clerk can leave somebody alone at the counter.
    SignOutLeavesTheTicket,
    /// A clerk who signs in elsewhere leaves the ticket behind.
    TakeoverLeavesTheTicket,
    /// Two clerks share a counter.
    SignInTakesTheSeat,
    /// The end of the day forgets who still waits.
    DayCloseForgetsTickets,
    /// Tickets are given on a closed day.
    TicketsWhileClosed,
    /// A call repeated is another call.
    RecallIsASecondCall,
    /// A call is repeated without end.
    RecallWithoutEnd,
    /// A clerk calls for a service somebody else can serve.
    CallsForWhatNobodyHereServes,
    /// A refusal gives another reason.
    RefusalGivesAnotherReason,
    /// One more is ahead than there are.
    OneMoreIsAhead,
    /// The kiosk shows one more waiting than there are.
    KioskCountsOneMore,
    /// A call stays open on the board.
    BoardKeepsCallsOpen,
    /// Reading the journal skips the repeated calls.
    ReplaySkipsRecalls,
    /// Reading the journal counts the tickets from the start.
    ReplayCountsAnew,
    /// A retry is a new command.
    RetryIsDecidedAgain,
    /// The journal follows the machine's clock back.
    TimeRunsBackwards,
    /// Time stands still until a clock that was ahead has been caught up with.
    TimeStandsStill,
    /// Nothing tells that the clock was set.
    StepsOfTheClockAreNotTold,
    /// That the clock was set is told as often as it is looked at.
    StepsOfTheClockAreToldAgain,
    /// Each step of a clock that has gone mad is told.
    MadClockFillsTheJournal,
    /// A day can be opened again.
    DayOpensTwice,
    /// A day can be opened however far ahead it is.
    DayOpensFarAhead,
    /// Reading the journal knows no day but the last.
    ReplayForgetsDays,
    /// A slip is reported on without end.
    ReportsWithoutEnd,
    /// The manager sees no printers.
    ManagerSeesNoPrinters,
    /// A printer is told as it was first.
    PrinterNeverRecovers,
    /// All printers stand in the headquarters.
    PrintersStandInTheHeadquarters,
    /// What is known of a printer is kept again.
    PrinterIsToldAgain,
    /// All words of a report are kept.
    ReportKeptWhole,
    /// Whoever has waited is called before the one in so many.
    OneInSoManyIsForgotten,
    /// A call begins the service although somebody has to confirm the arrival.
    CallBeginsTheService,
    /// The arrival has to be confirmed although nobody does.
    ArrivalIsAlwaysConfirmed,
    /// What goes on at the same counter waits for another call.
    SameCounterSendsAway,
    /// Finishing calls nobody although it should.
    AutoNextCallsNobody,
    /// A counter that stands by calls nobody when somebody comes.
    IdleCounterCallsNobody,
    /// Of several counters that stand by another than the best one calls.
    AnotherIdleCounterCalls,
    /// A counter calls again by itself after its clerk has taken a call back.
    CallsAgainAfterAnUndo,
    /// A counter calls again by itself after its clerk has sent somebody on.
    CallsAgainWhomItSentOn,
    /// A counter calls again by itself after its clerk has laid a ticket aside.
    CallsAgainWhomItLaidAside,
    /// A pausing counter calls by itself.
    CallsByItselfDuringAPause,
    /// Reading the journal skips that auto-next was switched on or off.
    ReplayForgetsAutoNext,
    /// Of a call that began the service only the beginning is taken back.
    UndoOfHalfACommand,
    /// Whoever walks never arrives, and nothing laid aside comes back.
    NobodyArrives,
    /// Whoever has been served can be called elsewhere at once.
    WalksInNoTime,
    /// Whoever is sent on can be called at once.
    SentOnInNoTime,
    /// Whoever is sent on to wait as if new keeps the wait.
    SentOnAlwaysKeepsTheWait,
    /// Whoever is sent to somebody certain is called by anybody.
    SentToNobodyInParticular,
    /// All reasons for priority weigh the same.
    ReasonsWeighNothing,
    /// Of several services only the first is waited for.
    OnlyTheFirstServiceCounts,
    /// Whoever is reclassified becomes a walk-in.
    ReclassifiedIsAWalkIn,
    /// What is laid aside comes back a day late.
    ParkedForADay,
    /// Who lets others pass for some minutes is called meanwhile.
    MinutesAreNotLetPass,
    /// Who lets people pass keeps the place.
    LetsPassAsIfBehindNobody,
    /// Who has gone home is still called.
    CancelledWaitsOn,
    /// A service added to a visit is forgotten.
    AddedServiceIsLost,
    /// A call for help stands after somebody came.
    HelpStaysAsked,
    /// What was laid aside is given up when its time is over.
    ParkedNeverReturns,
    /// Whoever comes after a no-show waits like all others.
    RejoinsAtTheBack,
    /// A pausing counter calls.
    CallsDuringAPause,
    /// Every clerk calls by name.
    AnybodyCallsByName,
    /// A service is called by name before the one that comes first.
    HeldIsCalledByName,
    /// A service that came to a visit later is called before the one that comes first.
    WhatCameLaterIsNotHeld,
    /// A service is called before one that comes first and came to the visit later.
    WhatCameLaterHoldsNobody,
    /// A counter goes on with what was added there before what comes first.
    HeldGoesOnAtTheCounter,
    /// A kiosk issues as many tickets in a minute as it likes.
    KiosksHaveNoLimit,
    /// A step can be taken back for a day.
    UndoForADay,
    /// A no-show is taken back again and again.
    RejoinsTwice,
    /// A slip is printed again and again.
    ReprintsWithoutEnd,
    /// Others are let pass again and again.
    LetsPassWithoutEnd,
    /// Anybody goes on with what a clerk laid aside.
    ParkedIsAnybodys,
    /// Reading the journal skips what was taken back.
    ReplayForgetsUndos,
    /// Who waits in another building is called.
    CallsFromAnotherBuilding,
    /// Whoever takes a ticket for another building can be called there at once.
    ComesFromAfarInNoTime,
    /// Whoever goes to another building can be called there at once.
    GoesElsewhereInNoTime,
    /// Whoever goes to another building is still waited for in the first.
    GoesElsewhereInVain,
    /// Whoever is sent on to another building stays.
    SentOnStaysInTheBuilding,
    /// A service added in another building is waited for in this one.
    AddedStaysInTheBuilding,
    /// Each board shows the calls of all buildings.
    BoardsShowAllBuildings,
    /// Each kiosk shows the first building.
    KiosksShowTheHeadquarters,
    /// A building is asked for what it does not give.
    GivesEverythingEverywhere,
    /// An appointment is checked in to again and again.
    ChecksInTwice,
    /// One can check in however early.
    ChecksInTooEarly,
    /// Whoever comes late has the appointment all the same.
    LateKeepsTheAppointment,
    /// Whoever comes early for an appointment is not in the queue before it begins.
    EarlyIsHeldBack,
    /// Whoever comes early for an appointment is called like all others.
    EarlyIsCalledLikeOthers,
    /// Whoever comes early for an appointment waits from then on.
    AppointmentWaitsFromTheDoor,
    /// Nobody notices that nobody came.
    AppointmentsAreNeverMissed,
    /// What was called off is still expected.
    CalledOffIsExpected,
    /// The code tells of the appointment.
    CodeTellsTheAppointment,
    /// A hub file takes away what is in use.
    FileTakesWhatIsInUse,
    /// A hub file is refused for what nobody is in the way of.
    FileIsRefusedForNothing,
    /// The same hub file is another version.
    SameFileIsAVersion,
    /// Other rules count from the next start on.
    RulesCountAfterTheStart,
    /// Reading the journal skips the hub files of the day.
    ReplaySkipsFiles,
    /// How long a queue presses is not weighed.
    PressureIsIgnored,
    /// Appointments and priorities have no head start.
    HeadStartIsMissing,
    /// How far people have to walk is not weighed.
    DistanceIsIgnored,
    /// That a clerk is slower at a service is not weighed.
    SecondSkillsCostNothing,
    /// The targets of walk-ins, appointments and priorities are mixed up.
    TargetsAreMixedUp,
    /// Whatever the hub file says, counters call by the usual policy.
    PolicyIsNeverChanged,
    /// Of two who are equal the other one is called.
    TiesFallToTheOtherSide,
    /// A weightier reason for priority stands no higher in a strict order.
    ReasonsStandAlike,
    /// A call does not say why it was made.
    CallsSayNothing,
    /// A call names no runner-up.
    RunnerUpIsForgotten,
    /// A call names whom it calls as the runner-up.
    RunnerUpIsTheCalled,
    /// A call says that the runner-up is further behind.
    RunnerUpIsFurtherBehind,
    /// A call says that nothing presses.
    PressureIsOfNobody,
    /// A call says of another ticket how long it has waited.
    ReasonOfAnotherTicket,
    /// What was learnt of durations counts for nothing.
    DurationsAreNotLearnt,
    /// What was learnt of durations counts on the next day too.
    LearntCountsTheNextDay,
    /// What is known already is learnt again.
    LearnsTheSameAgain,
    /// Reading the journal skips what was learnt.
    ReplayForgetsWhatWasLearnt,
    /// The manager sees no pressure.
    ManagerSeesNoPressure,
}

impl Wrong {
    /// Whether it shows only on a day on which more people come than there are codes.
    #[must_use]
    pub fn needs_a_crowd(self) -> bool {
        self == Self::CodesWrap
    }
}
