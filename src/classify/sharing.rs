//! Several documents on one sheet: a diploma and an identity card laid on the glass together, or two certificates copied
//! side by side.
//!
//! A sheet is cut only where there is good reason to: along a gap that no word crosses, and where each side is by itself
//! known for a paper of another sort. What two labels of one form have in common with two papers is not enough. Two whole
//! pages that were printed or laid beside each other on a sheet that is wider than high are two papers wherever each has
//! a title of its own.

use super::judge;
use super::score::Score;
use super::split::Judged;
use crate::kinds::Kinds;
use crate::layout::{Sheet, squeeze};
use crate::model::{DocumentKind, Page, Rect};

/// Papers smaller than a sheet, which people copy together.
const SMALL: &[DocumentKind] = &[
    DocumentKind::AppointmentLetter,
    DocumentKind::Diploma,
    DocumentKind::IdentityCard,
    DocumentKind::ProfessionalTitleCertificate,
];

/// What only an identity card prints; two of them make one.
const ON_A_CARD: &[&str] = &["公民身份号码", "签发机关", "有效期限", "住址"];

/// A card holds no more characters, both sides together.
const MOST_ON_A_CARD: usize = 140;

/// How sure each side must be.
const SURE: f32 = 0.8;

/// A title worth less than this names no paper here.
const TITLED: f32 = 1.2;

/// The widest gaps of a page are tried, so many in each direction.
const MOST_CUTS: usize = 5;

/// A sheet is cut at most so often: two certificates and a card.
const DEEPEST: u8 = 2;

/// The gutter between two pages beside each other stands so near to the middle of the sheet, as a share of its width.
const GUTTER: std::ops::Range<f32> = 0.4..0.6;

/// A page that stands beside another is known for what it is with less than [`SURE`]: its title says so.
const BESIDE: f32 = 0.6;

/// The documents of a sheet that several share, with where each stands; none where it is one document's alone.
pub(super) fn share(sheet: &Sheet<'_>, scores: &[Score], kinds: &Kinds) -> Vec<Judged> {
    if let Some(sides) = beside(sheet, kinds) {
        return sides;
    }
    if !may_be_shared(sheet, scores) {
        return Vec::new();
    }
    cut(sheet, kinds, DEEPEST).map(|(_, sides)| sides).unwrap_or_default()
}

/// Two pages beside each other on one sheet: it is wider than high, nothing crosses its middle, and each half is titled
/// at its top.
fn beside(sheet: &Sheet<'_>, kinds: &Kinds) -> Option<Vec<Judged>> {
    let (width, height) = (sheet.page.width.max(1.0), sheet.page.height.max(1.0));
    if width < 1.15 * height {
        return None;
    }
    // The ruling lines of a form that is laid out for a wide sheet cross its middle, and so do its rows.
    let rules = sheet.page.rules.iter().filter(|rule| rule.horizontal).map(|rule| (rule.bbox.x0, rule.bbox.x1));
    let stretches = sheet.runs.iter().map(|run| (run.bbox.x0, run.bbox.x1)).chain(rules).collect();
    let middle = gaps(stretches, 1.5 * sheet.em).into_iter().find(|x| GUTTER.contains(&(x / width)))?;
    let far = 2.0 * width;
    let areas = [Rect::new(-far, -far, middle, far), Rect::new(middle, -far, far, far)];
    let mut sides = Vec::new();
    for area in areas {
        let page = sheet.page.within(&area);
        let half = Sheet::new(&page);
        let side = judge(&half, kinds);
        let titled = side.title().is_some_and(|title| is_at_the_top(&half, title));
        let known = !matches!(side.kind(), DocumentKind::Blank | DocumentKind::Other);
        if !(known && titled && side.titled() >= TITLED && side.confidence() >= BESIDE) {
            return None;
        }
        sides.push(side.alone_in(area));
    }
    // The two leaves of a booklet are one certificate.
    let booklet =
        sides.iter().all(|side| SMALL.contains(&side.kind()) && sides.first().is_some_and(|f| f.kind() == side.kind()));
    (!booklet).then_some(sides)
}

/// Whether a title stands among the first rows of a page.
fn is_at_the_top(sheet: &Sheet<'_>, title: &str) -> bool {
    const FIRST: usize = 4;
    let title = squeeze(title);
    let top: String = sheet.rows.iter().take(FIRST).map(|row| squeeze(&sheet.row_text(row))).collect();
    top.contains(&title)
}

/// Whether the page speaks of two papers that may share a sheet.
fn may_be_shared(sheet: &Sheet<'_>, scores: &[Score]) -> bool {
    let text = squeeze(&sheet.text());
    let titled = scores.iter().filter(|s| s.title >= TITLED && s.kind != DocumentKind::Other);
    let small = titled.clone().filter(|s| SMALL.contains(&s.kind)).count();
    (is_card(&text) && titled.count() >= 1) || small >= 2 || (text.contains("毕业证") && text.contains("学位证书"))
}

