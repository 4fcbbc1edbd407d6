//! Pages drawn with characters, and what must be read from them.

mod careers;
mod layouts;
mod strangers;
mod wordings;

use super::documents;
use crate::kinds::Kinds;
use crate::layout::tests::{page, scanned};
use crate::model::{
    Absence, Candidate, CellName, CellState, Document, DocumentKind, FieldName, FieldValue, Format, Outcome, Page,
    Reading, Rect, RosterCell, Rule, Seal, SealColour, Upload,
};

fn upload() -> Upload {
    Upload::new("a.pdf", "0".repeat(64), 1, Format::Pdf)
}

/// The documents of these pages, numbered from 1.
fn read(pages: Vec<Page>, candidate: Option<&Candidate>) -> Vec<Document> {
    let pages = pages.into_iter().zip(1u32..).map(|(page, number)| Page { number, ..page }).collect();
    let reading = Reading { pages, ..Reading::without_pages(Outcome::Read) };
    documents(&upload(), &reading, candidate, &Kinds::built_in())
}

/// A document in a few lines: its kind, then its fields in the contract's order.
fn told(document: &Document) -> String {
    let mut out = format!("{}\n", document.kind);
    for field in &document.fields {
        match &field.value {
            FieldValue::Text(text) => out.push_str(&format!("{}: {text}\n", field.name)),
            FieldValue::Periods(periods) => {
                for p in periods {
                    let show = |v: &Option<String>| v.clone().unwrap_or_else(|| "-".to_owned());
                    out.push_str(&format!(
                        "  {} {} {} {}\n",
                        show(&p.from),
                        show(&p.to),
                        show(&p.employer),
                        show(&p.work)
                    ));
                }
            }
            FieldValue::Entries(entries) => {
                for entry in entries {
                    let row: Vec<&str> = entry.values().map(String::as_str).collect();
                    out.push_str(&format!("  {}\n", row.join(" ")));
                }
            }
        }
    }
    for empty in &document.empty_fields {
        out.push_str(&format!(
            "{}?{}\n",
            empty.name,
            match &empty.absence {
                Absence::Blank => String::new(),
                Absence::PrintedAsUnknown => " *".to_owned(),
                Absence::NotUnderstood(raw) => format!(" {raw}"),
            }
        ));
    }
    out
}

/// Draws a page, reads it from a text layer and as if recognised, and compares what is told of its only document.
#[track_caller]
fn check(drawing: &str, expected: &str) {
    let drawing = drawing.trim_matches('\n');
    for page in [page(drawing), scanned(drawing)] {
        let documents = read(vec![page], None);
        assert_eq!(documents.len(), 1);
        let got = told(&documents[0]);
        let wanted: Vec<&str> = expected.trim().lines().map(str::trim).collect();
        let lines: Vec<&str> = got.trim().lines().map(str::trim).collect();
        assert_eq!(lines, wanted, "\n{got}");
    }
}

fn candidate(cells: &[(FieldName, &str)]) -> Candidate {
    let cell = |v: &str| RosterCell::new(v.to_owned(), v, CellName::at(0, 0), CellState::Full);
    Candidate {
        row: 1,
        ticket_no: "1".to_owned(),
        cells: cells.iter().map(|(name, value)| (*name, cell(value))).collect(),
        reason: None,
        extra: Vec::new(),
        problems: Vec::new(),
    }
}

#[test]
fn employment_certificate_in_prose() {
    check(
        "
                     工作年限证明

    兹证明我单位阿卜杜拉·买买提同志（身份证号：440198198506261435）自
2020年6月至今在长沙市岳麓区青藤里残疾人服务中心从事社区治理与社会工作
服务，累计从事社会工作满4年。
    特此证明。

                         单位名称（盖章）：长沙市岳麓区青藤里残疾人服务中心
                         联系人：赵凯 联系电话：0731-89398164
                                                     2024年8月18日",
        "employment_certificate
        name: 阿卜杜拉·买买提
        id_number: 440198198506261435
        employer: 长沙市岳麓区青藤里残疾人服务中心
        issued_on: 2024-08-18
        specialist_years: 4
        2020-06 present 长沙市岳麓区青藤里残疾人服务中心 社区治理与社会工作服务
        contact_phone: 0731-89398164",
    );
}

