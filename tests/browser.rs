//! The review page as a reviewer uses it: in a browser, mostly by keyboard, over screened fixtures.
//!
//! Chromium and `ChromeDriver` are needed (`scripts/setup` installs them where it can). Where there is no browser the tests
//! say so and are not run; under `CI=true` they fail then.

#![expect(clippy::panic, clippy::print_stderr, reason = "a test that fails or is not run says why")]

mod candidate;
mod deciding;
mod desk;
mod keys;
mod pace;
mod queue;
mod second;
