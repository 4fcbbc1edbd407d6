//! The router against a table worked by hand from the announcement, boundaries included.

use crate::model::{
    DocumentKind::{self, *},
    Severity,
};

use super::router::{Proof, route};
use super::{Known, Pack, Schooling};

/// What an answer is: accepted; accepted with a note, or with a doubt that a person must settle; accepted for now; half of a
/// pair; not accepted; or nothing that could be asked for.
#[derive(Debug, PartialEq)]
enum Verdict {
    Accepted,
    Noted,
    Doubted,
    Provisional,
    Begun,
    Refused,
    NoRow,
}
use Verdict::{Accepted, Begun, Doubted, NoRow, Noted, Provisional, Refused};

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
    ("湖南大学", "本科", "2001-12-31", "", &[ChsiRegistration], Doubted),
    ("湖南大学", "本科", "2001-12-31", "", &[ChsiVerificationReport], Accepted),
    ("湖南大学", "本科", "1988-07", "", &[ChsiVerificationReport], Accepted),
    ("湖南大学", "本科", "2010-06", "", &[ChsiVerificationReport], Noted),
    ("湖南大学", "硕士研究生", "2015-06", "", &[ChsiRegistration], Accepted),
    ("湖南大学", "博士研究生", "1999-06", "", &[ChsiRegistration], Doubted),
    ("长沙民政职业技术学院", "专科", "2008-06", "", &[ChsiRegistration], Accepted),
    ("长沙民政职业技术学院", "专科", "2008-06", "", &[SecondaryDiplomaQuery], Refused),
    ("湖南大学", "本科", "2012-06", "", &[Diploma], Refused),
    ("湖南大学", "本科", "2012-06", "", &[EnrolmentRegister], Refused),
    ("湖南大学", "本科", "2012-06", "", &[ProvincialVerificationReport], Refused),
    ("湖南大学", "本科", "2012-06", REGISTERED, &[OverseasDegreeCertificate], Refused),
    // 5.0: before 2002 or in another province, 毕业生登记表 with 毕业证书.
    ("湖南大学", "本科", "1999-06", "", &[GraduateRegistrationForm, Diploma], Noted),
    ("湖南大学", "本科", "1999-06", "", &[GraduateRegistrationForm], Begun),
    ("湖南大学", "本科", "1999-06", "", &[Diploma], Refused),
    ("湖南大学", "本科", "2002", "", &[GraduateRegistrationForm, Diploma], Refused),
    ("湖南大学", "本科", "2003-06", "", &[GraduateRegistrationForm, Diploma], Refused),
    ("郑州大学", "专科", "2009-07-01", "", &[GraduateRegistrationForm, Diploma], Refused),
    ("郑州大学", "专科", "2009-07-01", "", &[Diploma], Refused),
    ("郑州大学", "专科", "2009-07-01", "", &[ChsiRegistration], Accepted),
    ("中山大学", "本科", "2006-07", "", &[GraduateRegistrationForm, Diploma], Refused),
    ("中国人民大学", "本科", "2006-07", "", &[GraduateRegistrationForm, Diploma], Refused),
    ("中国人民大学", "本科", "2006-07", "", &[GraduateRegistrationForm], Refused),
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
    ("常德师范学校", "中专", "2000-07", "", &[GraduateRegistrationForm, Diploma], Noted),
    ("常德师范学校", "中专", "2004-07", "", &[GraduateRegistrationForm, Diploma], Refused),
    ("武汉市第一商业学校", "中专", "2010-07", "", &[GraduateRegistrationForm, Diploma], Doubted),
    ("武汉市第一商业学校", "中专", "2010-07", "", &[SecondaryDiplomaQuery], Accepted),
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
    ("广州市技师学院", "高级技工", "2010-07", "", &[GraduateRegistrationForm, Diploma], Doubted),
    // No proof is named for 普通高中: what is handed in is for a person. Nothing known at all leaves every row open.
    ("长沙市第一中学", "高中", "2001-07", "", &[Diploma], Noted),
    ("长沙市第一中学", "高中", "2012-07", "", &[GraduateRegistrationForm, Diploma], Noted),
    ("", "", "", "", &[ChsiRegistration], Accepted),
    ("", "", "", "", &[Diploma], Refused),
    ("湖南大学", "本科", "", "", &[ChsiRegistration], Accepted),
    ("湖南大学", "本科", "", "", &[GraduateRegistrationForm, Diploma], Refused),
    // The exception of 五 ends on the last day of 2001, and is for both papers together.
    ("湖南大学", "本科", "2001-12-31", "", &[GraduateRegistrationForm, Diploma], Noted),
    ("湖南大学", "本科", "2001", "", &[GraduateRegistrationForm, Diploma], Noted),
    ("湖南大学", "本科", "2002-01-01", "", &[GraduateRegistrationForm, Diploma], Refused),
    ("湖南大学", "本科", "2002-06-30", "", &[GraduateRegistrationForm, Diploma], Refused),
    ("湖南大学", "本科", "2002-06-30", "", &[GraduateRegistrationForm], Refused),
    ("武汉大学", "本科", "2001-07", "", &[GraduateRegistrationForm, Diploma], Noted),
    ("武汉大学", "本科", "2002-01", "", &[GraduateRegistrationForm, Diploma], Refused),
    ("武汉大学", "本科", "2015-06-30", "104861201505000017", &[GraduateRegistrationForm, Diploma], Refused),
    ("武汉大学", "本科", "2015-06-30", "104861201505000017", &[ChsiRegistration], Accepted),
    ("武汉大学", "本科", "2015-06-30", "104861201505000017", &[ChsiRegistration, GraduateRegistrationForm, Diploma], Accepted),
    ("湖南师范大学", "本科", "1998-06-30", "", &[GraduateRegistrationForm, Diploma, ChsiVerificationReport], Accepted),
    ("中共湖南省委党校", "本科", "2000-07-30", "", &[GraduateRegistrationForm, Diploma], Noted),
    ("中共湖南省委党校", "本科", "2008-07-30", "", &[GraduateRegistrationForm, Diploma], Refused),
    ("中共江西省委党校", "本科", "2008-07-30", "", &[GraduateRegistrationForm, Diploma], Doubted),
    ("中共江西省委党校", "本科", "2008-07-30", "", &[PartySchoolProof], Accepted),
    ("中共湖南省委党校", "本科", "2008-07-30", "", &[ProvincialVerificationReport], Refused),
    // 中专 of Hunan that the name does not place in a city, and of schools that nothing places.
    ("武冈师范学校", "中专", "2004-06", "", &[GraduateRegistrationForm, Diploma], Refused),
    ("华容县职业中等专业学校", "中专", "2012-07", "", &[GraduateRegistrationForm, Diploma], Refused),
    ("华容县职业中等专业学校", "中专", "2012-07", "", &[SecondaryDiplomaQuery], Accepted),
    ("某某工业学校", "中专", "2012-07", "", &[GraduateRegistrationForm, Diploma], Doubted),
    ("某某工业学校", "中专", "2012-07", "", &[SecondaryDiplomaQuery], Accepted),
    ("江西省民政学校", "中专", "2010-07", "", &[GraduateRegistrationForm, Diploma], Doubted),
    ("江西省民政学校", "中专", "1999-07", "", &[GraduateRegistrationForm, Diploma], Noted),
    ("江西省民政学校", "中专", "2010-07", "", &[EnrolmentRegister], Refused),
    ("长沙民政学校", "中专", "2003-06", "", &[GraduateRegistrationForm, Diploma], Refused),
    ("长沙民政学校", "中专", "2001-12", "", &[GraduateRegistrationForm, Diploma], Noted),
    ("长沙民政学校", "中专", "2005-05", "", &[EnrolmentRegister], Provisional),
    ("长沙民政学校", "中专", "2005-07", "", &[SecondaryDiplomaQuery], Accepted),
    ("长沙民政学校", "中专", "2005-07", "", &[GraduateRegistrationForm], Refused),
    // Abroad the certificate of the service is a must, whatever the year.
    ("台湾师范大学", "本科", "2016-06-30", "", &[GraduateRegistrationForm, Diploma], Refused),
    ("台湾师范大学", "本科", "1999-06-30", "", &[GraduateRegistrationForm, Diploma], Refused),
    ("台湾师范大学", "本科", "2016-06-30", "", &[OverseasDegreeCertificate], Accepted),
    // 军校: a register that has it proves it; nothing else is named, and nothing is asked for.
    ("国防科技大学", "本科", "2012-06-30", "", &[ChsiRegistration], Accepted),
    ("国防科技大学", "本科", "2012-06-30", "", &[Diploma], NoRow),
    ("解放军理工大学", "专科", "2008-06", "", &[GraduateRegistrationForm, Diploma], NoRow),
    ("空军工程大学", "本科", "1998-06", "", &[GraduateRegistrationForm, Diploma], Noted),
    // A degree without a certificate of education: no row.
    ("湖南大学", "硕士研究生", "2018-06", "1053232018000123", &[Diploma], NoRow),
    ("湖南大学", "硕士研究生", "2018-06", "105321201802000123", &[Diploma], Refused),
    ("长沙市第一中学", "高中", "1999-07", "", &[ProvincialVerificationReport], Noted),
    ("长沙市第一中学", "高中", "1999-07", "", &[ChsiRegistration], NoRow),
];

