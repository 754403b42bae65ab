//! What people see.
#[cfg(all(feature = "ssr", feature = "hydrate"))]
compile_error!("ssr and hydrate exclude each other: build each side on its own");
#[cfg(feature = "ssr")]
use desk as _;
