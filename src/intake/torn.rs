//! Text tables whose records are torn: a quote too many or a stray carriage return, and rows are lost or mixed without a word.

/// How the records of a text table are torn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Torn {
    /// A quote opens a field and does not close it, so that it swallows the lines below.
    QuoteOpen,
    /// A carriage return stands inside a line, and breaks it in two.
    Return,
    /// A record has more fields than the header, so that its values stand under the wrong headers.
    TooManyFields,
    /// A control character that no text has.
    Control,
    /// Bytes that are no characters in the encoding of all the others.
    Bytes,
}

impl Torn {
    /// In Chinese and English, behind the line.
    #[must_use]
    pub const fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::QuoteOpen => ("有双引号没有成对", "a quote opens and does not close"),
            Self::Return => ("中间有多余的回车符", "a carriage return stands inside the line"),
            Self::Control => ("有看不见的控制字符", "a control character stands in the line"),
            Self::Bytes => ("有无法识别的字节（文件编码可能被改坏）", "some bytes are no characters"),
            Self::TooManyFields => ("的栏数比表头多", "there are more fields than in the header"),
        }
    }
}

/// Where a text is torn, if it is: the line, from 1, and how. What is inside quotes is read as the reader reads it, so that a
/// quote too many or too few is found where it first takes people with it, and not where the reader happens to recover.
#[must_use]
pub fn torn(text: &str, delimiter: u8) -> Option<(u32, Torn)> {
    let bytes = text.as_bytes();
    let feeds = bytes.contains(&b'\n');
    let (mut line, mut at, mut starts) = (1u32, 0usize, true);
    while let Some(&byte) = bytes.get(at) {
        at = at.saturating_add(1);
        if byte == b'"' && starts {
            let opened = line;
            loop {
                match (bytes.get(at), bytes.get(at.saturating_add(1))) {
                    (None, _) => return Some((opened, Torn::QuoteOpen)),
                    (Some(b'"'), Some(b'"')) => at = at.saturating_add(2),
                    (Some(b'"'), _) => break,
                    (Some(&inside), _) => {
                        line = line.saturating_add(u32::from(inside == b'\n'));
                        at = at.saturating_add(1);
                    }
                }
            }
            at = at.saturating_add(1);
            // A quote that closes lines below and has text behind it opened another field: what lies between is lost.
            let ends = bytes.get(at).is_none_or(|&b| b == delimiter || b.is_ascii_whitespace());
            if line > opened && !ends {
                return Some((opened, Torn::QuoteOpen));
            }
            starts = false;
            continue;
        }
        if byte == b'\r' && feeds {
            let next = bytes.get(at..).unwrap_or_default().iter().find(|&&b| b != b'\r');
            if next.is_some_and(|&b| b != b'\n') {
                return Some((line, Torn::Return));
            }
        }
        line = line.saturating_add(u32::from(byte == b'\n'));
        starts = byte == delimiter || matches!(byte, b'\n' | b'\r');
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_where_a_text_is_torn() {
        for (text, expected) in [
            ("a,b\n\"c\",d\n", None),
            ("a,b\n\"c\nc\",d\n", None),
            ("a,b\n\"c \"\"x\"\"\",d\"e\n", None),
            ("a,b\n\"c\"x,d\n", None),
            ("a,b\r\r\nc,d\r\r\n", None),
            ("a,b\rc,d\r", None),
            ("a,b\nc,\"d\ne,f\n", Some((2, Torn::QuoteOpen))),
            ("a,b\n\"c,d\ne,\"f\"\n", Some((2, Torn::QuoteOpen))),
            ("a,b\nc,d\ne\rx,f\n", Some((3, Torn::Return))),
        ] {
            assert_eq!(torn(text, b','), expected, "{text:?}");
        }
    }
}
