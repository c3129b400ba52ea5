//! Compiles the slip.

fn main() {
    ui_build::compile("ui/slip.slint");
}