/// The same with the site that a page is of: graduation date, site, and the answer.
const SITES: &[(&str, Option<&str>, Verdict)] = &[
    ("2004-07", Some("hunan"), Refused),
    ("2005-07", Some("hunan"), Accepted),
    ("2005-07", Some("national"), Refused),
    ("2005-07", None, Accepted),
    ("2013-12-31", Some("hunan"), Accepted),
    ("2013-07", Some("national"), Refused),
    ("2014-07", Some("hunan"), Refused),
    ("2014-07", Some("national"), Refused),
    ("2015-01-01", Some("national"), Accepted),
    ("2016-07", Some("hunan"), Refused),
    ("2016-07", None, Accepted),
];

fn verdict(pack: &Pack, known: &Known<'_>, proofs: &[Proof<'_>]) -> Verdict {
    let schooling = Schooling::of(pack, known);
    let answer = route(pack, &schooling);
    match answer.accepted(proofs).map(|row| row.severity) {
        Some(None) => return Accepted,
        Some(Some(Severity::Info)) => return Noted,
        Some(Some(_)) => return Doubted,
        None => {}
    }
    if answer.provisional(proofs).is_some() {
        Provisional
    } else if answer.begun(proofs).is_some() {
        Begun
    } else if answer.asked().is_empty() {
        NoRow
    } else {
        Refused
    }
}