fn is_card(text: &str) -> bool {
    ON_A_CARD.iter().filter(|phrase| text.contains(**phrase)).count() >= 2
}

/// The best cut of a sheet, and what its sides are; the score is how sure the sides are together.
fn cut(sheet: &Sheet<'_>, kinds: &Kinds, deep: u8) -> Option<(f32, Vec<Judged>)> {
    if deep == 0 {
        return None;
    }
    let mut best: Option<(f32, [Rect; 2], [Judged; 2])> = None;
    for areas in cuts(sheet) {
        let pages = areas.map(|area| sheet.page.within(&area));
        let [one, other] = [&pages[0], &pages[1]].map(|page| known(page, kinds));
        let (Some(one), Some(other)) = (one, other) else { continue };
        let sure = one.confidence().min(other.confidence());
        if apart(&one, &other) && best.as_ref().is_none_or(|(before, _, _)| sure > *before) {
            best = Some((sure, areas, [one, other]));
        }
    }
    let (sure, areas, sides) = best?;
    let mut all = Vec::new();
    for (area, side) in areas.into_iter().zip(sides) {
        let page = sheet.page.within(&area);
        match cut(&Sheet::new(&page), kinds, deep - 1) {
            Some((_, sides)) => all.extend(sides),
            None => all.push(side.alone_in(area)),
        }
    }
    Some((sure, all))
}

/// What a part of a page is by itself, where that is known.
fn known(page: &Page, kinds: &Kinds) -> Option<Judged> {
    let side = judge(&Sheet::new(page), kinds);
    let known = match side.kind() {
        DocumentKind::Blank | DocumentKind::Other => false,
        DocumentKind::IdentityCard => is_card(side.text()) && side.text().chars().count() <= MOST_ON_A_CARD,
        _ => side.titled() >= TITLED,
    };
    (known && side.confidence() >= SURE).then_some(side)
}

/// Whether two sides are two papers: of different kinds of which one is small, or a diploma and a degree certificate.
fn apart(one: &Judged, other: &Judged) -> bool {
    let (a, b) = (one.kind(), other.kind());
    let degree = |side: &Judged| side.title().is_some_and(|title| title.contains("学位"));
    if a == b {
        return a == DocumentKind::Diploma && degree(one) != degree(other);
    }
    let card = a == DocumentKind::IdentityCard || b == DocumentKind::IdentityCard;
    card || (SMALL.contains(&a) && SMALL.contains(&b))
}

/// Pairs of areas, one pair a gap that no run of text crosses: the widest between rows and between columns.
fn cuts(sheet: &Sheet<'_>) -> Vec<[Rect; 2]> {
    let (width, height) = (sheet.page.width.max(1.0), sheet.page.height.max(1.0));
    let down = gaps(sheet.runs.iter().map(|run| (run.bbox.y0, run.bbox.y1)).collect(), sheet.em);
    let across = gaps(sheet.runs.iter().map(|run| (run.bbox.x0, run.bbox.x1)).collect(), 1.5 * sheet.em);
    let far = 2.0 * width.max(height);
    let above = down.into_iter().map(|y| [Rect::new(-far, -far, far, y), Rect::new(-far, y, far, far)]);
    let beside = across.into_iter().map(|x| [Rect::new(-far, -far, x, far), Rect::new(x, -far, far, far)]);
    above.chain(beside).collect()
}

