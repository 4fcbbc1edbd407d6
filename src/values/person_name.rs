//! Names of people: Chinese of any length, with dots between parts, and in Latin letters.
//!
//! Two names are compared down a ladder: equal, masked, another form of the same characters, a rare character lost by
//! an old system, a look-alike, different.

use super::Words;
use super::characters::{is_rare, look_alike, surname_forms, usual_form};
use super::comparison::{Comparison, Reason};
use super::parsed::{Parsed, Understanding};
use super::text;

/// A name in the contract's form: no white space, half-width letters, dots as U+00B7, masked characters as `*`.
#[must_use]
pub fn normalise(raw: &str) -> String {
    let chars: Vec<char> = text::compact(raw).chars().map(text::half_width).collect();
    let mut out = String::with_capacity(raw.len());
    for (i, &c) in chars.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|j| chars.get(j)).copied();
        let after = i.checked_add(1).and_then(|j| chars.get(j)).copied();
        let letters = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() || text::is_private(c));
        let han = |c: Option<char>| c.is_some_and(text::is_han);
        out.push(match c {
            '﹡' | '✱' | '∗' | '×' | '╳' | '✕' => '*',
            '●' if !(letters(before) && letters(after)) => '*',
            _ if text::is_middle_dot(c) => '·',
            '.' | '。' | '`' | '-' | '–' | '—' | '˙' | '､' if han(before) && han(after) => '·',
            _ => c,
        });
    }
    let out = out.trim_matches(|c: char| "：:，,。;；、.·\"'“”".contains(c));
    let out = without_former_name(out);
    for title in ["同志", "先生", "女士", "同学"] {
        if let Some(rest) = out.strip_suffix(title).filter(|rest| rest.chars().count() >= 2) {
            return rest.to_owned();
        }
    }
    out.to_owned()
}

/// `张三（曾用名：张小三）` is 张三, and so is `张三（女）`.
fn without_former_name(name: &str) -> &str {
    let sex = |rest: &str| matches!(rest.trim_end_matches([')', '）', '〕']), "男" | "女");
    let former = |rest: &str| ["曾用名", "原名", "又名"].iter().any(|word| rest.starts_with(word));
    name.split_once(['(', '（', '〔'])
        .filter(|(name, rest)| !name.is_empty() && (sex(rest) || former(rest)))
        .map_or(name, |(name, _)| name)
}

/// Understands a printed name.
#[must_use]
pub fn parse(raw: &str) -> Parsed {
    /// The name field of the public registers holds 50 characters; nothing longer is one name.
    const LONGEST: usize = 50;
    if text::is_printed_as_unknown(raw) {
        return Parsed::none(Understanding::PrintedAsUnknown);
    }
    let name = normalise(raw);
    let letters = name.chars().filter(|&c| c.is_alphabetic() || text::is_han(c) || is_wild(c)).count();
    if name.is_empty() {
        Parsed::none(if text::compact(raw).is_empty() { Understanding::Empty } else { Understanding::NotUnderstood })
    } else if letters == 0 {
        Parsed::none(Understanding::NotUnderstood)
    } else if name.chars().count() > LONGEST || name.chars().any(|c| c.is_ascii_digit()) {
        Parsed::with(name, Understanding::OddShape)
    } else if name.contains('*') {
        Parsed::with(name, Understanding::Masked)
    } else {
        Parsed::full(name)
    }
}

/// The usual surnames of one character.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由贝恩殳乜缑仉诸雪笪红酆";

/// Surnames of two characters.
static DOUBLE_SURNAMES: Words = Words::new(
    "欧阳 上官 司马 诸葛 夏侯 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 司空 宇文 长孙 轩辕 端木 独孤 南宫 西门 钟离 濮阳
     淳于 单于 太叔 申屠 闾丘 呼延 万俟 赫连 澹台 公冶 宗政 百里 东郭",
);

/// Whether a text by itself reads like a person's name: a usual surname with one or two characters behind it.
#[must_use]
pub fn is_likely(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    let double = DOUBLE_SURNAMES.start(text);
    let given = chars.len().saturating_sub(if double { 2 } else { 1 });
    let surname = double || chars.first().is_some_and(|c| SURNAMES.contains(*c));
    surname && (1..=2).contains(&given) && chars.iter().all(|c| text::is_han(*c))
}

