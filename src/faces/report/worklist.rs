//! The look-up worklist as a workbook: a sheet for each portal. Its first row says that it holds secrets, because this is
//! the one workbook that does.

use std::io::Write;

use rust_xlsxwriter::{DataValidation, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use super::Broken;
use crate::{
    Error,
    audit::worklist::{Item, Portal},
    faces::names,
    model::LookUpOutcome as O,
    store::review::Seen,
};

const WARNING: &str = "保密：本表含在线验证码，可以打开个人的学历记录。只供查询人员使用，请勿外传，用后删除。";

/// The columns with their widths.
const COLUMNS: &[(&str, f64)] = &[
    ("准考证号", 18.0),
    ("姓名", 10.0),
    ("材料", 22.0),
    ("文件", 32.0),
    ("页", 5.0),
    ("在网站上输入", 44.0),
    ("状态", 16.0),
    ("查询结果", 12.0),
    ("不一致之处或说明", 36.0),
];

/// The column of results.
const RESULT: u16 = 7;

/// Writes the workbook.
pub fn write(groups: &[(&'static Portal, Vec<Item>)], out: &mut dyn Write) -> Result<(), Broken> {
    let made = make(groups).map_err(|error| Error::Report { why: error.to_string() })?;
    out.write_all(&made)?;
    Ok(out.flush()?)
}

fn make(groups: &[(&'static Portal, Vec<Item>)]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    for (portal, items) in groups {
        let sheet = workbook.add_worksheet();
        sheet.set_name(&portal.name)?;
        fill(sheet, portal, items)?;
    }
    if groups.is_empty() {
        let sheet = workbook.add_worksheet();
        sheet.set_name("待查清单")?;
        sheet.write(0, 0, "没有须由人联网查询的材料。")?;
    }
    workbook.save_to_buffer()
}

fn fill(sheet: &mut Worksheet, portal: &Portal, items: &[Item]) -> Result<(), XlsxError> {
    let cell = || Format::new().set_font_name("宋体").set_font_size(10).set_align(FormatAlign::VerticalCenter);
    let boxed = cell().set_border(FormatBorder::Thin).set_num_format("@").set_text_wrap();
    let warning = cell().set_bold().set_font_color(0x00C0_0000);
    let header = cell().set_bold().set_border(FormatBorder::Thin).set_background_color(0x00D9_E2F3);
    let address = match &portal.address {
        Some(address) => format!("网址：{address}"),
        None => "网址：各单位官方网站，请自行查找".to_owned(),
    };
    sheet.write_with_format(0, 0, WARNING, &warning)?;
    // Written as text: a spreadsheet that opens the page by itself is not wanted.
    sheet.write_with_format(1, 0, address, &cell())?;
    for ((title, width), column) in COLUMNS.iter().zip(0_u16..) {
        sheet.set_column_width(column, *width)?;
        sheet.write_with_format(2, column, *title, &header)?;
    }
    let mut row = 2;
    for item in items {
        row += 1;
        let enter = item.enter.iter().map(|(name, value)| format!("{}：{value}", names::field(*name)));
        let enter = enter.collect::<Vec<_>>().join("\n");
        let texts = [
            item.ticket_no.clone(),
            item.name.clone().unwrap_or_default(),
            names::kind(item.kind).to_owned(),
            item.file.clone(),
            item.page.to_string(),
            if enter.is_empty() { "没有读到，请看材料".to_owned() } else { enter },
            state(item).to_owned(),
            item.seen.as_ref().map_or("", |seen| names::seen(seen.what.seen)).to_owned(),
            item.seen.as_ref().and_then(|seen| seen.what.note.clone()).unwrap_or_default(),
        ];
        for (text, column) in texts.iter().zip(0_u16..) {
            sheet.write_string_with_format(row, column, text, &boxed)?;
        }
    }
    sheet.add_data_validation(
        3,
        RESULT,
        row.max(3),
        RESULT,
        &DataValidation::new().allow_list_strings(&Seen::ALL.map(names::seen))?,
    )?;
    sheet.set_freeze_panes(3, 0)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_repeat_rows(0, 2)?;
    Ok(())
}

/// Whether it was done, and by whom.
const fn state(item: &Item) -> &'static str {
    if item.seen.is_some() {
        return "已由人查询";
    }
    match item.machine {
        Some(O::Found | O::Differs | O::NotFound | O::Expired) => "已由程序查询",
        Some(O::Captcha | O::Blocked) => "待查（网站只供人查询）",
        Some(O::Unreachable | O::Unclear) => "待查（程序没有查成）",
        Some(O::NoConnector | O::Incomplete) | None => "待查",
    }
}
