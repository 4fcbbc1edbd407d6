//! Rosters made here, as workbooks and as text, read back.

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use super::*;
use crate::lang::Lang;
use crate::model::{CellState, RosterProblemKind};
use crate::values::id_number::check_character;

/// An identity number in order, of a region that does not exist.
fn id(sequence: u16) -> String {
    let seventeen = format!("43019619850626{sequence:03}");
    format!("{seventeen}{}", check_character(&seventeen).unwrap())
}

/// A text table with the usual header and these rows.
fn usual(rows: &str) -> String {
    format!("序号,准考证号,姓名,证件号码,学历,毕业院校,所学专业,毕业时间\n{rows}")
}

fn load_text(text: &str) -> Roster {
    load(text.as_bytes(), "名单.csv").unwrap()
}

fn why(bytes: &[u8]) -> Why {
    load(bytes, "名单.xlsx").unwrap_err().why
}

fn problems(candidate: &Candidate) -> Vec<(RosterProblemKind, Option<FieldName>, &str)> {
    candidate.problems.iter().map(|p| (p.kind, p.field, p.cell.as_str())).collect()
}

#[test]
fn reads_a_plain_table() {
    let roster = load_text(&usual(&format!("1,4301240100101,张 三,{},大专,湖南大学,法学,2014年7月\n", id(143))));
    assert_eq!((roster.key, roster.header_row, roster.notices.as_slice()), (FieldName::TicketNo, 1, [].as_slice()));
    let [candidate] = roster.candidates.as_slice() else { panic!() };
    assert_eq!((candidate.row, candidate.ticket_no.as_str()), (2, "4301240100101"));
    assert_eq!(candidate.text(FieldName::Name), Some("张三"));
    assert_eq!(candidate.text(FieldName::EducationLevel), Some("专科"));
    assert_eq!(candidate.text(FieldName::GraduatedOn), Some("2014-07"));
    let cell = candidate.cells.get(&FieldName::GraduatedOn).unwrap();
    assert_eq!((cell.raw(), cell.cell.to_string().as_str(), cell.state), ("2014年7月", "H2", CellState::Full));
    assert!(candidate.problems.is_empty());
}

#[test]
fn reads_a_workbook_as_offices_make_it() {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("填表说明").unwrap().write(0, 0, "请认真填写").unwrap();
    let sheet = book.add_worksheet().set_name("人工核查名单").unwrap();
    let centred = Format::new();
    sheet.merge_range(0, 0, 0, 7, "2024年度社会工作者职业资格考试人工核查名单", &centred).unwrap();
    sheet.write(1, 0, "长沙考区").unwrap();
    for (column, header) in (0u16..).zip([
        "序号",
        "准考证号",
        "姓\n名",
        "身份证号码",
        "学历",
        "毕业院校",
        "毕业时间",
        "出生日期",
        "核查\n原因",
        "备注",
        "考区",
    ]) {
        sheet.write(2, column, header).unwrap();
    }
    let day = Format::new().set_num_format("yyyy-mm-dd");
    let month = Format::new().set_num_format("yyyy\"年\"m\"月\"");
    for (row, sequence) in [(3u32, 143u16), (4, 161)] {
        sheet.write(row, 0, row - 2).unwrap();
        sheet.write(row, 1, 4_301_240_100_100_f64 + f64::from(row)).unwrap();
        sheet.write(row, 2, "张三").unwrap();
        sheet.write(row, 3, id(sequence)).unwrap();
        sheet.write(row, 4, "本科").unwrap();
        sheet.write_with_format(row, 6, ExcelDateTime::from_ymd(2014, 7, 1).unwrap(), &month).unwrap();
        sheet.write_with_format(row, 7, ExcelDateTime::from_ymd(1985, 6, 1).unwrap(), &day).unwrap();
        sheet.write(row, 8, "在线服务平台无法核查").unwrap();
        sheet.write(row, 9, "第二次").unwrap();
        sheet.write(row, 10, "长沙").unwrap();
    }
    sheet.merge_range(3, 5, 4, 5, "湖南大学", &centred).unwrap();
    sheet.merge_range(6, 0, 6, 7, "说明：共2人，以准考证号为准。", &centred).unwrap();
    let roster = load(&book.save_to_buffer().unwrap(), "名单.xlsx").unwrap();
    assert_eq!((roster.sheet.as_str(), roster.header_row), ("人工核查名单", 3));
    assert_eq!(roster.candidates.len(), 2);
    for (candidate, ticket) in roster.candidates.iter().zip(["4301240100103", "4301240100104"]) {
        assert_eq!(candidate.ticket_no, ticket, "a number without .0");
        assert_eq!(candidate.text(FieldName::Name), Some("张三"));
        assert_eq!(candidate.text(FieldName::School), Some("湖南大学"), "merged downwards");
        assert_eq!(candidate.text(FieldName::GraduatedOn), Some("2014-07"), "the cell shows no day");
        assert_eq!(candidate.text(FieldName::BirthDate), Some("1985-06-01"), "the cell shows the day");
        assert_eq!(candidate.reason.as_deref(), Some("在线服务平台无法核查；第二次"));
        assert_eq!(candidate.extra, [("考区".to_owned(), "长沙".to_owned())]);
        assert_eq!(problems(candidate), []);
    }
    assert!(roster.notices.contains(&Notice::RowsSkipped { rows: vec![7] }));
    assert!(roster.notices.contains(&Notice::ColumnMissing { field: FieldName::Major }));
}

