//! Files that browsers save, under names that people gave: nothing in a name may become a header or a folder.

use std::fmt::Write as _;

use axum::http::HeaderValue;

/// The header that has a file saved under this name (RFC 6266, RFC 8187).
#[must_use]
pub fn attachment(name: &str) -> HeaderValue {
    let base = name.rsplit(['/', '\\']).next().unwrap_or_default().trim_start_matches('.');
    let sound: String = base.chars().filter(|c| !c.is_control() && !is_turning(*c)).collect();
    let name = if sound.trim().is_empty() { "download" } else { sound.as_str() };
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || "._- ".contains(c) { c } else { '_' }).collect();
    let escaped = name.bytes().fold(String::new(), |mut escaped, byte| {
        if byte.is_ascii_alphanumeric() || b"._-".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            let _ = write!(escaped, "%{byte:02X}");
        }
        escaped
    });
    // Of what is left every byte may stand in a header.
    HeaderValue::from_str(&format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{escaped}"))
        .unwrap_or(HeaderValue::from_static("attachment"))
}

/// Signs that turn the direction of writing, and hide what a name ends in.
const fn is_turning(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str) -> String {
        attachment(name).to_str().unwrap().to_owned()
    }

    #[test]
    fn a_name_stays_a_name() {
        assert_eq!(of("公示.xlsx"), "attachment; filename=\"__.xlsx\"; filename*=UTF-8''%E5%85%AC%E7%A4%BA.xlsx");
        for hostile in ["a\r\nSet-Cookie: x=1.pdf", "../../b.pdf", "c:\\d\".pdf", "\u{202E}fdp.exe", "..", ""] {
            let header = of(hostile);
            assert!(!header.contains(['\r', '\n']) && !header.contains(".."), "{header}");
            assert_eq!(header.matches('"').count(), 2, "{header}");
        }
        assert_eq!(of("\u{202E}fdp.exe"), "attachment; filename=\"fdp.exe\"; filename*=UTF-8''fdp.exe");
    }
}
