//! Characters and spacing: what every kind of value folds away before it looks at the text.
//!
//! Text layers write radicals and compatibility ideographs where a reader sees an ordinary character, forms mix
//! full-width and half-width letters, and labels and values carry spaces for layout. None of that is meaning.

use encoding_rs::{GB18030, UTF_8};
use unicode_normalization::UnicodeNormalization;

use super::radicals::RADICALS;

/// The characters that GBK and GB18030-2000 kept in the private use area, as old Chinese programs still write them, with the
/// code points they have by now; radicals folded like any other.
#[rustfmt::skip]
const GB18030_PRIVATE: &[(char, char)] = &[
    ('\u{E78D}', '\u{FE10}'), ('\u{E78E}', '\u{FE12}'), ('\u{E78F}', '\u{FE11}'), ('\u{E790}', '\u{FE13}'),
    ('\u{E791}', '\u{FE14}'), ('\u{E792}', '\u{FE15}'), ('\u{E793}', '\u{FE16}'), ('\u{E794}', '\u{FE17}'),
    ('\u{E795}', '\u{FE18}'), ('\u{E796}', '\u{FE19}'), ('\u{E7C7}', '\u{1E3F}'), ('\u{E815}', '\u{2E81}'),
    ('\u{E816}', '\u{20087}'), ('\u{E817}', '\u{20089}'), ('\u{E818}', '\u{200CC}'), ('\u{E819}', '\u{2E84}'),
    ('\u{E81A}', '\u{3473}'), ('\u{E81B}', '\u{3447}'), ('\u{E81C}', '\u{2E88}'), ('\u{E81D}', '\u{2E8B}'),
    ('\u{E81E}', '\u{9FB4}'), ('\u{E81F}', '\u{359E}'), ('\u{E820}', '\u{361A}'), ('\u{E821}', '\u{360E}'),
    ('\u{E822}', '\u{2E8C}'), ('\u{E823}', '\u{2E97}'), ('\u{E824}', '\u{396E}'), ('\u{E825}', '\u{3918}'),
    ('\u{E826}', '\u{9FB5}'), ('\u{E827}', '\u{39CF}'), ('\u{E828}', '\u{39DF}'), ('\u{E829}', '\u{3A73}'),
    ('\u{E82A}', '\u{39D0}'), ('\u{E82B}', '\u{9FB6}'), ('\u{E82C}', '\u{9FB7}'), ('\u{E82D}', '\u{3B4E}'),
    ('\u{E82E}', '\u{3C6E}'), ('\u{E82F}', '\u{3CE0}'), ('\u{E830}', '\u{2EA7}'), ('\u{E831}', '\u{215D7}'),
    ('\u{E832}', '\u{9FB8}'), ('\u{E833}', '\u{2EAA}'), ('\u{E834}', '\u{4056}'), ('\u{E835}', '\u{415F}'),
    ('\u{E836}', '\u{2EAE}'), ('\u{E837}', '\u{4337}'), ('\u{E838}', '\u{2EB3}'), ('\u{E839}', '\u{2EB6}'),
    ('\u{E83A}', '\u{2EB7}'), ('\u{E83B}', '\u{2298F}'), ('\u{E83C}', '\u{43B1}'), ('\u{E83D}', '\u{43AC}'),
    ('\u{E83E}', '\u{2EBB}'), ('\u{E83F}', '\u{43DD}'), ('\u{E840}', '\u{44D6}'), ('\u{E841}', '\u{4661}'),
    ('\u{E842}', '\u{464C}'), ('\u{E843}', '\u{9FB9}'), ('\u{E844}', '\u{4723}'), ('\u{E845}', '\u{4729}'),
    ('\u{E846}', '\u{477C}'), ('\u{E847}', '\u{478D}'), ('\u{E848}', '\u{2ECA}'), ('\u{E849}', '\u{4947}'),
    ('\u{E84A}', '\u{497A}'), ('\u{E84B}', '\u{497D}'), ('\u{E84C}', '\u{4982}'), ('\u{E84D}', '\u{4983}'),
    ('\u{E84E}', '\u{4985}'), ('\u{E84F}', '\u{4986}'), ('\u{E850}', '\u{499F}'), ('\u{E851}', '\u{499B}'),
    ('\u{E852}', '\u{49B7}'), ('\u{E853}', '\u{49B6}'), ('\u{E854}', '\u{9FBA}'), ('\u{E855}', '\u{241FE}'),
    ('\u{E856}', '\u{4CA3}'), ('\u{E857}', '\u{4C9F}'), ('\u{E858}', '\u{4CA0}'), ('\u{E859}', '\u{4CA1}'),
    ('\u{E85A}', '\u{4C77}'), ('\u{E85B}', '\u{4CA2}'), ('\u{E85C}', '\u{4D13}'), ('\u{E85D}', '\u{4D14}'),
    ('\u{E85E}', '\u{4D15}'), ('\u{E85F}', '\u{4D16}'), ('\u{E860}', '\u{4D17}'), ('\u{E861}', '\u{4D18}'),
    ('\u{E862}', '\u{4D19}'), ('\u{E863}', '\u{4DAE}'), ('\u{E864}', '\u{9FBB}'),
];

