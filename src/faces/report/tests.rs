//! Reports of one sample run, read back as those who get them read them.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};

use super::{Form, Source, Table, sample, write};
use crate::store::Role;

fn report(form: Form) -> Vec<u8> {
    let (_dir, store) = sample::finished();
    let (id, run) = store.last_run().unwrap().unwrap();
    let mut out = Vec::new();
    write(&Source { store: store.as_ref(), id, run }, form, None, &mut out).unwrap();
    out
}

fn sheets() -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(report(Form::Xlsx))).unwrap()
}

/// The cells of a sheet as text, row by row.
fn rows(sheet: &str) -> Vec<Vec<String>> {
    let range = sheets().worksheet_range(sheet).unwrap();
    range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
}

#[test]
fn jsonl_has_a_line_a_candidate_and_strangers_last() {
    let text = String::from_utf8(report(Form::Jsonl)).unwrap();
    let lines: Vec<serde_json::Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 3);
    assert_eq!((lines[0]["name"].as_str(), lines[0]["outcome"].as_str()), (Some("何犇"), Some("review")));
    assert_eq!(lines[1]["outcome"], "clear");
    assert!(lines[2]["ticket_no"].is_null() && lines[2]["name"].is_null());
    assert!(text.contains(sample::SECRET), "the case file itself keeps the code");
}

#[test]
fn what_the_rules_leave_to_people_stands_with_those_whom_it_concerns() {
    let (_dir, store) = sample::finished();
    let (id, run) = store.last_run().unwrap().unwrap();
    let builtin = crate::rulebook::BUILTIN.iter().find(|(name, _)| *name == "changsha-2024-social-worker").unwrap().1;
    let rules =
        builtin.replace(r#"concerns = ["diploma", "identity_card"]"#, r#"concerns_flags = ["document-missing"]"#);
    store.keep_input(Role::Pack, &run.pack_sha256, "规则.toml", rules.as_bytes()).unwrap();
    let written = |form: Form| {
        let mut out = Vec::new();
        write(&Source { store: store.as_ref(), id, run: run.clone() }, form, None, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    };
    let lines: Vec<serde_json::Value> =
        written(Form::Jsonl).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines[0]["left_to_people"][0]["clause"], "6.2", "{}", lines[0]["left_to_people"]);
    assert_eq!(lines[2]["left_to_people"], serde_json::json!([]), "uploads that belong to nobody concern nobody");
    assert!(written(Form::Csv(Table::Candidates)).contains("六、（二）（三）"));
    // Without the rules of the run nothing is said.
    let text = String::from_utf8(report(Form::Jsonl)).unwrap();
    assert!(!text.contains("left_to_people"), "{text}");
}

#[test]
fn the_workbook_has_a_sheet_a_table_and_one_about_the_run() {
    assert_eq!(sheets().sheet_names(), ["考生", "疑点", "提取字段", "材料", "说明"]);
    let about = rows("说明").concat();
    for said in ["名单.xlsx", "样例规则", "2024-08-20", "本机没有识别模型，扫描件没有识别"] {
        assert!(about.iter().any(|cell| cell.contains(said)), "{said} is not in {about:?}");
    }
}

#[test]
fn numbers_that_name_somebody_are_text() {
    let range = sheets().worksheet_range("考生").unwrap();
    assert_eq!(range.get_value((1, 1)), Some(&Data::String("9901240100101".into())));
    assert_eq!(range.get_value((1, 3)), Some(&Data::String(sample::ID_NUMBER.into())));
}

#[test]
fn secrets_are_in_no_table_for_people() {
    for table in Table::ALL {
        let all = rows(table.title()).concat().join("\n");
        assert!(!all.contains(sample::SECRET) && !all.contains("AB12 CD34"), "{all}");
        let text = String::from_utf8(report(Form::Csv(*table))).unwrap();
        assert!(!text.contains(sample::SECRET) && !text.contains("AB12 CD34"), "{text}");
    }
    assert!(rows("疑点").concat().iter().any(|cell| cell.contains("验证码“AB************78”")));
}

#[test]
fn nothing_printed_becomes_a_formula() {
    let mut book = sheets();
    for sheet in book.sheet_names() {
        if let Ok(formulas) = book.worksheet_formula(&sheet) {
            assert!(formulas.rows().flatten().all(String::is_empty), "{sheet}");
        }
    }
    assert!(rows("提取字段").concat().contains(&"=何犇".to_owned()));
    let text = String::from_utf8(report(Form::Csv(Table::Fields))).unwrap();
    assert!(text.contains(",'=何犇,"), "{text}");
}

#[test]
fn csv_opens_in_a_spreadsheet() {
    let text = String::from_utf8(report(Form::Csv(Table::Flags))).unwrap();
    assert!(text.starts_with("\u{feff}序号,准考证号,姓名,"), "{text}");
    assert_eq!(text.matches("\r\n").count(), 6, "a header and five flags");
    assert!(text.contains("9901240100101\t,何犇,严重,缺少材料"), "{text}");
}

#[test]
fn a_file_without_documents_has_a_row() {
    let documents = rows("材料");
    assert!(
        documents.iter().any(|row| row[3].ends_with("报名表.pdf") && row[5] == "损坏：结构不完整"),
        "{documents:?}"
    );
}

#[test]
fn the_same_results_give_the_same_bytes() {
    assert!(report(Form::Xlsx) == report(Form::Xlsx));
}

#[test]
fn what_a_library_panics_on_is_an_error_with_the_next_step() {
    let broke = super::guarded::<()>(|| panic!("called `Result::unwrap()` on an `Err` value"));
    assert!(matches!(broke, Err(crate::Error::Broke)));
    assert!(!crate::Error::Broke.told(crate::lang::Lang::Zh).next.is_empty());
}