#[test]
fn employment_certificate_with_a_table() {
    check(
        "
                  从事社会工作年限证明

姓名：司徒明 性别：男  身份证号：430197198402258292
该同志从事社会工作经历如下：
------------------------------------------------------------------------
|起止年月        |工作单位              |从事何种专业工作    |证明人  |
------------------------------------------------------------------------
|2014.07—2018.09 |长沙市望城区融屿养老服|社会救助工作        |钱飞    |
|                |务中心                |                    |        |
------------------------------------------------------------------------
|2018.10—至今    |长沙市天心区苇岸社区  |社区服务            |吴毅    |
------------------------------------------------------------------------
    以上共计10年2个月，其中从事社会工作10年。情况属实，如有虚假，我单位愿承
担相应责任。

                             单位：长沙市天心区苇岸社区居民委员会（盖章）
                             经办人：吴毅 电话：0731-88210378
                                                   2024年8月11日",
        "employment_certificate
        name: 司徒明
        sex: 男
        id_number: 430197198402258292
        employer: 长沙市天心区苇岸社区居民委员会
        issued_on: 2024-08-11
        work_years: 10.17
        specialist_years: 10
        2014-07 2018-09 长沙市望城区融屿养老服务中心 社会救助工作
        2018-10 present 长沙市天心区苇岸社区 社区服务
        contact_phone: 0731-88210378",
    );
}

#[test]
fn employment_certificate_as_a_list_under_its_unit_and_a_chinese_date() {
    check(
        "
                     专业工作经历证明

    兹有蒋璐琴，女，身份证号：520396198904288965，系我单位工作
人员。其专业工作经历如下：
1．2018年8月至2020年7月，宁乡市和畹社会工作服务中心，禁毒社会
工作；
2．2020年8月至今，长沙市望城区和畹公益服务中心，医务社会工作；
    从事专业工作年限共计6年1个月。
    特此证明

                              长沙市望城区和畹公益服务中心（盖章）
                                      二〇二四年八月十四日
联系电话：0731-80078180",
        "employment_certificate
        name: 蒋璐琴
        sex: 女
        id_number: 520396198904288965
        employer: 长沙市望城区和畹公益服务中心
        issued_on: 2024-08-14
        specialist_years: 6.08
        2018-08 2020-07 宁乡市和畹社会工作服务中心 禁毒社会工作
        2020-08 present 长沙市望城区和畹公益服务中心 医务社会工作
        contact_phone: 0731-80078180",
    );
}

#[test]
fn employment_certificate_of_our_unit() {
    check(
        "
                          在职证明
    兹证明 张三 同志（身份证号码：430197198402258292），性别女，自2015年3月1
日至2024年8月1日期间，在我单位从事社会工作，担任社工督导岗位，累计从事社会工作九
年零五个月。情况属实。

                                            某市阳光社会工作服务中心
                                            2024.08.12",
        "employment_certificate
        name: 张三
        sex: 女
        id_number: 430197198402258292
        employer: 某市阳光社会工作服务中心
        issued_on: 2024-08-12
        specialist_years: 9.42
        2015-03-01 2024-08-01 某市阳光社会工作服务中心 社会工作",
    );
}

#[test]
fn a_register_gives_the_candidates_row_and_no_other() {
    let drawing = "
                 毕业生花名册
          邵阳师范学校  二〇〇三届
----------------------------------------------------------
|编号|姓名    |性别|专业        |毕业证书编号    |备注  |
----------------------------------------------------------
|1   |曹磊雨  |男  |电子商务    |43200392153330  |      |
----------------------------------------------------------
|2   |卢琴    |女  |电子商务    |43200392159297  |      |
----------------------------------------------------------
|3   |卢琴华  |女  |文秘        |43200392151111  |      |
----------------------------------------------------------";
    let own = candidate(&[(FieldName::Name, "卢琴")]);
    let documents = read(vec![page(drawing.trim_matches('\n'))], Some(&own));
    assert_eq!(
        told(&documents[0]),
        "enrolment_register\nschool: 邵阳师范学校\n  卢琴 女 电子商务 43200392159297\nregister_rows: 3\n"
    );
    let stranger = candidate(&[(FieldName::Name, "王五")]);
    let documents = read(vec![page(drawing.trim_matches('\n'))], Some(&stranger));
    assert_eq!(told(&documents[0]), "enrolment_register\nschool: 邵阳师范学校\nregister_rows: 3\n");
    let documents = read(vec![page(drawing.trim_matches('\n'))], None);
    assert!(!format!("{:?}", documents[0]).contains("卢琴"), "without a candidate no name leaves the page");
}

