//! Names of schools, employers and offices: as printed, and how two of them stand to each other.
//!
//! Names of organisations differ by little and mean another one (湖南师范大学 and 河南师范大学, 第一医院 and 第二医院), so
//! a small distance alone never makes two of them close: it takes a known reason.

use crate::bounds;

use super::Words;
use super::characters::{look_alike, usual_forms};
use super::comparison::{Comparison, Reason};
use super::school::{school_in_front, school_of_name};
use super::text;

/// Words of which one is printed for the other. Both sides are put into the second form before comparing.
const SYNONYMS: &[(&str, &str)] = &[
    ("有限责任公司", "有限公司"),
    ("股份有限公司", "股份公司"),
    ("社区居民委员会", "社区居委会"),
    ("居民委员会", "居委会"),
    ("村民委员会", "村委会"),
    ("街道办事处", "街道办"),
    ("人力资源和社会保障", "人社"),
    ("人力资源社会保障", "人社"),
    ("社会工作服务中心", "社工服务中心"),
    ("社会工作服务站", "社工站"),
    ("社工服务站", "社工站"),
    ("中国共产党", "中共"),
];

/// What a full name ends with. A short form that ends so is a name of its own: 湖南大学 is not short for 湖南农业大学.
static ENDINGS: Words =
    Words::new("大学 学院 学校 中学 小学 党校 医院 公司 中心 协会 院 会 局 所 站 社 厅 处 部 园 馆 校 办 队 厂");

/// Short names of provinces, which may be left out in front.
pub(super) static PROVINCES: Words = Words::new(
    "上海 云南 内蒙古 北京 吉林 四川 天津 宁夏 安徽 山东 山西 广东 广西 新疆 江苏 江西 河北 河南 浙江 海南 湖北
     湖南 甘肃 福建 西藏 贵州 辽宁 重庆 陕西 青海 黑龙江",
);

/// What faculties of a university are about. A school whose name is a university's and something else than one of these
/// before 学院 is an independent college (独立学院), with a code and diplomas of its own.
static FACULTIES: Words = Words::new(
    "继续教育 成人教育 网络教育 远程 函授 自学考试 教育 管理 经济 金融 会计 法 政治 马克思 中文 文学 语言 外国语
     历史 新闻 传播 艺术 音乐 美术 体育 数学 物理 化学 生命 生物 医 护理 药 农 林 园艺 动物 食品 材料 机械 电气
     电子 计算机 软件 土木 建筑 环境 水利 交通 能源 研究生 职业技术 职业教育 工商 旅游 社会 心理 师范 公共 哲学
     国际教育 国际",
);

/// What names an institution of its own behind another's name.
static OWN_INSTITUTIONS: Words = Words::new("附属中学 附中 附属小学 附小 附属学校 中学 小学 幼儿园 附属医院 医院");

/// Whether the longer of two names is that of another institution under the shorter one's name: a 独立学院, a school or
/// hospital that belongs to a university.
fn is_institution_under(expected: &str, found: &str) -> bool {
    let (e, f) = (canonical(expected), canonical(found));
    let (short, long) = if e.chars().count() <= f.chars().count() { (&e, &f) } else { (&f, &e) };
    let Some(tail) = long.strip_prefix(short.as_str()).filter(|_| ends_like_a_school(short)) else { return false };
    if OWN_INSTITUTIONS.close(tail) {
        return true;
    }
    tail.strip_suffix("学院")
        .is_some_and(|stem| !stem.is_empty() && !FACULTIES.within(stem) && !matches!(stem, "文" | "理" | "工" | "商"))
}

fn ends_like_a_school(name: &str) -> bool {
    ["大学", "学院", "学校"].iter().any(|end| name.ends_with(end))
}

/// Whether a name says too little to be one: a province or a place, or nothing but a word for a kind of unit.
#[must_use]
pub fn is_scrap(name: &str) -> bool {
    let name = canonical(name);
    let place = name.trim_end_matches(['省', '市', '县', '区']);
    name.chars().count() < 2 || is_place(&name) || PROVINCES.has(place) || ENDINGS.has(&name)
}

/// Whether a text names several schools, with a sign between them.
#[must_use]
pub fn names_several(text: &str) -> bool {
    let parts: Vec<&str> = text.split(['/', '／', '、', '；', ';', '\n', '|']).map(str::trim).collect();
    parts.iter().filter(|part| ends_like_a_school(part)).count() > 1
}

