//! Runs after the first allocate nothing.
#![allow(unsafe_code, clippy::unwrap_used)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use forecast::generate::Recipe;
use forecast::preset::Preset;
use forecast::run::{Options, Runner, VisitRule};
use forecast::scene::Person;
use policy::Class;

/// Counts what it hands out to each thread: the one that watches over tests allocates when it likes.
struct Counting;

thread_local! {
    static ALLOCATIONS: Cell<usize> = const { Cell::new(0) };
}

// SAFETY: everything is handed on to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.set(ALLOCATIONS.get() + 1);
        // SAFETY: as the caller promises.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: as the caller promises.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

#[test]
fn runs_after_the_first_allocate_nothing() {
    let world = Recipe::HUB_28.world(7);
    let mut scenes: Vec<_> = (0..5).map(|number| Recipe::HUB_28.day(&world, 7, number).scene()).collect();
    for scene in &mut scenes {
        for service in 0..world.services.len() {
            let position = scene.people.len();
            scene.people.push(Person { is_probe: true, ..Person::new(position, service, Class::WalkIn, 600.0) });
        }
    }
    scenes.sort_by_key(|scene| std::cmp::Reverse(scene.people.len()));
    for preset in Preset::ALL {
        let table = preset.table(&world);
        let options = Options { visits: VisitRule::AnyOrderWithCredit, pressure_minutes: 1.0, ..Options::default() };
        let mut runner = Runner::new(&world, &table, options);
        let unused = ALLOCATIONS.get();
        runner.run(&scenes[0]);
        let before = ALLOCATIONS.get();
        assert!(before > unused, "the first run makes room");
        for scene in &scenes {
            assert!(runner.run(scene).iter().flatten().count() > 300);
        }
        assert_eq!(ALLOCATIONS.get() - before, 0, "{}", preset.name());
    }
}