#[test]
fn an_unread_page_is_never_guessed_at() {
    let mut unread = page("");
    unread.legibility = crate::model::Legibility::NeedsOcr;
    let mut empty = page("");
    empty.legibility = crate::model::Legibility::Blank;
    let form = page("        2024年度资格考试报名表\n姓名：张三  准考证号：4301240700101\n报考级别：社会工作师");
    let documents = read(vec![form, unread, empty], None);
    let kinds: Vec<(DocumentKind, (u32, u32))> = documents.iter().map(|d| (d.kind, d.pages)).collect();
    assert_eq!(
        kinds,
        [(DocumentKind::RegistrationForm, (1, 1)), (DocumentKind::Other, (2, 2)), (DocumentKind::Blank, (3, 3))]
    );
    assert!(documents[1].kind_confidence < 0.1);
}

#[test]
fn a_code_below_its_label_in_spite_of_a_line_between() {
    let drawing = "
          教育部学历证书电子注册备案表

姓名：孔梦玲   性别：女

在线验证码
AVK9 A4GY E9FE DP86";
    let mut page = scanned(drawing.trim_matches('\n'));
    let place = |text: &str| page.words.iter().find(|w| w.text().starts_with(text)).expect(text).bbox;
    let (label, code) = (place("在线验证码"), place("AVK9"));
    let y = f32::midpoint(label.y1, code.y0);
    let bbox = Rect::new(label.x0 - 20.0, y - 0.2, code.x1 + 200.0, y + 0.2);
    page.rules.push(Rule { bbox, horizontal: true });
    let documents = read(vec![page], None);
    assert_eq!(documents[0].text(FieldName::VerificationCode), Some("AVK9A4GYE9FEDP86"), "{}", told(&documents[0]));
}

#[test]
fn a_sex_ends_where_the_next_label_begins() {
    let drawing = "
              中华人民共和国居民身份证

  姓名 某甲

  性别女民族汉

  出生1995年6月3日

  公民身份号码";
    let documents = read(vec![scanned(drawing.trim_matches('\n'))], None);
    let told = told(&documents[0]);
    assert!(told.contains("sex: 女"), "{told}");
}

#[test]
fn a_line_imagined_between_label_and_value_makes_no_empty_cell() {
    let drawing = "
              2024年度社会工作者职业资格考试报名表
  -------------------------------------------
  |姓名    |张三          |性别     |男      |
  -------------------------------------------
  |学历    |本科          |所学专业 | 法学   |
  -------------------------------------------
  |考试名称|某年某考试    |准考证号 |430100001|
  -------------------------------------------";
    let mut page = scanned(drawing.trim_matches('\n'));
    let value = page.words.iter().find(|w| w.text() == "法学").map(|w| w.bbox).unwrap();
    let line = Rect::new(value.x0 - 3.0, value.y0 - 20.0, value.x0 - 2.5, value.y1 + 20.0);
    page.rules.push(Rule { bbox: line, horizontal: false });
    let documents = read(vec![page], None);
    let told = told(&documents[0]);
    assert!(told.contains("major: 法学"), "{told}");
}

/// What a recogniser makes of a certificate: a speck before the text, and strokes of the seal behind the day.
#[test]
fn specks_and_strokes_of_the_seal_around_what_is_said() {
    let drawing = "
                     专业工作经历证明

    .兹有郝琳，女，身份证号：430197198101215168，系我单位工作人
员。从事专业工作年限共计11年。
    特此证明

                              长沙市芙蓉区渌光社区卫生服务中心（盖章）
                                      二〇二四年八月十七日公";
    let mut page = scanned(drawing.trim_matches('\n'));
    let day = page.words.iter().find(|w| w.text().starts_with("二〇二四")).unwrap().bbox;
    let sure = |document: &Document| document.field(FieldName::IssuedOn).map(|day| day.evidence.confidence);
    let unsealed = read(vec![page.clone()], None).remove(0);
    page.seals.push(Seal {
        page: 1,
        bbox: Rect::new(day.x1 - 60.0, day.y0 - 60.0, day.x1 + 40.0, day.y1 + 30.0),
        colour: SealColour::Grey,
        text: None,
        inner_text: None,
        confidence: 0.8,
        text_confidence: 0.0,
    });
    let document = read(vec![page], None).remove(0);
    // A stroke of the seal says nothing; what stands there without one may.
    assert!(sure(&unsealed) < sure(&document), "{:?} {:?}", sure(&unsealed), sure(&document));
    let sealed = told(&document);
    assert!(sealed.contains("name: 郝琳") && sealed.contains("issued_on: 2024-08-17"), "{sealed}");
}