/// What is printed for the dot between the parts of a name, beside U+00B7 itself.
const MIDDLE_DOTS: &[char] = &[
    '\u{16EB}', '\u{2022}', '\u{2024}', '\u{2027}', '\u{2219}', '\u{22C5}', '\u{25CF}', '\u{2E31}', '\u{30FB}',
    '\u{FE52}', '\u{FF0E}', '\u{FF65}',
];

/// The character that a radical, compatibility ideograph or old private code stands for; any other as it is.
///
/// Only the code point changes, never what a reader sees, so every layer may apply it. Full-width letters stay.
#[must_use]
pub fn fold_char(c: char) -> char {
    match c {
        '\u{2E80}'..='\u{2EFF}' => look_up(RADICALS, c),
        '\u{2F00}'..='\u{2FDF}' | '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}' => {
            let mut folded = std::iter::once(c).nfkc();
            match (folded.next(), folded.next()) {
                (Some(one), None) => one,
                _ => c,
            }
        }
        '\u{E78D}'..='\u{E864}' => look_up(RADICALS, look_up(GB18030_PRIVATE, c)),
        _ => c,
    }
}

/// What a table sorted by its first column gives for `c`, or `c` itself.
pub(super) fn look_up(table: &[(char, char)], c: char) -> char {
    table.binary_search_by_key(&c, |&(from, _)| from).ok().and_then(|at| table.get(at)).map_or(c, |&(_, to)| to)
}

/// Whether a character takes room without ink, or no room at all: white space, controls, zero-width characters.
#[must_use]
pub fn is_space(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(
            c,
            '\u{00AD}' | '\u{061C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
                | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0100}'..='\u{E01EF}'
        )
}

/// Whether the code point has no agreed meaning: only the font that printed it knows what it shows.
#[must_use]
pub fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}')
}

/// Whether the character is a Chinese one (all extensions and 〇, unlike the common `[\u4e00-\u9fa5]`).
#[must_use]
pub fn is_han(c: char) -> bool {
    matches!(
        c,
        '\u{3007}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
            | '\u{20000}'..='\u{323AF}'
    )
}

/// The half-width form of a full-width letter, digit, sign or space; any other as it is.
#[must_use]
pub fn half_width(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    }
}

/// Whether this is one of the dots printed between the parts of a name, U+00B7 among them.
#[must_use]
pub fn is_middle_dot(c: char) -> bool {
    c == '\u{B7}' || MIDDLE_DOTS.binary_search(&c).is_ok()
}

/// The text with folded characters and without white space.
#[must_use]
pub fn compact(text: &str) -> String {
    text.chars().map(fold_char).filter(|&c| !is_space(c)).collect()
}

/// The text as the contract prints schools, majors and employers: compact, round brackets as `（）`.
#[must_use]
pub fn printed(text: &str) -> String {
    compact(text).chars().map(full_bracket).collect()
}

/// The text as the contract prints codes and certificate numbers: compact, half-width, ASCII letters in upper case.
#[must_use]
pub fn code(text: &str) -> String {
    compact(text).chars().map(|c| dash(half_width(c)).to_ascii_uppercase()).collect()
}