#[test]
fn reads_an_old_workbook() {
    let roster = load(include_bytes!("../../tests/fixtures/roster.xls"), "名单.xls").unwrap();
    assert_eq!(roster.candidates.len(), 2);
    let first = &roster.candidates[0];
    assert_eq!(first.ticket_no, "4301240100101");
    assert_eq!(first.text(FieldName::Name), Some("张三"));
    assert_eq!(first.text(FieldName::IdNumber), Some("43019619850626143X"));
    assert_eq!(first.text(FieldName::GraduatedOn), Some("2014-07-30"));
    assert_eq!(roster.candidates[1].text(FieldName::GraduatedOn), Some("2015-07"), "the cell shows no day");
}

#[test]
fn a_number_that_excel_rounded_is_marked_and_compares_by_what_is_left() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, header) in (0u16..).zip(["准考证号", "姓名", "证件号码"]) {
        sheet.write(0, column, header).unwrap();
    }
    sheet.write(1, 0, "4301240100101").unwrap();
    sheet.write(1, 1, "张三").unwrap();
    sheet.write(1, 2, 430_196_198_506_261_000_f64).unwrap();
    let roster = load(&book.save_to_buffer().unwrap(), "名单.xlsx").unwrap();
    let candidate = &roster.candidates[0];
    let cell = candidate.cells.get(&FieldName::IdNumber).unwrap();
    assert_eq!((cell.value.as_str(), cell.state), ("430196198506261***", CellState::Rounded));
    assert_eq!(problems(candidate), [(RosterProblemKind::Rounded, Some(FieldName::IdNumber), "C2")]);
    let compared = crate::values::compare(FieldName::IdNumber, &cell.value, &format!("430196198506261{}", "43X"));
    assert_eq!(compared, crate::values::Comparison::MaskedAgrees);
}

#[test]
fn a_rounded_number_that_looks_whole_is_found_beside_others() {
    // 430196198506261000 has the right check digit, by chance.
    let rows = "1,4301240100101,张三,430196198506271000,本科,湖南大学,法学,2014\n\
                2,4301240100102,李四,430196198506261000,本科,湖南大学,法学,2014\n";
    for candidate in &load_text(&usual(rows)).candidates {
        assert_eq!(candidate.cells.get(&FieldName::IdNumber).unwrap().state, CellState::Rounded);
        assert_eq!(candidate.problems.len(), 1);
    }
    let alone = load_text(&usual("1,4301240100102,李四,430196198506261000,本科,湖南大学,法学,2014\n"));
    assert_eq!(alone.candidates[0].cells.get(&FieldName::IdNumber).unwrap().state, CellState::Full);
}

