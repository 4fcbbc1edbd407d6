//! The sheet that says what was run: by which program and rules, over which roster, with what result, and how to read
//! the other sheets.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, XlsxError};

use crate::{
    faces::{names, report::Source},
    model::{Code, Outcome, Severity},
    store::CandidateResult,
};

/// What is counted while the other sheets are written.
#[derive(Debug, Default)]
pub(super) struct Tally {
    candidates: usize,
    review: usize,
    files: usize,
    unread: usize,
    documents: usize,
    strangers: usize,
    codes: BTreeMap<(std::cmp::Reverse<Severity>, Code), usize>,
}

impl Tally {
    /// Counts one result.
    pub(super) fn count(&mut self, result: &CandidateResult) {
        if result.candidate.is_some() {
            self.candidates += 1;
            self.review += usize::from(result.needs_review());
        } else {
            self.strangers += result.files.len();
        }
        self.files += result.files.len();
        self.unread += result.files.iter().filter(|f| f.outcome != Outcome::Read).count();
        self.documents += result.files.iter().map(|f| f.documents.len()).sum::<usize>();
        for flag in &result.flags {
            *self.codes.entry((std::cmp::Reverse(flag.severity), flag.code)).or_default() += 1;
        }
    }
}

/// What a reader of the workbook should know.
const NOTES: &[&str] = &[
    "“疑点”是请人复核的理由，不是结论；“通过”表示没有发现需要人看的疑点。",
    "每条疑点都指向材料上的位置、花名册的单元格，或应交而未交的材料。",
    "“看不清”不等于“不一致”，“未核验”不等于“没有问题”。",
    "在线验证码可以打开个人的学历记录，属于保密内容，本工作簿中已遮盖；需要时请到复核页面查看。",
    "本工作簿含个人信息，只供本次核查使用，请勿外传。",
];

/// Writes the sheet.
pub(super) fn write(workbook: &mut Workbook, source: &Source<'_>, tally: &Tally) -> Result<(), XlsxError> {
    let cell = || {
        Format::new()
            .set_font_name("宋体")
            .set_font_size(10)
            .set_align(FormatAlign::VerticalCenter)
            .set_border(FormatBorder::Thin)
            .set_border_color(0x00BF_BFBF)
    };
    let title = Format::new().set_font_name("黑体").set_font_size(16).set_bold();
    let heading = Format::new().set_font_name("黑体").set_font_size(11).set_bold().set_font_color(0x001F_4E79);
    let label = cell().set_background_color(0x00F2_F2F2);
    let text = cell().set_num_format("@").set_text_wrap();
    let number = cell().set_align(FormatAlign::Left);
    let note = Format::new().set_font_name("宋体").set_font_size(10).set_text_wrap();

    let sheet = workbook.add_worksheet();
    sheet.set_name("说明")?;
    super::page(sheet, "说明", source)?;
    sheet.set_portrait();
    sheet.set_column_width(0, 24)?.set_column_width(1, 64)?;
    sheet.set_row_height(0, 30)?;
    sheet.write_string_with_format(0, 0, "考后人工核查结果", &title)?;

    let run = &source.run;
    let mut row = 2;
    sheet.write_string_with_format(row, 0, "本次核查", &heading)?;
    let facts: [(&str, &str); 10] = [
        ("花名册", &run.roster),
        ("花名册指纹（SHA-256）", &run.roster_sha256),
        ("规则包", &run.pack_title),
        ("规则包编号", &run.pack),
        ("规则包指纹（SHA-256）", &run.pack_sha256),
        ("基准日", &run.day),
        ("开始时间", &moment(&run.started_at)),
        ("结束时间", &moment(run.finished_at.as_deref().unwrap_or_default())),
        ("程序版本", &run.program),
        ("读取程序", &run.reader),
    ];
    let added = run.kinds.iter().flat_map(|k| [("材料种类补充文件", &k.file), ("补充文件指纹（SHA-256）", &k.sha256)]);
    for (name, value) in facts.into_iter().chain(added.map(|(name, value)| (name, value.as_str()))) {
        row += 1;
        sheet.write_string_with_format(row, 0, name, &label)?;
        sheet.write_string_with_format(row, 1, value, &text)?;
    }

    row += 2;
    sheet.write_string_with_format(row, 0, "结果", &heading)?;
    let counts = [
        ("考生", tally.candidates),
        ("其中：需复核", tally.review),
        ("其中：通过", tally.candidates.saturating_sub(tally.review)),
        ("上传文件", tally.files),
        ("其中：读不出", tally.unread),
        ("其中：名单以外", tally.strangers),
        ("材料", tally.documents),
    ];
    for (name, count) in counts {
        row += 1;
        sheet.write_string_with_format(row, 0, name, &label)?;
        sheet.write_number_with_format(row, 1, u32::try_from(count).unwrap_or(u32::MAX), &number)?;
    }

    if !tally.codes.is_empty() {
        row += 2;
        sheet.write_string_with_format(row, 0, "疑点种类", &heading)?;
    }
    for ((severity, code), count) in &tally.codes {
        row += 1;
        sheet.write_string_with_format(row, 0, names::code(*code), &label)?;
        sheet.write_string_with_format(row, 1, format!("{count} 条（{}）", names::severity(severity.0)), &text)?;
    }

    row += 2;
    sheet.write_string_with_format(row, 0, "怎样看", &heading)?;
    for line in run.notices.iter().map(String::as_str).chain(NOTES.iter().copied()) {
        row += 1;
        sheet.merge_range(row, 0, row, 1, line, &note)?;
    }
    Ok(())
}

/// A moment as people write it: `2024-08-20 07:00`.
fn moment(at: &str) -> String {
    at.get(..16).unwrap_or(at).replace('T', " ")
}