/// The text for reading numbers out of it: folded, half-width, white space kept as single spaces.
#[must_use]
pub fn half(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().map(|c| half_width(fold_char(c))) {
        if !is_space(c) {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with(' ') && (c.is_whitespace() || c.is_control()) {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// For comparing free text: printed form, half-width, letters in lower case, marks of punctuation dropped.
#[must_use]
pub fn bare(text: &str) -> String {
    compact(text)
        .chars()
        .map(half_width)
        .filter(|&c| c.is_alphanumeric() || matches!(c, '（' | '）' | '(' | ')' | '*') || is_private(c))
        .map(full_bracket)
        .flat_map(char::to_lowercase)
        .collect()
}

/// Whether the text says that a value is not known: `＊`, dashes, `无`, `不详`.
#[must_use]
pub fn is_printed_as_unknown(text: &str) -> bool {
    let text = compact(text);
    matches!(text.as_str(), "不详" | "未知" | "无" | "暂无" | "空" | "N/A" | "n/a" | "无记录")
        || (!text.is_empty()
            && text.chars().all(|c| {
                matches!(c, '*' | '＊' | '﹡' | '✱' | '-' | '—' | '－' | '–' | '―' | '/' | '／' | '\\' | '_' | '＿')
            }))
}

/// The text with brackets that stand for boxes as boxes: `〔√〕同意〔〕不同意` becomes `☑同意□不同意`.
#[must_use]
pub fn boxed(text: &str) -> String {
    const BRACKETS: &[(char, char)] = &[('〔', '〕'), ('（', '）'), ('(', ')'), ('[', ']'), ('［', '］'), ('【', '】')];
    BRACKETS.iter().fold(text.to_owned(), |text, (open, close)| {
        let ticked = ["√", "✓", "✔"].iter().fold(text, |text, tick| text.replace(&format!("{open}{tick}{close}"), "☑"));
        ticked.replace(&format!("{open}{close}"), "□")
    })
}

/// The option that is ticked, where the text is a row of options with boxes: `☑男□女` gives `男`.
///
/// `None` where there are no boxes, or not exactly one of them is ticked.
#[must_use]
pub fn ticked(text: &str) -> Option<String> {
    const EMPTY: &[char] = &['□', '☐', '▢', '◻', '○', '〇'];
    const TICKED: &[char] = &['☑', '☒', '■', '√', '✓', '✔', '▣', '●', '◼'];
    let text = boxed(&compact(text));
    let is_mark = |c: char| EMPTY.contains(&c) || TICKED.contains(&c);
    if !text.chars().any(|c| TICKED.contains(&c)) || text.chars().filter(|&c| is_mark(c)).count() < 2 {
        return None;
    }
    // Boxes stand before their option or after it; the text says which by where its first box stands. A tick may be
    // drawn into an empty box and come out as two characters, `□√男`.
    let before = text.chars().next().is_some_and(is_mark);
    let mut options: Vec<(bool, String)> = Vec::new();
    let mut mark: Option<bool> = None;
    let mut name = String::new();
    for c in text.chars() {
        if is_mark(c) {
            let tick = TICKED.contains(&c);
            if before {
                if !name.is_empty() {
                    options.push((mark.unwrap_or(false), std::mem::take(&mut name)));
                    mark = None;
                }
                mark = Some(tick || mark.unwrap_or(false));
            } else if name.is_empty() {
                if let Some(last) = options.last_mut() {
                    last.0 |= tick;
                }
            } else {
                options.push((tick, std::mem::take(&mut name)));
            }
        } else {
            name.push(c);
        }
    }
    if before && !name.is_empty() {
        options.push((mark.unwrap_or(false), name));
    }
    let mut chosen = options.into_iter().filter(|(tick, _)| *tick);
    match (chosen.next(), chosen.next()) {
        (Some((_, name)), None) => Some(name),
        _ => None,
    }
}

/// How many characters must be put in, left out or exchanged to make one text the other; `None` above `limit`.
#[must_use]
pub fn edits(a: &str, b: &str, limit: usize) -> Option<usize> {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > limit {
        return None;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.iter().enumerate() {
        let mut diagonal = i;
        let mut left = i.saturating_add(1);
        let mut next = Vec::with_capacity(row.len());
        next.push(left);
        for (cb, &above) in b.iter().zip(row.iter().skip(1)) {
            let exchanged = diagonal.saturating_add(usize::from(ca != cb));
            left = exchanged.min(left.saturating_add(1)).min(above.saturating_add(1));
            next.push(left);
            diagonal = above;
        }
        row = next;
    }
    row.last().copied().filter(|&n| n <= limit)
}

/// Round brackets in their full-width form.
fn full_bracket(c: char) -> char {
    match c {
        '(' | '\u{FE59}' | '\u{FE35}' => '（',
        ')' | '\u{FE5A}' | '\u{FE36}' => '）',
        _ => c,
    }
}

/// The many dashes as the one on the keyboard.
fn dash(c: char) -> char {
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' => '-',
        _ => c,
    }
}

/// The text of bytes in an encoding that is met in China: UTF-8 or UTF-16 with its mark, UTF-8 without one, else GB18030.
#[must_use]
pub fn decoded(bytes: &[u8]) -> String {
    let (text, _, broken) = UTF_8.decode(bytes);
    if broken { GB18030.decode(bytes).0.into_owned() } else { text.into_owned() }
}

/// Whether a text begins with the mark or number of an item: ●, ①, 一、, （2）, 3.; not with a number that has decimals.
#[must_use]
pub fn begins_item(chars: &[char]) -> bool {
    let number = |c: &char| c.is_ascii_digit() || "一二三四五六七八九十".contains(*c);
    let (open, rest) = match chars {
        ['(' | '（', rest @ ..] => (true, rest),
        [mark, ..] if "■●◆▪★·①②③④⑤⑥⑦⑧⑨⑩".contains(*mark) => return true,
        all => (false, all),
    };
    // 第二段, 第三份.
    if let ['第', n, '段' | '份' | '项', ..] = chars {
        return number(n);
    }
    let digits = rest.iter().take(3).take_while(|c| number(c)).count();
    let year = |chars: &[char]| {
        chars.iter().take_while(|c| c.is_ascii_digit()).count() == 4 && matches!(chars, ['1', '9', ..] | ['2', '0', ..])
    };
    match rest.get(digits..) {
        Some([')' | '）', ..]) => (1..=2).contains(&digits),
        Some(['、', ..]) => !open && (1..=2).contains(&digits),
        Some(['.' | '．', after @ ..]) => {
            let decimals = after.first().is_some_and(char::is_ascii_digit) && !year(after);
            !open && (1..=2).contains(&digits) && !decimals
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn tables_are_sorted() {
        assert!(RADICALS.is_sorted_by_key(|&(from, _)| from));
        assert!(GB18030_PRIVATE.is_sorted_by_key(|&(from, _)| from));
        assert!(MIDDLE_DOTS.is_sorted());
    }

    #[test]
    fn folds_what_only_looks_like_another_character() {
        let cases = [('\u{2ED3}', '长'), ('\u{2F00}', '一'), ('\u{F90A}', '金'), ('\u{2EA0}', '民'), ('長', '長')];
        for (from, to) in cases {
            assert_eq!(fold_char(from), to, "U+{:04X}", u32::from(from));
        }
        assert_eq!(fold_char('\u{E816}'), '\u{20087}');
        assert_eq!(['\u{E863}', '\u{E815}', '\u{E7C7}'].map(fold_char), ['䶮', '厂', 'ḿ']);
        assert!(is_private(fold_char('\u{E000}')));
    }

    #[test]
    fn prints_brackets_and_drops_spaces() {
        assert_eq!(printed(" 社会 工作\u{3000}(专升本)\n"), "社会工作（专升本）");
        assert_eq!(code("１０５３ 3200\u{200B}9x"), "105332009X");
        assert_eq!(half("\u{FEFF} ２０２４　年\t8 月 "), "2024 年 8 月");
    }

    #[test]
    fn knows_what_says_unknown() {
        assert!(is_printed_as_unknown(" ＊ "));
        assert!(is_printed_as_unknown("——"));
        assert!(!is_printed_as_unknown(""));
        assert!(!is_printed_as_unknown("*明"));
    }

    #[test]
    fn reads_ticked_boxes() {
        let cases = [
            ("☑男 □女", Some("男")),
            ("□男 ■女", Some("女")),
            ("男☑ 女□", Some("男")),
            ("□专科 □√本科 □硕士", Some("本科")),
            ("〔√〕同意　〔　〕不同意", Some("同意")),
            ("（ ）同意（√）不同意", Some("不同意")),
            ("□男 □女", None),
            ("☑男 ☑女", None),
            ("男", None),
            ("√男", None),
        ];
        for (text, expected) in cases {
            assert_eq!(ticked(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn counts_edits() {
        assert_eq!(edits("长沙市社会福利院", "长沙市社会福利院", 2), Some(0));
        assert_eq!(edits("成就", "诚就", 2), Some(1));
        assert_eq!(edits("abc", "xyz", 2), None);
        assert_eq!(edits("", "ab", 2), Some(2));
    }

    proptest! {
        #[test]
        fn folding_again_changes_nothing(text in any::<String>()) {
            for once in [compact(&text), printed(&text), code(&text), half(&text), bare(&text)] {
                prop_assert_eq!(&once, &once.chars().map(fold_char).collect::<String>());
            }
            prop_assert_eq!(printed(&printed(&text)), printed(&text));
            prop_assert_eq!(code(&code(&text)), code(&text));
        }

        #[test]
        fn edits_are_symmetric(a in "[甲乙丙丁]{0,8}", b in "[甲乙丙丁]{0,8}") {
            prop_assert_eq!(edits(&a, &b, 9), edits(&b, &a, 9));
            prop_assert_eq!(edits(&a, &b, 9) == Some(0), a == b);
        }
    }
}