#[test]
fn keeps_the_first_of_two_rows_for_one_ticket() {
    let rows = format!(
        "1,4301240100101,张三,{0},本科,湖南大学,法学,2014-07\n2,4301240100102,李四,{1},本科,湖南大学,法学,2014-07\n\
         3,4301240100101,张三,{0},本科,中南大学,法学,2014-07\n4,4301240100103,王五,{1},本科,湖南大学,法学,2014-07\n",
        id(143),
        id(161)
    );
    let roster = load_text(&usual(&rows));
    let tickets: Vec<&str> = roster.candidates.iter().map(|c| c.ticket_no.as_str()).collect();
    assert_eq!(tickets, ["4301240100101", "4301240100102", "4301240100103"]);
    assert_eq!(roster.candidates[0].text(FieldName::School), Some("湖南大学"));
    assert_eq!(
        problems(&roster.candidates[0]),
        [
            (RosterProblemKind::DuplicateTicketNo, None, "4"),
            (RosterProblemKind::DuplicateTicketNo, Some(FieldName::School), "F4"),
        ]
    );
    let shared = (RosterProblemKind::DuplicateIdNumber, Some(FieldName::IdNumber));
    assert_eq!(problems(&roster.candidates[1]), [(shared.0, shared.1, "D3")]);
    assert_eq!(problems(&roster.candidates[2]), [(shared.0, shared.1, "D5")]);
}

#[test]
fn notes_what_is_missing_and_what_is_not_understood() {
    let roster = load_text(&usual("1,4301240100101,张三,,本科,湖南大学,,很久以前\n"));
    assert_eq!(
        problems(&roster.candidates[0]),
        [
            (RosterProblemKind::NotUnderstood, Some(FieldName::GraduatedOn), "H2"),
            (RosterProblemKind::Missing, Some(FieldName::IdNumber), "D2"),
            (RosterProblemKind::Missing, Some(FieldName::Major), "G2"),
        ]
    );
}

#[test]
fn keeps_masked_names_and_numbers() {
    let roster = load_text(&usual("1,4301240100101,张*,4301**********1434,本科,湖南大学,法学,2014-07\n"));
    let candidate = &roster.candidates[0];
    assert_eq!(candidate.cells.get(&FieldName::Name).unwrap().state, CellState::Masked);
    assert_eq!(candidate.text(FieldName::IdNumber), Some("4301**********1434"));
    assert!(candidate.problems.is_empty());
}

#[test]
fn another_number_is_the_key_where_there_are_no_ticket_numbers() {
    let by_registration = load_text("姓名,报名序号,准考证号\n张三,202431000001,\n李四,202431000002,\n");
    assert_eq!(by_registration.key, FieldName::RegistrationNo);
    assert_eq!(by_registration.candidates[1].ticket_no, "202431000002");
    assert!(by_registration.candidates[0].problems.is_empty());
    let by_id = load_text(&format!("姓名,身份证号\n张三,{}\n李四,{}\n王五,4301**********1434\n", id(143), id(161)));
    assert_eq!(by_id.key, FieldName::IdNumber);
    assert_eq!(by_id.candidates[0].ticket_no, id(143));
    assert_eq!(by_id.candidates[2].ticket_no, "row-4", "a masked number may be two people's");
    assert!(by_id.notices.contains(&Notice::KeyIsNotTicketNo { key: FieldName::IdNumber }));
    let by_name = load_text("姓名,学历,毕业院校\n张三,本科,湖南大学\n张三,本科,中南大学\n");
    assert_eq!(by_name.candidates.iter().map(|c| c.ticket_no.as_str()).collect::<Vec<_>>(), ["row-2", "row-3"]);
}

#[test]
fn a_row_without_a_ticket_number_is_still_a_candidate() {
    let roster = load_text(&usual(&format!(
        "1,4301240100101,张三,{},本科,湖南大学,法学,2014-07\n2,,李四,{},本科,湖南大学,法学,2014-07\n",
        id(143),
        id(161)
    )));
    assert_eq!(roster.candidates[1].ticket_no, id(161));
    assert_eq!(problems(&roster.candidates[1]), [(RosterProblemKind::Missing, Some(FieldName::TicketNo), "B3")]);
}

