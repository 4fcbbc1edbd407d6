//! The router against a table worked by hand from the announcement, boundaries included.

use std::collections::BTreeSet;

use crate::model::DocumentKind::{self, *};

use super::router::route;
use super::{Known, Pack, Schooling};

/// What an answer is: accepted, accepted for now, half of a pair, not accepted, or no row at all.
#[derive(Debug, PartialEq)]
enum Verdict {
    Accepted,
    Provisional,
    Begun,
    Refused,
    NoRow,
}
use Verdict::{Accepted, Begun, NoRow, Provisional, Refused};

/// School, level, graduation date, certificate number, proofs handed in, and the answer.
type Row = (&'static str, &'static str, &'static str, &'static str, &'static [DocumentKind], Verdict);

const REGISTERED: &str = "105321201205000123";

#[rustfmt::skip]
const CASES: &[Row] = &[
    // 5.3.1 and 5.3.2: 大专 and above; the year 2002 itself stands in both rows.
    ("湖南大学", "本科", "2012-06-30", REGISTERED, &[ChsiRegistration], Accepted),
    ("湖南大学", "本科", "2003-01-01", "", &[ChsiRegistration], Accepted),
    ("湖南大学", "本科", "2002-12-31", "", &[ChsiRegistration], Accepted),
    ("湖南大学", "本科", "2002-01-01", "", &[ChsiRegistration], Accepted),
    ("湖南大学", "本科", "2002", "", &[ChsiRegistration], Accepted),
    ("湖南大学", "本科", "2002", "", &[ChsiVerificationReport], Accepted),
    ("湖南大学", "本科", "2002-07", "", &[ChsiVerificationReport], Accepted),
    ("湖南大学", "本科", "2001-12-31", "", &[ChsiRegistration], Refused),
    ("湖南大学", "本科", "2001-12-31", "", &[ChsiVerificationReport], Accepted),
    ("湖南大学", "本科", "1988-07", "", &[ChsiVerificationReport], Accepted),
    ("湖南大学", "本科", "2010-06", "", &[ChsiVerificationReport], Accepted),
    ("湖南大学", "硕士研究生", "2015-06", "", &[ChsiRegistration], Accepted),
    ("湖南大学", "博士研究生", "1999-06", "", &[ChsiRegistration], Refused),
    ("长沙民政职业技术学院", "专科", "2008-06", "", &[ChsiRegistration], Accepted),
    ("长沙民政职业技术学院", "专科", "2008-06", "", &[SecondaryDiplomaQuery], Refused),
    ("湖南大学", "本科", "2012-06", "", &[Diploma], Refused),
    ("湖南大学", "本科", "2012-06", "", &[EnrolmentRegister], Refused),
    ("湖南大学", "本科", "2012-06", "", &[ProvincialVerificationReport], Refused),
    ("湖南大学", "本科", "2012-06", REGISTERED, &[OverseasDegreeCertificate], Refused),
    // 5.0: before 2002 or in another province, 毕业生登记表 with 毕业证书.
    ("湖南大学", "本科", "1999-06", "", &[GraduateRegistrationForm, Diploma], Accepted),
    ("湖南大学", "本科", "1999-06", "", &[GraduateRegistrationForm], Begun),
    ("湖南大学", "本科", "1999-06", "", &[Diploma], Refused),
    ("湖南大学", "本科", "2002", "", &[GraduateRegistrationForm, Diploma], Accepted),
    ("湖南大学", "本科", "2003-06", "", &[GraduateRegistrationForm, Diploma], Refused),
    ("郑州大学", "专科", "2009-07-01", "", &[GraduateRegistrationForm, Diploma], Accepted),
    ("郑州大学", "专科", "2009-07-01", "", &[Diploma], Refused),
    ("郑州大学", "专科", "2009-07-01", "", &[ChsiRegistration], Accepted),
    ("中山大学", "本科", "2006-07", "", &[GraduateRegistrationForm, Diploma], Accepted),
    ("中国人民大学", "本科", "2006-07", "", &[GraduateRegistrationForm, Diploma], Accepted),
    ("中国人民大学", "本科", "2006-07", "", &[GraduateRegistrationForm], Begun),
    // 5.3.3 and 5.3.4: Hunan 中专; June 2005 stands in both rows.
    ("株洲市中等职业学校", "中专", "2011-07-10", "", &[SecondaryDiplomaQuery], Accepted),
    ("株洲市中等职业学校", "中专", "2005-07-01", "", &[SecondaryDiplomaQuery], Accepted),
    ("株洲市中等职业学校", "中专", "2005-06-30", "", &[SecondaryDiplomaQuery], Accepted),
    ("株洲市中等职业学校", "中专", "2005-06", "", &[ProvincialVerificationReport], Accepted),
    ("株洲市中等职业学校", "中专", "2005-06-01", "", &[EnrolmentRegister], Provisional),
    ("株洲市中等职业学校", "中专", "2005-05-31", "", &[SecondaryDiplomaQuery], Refused),
    ("株洲市中等职业学校", "中专", "2005", "", &[SecondaryDiplomaQuery], Accepted),
    ("株洲市中等职业学校", "中专", "2005-07", "", &[EnrolmentRegister], Refused),
    ("株洲市中等职业学校", "中专", "2005-07", "", &[ProvincialVerificationReport], Refused),
    ("常德师范学校", "中专", "2002-07-30", "", &[EnrolmentRegister], Provisional),
    ("常德师范学校", "中专", "2003-07-30", "", &[EnrolmentRegister], Provisional),
    ("常德师范学校", "中专", "2003-07-30", "", &[EnrolmentRegister, ProvincialVerificationReport], Accepted),
    ("常德师范学校", "中专", "2000-07", "", &[ProvincialVerificationReport], Accepted),
    ("常德师范学校", "中专", "2000-07", "", &[GraduateRegistrationForm, Diploma], Accepted),
    ("常德师范学校", "中专", "2004-07", "", &[GraduateRegistrationForm, Diploma], Refused),
    ("武汉市第一商业学校", "中专", "2010-07", "", &[GraduateRegistrationForm, Diploma], Accepted),
    ("武汉市第一商业学校", "中专", "2010-07", "", &[SecondaryDiplomaQuery], Refused),
    ("武汉市第一商业学校", "中专", "2010-07", "", &[ProvincialVerificationReport], Accepted),
    // 5.3.5: abroad, Hong Kong, Macau, Taiwan.
    ("马来亚大学", "硕士研究生", "2014-07-01", "教留服认日[2014]27069号", &[OverseasDegreeCertificate], Accepted),
    ("马来亚大学", "硕士研究生", "2014-07-01", "教留服认日[2014]27069号", &[ChsiRegistration], Refused),
    ("马来亚大学", "硕士研究生", "2014-07-01", "", &[OverseasDegreeCertificate], Accepted),
    ("澳门理工大学", "本科", "2017-11", "", &[OverseasDegreeCertificate], Accepted),
    ("澳门理工大学", "本科", "2017-11", "", &[Diploma], Refused),
    // 5.3.6: party schools.
    ("中共湖南省委党校", "本科", "2000-07-30", "DX200037169", &[PartySchoolProof], Accepted),
    ("中共中央党校", "本科", "2014-07", "DX201464018", &[PartySchoolProof], Accepted),
    ("中共中央党校", "本科", "2014-07", "DX201464018", &[ChsiRegistration], Refused),
    ("中共中央党校", "硕士研究生", "2014-07", "800011201402000123", &[ChsiRegistration], Accepted),
    // 5.3.7: 技工院校; 2014 and the years before 2005 are "other years".
    ("湖南省工业技师学院", "中专", "2004-12-31", "", &[TechnicalSchoolCertificate], Accepted),
    ("湖南省工业技师学院", "中专", "2004-12-31", "", &[TechnicalSchoolQuery], Refused),
    ("湖南省工业技师学院", "中专", "2005-01-01", "", &[TechnicalSchoolQuery], Accepted),
    ("湖南省工业技师学院", "中专", "2005-01-01", "", &[TechnicalSchoolCertificate], Refused),
    ("湖南省工业技师学院", "专科", "2013-12-31", "", &[TechnicalSchoolQuery], Accepted),
    ("湖南省工业技师学院", "专科", "2013-12-31", "", &[TechnicalSchoolCertificate], Refused),
    ("湖南省工业技师学院", "本科", "2014-01-01", "", &[TechnicalSchoolCertificate], Accepted),
    ("湖南省工业技师学院", "本科", "2014-07-01", "", &[TechnicalSchoolQuery], Refused),
    ("湖南省工业技师学院", "本科", "2014-12-31", "", &[TechnicalSchoolCertificate], Accepted),
    ("湖南省工业技师学院", "专科", "2015-01-01", "", &[TechnicalSchoolQuery], Accepted),
    ("湖南省工业技师学院", "专科", "2015-07", "", &[TechnicalSchoolCertificate], Refused),
    ("湖南省工业技师学院", "专科", "2020-07", "", &[TechnicalSchoolQuery], Accepted),
    ("邵阳工业技工学校", "专科", "1999-07-10", "", &[TechnicalSchoolCertificate], Accepted),
    ("邵阳工业技工学校", "高级技工", "2010-07", "", &[TechnicalSchoolQuery], Accepted),
    ("广州市技师学院", "高级技工", "2010-07", "", &[GraduateRegistrationForm, Diploma], Accepted),
    // No row: 普通高中. And nothing known at all leaves every row open.
    ("长沙市第一中学", "高中", "2001-07", "", &[Diploma], NoRow),
    ("长沙市第一中学", "高中", "2012-07", "", &[GraduateRegistrationForm, Diploma], NoRow),
    ("", "", "", "", &[ChsiRegistration], Accepted),
    ("", "", "", "", &[Diploma], Refused),
    ("湖南大学", "本科", "", "", &[ChsiRegistration], Accepted),
];

fn verdict(pack: &Pack, row: &Row) -> Verdict {
    let (school, level, graduated, number, kinds, _) = row;
    let some = |text: &'static str| (!text.is_empty()).then_some(text);
    let known =
        Known { school: some(school), level: some(level), graduated_on: some(graduated), certificate_no: some(number) };
    let there: BTreeSet<DocumentKind> = kinds.iter().copied().collect();
    let schooling = Schooling::of(pack, &known);
    let answer = route(pack, &schooling);
    if answer.rows.is_empty() {
        NoRow
    } else if answer.accepted(&there).is_some() {
        Accepted
    } else if answer.provisional(&there).is_some() {
        Provisional
    } else if answer.begun(&there).is_some() {
        Begun
    } else {
        Refused
    }
}

#[test]
fn the_router_answers_as_worked_by_hand() {
    let pack = Pack::builtin("changsha-2024-social-worker").unwrap();
    assert!(CASES.len() >= 60, "{} cases", CASES.len());
    let wrong: Vec<String> = CASES
        .iter()
        .filter(|row| verdict(&pack, row) != row.5)
        .map(|row| format!("{row:?} gives {:?}", verdict(&pack, row)))
        .collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), CASES.len(), wrong.join("\n"));
}

#[test]
fn boundaries_leave_two_rows_open() {
    let pack = Pack::builtin("changsha-2024-social-worker").unwrap();
    let clauses = |school, level, graduated| {
        let known =
            Known { school: Some(school), level: Some(level), graduated_on: Some(graduated), ..Known::default() };
        let schooling = Schooling::of(&pack, &known);
        route(&pack, &schooling).rows.iter().map(|row| row.clause.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(clauses("湖南大学", "本科", "2002-07"), ["5.3.1", "5.3.2", "5.3.2", "5.0"]);
    assert_eq!(clauses("株洲市中等职业学校", "中专", "2005-06"), ["5.3.3", "5.3.4"]);
    assert_eq!(clauses("湖南大学", "本科", "2012-06"), ["5.3.1", "5.3.2"]);
}
