//! Notable sentences that are no fields: the employer's opinion on a form, the site of a printed page, who looked it up.

use crate::layout::{Row, Sheet};
use crate::model::{DocumentKind, Remark, RemarkKind};
use crate::values::Words;

/// How many rows an opinion may run over.
const LONGEST_OPINION: usize = 8;
/// Words with which another box of a form begins, so that the opinion above it has ended.
static NEXT_BOX: Words = Words::new("意见 承诺 备注 填表说明 注: 说明:");
/// Words against, which an opinion whose label was not found still shows.
static AGAINST: Words = Words::new("不同意 不予同意 不属实 情况不实 与事实不符");
/// Parts of the names and addresses of sites.
static OF_SITES: Words =
    Words::new("http www. .cn .com 系统 网站 服务网 平台 主办 版权所有 数据范围 数据来源 社会保障部");
/// Words of somebody who looked a page up or compared it with the original.
static CHECKED: Words = Words::new(
    "查验人 查验单位 核验人 核验单位 核实人 核查人 经查验 经核验 已查验 已核验 与原件核对一致 与原件一致 核对无误",
);
/// Words of somebody who copied a page of an archive.
static HANDLER: Words = Words::new("经办人 复印人 办公电话 联系电话 电话:");

/// The remarks on these pages of a document of this kind.
pub(super) fn find(kind: DocumentKind, sheets: &[&Sheet<'_>]) -> Vec<Remark> {
    sheets.iter().flat_map(|sheet| on_page(kind, sheet)).collect()
}

fn on_page(kind: DocumentKind, sheet: &Sheet<'_>) -> Vec<Remark> {
    let rows: Vec<(&Row, String)> = sheet.rows.iter().map(|row| (row, sheet.row_text(row))).collect();
    let with = |kind: RemarkKind, words: &Words| {
        let told = rows.iter().filter(|(_, text)| words.within(text));
        told.map(|(row, text)| remark(sheet, kind, row, text.clone())).collect::<Vec<Remark>>()
    };
    match kind {
        DocumentKind::RegistrationForm => opinions(sheet, &rows),
        DocumentKind::TechnicalSchoolQuery | DocumentKind::SecondaryDiplomaQuery => with(RemarkKind::Site, &OF_SITES),
        DocumentKind::PartySchoolProof => with(RemarkKind::Checked, &CHECKED),
        DocumentKind::EnrolmentRegister => with(RemarkKind::Handler, &HANDLER),
        _ => Vec::new(),
    }
}

/// The boxes of a form in which somebody gives an opinion: from the label to the next box.
fn opinions(sheet: &Sheet<'_>, rows: &[(&Row, String)]) -> Vec<Remark> {
    let mut found: Vec<Remark> = Vec::new();
    for (index, (row, text)) in rows.iter().enumerate() {
        let Some(at) = text.find("意见") else { continue };
        let mut opinion = text.get(at..).unwrap_or_default().trim_start_matches("意见").to_owned();
        let ends = |text: &str| NEXT_BOX.within(text);
        for (_, more) in rows.iter().skip(index + 1).take(LONGEST_OPINION).take_while(|(_, text)| !ends(text)) {
            opinion.push_str(more);
        }
        found.push(remark(sheet, RemarkKind::Opinion, row, opinion));
    }
    // A label that is set upright, letter by letter, is not found; what speaks against the candidate is all the same.
    for (row, text) in rows.iter().filter(|(_, text)| AGAINST.within(text)) {
        if !found.iter().any(|remark| remark.text.contains(text.trim_start_matches(|c| c != '不'))) {
            found.push(remark(sheet, RemarkKind::Opinion, row, text.clone()));
        }
    }
    found
}

fn remark(sheet: &Sheet<'_>, kind: RemarkKind, row: &Row, text: String) -> Remark {
    Remark { kind, page: sheet.page.number, bbox: sheet.page.displayed(&row.bbox), text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::tests::page;

    fn texts(kind: DocumentKind, drawing: &str) -> Vec<String> {
        let page = page(drawing);
        find(kind, &[&Sheet::new(&page)]).into_iter().map(|remark| remark.text).collect()
    }

    #[test]
    fn the_opinion_of_the_employer_runs_to_the_next_box() {
        let form = "
    本人承诺      如有虚假，愿承担责任。
    单位审核意见    经审核，所填信息与事实不符，
                  不同意报考。
    审核部门意见    同意";
        let found = texts(DocumentKind::RegistrationForm, form);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].contains("与事实不符") && found[0].contains("不同意报考"), "{found:?}");
        assert!(!found[0].contains("虚假") && found[1].contains("同意"), "{found:?}");
    }

    #[test]
    fn what_speaks_against_is_found_without_its_label() {
        let found = texts(DocumentKind::RegistrationForm, "\n   单\n   位    该同志情况不属实，不同意报考\n   栏");
        assert!(found.iter().any(|text| text.contains("不同意报考")), "{found:?}");
    }

    #[test]
    fn the_site_of_a_page_and_who_looked_it_up() {
        let page = "\n  全国技工院校毕业证书查询系统\n  姓名   某某\n  http://rsrc.mohrss.gov.cn/jxxxcx";
        assert_eq!(texts(DocumentKind::TechnicalSchoolQuery, page).len(), 2);
        let page = "\n  毕业证书查询结果\n  查验单位：甲乙服务中心  查验人：某某";
        assert_eq!(texts(DocumentKind::PartySchoolProof, page).len(), 1);
        assert!(texts(DocumentKind::Diploma, page).is_empty());
    }
}