/// Compares two names, each printed in any form.
#[must_use]
pub fn compare(expected: &str, found: &str) -> Comparison {
    let (expected, found) = (normalise(expected), normalise(found));
    if expected.is_empty() || found.is_empty() {
        return Comparison::NotComparable;
    }
    if expected == found || latin(&expected).is_some_and(|e| latin(&found) == Some(e)) {
        return Comparison::Equal;
    }
    let (e, f) = (parts(&expected), parts(&found));
    if expected.contains('*') || found.contains('*') {
        return compare_masked(&e, &f);
    }
    let dot_missing = expected.contains('·') != found.contains('·');
    match compare_parts(&e, &f) {
        Comparison::Equal if dot_missing => Comparison::Variant(Reason::MiddleDot),
        // `阿·卜` and `阿卜·` cannot both be right, but they are the same characters.
        Comparison::Equal => Comparison::Variant(Reason::MiddleDot),
        other => other,
    }
}

/// One place of a name: a character, or something in its stead.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Char(char),
    Wild,
}

/// Whether a sign stands where a system had no character to print.
fn is_wild(c: char) -> bool {
    matches!(c, '?' | '□' | '■' | '〓' | '\u{FFFD}' | '▯' | '☐' | '_') || text::is_private(c)
}

/// The places of a name without its dots. In a Chinese name, brackets with the parts of a character inside (`(龙天)`)
/// and pinyin in place of one are one place each.
fn parts(name: &str) -> Vec<Part> {
    let chinese = name.chars().any(text::is_han);
    let mut out: Vec<Part> = Vec::new();
    let mut closing: Option<char> = None;
    let mut in_pinyin = false;
    for c in name.chars() {
        if let Some(end) = closing {
            if c == end {
                closing = None;
            }
            continue;
        }
        let pinyin = chinese && c.is_ascii_alphabetic();
        match c {
            '·' => {}
            '(' | '（' | '[' | '【' | '〔' | '<' if chinese => {
                closing = Some(match c {
                    '(' => ')',
                    '（' => '）',
                    '[' => ']',
                    '【' => '】',
                    '〔' => '〕',
                    _ => '>',
                });
                out.push(Part::Wild);
            }
            _ if pinyin && in_pinyin => {}
            _ if pinyin || is_wild(c) => out.push(Part::Wild),
            _ => out.push(Part::Char(c)),
        }
        in_pinyin = pinyin;
    }
    out
}

/// Letters of a Latin name without case, dots and hyphens; `None` of any other.
fn latin(name: &str) -> Option<String> {
    let letters: String = name.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    (!letters.is_empty() && !name.chars().any(text::is_han) && !name.contains('*')).then_some(letters)
}

/// Compares where one or both sides hide characters behind `*`.
fn compare_masked(e: &[Part], f: &[Part]) -> Comparison {
    let stars = |parts: &[Part]| parts.iter().filter(|&&p| p == Part::Char('*')).count();
    // One star in a full name on paper, where the roster has a rare character, is that character.
    if stars(e) == 0 && stars(f) == 1 && e.len() == f.len() && e.len() > 1 {
        let hidden = e.iter().zip(f).find(|&(_, &found)| found == Part::Char('*')).map(|(&part, _)| part);
        let rest_agrees = e.iter().zip(f).all(|(a, b)| *b == Part::Char('*') || a == b);
        if rest_agrees && matches!(hidden, Some(Part::Char(c)) if is_rare(c)) {
            return Comparison::Variant(Reason::RareCharacter);
        }
    }
    if stars(e) == e.len() || stars(f) == f.len() {
        return Comparison::NotComparable;
    }
    let agrees = match (stars(e), stars(f)) {
        (0, _) => matches_mask(f, e),
        (_, 0) => matches_mask(e, f),
        // Both hide something: place by place, where they are of one length.
        _ if e.len() == f.len() => {
            e.iter().zip(f).all(|(&a, &b)| a == Part::Char('*') || b == Part::Char('*') || same_place(a, b))
        }
        _ => return Comparison::NotComparable,
    };
    if agrees { Comparison::MaskedAgrees } else { Comparison::Different }
}

