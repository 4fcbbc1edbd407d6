//! Values beside their labels on a page: `<td>姓名</td><td>张三</td>`, `<p>姓名：张三</p>`, `<dt>`, `<span>` and the like.

use html5ever::tendril::TendrilSink;
use markup5ever_rcdom::{Handle, NodeData, RcDom};

use crate::values::text::compact;

/// Elements that hold a piece of their own.
const PIECES: &[&str] =
    &["td", "th", "dt", "dd", "li", "p", "div", "span", "label", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "option"];

/// Elements of a table or list, whose emptiness means that a value is empty.
const CELLS: &[&str] = &["td", "th", "dd"];

/// Elements whose text is for no reader.
const SILENT: &[&str] = &["script", "style", "noscript", "template", "head"];

/// The pieces of text on a page, in its order. Empty cells are empty pieces.
pub(super) fn pieces(page: &str) -> Vec<String> {
    let document = html5ever::parse_document(RcDom::default(), html5ever::ParseOpts::default()).one(page);
    let mut out = Pieces::default();
    // A stack of one's own: a hostile page may be nested deeper than the program's.
    // The whole is held to the end: a node that is dropped takes the nodes below it apart.
    let mut stack = vec![Step::Enter(document.document.clone())];
    while let Some(step) = stack.pop() {
        match step {
            Step::Leave { cell, before } => out.close(cell, before),
            Step::Enter(node) => enter(&node, &mut out, &mut stack),
        }
    }
    out.end();
    out.done
}

enum Step {
    Enter(Handle),
    Leave { cell: bool, before: usize },
}

#[derive(Default)]
struct Pieces {
    done: Vec<String>,
    open: String,
}

impl Pieces {
    fn end(&mut self) {
        let text = compact(&self.open);
        self.open.clear();
        if !text.is_empty() {
            self.done.push(text);
        }
    }

    fn close(&mut self, cell: bool, before: usize) {
        self.end();
        if cell && self.done.len() == before {
            self.done.push(String::new());
        }
    }
}

fn enter(node: &Handle, out: &mut Pieces, stack: &mut Vec<Step>) {
    match &node.data {
        NodeData::Text { contents } => out.open.push_str(&contents.borrow()),
        NodeData::Element { name, attrs, .. } => {
            let name = name.local.as_ref();
            if SILENT.contains(&name) {
                return;
            }
            if name == "input" {
                out.end();
                let attrs = attrs.borrow();
                let value = |key: &str| attrs.iter().find(|attr| &*attr.name.local == key);
                if value("type").is_none_or(|kind| &*kind.value != "hidden")
                    && let Some(value) = value("value")
                {
                    out.open.push_str(&value.value);
                    out.end();
                }
                return;
            }
            if name == "br" {
                out.end();
            }
            if PIECES.contains(&name) {
                out.end();
                stack.push(Step::Leave { cell: CELLS.contains(&name), before: out.done.len() });
            }
        }
        _ => {}
    }
    stack.extend(node.children.borrow().iter().rev().cloned().map(Step::Enter));
}

/// The value beside a label; `None` where the label is not there, or nothing stands beside it. `labels` are all that are
/// looked for: none of them is another one's value.
pub(super) fn beside<'a>(pieces: &'a [String], label: &str, labels: &[String]) -> Option<&'a str> {
    let label = compact(label);
    let is_label = |piece: &str| labels.iter().any(|other| bare(piece) == compact(other));
    for (at, piece) in pieces.iter().enumerate() {
        if bare(piece) == label {
            let value = pieces.get(at + 1).map(String::as_str).filter(|value| !value.is_empty() && !is_label(value));
            if value.is_some() {
                return value;
            }
        }
        let inside = piece.strip_prefix(label.as_str()).and_then(|rest| rest.strip_prefix(['：', ':']));
        if let Some(value) = inside.filter(|value| !value.is_empty()) {
            return Some(value);
        }
    }
    None
}

/// A label without its colon.
fn bare(piece: &str) -> &str {
    piece.trim_end_matches(['：', ':'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(page: &str, label: &str) -> Option<String> {
        let labels = ["姓名".to_owned(), "性别".to_owned(), "毕业时间".to_owned()];
        beside(&pieces(page), label, &labels).map(str::to_owned)
    }

    #[test]
    fn beside_in_the_ways_that_pages_are_written() {
        for page in [
            "<table><tr><td>姓 名：</td><td> 张<b>三</b> </td></tr></table>",
            "<dl><dt>姓名<dd>张三<dt>性别<dd>男</dl>",
            "<p>姓名：张三</p>",
            "<p>姓名：<b>张三</b></p>",
            "<div>姓名: <span>张三</span></div>",
            "<label>姓名</label><input value='张三'>",
            "姓名：张三<br>性别：男",
        ] {
            assert_eq!(read(page, "姓名").as_deref(), Some("张三"), "{page}");
        }
    }

    #[test]
    fn an_empty_value_is_none() {
        assert_eq!(read("<table><tr><td>姓名</td><td></td><td>性别</td><td>男</td></table>", "姓名"), None);
        assert_eq!(read("<span>姓名</span><span>性别</span><span>男</span>", "姓名"), None);
        assert_eq!(read("<script>姓名：张三</script><p>查无此证</p>", "姓名"), None);
    }

    #[test]
    fn a_page_nested_without_end_is_read() {
        let page = format!("{}姓名：张三", "<div>".repeat(20_000));
        assert_eq!(read(&page, "姓名").as_deref(), Some("张三"));
    }
}