/// Compares two schools: as institutions where the table knows both, by their names else.
#[must_use]
pub fn compare_schools(expected: &str, found: &str) -> Comparison {
    if let (Some(a), Some(b)) = (school_of_name(expected), school_of_name(found))
        && a.code != b.code
    {
        return Comparison::Different;
    }
    // A college under two names of one university is one: 株洲工学院科技学院, 湖南工业大学科技学院.
    if let (Some((a, behind_a)), Some((b, behind_b))) = (school_in_front(expected), school_in_front(found))
        && a.code == b.code
        && canonical(&behind_a) == canonical(&behind_b)
        && canonical(expected) != canonical(found)
    {
        return Comparison::Variant(Reason::EarlierName);
    }
    if is_institution_under(expected, found) {
        return match (school_of_name(expected), school_of_name(found)) {
            (Some(a), Some(b)) if a.code == b.code => Comparison::Variant(Reason::EarlierName),
            _ => Comparison::Different,
        };
    }
    let general = compare(expected, found, false);
    if general != Comparison::Different {
        return general;
    }
    match (school_of_name(expected), school_of_name(found)) {
        (Some(a), Some(b)) if a.code == b.code => Comparison::Variant(Reason::EarlierName),
        (Some(_), Some(_)) => Comparison::Different,
        // Many a 学院 became a 大学 of the same name.
        _ if stem(expected).is_some_and(|stem_e| stem(found).is_some_and(|stem_f| stem_e == stem_f)) => {
            Comparison::Variant(Reason::EarlierName)
        }
        _ => Comparison::Different,
    }
}

/// Compares two employers or offices.
#[must_use]
pub fn compare_employers(expected: &str, found: &str) -> Comparison {
    compare(expected, found, true)
}

/// Whether two names of schools may mean one school: for the weak test of a certificate number against a table.
#[must_use]
pub fn may_be_same_school(a: &str, b: &str) -> bool {
    match compare(a, b, false) {
        Comparison::Different => stem(a).is_some_and(|stem_a| stem(b).is_some_and(|stem_b| stem_a == stem_b)),
        _ => true,
    }
}

/// The name of the unit in the text of a seal: without 公章, 人事专用章, 人力资源部, numbers and stars.
#[must_use]
pub fn without_seal_words(seal: &str) -> String {
    static WORDS: Words = Words::new(
        "人力资源专用章 人事专用章 行政专用章 业务专用章 合同专用章 财务专用章 学籍专用章 认证专用章 档案专用章
         专用章 公章 人力资源部 人力资源处 人事部 人事处 人事科 办公室 印章",
    );
    let all = text::printed(seal);
    let mut name = all.trim_matches(|c: char| c.is_ascii_digit() || "★☆*＊·（）".contains(c));
    loop {
        let before = name;
        for word in WORDS.iter() {
            if let Some(rest) = name.strip_suffix(word).filter(|rest| !rest.is_empty()) {
                name = rest.trim_matches(|c: char| c.is_ascii_digit() || "★☆*＊·（）".contains(c));
            }
        }
        if name == before {
            return name.to_owned();
        }
    }
}

/// Without punctuation, in usual forms, synonyms made the same.
pub(super) fn canonical(name: &str) -> String {
    let mut out = usual_forms(&text::bare(name)).replace(['（', '）'], "");
    for (long, short) in SYNONYMS {
        out = out.replace(long, short);
    }
    out
}

/// A school's name without 大学 or 学院, where at least three characters are left.
fn stem(name: &str) -> Option<String> {
    let name = canonical(name);
    let stem = name.strip_suffix("大学").or_else(|| name.strip_suffix("学院"))?;
    (stem.chars().count() >= 3).then(|| stem.to_owned())
}