fn of_row(pack: &Pack, row: &Row) -> Verdict {
    let (school, level, graduated, number, kinds, _) = row;
    let some = |text: &'static str| (!text.is_empty()).then_some(text);
    let known =
        Known { school: some(school), level: some(level), graduated_on: some(graduated), certificate_no: some(number) };
    let proofs: Vec<Proof<'_>> = kinds.iter().copied().map(Proof::from).collect();
    verdict(pack, &known, &proofs)
}

#[test]
fn the_router_answers_as_worked_by_hand() {
    let pack = Pack::builtin("changsha-2024-social-worker").unwrap();
    assert!(CASES.len() + SITES.len() >= 120, "{} cases", CASES.len() + SITES.len());
    let wrong: Vec<String> = CASES
        .iter()
        .filter(|row| of_row(&pack, row) != row.5)
        .map(|row| format!("{row:?} gives {:?}", of_row(&pack, row)))
        .collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), CASES.len(), wrong.join("\n"));
}

#[test]
fn a_page_must_be_of_the_site_that_the_row_names() {
    let pack = Pack::builtin("changsha-2024-social-worker").unwrap();
    for (graduated, site, expected) in SITES {
        let known = Known {
            school: Some("湖南省工业技师学院"),
            level: Some("中专"),
            graduated_on: Some(graduated),
            ..Known::default()
        };
        let page = Proof { kind: TechnicalSchoolQuery, site: *site };
        assert_eq!(verdict(&pack, &known, &[page]), *expected, "{graduated} {site:?}");
    }
}

#[test]
fn what_is_asked_for_is_printed_as_it_is_meant() {
    let pack = Pack::builtin("changsha-2024-social-worker").unwrap();
    let asked = |school, level, graduated| {
        let known =
            Known { school: Some(school), level: Some(level), graduated_on: Some(graduated), ..Known::default() };
        let schooling = Schooling::of(&pack, &known);
        let sets = route(&pack, &schooling).asked();
        sets.iter().map(|set| (set.kinds.to_vec(), set.row.only.is_some())).collect::<Vec<_>>()
    };
    // The two papers of the exception belong together and are for those alone whom it names.
    let both = vec![GraduateRegistrationForm, Diploma];
    assert_eq!(asked("湖南大学", "本科", "1999-06"), [(vec![ChsiVerificationReport], false), (both.clone(), true)]);
    assert_eq!(
        asked("湖南大学", "本科", "2012-06"),
        [(vec![ChsiRegistration], false), (vec![ChsiVerificationReport], true)]
    );
    let elsewhere = [(vec![ProvincialVerificationReport], false), (vec![SecondaryDiplomaQuery], false), (both, true)];
    assert_eq!(asked("江西省民政学校", "中专", "2010-07"), elsewhere);
    assert_eq!(asked("国防科技大学", "本科", "2012-06"), []);
    assert_eq!(asked("长沙市第一中学", "高中", "1999-07"), []);
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
    assert_eq!(clauses("湖南大学", "本科", "2002-07"), ["5.3.1", "5.3.2", "5.3.2"]);
    assert_eq!(clauses("株洲市中等职业学校", "中专", "2005-06"), ["5.3.3", "5.3.4"]);
    assert_eq!(clauses("湖南大学", "本科", "2012-06"), ["5.3.1", "5.3.2"]);
}