#[test]
fn skips_what_is_no_candidate() {
    let rows = format!(
        "1,4301240100101,张三,{0},本科,湖南大学,法学,2014-07\n,,,,,,,\n2,,,,,,,\n\
         序号,准考证号,姓名,证件号码,学历,毕业院校,所学专业,毕业时间\n3,4301240100102,李四,{1},本科,湖南大学,法学,2014-07\n\
         合计：2人,,,,,,,\n备注：本名单以准考证号为准,,,,,,,\n制表人：,,王五,,,,,2024年8月12日\n",
        id(143),
        id(161)
    );
    let roster = load_text(&usual(&rows));
    assert_eq!(roster.candidates.iter().map(|c| c.row).collect::<Vec<_>>(), [2, 6]);
    assert!(roster.notices.contains(&Notice::RowsSkipped { rows: vec![5, 7, 8, 9] }), "{:?}", roster.notices);
}

#[test]
fn reads_semicolons_tabs_and_gb18030() {
    for delimiter in [";", "\t"] {
        let text =
            usual(&format!("1,4301240100101,张三丰,{},本科,湖南大学,法学,2014-07\n", id(143))).replace(',', delimiter);
        let bytes = encoding_rs::GB18030.encode(&text).0.into_owned();
        let roster = load(&bytes, "名单.csv").unwrap();
        assert_eq!(roster.candidates[0].text(FieldName::Name), Some("张三丰"));
        assert_eq!(roster.candidates[0].cells.len(), 7);
    }
}

/// A workbook of sheets with this name and these people, each with a ticket number that ends so.
fn sheets_of(sheets: &[(&str, &[u32])]) -> Workbook {
    let mut book = Workbook::new();
    for (name, people) in sheets {
        let sheet = book.add_worksheet().set_name(*name).unwrap();
        for (column, header) in (0u16..).zip(["准考证号", "姓名", "学历"]) {
            sheet.write(0, column, header).unwrap();
        }
        for (row, person) in (1u32..).zip(*people) {
            sheet.write(row, 0, 4_301_240_100_100_f64 + f64::from(*person)).unwrap();
            sheet.write(row, 1, "张三").unwrap();
        }
    }
    book
}

#[test]
fn people_on_another_sheet_stop_the_run() {
    let mut book = sheets_of(&[("初级", &[1, 2, 3]), ("中级", &[3, 4, 5]), ("空", &[])]);
    let others = vec![LeftOut { sheet: "中级".to_owned(), people: 2 }];
    let expected = Why::PeopleElsewhere { sheet: "初级".to_owned(), people: 3, others };
    assert_eq!(why(&book.save_to_buffer().unwrap()), expected);
}

#[test]
fn people_on_sheets_that_are_over_or_hidden_are_counted() {
    let counted = |sheets: &[(&str, &[u32])], hide: Option<usize>| {
        let mut book = sheets_of(sheets);
        if let Some(at) = hide {
            book.worksheet_from_index(at).unwrap().set_hidden(true);
        }
        let roster = load(&book.save_to_buffer().unwrap(), "名单.xlsx").unwrap();
        let left = roster.notices.iter().filter_map(|notice| match notice {
            Notice::PeopleElsewhere { left, why } => Some((left.people, *why)),
            _ => None,
        });
        (roster.sheet.clone(), left.collect::<Vec<_>>())
    };
    let old = counted(&[("2023年", &[1, 2, 3]), ("2024年", &[3, 4])], None);
    assert_eq!(old, ("2024年".to_owned(), vec![(2, Elsewhere::Over)]));
    let pattern = counted(&[("填写样表", &[7, 8, 9]), ("名单", &[3, 4])], None);
    assert_eq!(pattern, ("名单".to_owned(), vec![(3, Elsewhere::Over)]));
    let hidden = counted(&[("名单", &[3, 4]), ("全部", &[3, 4, 5, 6, 7])], Some(1));
    assert_eq!(hidden, ("名单".to_owned(), vec![(3, Elsewhere::Hidden)]));
    let same = counted(&[("名单", &[3, 4]), ("打印", &[4])], None);
    assert_eq!(same, ("名单".to_owned(), vec![]));
}

