//! Rich text (RTF).

use encoding_rs::GB18030;

use super::Lines;

/// Groups that hold no text of the document.
const ASIDE: [&str; 13] = [
    "fonttbl",
    "colortbl",
    "stylesheet",
    "info",
    "pict",
    "object",
    "themedata",
    "datastore",
    "listtable",
    "header",
    "footer",
    "footnote",
    "fldinst",
];

pub(super) fn read(bytes: &[u8], lines: &mut Lines) {
    let mut rest = bytes;
    // Of each open group, whether it is left out, and by how many characters a `\u` is followed for old readers.
    let mut groups: Vec<(bool, usize)> = vec![(false, 1)];
    let mut skip = 0_usize;
    let mut pending: Vec<u8> = Vec::new();
    // A byte of text: one that a `\u` has said already, one of a group left out, or one to decode with its neighbours.
    let say = |byte: u8, aside: bool, skip: &mut usize, pending: &mut Vec<u8>| match (*skip, aside) {
        (0, false) => pending.push(byte),
        (0, true) => {}
        _ => *skip -= 1,
    };
    while let Some((&byte, after)) = rest.split_first() {
        if lines.is_full() {
            return;
        }
        rest = after;
        let (aside, follow) = groups.last().copied().unwrap_or((false, 1));
        if !matches!(byte, b'\\' | b'{' | b'}' | b'\r' | b'\n') {
            say(byte, aside, &mut skip, &mut pending);
            continue;
        }
        if byte == b'\\' && rest.first() == Some(&b'\'') {
            let code = rest.get(1..3).and_then(|hex| std::str::from_utf8(hex).ok());
            if let Some(code) = code.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
                say(code, aside, &mut skip, &mut pending);
            }
            rest = rest.get(3..).unwrap_or_default();
            continue;
        }
        lines.push_str(&GB18030.decode_without_bom_handling(&std::mem::take(&mut pending)).0);
        match byte {
            b'{' => groups.push((aside, follow)),
            b'}' => {
                groups.pop();
                skip = 0;
            }
            b'\\' => {
                let (word, number, after) = control(rest);
                rest = after;
                let Some(group) = groups.last_mut() else { return };
                match word {
                    "*" => group.0 = true,
                    word if ASIDE.contains(&word) => group.0 = true,
                    "uc" => group.1 = usize::try_from(number.unwrap_or(1)).unwrap_or(1),
                    _ if group.0 => {}
                    "par" | "line" | "row" | "sect" | "page" => lines.end_line(),
                    "tab" | "cell" => lines.end_cell(),
                    "u" => {
                        // A signed number of sixteen bits.
                        let code = number.map(|n| if n < 0 { n + 0x1_0000 } else { n });
                        let code = code.and_then(|n| u32::try_from(n).ok()).and_then(char::from_u32);
                        lines.push(code.unwrap_or('\u{FFFD}'));
                        skip = group.1;
                    }
                    "\\" | "{" | "}" => lines.push_str(word),
                    _ => {}
                }
            }
            _ => {}
        }
    }
    lines.push_str(&GB18030.decode_without_bom_handling(&pending).0);
}

/// A control word behind its backslash, its number, and what follows.
fn control(text: &[u8]) -> (&str, Option<i32>, &[u8]) {
    let letters = text.iter().take_while(|b| b.is_ascii_alphabetic()).count();
    if letters == 0 {
        let sign = text.get(..1).and_then(|sign| std::str::from_utf8(sign).ok()).unwrap_or_default();
        return (sign, None, text.get(1..).unwrap_or_default());
    }
    let (word, rest) = text.split_at(letters);
    let digits = rest.iter().enumerate().take_while(|(at, b)| b.is_ascii_digit() || (*at == 0 && **b == b'-')).count();
    let (number, rest) = rest.split_at(digits);
    let number = std::str::from_utf8(number).ok().and_then(|number| number.parse().ok());
    (std::str::from_utf8(word).unwrap_or_default(), number, rest.strip_prefix(b" ").unwrap_or(rest))
}
