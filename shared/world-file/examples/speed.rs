use forecast::{preset::Preset, random::*, run::*, scene::*};
use policy::Class;
fn main() {
    let f = world_file::read_folder(std::path::Path::new("shared/world-file/tests/hub28")).unwrap();
    let table = Preset::Balanced.table(&f.world);
    let mut s = Stream::new(1, 1, Purpose(1), 1);
    let now = 600.0;
    let mut scenes = vec![];
    for _ in 0..20 {
        let mut people = vec![];
        let day = &f.days[(s.uniform() * 10.0) as usize].day;
        for i in 0..120usize {
            let leg = &day.legs[s.below(day.legs.len())];
            let mut p = Person::new(
                i,
                leg.service,
                leg.class,
                if i < 60 { now - s.between(0.0, 30.0) } else { now + s.between(0.0, 60.0) },
            );
            p.draw_minutes = leg.draw_minutes;
            p.is_watched = i < 60;
            if p.class == Class::Appointment {
                p.clock += 0.0;
            }
            people.push(p);
        }
        let plans =
            (0..28).map(|_| Plan { is_on_duty: true, free_at: now + s.between(0.0, 13.0), ..Plan::FREE }).collect();
        scenes.push(Scene { start: now, people, plans });
    }
    for pm in [0.0, 1.0, 2.0] {
        for preset in [Preset::Balanced, Preset::Oldest] {
            let table = preset.table(&f.world);
            let mut r = Runner::new(&f.world, &table, Options { pressure_minutes: pm, ..Default::default() });
            let t = std::time::Instant::now();
            let mut n = 0;
            let mut last = 0.0f64;
            let mut calls = 0;
            for _ in 0..100 {
                for sc in &scenes {
                    let c = r.run(sc);
                    calls += c.iter().flatten().count();
                    last = last.max(c.iter().flatten().map(|c| c.at).fold(0.0, f64::max));
                    n += 1;
                }
            }
            println!(
                "{pm} {:?} {:.1} us per future, {} calls per, until {last:.0}",
                preset,
                t.elapsed().as_secs_f64() * 1e6 / n as f64,
                calls / n
            );
        }
    }
    let _ = table;
}
