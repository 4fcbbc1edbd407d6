//! Looking codes and numbers up at portals that a bureau may lawfully ask, through *connectors* described in a TOML file.
//!
//! None is inside: 学信网 and the others offer no interface to offices, and their pages are for people. Without a file of
//! connectors nothing is asked.
//!
//! [`load`] reads connectors, [`plan`] finds the questions that a run's documents raise, [`run`] asks them one at a time
//! and keeps each answer at once. Clock and portal are arguments ([`Clock`], [`Portal`]), so that a day of asking can be
//! tested in seconds; [`Http`] is the portal in the network.

mod connector;
mod html;
mod http;
mod judge;
mod load;
mod pace;
mod plan;
mod raw;
mod request;
mod run;
mod template;

pub use connector::{Connector, Manners};
pub use http::{Failure, Http, Portal, Reply};
pub use load::{Secrets, load};
pub use pace::Clock;
pub use plan::{Plan, Question, plan};
pub use run::{Asking, Halt, Settings, Tally, run};
pub use template::{Template, Values};
