//! A candidate: the papers on the left, what was read from them on the right, and the decision below.

mod desk;
mod facts;
mod fields;
mod flags;
mod papers;
mod sheets;
mod verdict;

pub use desk::{Around, Shown};

use maud::{Markup, html};

use desk::Desk;

/// The inside of the page; also what the script fetches ahead of the next candidate.
#[must_use]
pub fn candidate(shown: &Shown<'_>) -> Markup {
    let desk = Desk::new(shown);
    html! {
        div #candidate .desk
            data-ticket=[shown.result.ticket_no()]
            data-basis=(shown.basis)
            data-previous=[shown.around.previous.as_deref()]
            data-next=[shown.around.next.as_deref()]
            data-address=(desk.address)
            data-round=[shown.may.as_ref().ok().map(|round| round.as_str())]
            data-wish=(shown.around.wish)
            data-title=(desk.title()) {
            (sheets::sheets(&desk))
            section.facts aria-label="核对" {
                (facts::head(&desk))
                (flags::flags(&desk))
                (fields::fields(&desk))
                (facts::years(&desk))
                (papers::papers(&desk))
                (facts::left_to_people(&desk))
            }
            (verdict::verdict(&desk))
        }
    }
}