/// What schools and employers have in common.
fn compare(expected: &str, found: &str, small_edits: bool) -> Comparison {
    let (e, f) = (text::bare(expected), text::bare(found));
    let unbracketed = |s: &str| s.replace(['（', '）'], "");
    if e.is_empty() || f.is_empty() {
        return Comparison::NotComparable;
    }
    if unbracketed(&e) == unbracketed(&f) {
        return Comparison::Equal;
    }
    if usual_forms(&e) == usual_forms(&f) {
        return Comparison::Variant(Reason::ScriptForm);
    }
    let (e, f) = (canonical(expected), canonical(found));
    if e == f {
        return Comparison::Variant(Reason::Synonym);
    }
    let places = |s: &str| s.replace(['省', '市', '县', '区'], "");
    let (short, long) = if e.chars().count() <= f.chars().count() { (&e, &f) } else { (&f, &e) };
    if places(&e) == places(&f) && places(&e).chars().count() >= bounds::PART_FROM {
        return Comparison::Variant(Reason::PartOmitted);
    }
    if short.chars().count() >= bounds::PART_FROM {
        let in_front = long.strip_suffix(short.as_str());
        // A name within a longer one: a department behind it, or the place in front.
        if long.starts_with(short.as_str()) || in_front.is_some_and(is_place) {
            return Comparison::Variant(Reason::PartOmitted);
        }
    }
    if is_abbreviation(short, long) {
        return Comparison::Variant(Reason::Abbreviation);
    }
    few_characters(&e, &f, small_edits)
}

/// Whether the text is the name of a place, as it stands in front of an organisation.
fn is_place(text: &str) -> bool {
    PROVINCES.has(text)
        || ["省", "市", "县", "区", "州", "盟", "旗", "镇", "乡", "街道"].iter().any(|unit| text.ends_with(unit))
}

/// Whether one is a usual short form: its characters in order, the first the same, and no ending of a full name.
fn is_abbreviation(short: &str, long: &str) -> bool {
    let (count, of) = (short.chars().count(), long.chars().count());
    let short_enough = count.saturating_mul(10) <= of.saturating_mul(bounds::SHORT_FORM_OF_TEN);
    // A place in front of many names is short for none of them.
    if count < 2 || !short_enough || is_scrap(short) || ENDINGS.close(short) {
        return false;
    }
    let mut rest = long.chars();
    short.chars().next() == long.chars().next() && short.chars().all(|c| rest.any(|l| l == c))
}

