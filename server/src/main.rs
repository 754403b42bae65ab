//! inzage.
fn main() {}
