//! Web pages that were saved, alone or with their pictures in one file.

use mail_parser::MessageParser;

use super::Lines;
use crate::values::text;

/// Elements whose content nobody sees.
const UNSEEN: [&str; 3] = ["script", "style", "noscript"];

/// Elements that end a line; of a table row only the row does.
const BLOCKS: [&str; 16] =
    ["address", "br", "center", "div", "dl", "dt", "form", "h1", "h2", "h3", "h4", "li", "p", "table", "title", "tr"];

pub(super) fn read(bytes: &[u8], lines: &mut Lines) {
    let page = text::decoded(bytes);
    if page.trim_start().starts_with('<') {
        return walk(&page, lines);
    }
    // The page and its pictures as the parts of a letter.
    let message = MessageParser::default().parse(bytes);
    if let Some(html) = message.as_ref().and_then(|message| message.body_html(0)) {
        walk(&html, lines);
    }
}

fn walk(html: &str, lines: &mut Lines) {
    let mut rest = html;
    while let Some((text, after)) = rest.split_once('<') {
        if lines.is_full() {
            return;
        }
        say(text, lines);
        if let Some(comment) = after.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let Some((tag, after)) = after.split_once('>') else { return };
        rest = after;
        let closes = tag.starts_with('/');
        let name: String = tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        let name = name.to_ascii_lowercase();
        if !closes && UNSEEN.contains(&name.as_str()) {
            let end = format!("</{name}");
            let ends = |some: &[u8]| some.eq_ignore_ascii_case(end.as_bytes());
            let at = rest.as_bytes().windows(end.len()).position(ends).unwrap_or(rest.len());
            rest = rest.get(at..).unwrap_or_default();
        } else if matches!(name.as_str(), "td" | "th") {
            lines.end_cell();
        } else if BLOCKS.contains(&name.as_str()) {
            lines.end_line();
        }
    }
    say(rest, lines);
}

/// Text between tags: white space is one space, and the entities that Chinese pages use are signs.
fn say(text: &str, lines: &mut Lines) {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let entities = [("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")];
    let said = entities.iter().fold(text, |text, (entity, sign)| text.replace(entity, sign));
    lines.push_str(&said);
}
