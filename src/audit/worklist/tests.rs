use super::*;
use crate::model::{Evidence, Field, FieldValue, Reader, Rect, WordSource};

fn document(kind: DocumentKind, fields: &[(FieldName, &str)]) -> Document {
    let evidence = |raw: &str| Evidence {
        raw: raw.to_owned(),
        page: 1,
        bbox: Some(Rect::new(1.0, 1.0, 2.0, 2.0)),
        line_boxes: Vec::new(),
        confidence: 1.0,
        source: WordSource::TextLayer,
        runners_up: Vec::new(),
    };
    let field = |(name, value): &(FieldName, &str)| Field {
        name: *name,
        value: FieldValue::Text((*value).to_owned()),
        evidence: evidence(value),
    };
    Document {
        file: "1/甲.pdf".into(),
        sha256: "a".into(),
        pages: (1, 1),
        kind,
        kind_confidence: 1.0,
        title: None,
        lookalike: None,
        reader: Reader::Text,
        fields: fields.iter().map(field).collect(),
        empty_fields: Vec::new(),
        explained: Default::default(),
        remarks: Vec::new(),
        seals: Vec::new(),
        qr: Vec::new(),
        signatures: Vec::new(),
    }
}

#[test]
fn each_kind_has_its_portal_and_technical_schools_theirs_by_year() {
    let portal = |kind, fields: &[(FieldName, &str)]| portal::of(&document(kind, fields)).map(|p| p.name.as_str());
    assert_eq!(portal(DocumentKind::ChsiRegistration, &[]), Some("学信网"));
    assert_eq!(portal(DocumentKind::OverseasDegreeCertificate, &[]), Some("留学服务中心"));
    assert_eq!(portal(DocumentKind::SecondaryDiplomaQuery, &[]), Some("湖南中职"));
    assert_eq!(portal(DocumentKind::PartySchoolProof, &[]), Some("党校"));
    let technical = |date: &str| portal(DocumentKind::TechnicalSchoolQuery, &[(FieldName::GraduatedOn, date)]);
    assert_eq!(technical("2010-07"), Some("技工院校（湖南）"));
    assert_eq!(technical("2016-07-01"), Some("技工院校（人社部）"));
    assert_eq!(portal(DocumentKind::IdentityCard, &[]), None);
}

#[test]
fn the_code_to_scan_opens_the_record() {
    let fields = vec![(FieldName::VerificationCode, "AY2YXTVA5H8P2CML".to_owned())];
    let chsi = portals().iter().find(|portal| portal.name == "学信网").unwrap();
    let address = chsi.scan(&fields).unwrap();
    assert_eq!(address, "https://www.chsi.com.cn/xlcx/bg.do?vcode=AY2YXTVA5H8P2CML");
    assert_eq!(chsi.scan(&[]), None);
}

#[test]
fn no_code_to_scan_is_made_of_what_a_candidate_printed() {
    let printed = ["https://chsi.example/bg?123", "weixin://123", "105481201202002153", "wifi:t:wpa;s:123", "&c#/../"];
    for (portal, value) in portals().iter().flat_map(|portal| printed.map(|value| (portal, value))) {
        let every: Vec<(FieldName, String)> = portal.enter.iter().map(|name| (*name, value.to_owned())).collect();
        let alone = every.iter().map(|field| vec![field.clone()]);
        for enter in alone.chain([every.clone()]) {
            let item = Item {
                ticket_no: "43010001".into(),
                name: None,
                portal,
                kind: portal.kinds[0],
                file: "1/甲.pdf".into(),
                sha256: "a".into(),
                page: 1,
                enter,
                question: String::new(),
                machine: None,
                seen: None,
            };
            assert_eq!(item.scan().is_some(), item.qr().is_some());
            let Some(scan) = item.scan() else { continue };
            let host = |address: &str| address.split('/').take(3).collect::<Vec<_>>().join("/");
            assert_eq!(host(&scan), host(portal.address.as_deref().unwrap()), "{scan}");
            let (_, given) = scan.split_once("vcode=").unwrap();
            assert!(given.bytes().all(|b| b.is_ascii_alphanumeric() || b"%-_~".contains(&b)), "{scan}");
        }
    }
}
