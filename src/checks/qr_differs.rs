//! `qr-differs`: 二维码与印刷内容不一致.
//!
//! # What it checks
//! The QR code on a report of 学信网: whether it leads by https to a host of the rule pack (chsi.com.cn or one below it;
//! what stands before an @ is no host), and whether the code in its address is the printed 在线验证码. Where a code of the
//! issuer is there, that one decides, and another beside it (a scanning program's) is a note. A QR code that
//! holds no address proves nothing, and a note says so. A printed code
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
    reports.filter_map(|document| worst(bench, document)).collect()
}

/// The gravest of what the codes of a report give reason for. Where the issuer's own code is there, that one decides: what
/// stands beside it was printed by a scanning program, or is on the desk.
fn worst(bench: &Bench<'_>, document: &Document) -> Option<Flag> {
    let is_own = |qr: &&Qr| Address::parse(&qr.content).is_some_and(|address| is_own(bench, &address.host));
    let gravest = |codes: &mut dyn Iterator<Item = &Qr>| {
        codes.filter_map(|qr| flag(bench, document, qr)).max_by_key(|flag| flag.severity)
    };
    if document.qr.iter().any(|qr| is_own(&qr)) {
        let own = gravest(&mut document.qr.iter().filter(is_own));
        return own.or_else(|| document.qr.iter().find(|qr| !is_own(qr)).map(|qr| foreign(bench, document, qr)));
    }
    gravest(&mut document.qr.iter())
}

/// A note that a code beside the issuer's own leads elsewhere.
fn foreign(bench: &Bench<'_>, document: &Document, qr: &Qr) -> Flag {
    let place = Place::Paper { file: document.file.clone(), page: qr.page, bbox: Some(qr.bbox) };
    let message = format!("{}上另有一个与学信网无关的二维码，请勿扫码。", phrase::kind(document.kind));
    bench.note(Code::QrDiffers, place, message)
}

fn is_own(bench: &Bench<'_>, host: &str) -> bool {
    bench.pack().qr_hosts.iter().any(|own| is_below(host, own))
}

fn flag(bench: &Bench<'_>, document: &Document, qr: &Qr) -> Option<Flag> {
    let kind = phrase::kind(document.kind);
    let place = Place::Paper { file: document.file.clone(), page: qr.page, bbox: Some(qr.bbox) };
    let Some(Address { host, secure, code }) = Address::parse(&qr.content) else {
        let message = format!("{kind}的二维码不是网址，不能用来核验，请输入印刷的在线验证码。");
        return Some(bench.note(Code::QrDiffers, place, message));
    };
    let hosts = &bench.pack().qr_hosts;
    if !is_own(bench, &host) {
        let message = format!("{kind}的二维码指向{host}，不是学信网（chsi.com.cn），请勿扫码，请在学信网上核验。");
        return Some(bench.flag(Code::QrDiffers, place, message).expected(hosts.join(" ")).found(host));
    }
    let field = document.field(FieldName::VerificationCode);
    let printed = field.and_then(|field| Some((field, field.value.as_text()?)));
    let differing = code.zip(printed).filter(|(code, (field, printed))| !same(code, printed, field));
    let Some((code, (_, printed))) = differing else {
        let message = format!("{kind}的二维码指向未加密的网址（http），请勿扫码，请在学信网上核验。");
        let note = || bench.note(Code::QrDiffers, place, message).expected("https").found("http");
        return (!secure).then(note);
    };
    let message = format!("{kind}的二维码中的验证码与印刷的在线验证码不一致，请在学信网上核验。");
    let flag = bench.flag(Code::QrDiffers, place, message);
    Some(flag.about(FieldName::VerificationCode).expected(printed).found(code))
}

/// What of a web address tells where it leads.
struct Address {
    host: String,
    /// Whether it is https.
    secure: bool,
    /// The `vcode` in it.
    code: Option<String>,
}

