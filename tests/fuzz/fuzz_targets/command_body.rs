//! A command's body by anybody: it is refused with a reason, or it is a command that reads back the same.
#![no_main]

use dispatcher::command_body;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|body: &[u8]| match command_body::read(body) {
    Ok(command) => {
        let again = serde_json::to_vec(&command).expect("a command can be written");
        assert_eq!(command_body::read(&again), Ok(command), "a command reads back as it was");
    }
    Err(why) => assert!(!why.is_empty(), "a refusal says why"),
});