#[test]
fn a_row_with_a_number_is_somebody_whatever_else_it_says() {
    let roster = load_text(
        "准考证号,姓名,毕业院校,所学专业\n4301240100101,张三,毕业院校,专业\n准考证号,姓名,毕业院校,所学专业\n",
    );
    assert_eq!(roster.candidates.iter().map(|c| c.row).collect::<Vec<_>>(), [2]);
    assert!(roster.notices.contains(&Notice::RowsSkipped { rows: vec![3] }), "{:?}", roster.notices);
}

#[test]
fn cells_out_of_order_and_twice_stand_in_their_columns() {
    let mut grid = super::grid::Grid::new("s".to_owned());
    for (column, text) in [(3, "丁"), (0, "甲"), (1, "旧"), (1, "乙"), (9, "壬")] {
        grid.put(0, column, super::grid::Cell::Text(text.to_owned()));
    }
    let shown = |column| grid.value(0, column).map(super::grid::Cell::shown);
    assert_eq!(
        [0, 1, 2, 3, 9].map(shown),
        [Some("甲"), Some("乙"), None, Some("丁"), Some("壬")].map(|t| t.map(str::to_owned))
    );
    assert_eq!(grid.width(), 10);
}

#[test]
fn lists_side_by_side_and_below_each_other_are_all_read() {
    let side = "序号,准考证号,姓名,学历,,序号,准考证号,姓名,学历\n1,4301240100101,张三,本科,,3,4301240100103,王五,专科\n\
                2,4301240100102,李四,本科,,,,,\n";
    let roster = load_text(side);
    let seen: Vec<_> = roster
        .candidates
        .iter()
        .map(|c| (c.ticket_no.as_str(), c.cells.get(&FieldName::Name).unwrap().cell.to_string()))
        .collect();
    let expected = [("4301240100101", "C2"), ("4301240100102", "C3"), ("4301240100103", "H2")];
    assert_eq!(seen, expected.map(|(ticket, cell)| (ticket, cell.to_owned())));
    assert!(roster.notices.contains(&Notice::SideBySide { blocks: 2 }));
    assert!(!roster.notices.iter().any(|n| matches!(n, Notice::RowsSkipped { .. })), "{:?}", roster.notices);

    let keyless =
        load_text("姓名,身份证号,学历,姓名,身份证号,学历\n张三,4301**********1434,本科,王五,4301**********1435,专科\n");
    let keys: Vec<_> = keyless.candidates.iter().map(|c| c.ticket_no.as_str()).collect();
    assert_eq!(keys, ["row-2", "row-2-2"], "two people in a row are two");

    let below = "准考证号,姓名,学历\n4301240100101,张三,本科\n姓名,准考证号,学历\n李四,4301240100102,专科\n";
    let roster = load_text(below);
    assert_eq!(roster.candidates[1].text(FieldName::Name), Some("李四"));
    assert!(roster.notices.contains(&Notice::HeaderBelow { rows: vec![3] }));
}

#[test]
fn what_is_hidden_is_told_and_does_not_win() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, header) in (0u16..).zip(["准考证号", "身份证号", "姓名", "身份证号", "学历"]) {
        sheet.write(0, column, header).unwrap();
    }
    for row in 1..=3u32 {
        let old = id(100 + u16::try_from(row).unwrap());
        for (column, text) in
            (0u16..).zip([format!("430124010010{row}"), old, "张三".to_owned(), id(143), "本科".to_owned()])
        {
            sheet.write(row, column, text).unwrap();
        }
    }
    sheet.set_column_hidden(1).unwrap().set_column_hidden(4).unwrap().set_row_hidden(2).unwrap();
    let roster = load(&book.save_to_buffer().unwrap(), "名单.xlsx").unwrap();
    assert_eq!(roster.candidates.len(), 3);
    assert_eq!(roster.candidates[0].text(FieldName::IdNumber), Some(id(143).as_str()));
    assert!(roster.notices.contains(&Notice::HiddenRows { rows: vec![3] }));
    let hidden = Notice::HiddenColumn { field: FieldName::EducationLevel, cell: "E1".to_owned() };
    assert!(roster.notices.contains(&hidden), "{:?}", roster.notices);
}