/// Whether a name fits a mask. A run of stars hides one character or more: `张*` is printed for names of any length.
fn matches_mask(mask: &[Part], name: &[Part]) -> bool {
    // `reached[n]`: the mask so far can stand for the first n places of the name.
    let mut reached = vec![false; name.len().saturating_add(1)];
    if let Some(start) = reached.first_mut() {
        *start = true;
    }
    let mut in_run = false;
    for &part in mask {
        let star = part == Part::Char('*');
        if star && in_run {
            continue;
        }
        in_run = star;
        let mut next = vec![false; reached.len()];
        let mut any_before = false;
        for (at, &place) in name.iter().enumerate() {
            let here = reached.get(at).copied().unwrap_or(false);
            any_before |= here;
            if let Some(slot) = next.get_mut(at.saturating_add(1)) {
                *slot = if star { any_before } else { here && same_place(part, place) };
            }
        }
        reached = next;
    }
    reached.last().copied().unwrap_or(false)
}

/// Whether two places show the same character, in whatever form.
fn same_place(a: Part, b: Part) -> bool {
    match (a, b) {
        (Part::Char(a), Part::Char(b)) => usual_form(a) == usual_form(b),
        _ => true,
    }
}

/// Compares names without masks, place by place.
fn compare_parts(e: &[Part], f: &[Part]) -> Comparison {
    if e.len() != f.len() {
        return if lost_rare_character(e, f) || lost_rare_character(f, e) {
            Comparison::Variant(Reason::RareCharacter)
        } else {
            Comparison::Different
        };
    }
    let (mut script, mut surname, mut wild, mut shape) = (0usize, 0usize, 0usize, 0usize);
    for (at, (&a, &b)) in e.iter().zip(f).enumerate() {
        let count = match (a, b) {
            _ if a == b && a != Part::Wild => continue,
            (Part::Wild, _) | (_, Part::Wild) => &mut wild,
            (Part::Char(a), Part::Char(b)) => {
                let (ua, ub) = (usual_form(a), usual_form(b));
                if ua == ub {
                    &mut script
                } else if at == 0 && surname_forms(ua, ub) {
                    &mut surname
                } else if look_alike(a, b) || look_alike(ua, ub) {
                    &mut shape
                } else {
                    return Comparison::Different;
                }
            }
        };
        *count = count.saturating_add(1);
    }
    // In a long name two characters may be misread; in a short one, two look-alikes are simply another name.
    let shapes_allowed = if e.len() >= 6 { 2 } else { 1 };
    if wild > 1 || shape > shapes_allowed || wild.saturating_add(shape) >= e.len().max(2) {
        Comparison::Different
    } else if shape > 0 {
        Comparison::LookAlike(Reason::SimilarShape)
    } else if wild > 0 {
        Comparison::Variant(Reason::RareCharacter)
    } else if surname > 0 {
        Comparison::Variant(Reason::SurnameForm)
    } else if script > 0 {
        Comparison::Variant(Reason::ScriptForm)
    } else {
        Comparison::Equal
    }
}