/// The middles of the widest gaps between stretches of a line, widest first.
fn gaps(mut stretches: Vec<(f32, f32)>, least: f32) -> Vec<f32> {
    stretches.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut gaps: Vec<(f32, f32)> = Vec::new();
    let mut end = f32::INFINITY;
    for (from, to) in stretches {
        if from - end >= least {
            gaps.push((from - end, f32::midpoint(end, from)));
        }
        end = if end.is_finite() { end.max(to) } else { to };
    }
    gaps.sort_by(|a, b| b.0.total_cmp(&a.0));
    gaps.into_iter().take(MOST_CUTS).map(|(_, middle)| middle).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::classify::classify;
    use crate::layout::tests::page;

    fn kinds_of(drawing: &str) -> Vec<DocumentKind> {
        classify(&[page(drawing)]).into_iter().map(|part| part.kind).collect()
    }

    const DIPLOMA: &str = "
              毕业证书
    学生王思齐，性别女，一九八四年三月二日生，
    于二〇〇二年九月至二〇〇六年六月在本校社会工作专业
    四年制本科学习，修完教学计划规定的全部课程，成绩合格，准予毕业。
    校长：周远      证书编号：105421200605001234
    ";

    const CARD: &str = "
    姓名  王思齐
    性别  女    民族  汉
    住址  湖南省长沙市虚构区无名路100号
    公民身份号码  439901198403020021
    ";

    #[test]
    fn a_diploma_above_a_card_is_two_documents() {
        assert_eq!(kinds_of(&format!("{DIPLOMA}\n\n\n\n{CARD}")), [DocumentKind::Diploma, DocumentKind::IdentityCard]);
        assert_eq!(kinds_of(&format!("{CARD}\n\n\n\n{DIPLOMA}")), [DocumentKind::IdentityCard, DocumentKind::Diploma]);
    }

    #[test]
    fn the_parts_share_the_page_and_stand_in_areas_of_their_own() {
        let parts = classify(&[page(&format!("{DIPLOMA}\n\n\n\n{CARD}"))]);
        assert!(parts.iter().all(|part| (part.first, part.last) == (1, 1)));
        let areas: Vec<Rect> = parts.iter().filter_map(|part| part.area).collect();
        assert!(areas.len() == 2 && areas[0].y1 <= areas[1].y0, "{areas:?}");
    }

    #[test]
    fn a_diploma_and_a_degree_certificate_are_two() {
        let degree = "
              学士学位证书
    王思齐，女，一九八四年三月二日生。在虚构大学社会工作专业完成了本科学习计划，
    业已毕业，经审核符合条例的规定，授予法学学士学位。
    校长：周远  学位评定委员会主席：周远    证书编号：1054242006001234
    ";
        assert_eq!(kinds_of(&format!("{DIPLOMA}\n\n\n{degree}")), [DocumentKind::Diploma, DocumentKind::Diploma]);
    }

    /// A certificate and a proof beside each other, the right one beginning at this column.
    fn two_up(left: &str, right: &str, column: usize) -> Page {
        let width = |line: &str| line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
        let (left, right): (Vec<&str>, Vec<&str>) = (left.lines().collect(), right.lines().collect());
        let line = |n: usize| {
            let (left, right) = (left.get(n).copied().unwrap_or(""), right.get(n).copied().unwrap_or(""));
            format!("{left}{}{right}", " ".repeat(column - width(left)))
        };
        let lines: Vec<String> = (0..left.len().max(right.len())).map(line).collect();
        let mut sheet = page(&lines.join("\n"));
        (sheet.width, sheet.height) = (10.0 * column as f32, 7.0 * column as f32);
        sheet
    }

    const CERTIFICATE: &str = "
            从事社会工作年限证明
    姓名：王思齐  性别：女
    该同志自2015年7月至今在我单位从事社区社会工作。
    以上共计从事社会工作9年1个月。
    单位名称（盖章）：长沙市某某社会工作服务中心
    2024年8月14日
    ";

    const PROOF: &str = "
            教育部学历证书电子注册备案表
    姓名  王思齐      性别  女
    院校  虚构大学
    专业  社会工作    学历类别  普通高等教育
    证书编号  105421200605001234
    毕业日期  2006年6月30日
    ";

    #[test]
    fn two_pages_on_a_wide_sheet_are_two_documents() {
        let kinds = |page: &Page| -> Vec<DocumentKind> {
            classify(std::slice::from_ref(page)).into_iter().map(|part| part.kind).collect()
        };
        let (work, proof) = (DocumentKind::EmploymentCertificate, DocumentKind::ChsiRegistration);
        assert_eq!(kinds(&two_up(CERTIFICATE, PROOF, 70)), [work, proof]);
        assert_eq!(kinds(&two_up(PROOF, CERTIFICATE, 70)), [proof, work]);
        assert_eq!(kinds(&two_up(CERTIFICATE, CERTIFICATE, 70)), [work, work]);
        // The second page of the certificate has no title: one paper.
        let rest = "\n\n    本单位对以上内容的真实性负责。\n    联系电话：0731-00000025";
        assert_eq!(kinds(&two_up(CERTIFICATE, rest, 70)), [work]);
    }

    #[test]
    fn one_paper_stays_one() {
        assert_eq!(kinds_of(DIPLOMA), [DocumentKind::Diploma]);
        let form = "
              2024年度社会工作者职业资格考试报名表
    姓名    王思齐              性别    女
    公民身份号码  439901198403020021      住址  湖南省长沙市虚构区

    准考证号  4301249801001       报考级别  社会工作师
    毕业证书编号  105421200605001234
    ";
        assert_eq!(kinds_of(form), [DocumentKind::RegistrationForm]);
        let both_sides =
            format!("{CARD}\n\n\n中华人民共和国\n居民身份证\n签发机关  长沙市公安局\n有效期限  2016.05.20-2036.05.20");
        assert_eq!(kinds_of(&both_sides), [DocumentKind::IdentityCard]);
    }
}
