//! Chinese numerals as they are printed in dates and years: 十二, 廿三, 二〇〇一, 贰零零壹, 叁.

/// The digit a Chinese numeral stands for, in its plain and its formal form.
#[must_use]
pub fn digit(c: char) -> Option<u16> {
    Some(match c {
        '〇' | '○' | '◯' | '零' | '0' | 'O' | 'o' => 0,
        '一' | '壹' | '弌' | '1' => 1,
        '二' | '贰' | '貳' | '两' | '兩' | '2' => 2,
        '三' | '叁' | '叄' | '參' | '3' => 3,
        '四' | '肆' | '4' => 4,
        '五' | '伍' | '5' => 5,
        '六' | '陆' | '陸' | '6' => 6,
        '七' | '柒' | '7' => 7,
        '八' | '捌' | '8' => 8,
        '九' | '玖' | '9' => 9,
        _ => return None,
    })
}

/// A numeral below 10,000 in figures, digit by digit (二〇〇一) or by place (二千零一, 三十一, 廿三, 十).
#[must_use]
pub fn parse(text: &str) -> Option<u16> {
    let digits: Option<Vec<u16>> = text.chars().map(digit).collect();
    match digits {
        Some(digits) if (1..=4).contains(&digits.len()) => {
            digits.iter().try_fold(0u16, |number, &d| number.checked_mul(10)?.checked_add(d))
        }
        Some(_) => None,
        None => by_place(text),
    }
}

/// A numeral with 十, 百, 千, 廿 or 卅 in it.
fn by_place(text: &str) -> Option<u16> {
    let (mut total, mut pending, mut last_place) = (0u16, None::<u16>, u16::MAX);
    for c in text.chars() {
        let (count, place) = match c {
            '十' | '拾' => (None, 10),
            '百' | '佰' => (None, 100),
            '千' | '仟' => (None, 1000),
            '廿' | '卄' => (Some(2), 10),
            '卅' => (Some(3), 10),
            _ => {
                let d = digit(c)?;
                // 零 between places (二千零一) counts nothing; two digits in a row are no numeral by place.
                match pending {
                    None | Some(0) => pending = Some(d),
                    Some(_) => return None,
                }
                continue;
            }
        };
        if place >= last_place || (count.is_some() && pending.is_some_and(|d| d > 0)) {
            return None;
        }
        // Only 十 may stand without a digit before it (十二, 一百零十二 is not written).
        let count = match (count, pending.take()) {
            (Some(count), _) => count,
            (None, Some(d)) if d > 0 => d,
            (None, _) if place == 10 => 1,
            (None, _) => return None,
        };
        total = total.checked_add(count.checked_mul(place)?)?;
        last_place = place;
    }
    total.checked_add(pending.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn reads_numerals() {
        let cases = [
            ("7", Some(7)),
            ("07", Some(7)),
            ("十", Some(10)),
            ("十二", Some(12)),
            ("一十二", Some(12)),
            ("拾贰", Some(12)),
            ("二十", Some(20)),
            ("廿", Some(20)),
            ("廿三", Some(23)),
            ("卅一", Some(31)),
            ("三十一", Some(31)),
            ("二〇〇一", Some(2001)),
            ("二OO一", Some(2001)),
            ("贰零零壹", Some(2001)),
            ("一九九八", Some(1998)),
            ("九八", Some(98)),
            ("二千零一", Some(2001)),
            ("两千零一十二", Some(2012)),
            ("一千九百九十八", Some(1998)),
            ("", None),
            ("年", None),
            ("十百", None),
            ("二三十", None),
            ("一二三四五", None),
            ("百", None),
        ];
        for (text, expected) in cases {
            assert_eq!(parse(text), expected, "{text}");
        }
    }
}