#[test]
fn two_people_with_one_number_stay_two() {
    let rows = format!(
        "1,4301240100101,张三,{0},本科,湖南大学,法学,2014-07\n2,4301240100101,李四,{1},本科,湖南大学,法学,2014-07\n",
        id(143),
        id(161)
    );
    let roster = load_text(&usual(&rows));
    let twice = |row: &'static str| (RosterProblemKind::DuplicateTicketNo, None, row);
    let [first, second] = roster.candidates.as_slice() else { panic!() };
    assert_eq!((first.ticket_no.as_str(), problems(first)), ("4301240100101", vec![twice("3")]));
    assert_eq!((second.ticket_no.as_str(), problems(second)), (id(161).as_str(), vec![twice("2")]));

    // A column that says the same of everybody is no key.
    let row = |n: u16| format!("{n},4301240100101,张{n:?}三,{},本科,湖南大学,法学,2014-07\n", id(140 + n));
    let constant = load_text(&usual(&(1..=5).map(row).collect::<String>()));
    assert_eq!((constant.key, constant.candidates.len()), (FieldName::IdNumber, 5));
}

#[test]
fn what_stands_below_the_table_is_nobody() {
    let rows = format!(
        "1,4301240100101,张三,{},本科,湖南大学,法学,2014-07\n,,长沙市人事考试院,,,,,\n,2024年8月12日,,,,,,\n\
         ,,咨询0731-12345678,填表说明见附件2,,,,\n,,,20240812,,,,\n",
        id(143)
    );
    let roster = load_text(&usual(&rows));
    assert_eq!(roster.candidates.len(), 1);
    assert!(roster.notices.contains(&Notice::RowsSkipped { rows: vec![3, 4, 5, 6] }), "{:?}", roster.notices);
    // A row whose name and numbers are spoilt is still somebody.
    let spoilt = load_text(&usual("1,#REF!,#N/A,#N/A,本科,湖南大学,法学,2014-07\n"));
    assert_eq!(spoilt.candidates.len(), 1);
}

#[test]
fn cells_are_read_as_they_show() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, header) in (0u16..).zip(["准考证号", "姓名", "毕业证书编号", "毕业时间", "出生日期"])
    {
        sheet.write(0, column, header).unwrap();
    }
    let format = |code: &str| Format::new().set_num_format(code);
    sheet.write_with_format(1, 0, 301_240_100_101_f64, &format("0000000000000")).unwrap();
    sheet.write(1, 1, "张三").unwrap();
    sheet.write_with_format(1, 2, 17_f64, &format("\"湘\"00000000")).unwrap();
    let day = ExcelDateTime::from_ymd(2014, 7, 1).unwrap();
    sheet.write_with_format(1, 3, &day, &Format::new().set_num_format_index(57)).unwrap();
    sheet.write_with_format(1, 4, &day, &Format::new().set_num_format_index(58)).unwrap();
    let roster = load(&book.save_to_buffer().unwrap(), "名单.xlsx").unwrap();
    let candidate = &roster.candidates[0];
    assert_eq!(candidate.ticket_no, "0301240100101");
    assert_eq!(candidate.text(FieldName::CertificateNo), Some("湘00000017"));
    assert_eq!(candidate.text(FieldName::GraduatedOn), Some("2014-07"));
    assert_eq!(
        candidate.cells.get(&FieldName::BirthDate).unwrap().state,
        CellState::NotUnderstood,
        "the year is made up"
    );
}

