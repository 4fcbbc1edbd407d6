//! `qr-differs`: 二维码与印刷内容不一致.
//!
//! # What it checks
//! The QR code on a report of 学信网: whether it leads to chsi.com.cn or a host below it, and whether the code in its
//! address is the printed 在线验证码. A QR code that holds no address proves nothing and is left alone. A printed code
//! that was recognised from a picture may differ from the QR code in a few characters of similar shape: then the reading
//! is in doubt, not the paper.
//!
//! # Why
//! A forged report often keeps the QR code of another one, or leads to a look-alike site.
//!
//! # Clause
//! 1: 弄虚作假的取消资格并记入诚信档案.
//!
//! # Example
//! > 备案表的二维码中的验证码与印刷的在线验证码不一致，请在学信网上核验。
//!
//! # What the reviewer should do
//! Enter the printed code on 学信网 by hand; never follow the QR code to another site.

use crate::model::{Code, Document, DocumentKind, Field, FieldName, Flag, Place, Qr, WordSource};
use crate::values::{Comparison, text};

use super::bench::Bench;
use super::phrase;
use super::registry::Check;

pub(super) const CHECK: Check = Check { code: Code::QrDiffers, source: include_str!("qr_differs.rs"), run };

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    let reports = bench.own_papers().into_iter().filter(|document| {
        matches!(document.kind, DocumentKind::ChsiRegistration | DocumentKind::ChsiVerificationReport)
    });
    reports.filter_map(|document| document.qr.iter().find_map(|qr| flag(bench, document, qr))).collect()
}

fn flag(bench: &Bench<'_>, document: &Document, qr: &Qr) -> Option<Flag> {
    let (host, code) = take_apart(&qr.content)?;
    let kind = phrase::kind(document.kind);
    let place = Place::Paper { file: document.file.clone(), page: qr.page, bbox: Some(qr.bbox) };
    if !is_chsi(&host) {
        let message = format!("{kind}的二维码指向{host}，不是学信网（chsi.com.cn），请勿扫码，请在学信网上核验。");
        return Some(bench.flag(Code::QrDiffers, place, message).expected("chsi.com.cn").found(host));
    }
    let code = code?;
    let field = document.field(FieldName::VerificationCode)?;
    let printed = field.value.as_text()?;
    if same(&code, printed, field) {
        return None;
    }
    let message = format!("{kind}的二维码中的验证码与印刷的在线验证码不一致，请在学信网上核验。");
    let flag = bench.flag(Code::QrDiffers, place, message);
    Some(flag.about(FieldName::VerificationCode).expected(printed).found(code))
}

/// The host and the `vcode` of a web address; `None` of anything else.
fn take_apart(content: &str) -> Option<(String, Option<String>)> {
    let lower = content.trim().to_ascii_lowercase();
    let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"))?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?.split(':').next()?;
    let query = content.split_once('?').map(|(_, query)| query.split('#').next().unwrap_or_default());
    let code = query.into_iter().flat_map(|query| query.split('&')).find_map(|pair| {
        let (key, value) = pair.split_once('=')?;
        (key.eq_ignore_ascii_case("vcode") && !value.is_empty()).then(|| text::code(value))
    });
    (!host.is_empty()).then(|| (host.to_owned(), code))
}

fn is_chsi(host: &str) -> bool {
    host == "chsi.com.cn" || host.ends_with(".chsi.com.cn")
}

/// Whether the printed code may be the one in the QR code, given how it was read.
fn same(code: &str, printed: &str, field: &Field) -> bool {
    let comparison = crate::values::compare(FieldName::VerificationCode, code, printed);
    if comparison.is_clean() {
        return true;
    }
    let recognised = field.evidence.source == WordSource::Ocr;
    let close = matches!(comparison, Comparison::LookAlike(_)) || text::edits(code, printed, 2).is_some();
    recognised && close
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Papers, candidate, doc, quiet, raises};
    use super::*;

    const CODE: Code = Code::QrDiffers;

    fn with(printed: &str, qr: &str) -> Papers {
        candidate("1").doc(doc(DocumentKind::ChsiRegistration).field(FieldName::VerificationCode, printed).qr(qr))
    }

    #[test]
    fn another_code_inside() {
        let papers = with("AY2YXTVA5H8P2CML", "https://www.chsi.com.cn/xlcx/bg.do?vcode=A6ARXB329NWNNFUB&srcid=bgcx");
        let flag = raises(CODE, &papers, "备案表的二维码中的验证码与印刷的在线验证码不一致");
        assert_eq!(flag.expected.as_deref(), Some("AY2YXTVA5H8P2CML"));
        assert!(!flag.message.contains("AY2Y"), "the code is a secret and not part of the sentence");
    }

    #[test]
    fn another_host() {
        for address in [
            "https://www.chsi.com.cn.cx/xlcx/bg.do?vcode=AY2YXTVA5H8P2CML",
            "http://chsi-com.cn/bg.do?vcode=AY2YXTVA5H8P2CML",
            "https://www.chsi.com.cn@evil.cn/?vcode=AY2YXTVA5H8P2CML",
        ] {
            raises(CODE, &with("AY2YXTVA5H8P2CML", address), "不是学信网");
        }
    }

    #[test]
    fn the_same_code_or_no_address() {
        quiet(CODE, &with("AY2YXTVA5H8P2CML", "https://www.chsi.com.cn/xlcx/bg.do?vcode=AY2YXTVA5H8P2CML&srcid=bgcx"));
        quiet(CODE, &with("AY2YXTVA5H8P2CML", "https://www.chsi.com.cn/xlcx/bgcx.jsp"));
        quiet(CODE, &with("AY2YXTVA5H8P2CML", "3f9a0c:opaque"));
    }

    #[test]
    fn a_printed_code_recognised_with_a_slip() {
        let report = doc(DocumentKind::ChsiRegistration)
            .recognised(FieldName::VerificationCode, "AY2YXTVASH8P2CML", 0.95)
            .qr("https://www.chsi.com.cn/xlcx/bg.do?vcode=AY2YXTVA5H8P2CML");
        quiet(CODE, &candidate("1").doc(report));
    }
}