/// Characters of similar shape anywhere, or a character or two in a long name that are no numerals.
fn few_characters(e: &str, f: &str, small_edits: bool) -> Comparison {
    let length = e.chars().count().max(f.chars().count());
    if e.chars().count() == f.chars().count() {
        let differing: Vec<(char, char)> = e.chars().zip(f.chars()).filter(|(a, b)| a != b).collect();
        let strange = |c: char| text::is_private(c) || c == '\u{FFFD}' || c == '□';
        if differing.len() <= length / bounds::SHAPE_ONE_IN
            && differing.iter().all(|&(a, b)| look_alike(a, b) || strange(a) || strange(b))
        {
            return Comparison::LookAlike(Reason::SimilarShape);
        }
    }
    // 第一 and 第二 differ by one character, and so do 河东 and 河西.
    let telling = |c: char| "0123456789一二三四五六七八九十东南西北上下前后内外省市县区".contains(c);
    let limit = if length >= bounds::TWO_EDITS_FROM { 2 } else { 1 };
    if small_edits && length >= bounds::EDIT_FROM && text::edits(e, f, limit).is_some() {
        let only_in = |a: &str, b: &str| a.chars().any(|c| telling(c) && !b.contains(c));
        if !only_in(e, f) && !only_in(f, e) {
            return Comparison::LookAlike(Reason::FewCharacters);
        }
    }
    Comparison::Different
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn compares_schools() {
        use Comparison::{Different, Equal, NotComparable, Variant};
        let cases = [
            ("湖南大学", "湖南大学", Equal),
            ("中国石油大学(华东)", "中国石油大学（华东）", Equal),
            ("中国石油大学（华东）", "中国石油大学华东", Equal),
            ("湖南大学", "湖南大學", Variant(Reason::ScriptForm)),
            ("湖南大学", "湖南大学继续教育学院", Variant(Reason::PartOmitted)),
            ("湖南农业大学", "农业大学", Variant(Reason::PartOmitted)),
            ("湖南师范大学", "湖师大", Variant(Reason::Abbreviation)),
            ("湖南工商大学", "湖南商学院", Variant(Reason::EarlierName)),
            ("湘潭大学", "湘潭大学兴湘学院", Different),
            ("湖南农业大学", "湖南农业大学东方科技学院", Different),
            ("某某大学", "某某大学文理学院", Different),
            ("某某大学", "某某大学公共管理学院", Variant(Reason::PartOmitted)),
            ("湖南师范大学", "湖南师范大学附属中学", Different),
            ("吉首大学张家界学院", "张家界学院", Variant(Reason::EarlierName)),
            ("中南林业科技大学涉外学院", "中南林学院涉外学院", Variant(Reason::EarlierName)),
            ("湖南工业大学科技学院", "株洲工学院科技学院", Variant(Reason::EarlierName)),
            ("中南林业科技大学", "中南林学院涉外学院", Different),
            ("湖南科技大学", "湘潭师范学院", Variant(Reason::EarlierName)),
            ("中南大学", "湖南医科大学", Variant(Reason::EarlierName)),
            ("湖南农业大学", "湖南", Different),
            ("湖北民族大学", "湖北民族学院", Variant(Reason::EarlierName)),
            ("湖南师范大学", "河南师范大学", Different),
            ("湖南大学", "湖南农业大学", Different),
            ("湖南大学", "湖南师范大学", Different),
            ("中南大学", "中南民族大学", Different),
            ("长沙理工大学", "中南大学", Different),
            ("湖北大学", "湖南大学", Different),
            ("", "湖南大学", NotComparable),
        ];
        for (expected, found, outcome) in cases {
            assert_eq!(compare_schools(expected, found), outcome, "{expected} / {found}");
        }
    }

    #[test]
    fn a_scrap_is_no_name() {
        for (text, scrap) in
            [("湖南", true), ("长沙市", true), ("湖南省", true), ("中心", true), ("湖南大学", false), ("湖师大", false)]
        {
            assert_eq!(is_scrap(text), scrap, "{text}");
        }
        assert!(names_several("湖南大学/湘潭大学") && names_several("湖南大学、湖南商学院"));
        assert!(!names_several("湖南大学（本部）") && !names_several("湖南大学/法学院系"));
    }

    #[test]
    fn compares_employers() {
        use Comparison::{Different, Equal, LookAlike, Variant};
        let cases = [
            ("长沙市雨林区春风社会工作服务中心", "长沙市 雨林区春风社会工作服务中心", Equal),
            ("长沙市雨林区春风社会工作服务中心", "长沙市雨林区春风社工服务中心", Variant(Reason::Synonym)),
            ("长沙市雨林区春风里社区居民委员会", "长沙市雨林区春风里社区居委会", Variant(Reason::Synonym)),
            ("春风里养老服务有限公司", "春风里养老服务有限责任公司", Variant(Reason::Synonym)),
            ("长沙市雨林区春风养老院", "湖南省长沙市雨林区春风养老院", Variant(Reason::PartOmitted)),
            ("长沙市雨林区春风养老院", "长沙雨林区春风养老院", Variant(Reason::PartOmitted)),
            ("长沙市雨林区春风养老院", "长沙市雨林区春风养老院人事科", Variant(Reason::PartOmitted)),
            ("长沙市雨林区春风养老服务中心", "长沙市雨林区春凤养老服务中心", LookAlike(Reason::SimilarShape)),
            ("长沙市雨林区春风养老服务中心", "长沙市雨林区春雨养老服务中心", LookAlike(Reason::FewCharacters)),
            ("长沙市第一社会福利院", "长沙市第二社会福利院", Different),
            ("长沙市雨林区春风养老院", "长沙市云溪区秋月养老院", Different),
            ("长沙市河东养老服务中心", "长沙市河西养老服务中心", Different),
        ];
        for (expected, found, outcome) in cases {
            assert_eq!(compare_employers(expected, found), outcome, "{expected} / {found}");
        }
    }

    #[test]
    fn reads_the_unit_out_of_a_seal() {
        let cases = [
            ("长沙市春风养老院★人事专用章", "长沙市春风养老院"),
            ("长沙市春风养老院人力资源部", "长沙市春风养老院"),
            ("长沙市春风养老院 4301000012345", "长沙市春风养老院"),
            ("公章", "公章"),
        ];
        for (seal, unit) in cases {
            assert_eq!(without_seal_words(seal), unit, "{seal}");
        }
    }

    proptest! {
        #[test]
        fn order_does_not_matter(a in "[湖南北大学院师范中心一二市]{0,9}", b in "[湖南北大学院师范中心一二市]{0,9}") {
            prop_assert_eq!(compare_employers(&a, &b).is_close(), compare_employers(&b, &a).is_close());
            prop_assert_eq!(compare_schools(&a, &b).is_close(), compare_schools(&b, &a).is_close());
        }

        #[test]
        fn never_breaks(a in any::<String>(), b in any::<String>()) {
            let _ = (compare_schools(&a, &b), compare_employers(&a, &b), without_seal_words(&a));
        }
    }
}
