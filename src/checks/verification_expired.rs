//! `verification-expired`: 在线验证有效期已过.
//!
//! # What it checks
//! The printed 验证期至 of a proof of education against the day the file was uploaded; where that is not known, against
//! the last day of the upload window, or today while the window is still open. Newer forms print no validity, and an old
//! 更新日期 proves nothing, for the holder can renew it.
//!
//! # Why
//! After that day the bureau can no longer look the report up by its code.
//!
//! # Clause
//! 5.3.1: 提供在学信网下载的《教育部学历证书电子注册备案表》.
//!
//! # Example
//! > 备案表的验证期至2024年4月28日，提交时已过期，请通知考生延长验证有效期后重新下载。
//!
//! # What the reviewer should do
//! Try the code online; if it is no longer valid, ask the candidate to renew it.

use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};

use crate::bounds;
use crate::model::{Code, Document, FieldName, Flag};
use crate::values::date::End;

use super::bench::{Bench, EDUCATION_PROOFS, at_field};
use super::phrase;
use super::registry::Check;
use super::work::partial;

pub(super) const CHECK: Check =
    Check { code: Code::VerificationExpired, source: include_str!("verification_expired.rs"), run };

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    let proofs = bench.own_papers().into_iter().filter(|document| EDUCATION_PROOFS.contains(&document.kind));
    proofs.filter_map(|document| flag(bench, document)).collect()
}

fn flag(bench: &Bench<'_>, document: &Document) -> Option<Flag> {
    let field = document.field(FieldName::ValidUntil)?;
    let text = field.value.as_text()?;
    let Ok(End::On(until)) = text.parse::<End>() else { return None };
    let day = partial(handed_in(bench, document))?;
    if !until.is_before(day) || field.evidence.confidence < bounds::WORD_READ {
        return None;
    }
    let message = format!(
        "{}的验证期至{}，提交时已过期，请通知考生延长验证有效期后重新下载。",
        phrase::kind(document.kind),
        phrase::day(until)
    );
    let flag = bench.flag(Code::VerificationExpired, at_field(document, field), message);
    Some(flag.about(FieldName::ValidUntil).expected(day.to_string()).found(text))
}

/// The day the document was handed in: the upload's own, or the last day of the window, or today while it is open.
fn handed_in(bench: &Bench<'_>, document: &Document) -> Date {
    let zone = TimeZone::fixed(Offset::constant(8));
    let uploaded = bench.file_of(document).and_then(|file| file.upload.uploaded_at.as_deref()?.parse().ok());
    let closes = bench.pack().window.as_ref().map(|window| zone.to_datetime(window.closes).date());
    let last = closes.map_or(bench.context.day, |closes| closes.min(bench.context.day));
    uploaded.map_or(last, |moment: jiff::Timestamp| zone.to_datetime(moment).date())
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Doc, candidate, doc, quiet, raises};
    use super::*;
    use crate::model::DocumentKind;

    const CODE: Code = Code::VerificationExpired;

    fn valid_until(date: &str) -> Doc {
        doc(DocumentKind::ChsiRegistration).field(FieldName::ValidUntil, date)
    }

    #[test]
    fn before_the_window_closed() {
        raises(CODE, &candidate("1").doc(valid_until("2024-04-28")), "验证期至2024年4月28日，提交时已过期");
    }

    #[test]
    fn before_it_was_uploaded() {
        let late = valid_until("2024-08-19").upload(|upload| {
            upload.uploaded_at = Some("2024-08-20T08:00:00+08:00".to_owned());
        });
        raises(CODE, &candidate("1").doc(late), "已过期");
    }

    #[test]
    fn still_valid_then() {
        quiet(CODE, &candidate("1").doc(valid_until("2024-08-19")));
        quiet(CODE, &candidate("1").doc(valid_until("2024-08")));
        quiet(CODE, &candidate("1").doc(valid_until("present")));
        let early = valid_until("2024-08-15").upload(|upload| {
            upload.uploaded_at = Some("2024-08-14T08:00:00+08:00".to_owned());
        });
        quiet(CODE, &candidate("1").doc(early));
    }

    #[test]
    fn the_validity_of_an_identity_card_is_not_looked_at() {
        quiet(CODE, &candidate("1").doc(doc(DocumentKind::IdentityCard).field(FieldName::ValidUntil, "2020-01-01")));
    }
}