/// Whether `short` is `full` with one rare character left out, or printed as the two parts it is made of.
fn lost_rare_character(full: &[Part], other: &[Part]) -> bool {
    full.iter().enumerate().any(|(at, &part)| {
        let Part::Char(c) = part else { return false };
        if !is_rare(c) {
            return false;
        }
        let before = full.get(..at).unwrap_or_default();
        let after = full.get(at.saturating_add(1)..).unwrap_or_default();
        let fits = |width: usize| {
            other.len() == full.len().saturating_sub(1).saturating_add(width)
                && other.len() >= 2
                && other.iter().zip(before).all(|(&a, &b)| same_place(a, b))
                && other.iter().rev().zip(after.iter().rev()).all(|(&a, &b)| same_place(a, b))
        };
        fits(0) || fits(2)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn normalises() {
        let cases = [
            (" 张 三 ", "张三"),
            ("阿卜杜拉•买买提", "阿卜杜拉·买买提"),
            ("阿卜杜拉.买买提", "阿卜杜拉·买买提"),
            ("阿卜杜拉。买买提", "阿卜杜拉·买买提"),
            ("阿卜杜拉・买买提", "阿卜杜拉·买买提"),
            ("阿卜杜拉．买买提", "阿卜杜拉·买买提"),
            ("阿卜杜拉●买买提", "阿卜杜拉·买买提"),
            ("张●●", "张**"),
            ("张＊", "张*"),
            ("Ｊｏｈｎ Smith", "JohnSmith"),
            ("张三：", "张三"),
            ("张三同志", "张三"),
            ("张三（曾用名：张小三）", "张三"),
            ("⻓孙⽆忌", "长孙无忌"),
        ];
        for (raw, expected) in cases {
            assert_eq!(normalise(raw), expected, "{raw}");
        }
    }

    #[test]
    fn understands() {
        assert_eq!(parse("").understanding, Understanding::Empty);
        assert_eq!(parse("＊").understanding, Understanding::PrintedAsUnknown);
        assert_eq!(parse("12345").understanding, Understanding::NotUnderstood);
        assert_eq!(parse("张*").understanding, Understanding::Masked);
        assert_eq!(parse("迪丽努尔·艾合买提江").value.as_deref(), Some("迪丽努尔·艾合买提江"));
        assert_eq!(parse("张𬱖").understanding, Understanding::Full);
    }

    #[test]
    fn climbs_the_ladder() {
        use Comparison::{Different, Equal, LookAlike, MaskedAgrees, NotComparable, Variant};
        let cases = [
            ("张三", "张三", Equal),
            ("张三", "张 三", Equal),
            ("John Smith", "JOHN SMITH", Equal),
            ("阿卜杜拉·买买提", "阿卜杜拉•买买提", Equal),
            ("阿卜杜拉·买买提", "阿卜杜拉买买提", Variant(Reason::MiddleDot)),
            ("钟晖", "鍾暉", Variant(Reason::ScriptForm)),
            ("于小范", "於小範", Variant(Reason::ScriptForm)),
            ("李喆", "李哲", Variant(Reason::ScriptForm)),
            ("闫红", "阎红", Variant(Reason::SurnameForm)),
            ("闫红", "閻紅", Variant(Reason::SurnameForm)),
            ("王付", "王傅", Different),
            ("李䶮", "李□", Variant(Reason::RareCharacter)),
            ("李䶮", "李(龙天)", Variant(Reason::RareCharacter)),
            ("李䶮", "李（龙天）", Variant(Reason::RareCharacter)),
            ("李䶮", "李龙天", Variant(Reason::RareCharacter)),
            ("李䶮", "李YAN", Variant(Reason::RareCharacter)),
            ("李䶮明", "李明", Variant(Reason::RareCharacter)),
            ("李䶮", "李*", Variant(Reason::RareCharacter)),
            ("李䶮", "李\u{E863}", Equal),
            ("李䶮", "李\u{E123}", Variant(Reason::RareCharacter)),
            ("李䶮明", "李?明", Variant(Reason::RareCharacter)),
            ("李小明", "李明", Different),
            ("李晴", "李睛", LookAlike(Reason::SimilarShape)),
            ("焦红", "谯红", LookAlike(Reason::SimilarShape)),
            ("王己", "王已", LookAlike(Reason::SimilarShape)),
            ("己未", "已末", Different),
            ("张三", "李四", Different),
            ("张三", "张四", Different),
            ("张*", "张三", MaskedAgrees),
            ("张*", "张三丰", MaskedAgrees),
            ("张**", "张三", MaskedAgrees),
            ("张*丰", "张三丰", MaskedAgrees),
            ("*三丰", "张三丰", MaskedAgrees),
            ("张*", "李四", Different),
            ("张*明", "张三丰", Different),
            ("张三丰", "张*丰", MaskedAgrees),
            ("**", "张三", NotComparable),
            ("", "张三", NotComparable),
            ("张*", "張三", MaskedAgrees),
        ];
        for (expected, found, outcome) in cases {
            assert_eq!(compare(expected, found), outcome, "{expected} / {found}");
        }
    }

    proptest! {
        #[test]
        fn a_name_equals_itself(name in "[\u{4e00}-\u{9fa5}]{2,8}(·[\u{4e00}-\u{9fa5}]{2,8})?") {
            prop_assert_eq!(compare(&name, &name), Comparison::Equal);
            prop_assert_eq!(normalise(&normalise(&name)), normalise(&name));
        }

        #[test]
        fn order_does_not_matter(a in "[王玉主己已李喆哲䶮*□张]{1,4}", b in "[王玉主己已李喆哲䶮*□张]{1,4}") {
            prop_assert_eq!(compare(&a, &b).is_close(), compare(&b, &a).is_close());
        }

        #[test]
        fn never_breaks(a in any::<String>(), b in any::<String>()) {
            let _ = (parse(&a), compare(&a, &b));
        }
    }
}
