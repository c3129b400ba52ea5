//! What the simulation found, each as short as it gets.

use super::*;

fn with(change: impl FnOnce(&mut Catalog)) -> Office {
    let mut catalog = Catalog::clone(&catalog());
    change(&mut catalog);
    let mut office = Office::open_with(Arc::new(catalog));
    office.signs_in("1", "anna");
    office
}

#[test]
fn two_commands_at_the_same_moment_are_taken_back_one_by_one() {
    let mut office = with(|_| ());
    let (ticket, _) = office.takes(&["cards"], Class::WalkIn);
    office.calls("1").unwrap();
    office.lives(Command::Start { counter: at("1") }).unwrap();
    let undo = || Command::Undo { counter: at("1") };
    office.lives(undo()).unwrap();
    assert_eq!(view::ticket(&office.state, ticket).unwrap().state, LegState::Called);
    office.lives(undo()).unwrap();
    assert_eq!(view::ticket(&office.state, ticket).unwrap().state, LegState::Waiting);
}

#[test]
fn a_call_that_began_the_service_is_taken_back_whole() {
    let mut office = with(|catalog| catalog.rules.confirm_arrival = false);
    let (ticket, _) = office.takes(&["cards"], Class::WalkIn);
    office.calls("1").unwrap();
    office.lives(Command::Undo { counter: at("1") }).unwrap();
    assert_eq!(view::ticket(&office.state, ticket).unwrap().state, LegState::Waiting);
}
