//! The review page: `hecha serve`. Server-rendered, one resource a file; nothing it sends names another host.
//!
//! A request passes, from outside in: [`dress`] (time limit, headers of safety, refusals as a page or as JSON), [`gate`]
//! (host name, session, role, origin, token, size), and then the handler that [`routes`] names for it. What is shown and
//! decided lies in [`App`]: the run whose results stand ([`App::current`]), what people decided ([`App::standing`]) and
//! the one way to decide something ([`App::act`]).
//!
//! To add a resource:
//!
//! 1. Make a file beside this one with its handlers: `pub(super) async fn page(State(app): State<Shared>, visitor:
//!    Visitor, …) -> Result<Page, Refusal>`. What touches a database goes into `app.work(move |app| …).await`.
//!    Take a path with `Path`, a query with [`Asked`](asked::Asked), a form with [`Filled`](asked::Filled), JSON with
//!    [`Sent`](asked::Sent). Answer with a [`Page`](page::Page), `Json`, or bytes with their content type.
//! 2. Give it a line in [`routes::ROUTES`] with the roles that may use it. There is no other way in, and the tests go
//!    over that table with every role.
//! 3. A form holds `(page::token(&visitor))`; a script sends the token of `<meta name="csrf">` as `x-csrf`.
//! 4. Show identity numbers by [`masking`](super::masking); texts with verification codes through `report::Secrets`.

mod acts;
mod app;
mod asked;
mod assets;
mod audit;
mod candidate;
mod connections;
mod cookie;
mod dossier;
mod download;
mod dress;
mod exports;
mod gate;
mod health;
mod home;
mod journal;
mod login;
mod look_ups;
mod page;
pub mod pages;
mod password;
mod pictures;
pub mod queue;
mod queue_list;
mod refusal;
mod rounds;
mod routes;
mod sample;
mod serve;
mod setup;
mod turns;
mod users;
mod visitor;
mod whose;

use axum::{Router, middleware};

pub use app::{App, Moment, Settings, Shared};
pub use download::attachment;
pub use routes::{Method, ROUTES, Route, Who};
pub use serve::{bind, run};
pub use setup::link;

/// The whole review page, ready to be served.
pub fn router(app: &Shared) -> Router {
    let mut router = Router::new();
    for route in ROUTES {
        router = router.route(route.path, (route.handler)());
    }
    router
        .fallback(refusal::not_found)
        .method_not_allowed_fallback(refusal::not_allowed)
        .layer(middleware::from_fn_with_state(app.clone(), gate::gate))
        .layer(middleware::from_fn_with_state(app.clone(), dress::dress))
        .with_state(app.clone())
}