#[test]
fn says_what_is_wrong_with_a_file() {
    assert_eq!(why(b""), Why::Empty);
    assert_eq!(why(b"%PDF-1.7 ..."), Why::NotATable { looks_like: LooksLike::Pdf });
    assert_eq!(why(b"\x89PNG\r\n"), Why::NotATable { looks_like: LooksLike::Picture });
    assert_eq!(why("\u{FEFF} <html><table><tr><td>姓名".as_bytes()), Why::NotATable { looks_like: LooksLike::WebPage });
    assert_eq!(why(&[0, 159, 146, 150]), Why::NotATable { looks_like: LooksLike::Binary });
    assert!(matches!(why(b"PK\x03\x04 cut off"), Why::Damaged { .. }));
    assert!(matches!(why(b"\xD0\xCF\x11\xE0 cut off"), Why::Damaged { .. }));
    assert_eq!(why(b"\n\n  \n"), Why::NothingInIt);
    assert_eq!(
        why("姓名：张三\n电话,123\n".as_bytes()),
        Why::NoHeader { sheet: "csv".to_owned(), rows: 2, known: vec![] }
    );
    assert_eq!(
        why("某某名单
学历,性别
本科,男
"
        .as_bytes()),
        Why::NobodyNamed { sheet: "csv".to_owned(), row: 2 }
    );
    assert_eq!(
        why("张三,性别
"
        .as_bytes()),
        Why::NoHeader { sheet: "csv".to_owned(), rows: 1, known: vec!["性别".to_owned()] }
    );
    assert_eq!(why("准考证号,姓名\n".as_bytes()), Why::NoCandidates { sheet: "csv".to_owned(), row: 1 });
}

#[test]
fn every_error_and_notice_says_what_to_do_in_both_languages() {
    let errors = [
        Why::Empty,
        Why::NotATable { looks_like: LooksLike::WebPage },
        Why::NotATable { looks_like: LooksLike::Pdf },
        Why::PasswordProtected,
        Why::Damaged { detail: "bad".to_owned() },
        Why::TooLarge { limit: 5 },
        Why::NothingInIt,
        Why::NoHeader { sheet: "表1".to_owned(), rows: 9, known: vec!["学历".to_owned()] },
        Why::NobodyNamed { sheet: "表1".to_owned(), row: 3 },
        Why::NoCandidates { sheet: "表1".to_owned(), row: 3 },
    ];
    for why in errors {
        let error = RosterError { file: "名单.xlsx".to_owned(), why };
        for lang in [Lang::Zh, Lang::En] {
            let told = error.told(lang);
            assert!(told.what.contains("名单.xlsx") && told.next.len() > 20, "{told:?}");
        }
        assert_ne!(error.told(Lang::Zh), error.told(Lang::En));
    }
    let notice = Notice::KeyIsNotTicketNo { key: FieldName::IdNumber };
    assert!(notice.told(Lang::Zh).contains("身份证号") && notice.told(Lang::En).contains("id_number"));
}

#[test]
fn a_cell_in_the_last_corner_costs_nothing() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, header) in (0u16..).zip(["准考证号", "姓名", "证件号码"]) {
        sheet.write(0, column, header).unwrap();
        sheet.write(1, column, "4301240100101").unwrap();
    }
    sheet.write(1_048_575, 16_383, "x").unwrap();
    let roster = load(&book.save_to_buffer().unwrap(), "名单.xlsx").unwrap();
    assert_eq!(roster.candidates.len(), 1);
}

#[test]
fn damage_anywhere_ends_in_an_answer() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, header) in (0u16..).zip(["准考证号", "姓名", "证件号码"]) {
        sheet.write(0, column, header).unwrap();
        sheet.write(1, column, "4301240100101").unwrap();
    }
    let good = book.save_to_buffer().unwrap();
    let old = include_bytes!("../../tests/fixtures/roster.xls").to_vec();
    for bytes in [good, old] {
        for at in (0..bytes.len()).step_by(97) {
            let mut broken = bytes.clone();
            broken[at] ^= 0xFF;
            let _ = load(&broken, "名单");
            let _ = load(&bytes[..at], "名单");
        }
    }
}

#[test]
fn refuses_a_text_table_that_loses_people() {
    let whole =
        |n: u16, name: &str| format!("{n},430124010010{n},{name},{},大专,湖南大学,法学,2014年7月\n", id(140 + n));
    let (first, last) = (whole(1, "张三"), whole(3, "王五"));
    for (middle, how) in [
        (whole(2, "\"李四"), Torn::QuoteOpen),
        (whole(2, "李\r四"), Torn::Return),
        (whole(2, "李四,女"), Torn::TooManyFields),
    ] {
        let text = usual(&format!("{first}{middle}{last}"));
        assert_eq!(why(text.as_bytes()), Why::Torn { line: 3, how });
    }
    assert_eq!(load_text(&usual(&format!("{first}{},,,\n{last}", whole(2, "李四").trim()))).candidates.len(), 3);
}
