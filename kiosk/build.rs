//! Compiles the screen.

fn main() {
    ui_build::compile("ui/kiosk.slint");
}