impl Address {
    /// Takes an address apart as a browser does: `\\` is `/`, and what stands before an @ is no host. `None` of anything
    /// that is no web address.
    fn parse(content: &str) -> Option<Self> {
        let content = content.trim();
        let lower = content.to_ascii_lowercase().replace('\\', "/");
        let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"))?;
        let authority = rest.trim_start_matches('/').split(['/', '?', '#']).next()?;
        let host = authority.rsplit('@').next()?.split(':').next()?.trim_end_matches('.');
        let query = content.split_once('?').map(|(_, query)| query.split('#').next().unwrap_or_default());
        let code = query.into_iter().flat_map(|query| query.split('&')).find_map(|pair| {
            let (key, value) = pair.split_once('=')?;
            (key.eq_ignore_ascii_case("vcode") && !value.is_empty()).then(|| text::code(value))
        });
        let secure = lower.starts_with("https://");
        (!host.is_empty()).then(|| Self { host: host.to_owned(), secure, code })
    }
}

/// Whether a host is this one or below it.
fn is_below(host: &str, own: &str) -> bool {
    host == own || host.strip_suffix(own).is_some_and(|before| before.ends_with('.'))
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
            "https://evil.cn\\\\@www.chsi.com.cn/?vcode=AY2YXTVA5H8P2CML",
            "https://www.chsi.com.cn.evil.com/xlcx/bg.do?vcode=AY2YXTVA5H8P2CML",
            "https://notchsi.com.cn/xlcx/bg.do?vcode=AY2YXTVA5H8P2CML",
            "https://chsi.com.cn:443@evil.cn/xlcx/bg.do?vcode=AY2YXTVA5H8P2CML",
        ] {
            raises(CODE, &with("AY2YXTVA5H8P2CML", address), "不是学信网");
        }
    }

    #[test]
    fn the_same_code_or_no_address() {
        quiet(CODE, &with("AY2YXTVA5H8P2CML", "https://www.chsi.com.cn/xlcx/bg.do?vcode=AY2YXTVA5H8P2CML&srcid=bgcx"));
        quiet(CODE, &with("AY2YXTVA5H8P2CML", "https://www.chsi.com.cn/xlcx/bgcx.jsp"));
        quiet(CODE, &with("AY2YXTVA5H8P2CML", "HTTPS://XLCX.CHSI.COM.CN:443/bg.do?vcode=AY2YXTVA5H8P2CML"));
    }

    #[test]
    fn a_code_of_somebody_else_beside_the_right_one() {
        let right = "https://www.chsi.com.cn/xlcx/bg.do?vcode=AY2YXTVA5H8P2CML&srcid=bgcx";
        let wrong = "https://www.chsi.com.cn/xlcx/bg.do?vcode=A6ARXB329NWNNFUB&srcid=bgcx";
        let paper = |own: &str, other: &str| {
            let report = doc(DocumentKind::ChsiRegistration).field(FieldName::VerificationCode, "AY2YXTVA5H8P2CML");
            candidate("1").doc(report.qr(other).qr(own))
        };
        for other in ["https://v3.camscanner.com/user/download", "weixin:wxp://f2f0", "https://evil.cn/bg.do?vcode=1"] {
            let flag = raises(CODE, &paper(right, other), "与学信网无关的二维码");
            assert_eq!(flag.severity, crate::model::Severity::Info);
            let flag = raises(CODE, &paper(wrong, other), "不一致");
            assert_eq!(flag.severity, crate::model::Severity::Error);
        }
    }

    #[test]
    fn what_proves_nothing_is_a_note() {
        let opaque = raises(CODE, &with("AY2YXTVA5H8P2CML", "3f9a0c:opaque"), "不是网址");
        let other = raises(CODE, &with("AY2YXTVA5H8P2CML", "http://www.chsi.com.cn/?vcode=A6ARXB329NWNNFUB"), "不一致");
        assert_eq!(other.severity, crate::model::Severity::Error);
        let open = "http://www.chsi.com.cn/xlcx/bg.do?vcode=AY2YXTVA5H8P2CML";
        let open = raises(CODE, &with("AY2YXTVA5H8P2CML", open), "未加密");
        assert!([opaque, open].iter().all(|flag| flag.severity == crate::model::Severity::Info));
    }

    #[test]
    fn a_printed_code_recognised_with_a_slip() {
        let report = doc(DocumentKind::ChsiRegistration)
            .recognised(FieldName::VerificationCode, "AY2YXTVASH8P2CML", 0.95)
            .qr("https://www.chsi.com.cn/xlcx/bg.do?vcode=AY2YXTVA5H8P2CML");
        quiet(CODE, &candidate("1").doc(report));
    }
}
