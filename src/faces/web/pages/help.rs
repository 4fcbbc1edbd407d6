//! The keys, shown with `?`.

use maud::{Markup, html};

/// The keys, by what they are for.
const KEYS: &[(&str, &[(&str, &str)])] = &[
    (
        "看",
        &[
            ("↓ j", "下一项（疑点、栏目）"),
            ("↑ k", "上一项"),
            ("→ ←", "下一页、上一页图像"),
            ("+ −", "放大、缩小"),
            ("0", "整页"),
            ("o", "标框的显示与隐藏"),
            ("i", "显示身份证号（记入日志）"),
        ],
    ),
    (
        "判",
        &[
            ("y", "当前疑点成立"),
            ("x", "当前疑点不成立（写理由）"),
            ("q", "当前疑点看不清"),
            ("e", "更正当前栏目的读数"),
        ],
    ),
    ("定", &[("1", "通过"), ("2", "退回补正"), ("3", "不符合报考条件"), ("4", "跳过"), ("u", "撤销我的上一步")]),
    ("走", &[("n", "下一位"), ("b", "上一位"), ("g", "回到队列"), ("/", "查找"), ("t", "日间／夜间"), ("Esc", "关闭")]),
];

/// The dialog.
pub(in super::super) fn help() -> Markup {
    html! {
        dialog #help aria-labelledby="help-title" {
            h2 #help-title { "键盘操作" }
            div.keys {
                @for (title, keys) in KEYS {
                    section {
                        h3 { (title) }
                        dl { @for (key, what) in *keys { dt { @for k in key.split(' ') { kbd { (k) } " " } } dd { (what) } } }
                    }
                }
            }
            p.quiet { "在输入框里按键只是打字，输入法选字时也一样。写理由时 " kbd { "Ctrl" } "＋" kbd { "Enter" } " 保存。" }
            form method="dialog" { button.primary { "知道了" } }
        }
    }
}
