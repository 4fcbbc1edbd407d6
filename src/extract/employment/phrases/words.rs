//! The words that lead to what somebody does, and as what.

use crate::values::Words;

/// Words that lead to a post.
pub(super) static SERVING: Words = Words::new(
    "担任 历任 现任 先后任 曾任 聘用为 聘任为 受聘为 聘为 聘用在 任 出任 充任 就任 升任 转任 调任 改任 身份为
     身份是 聘在 当",
);

/// Words that stand in front of a post where 任 alone would be part of another word.
pub(super) static NO_SERVING: Words = Words::new("主任 责任 信任 所任 何任 前任 任职 任务 任何 任教");

/// What says nothing of the work: 从事相关工作.
pub(super) static GENERAL: Words = Words::new(
    "社会工作的 相关 本专业 该专业 专业工作 该项 上述 工作 本职 相应 就职 任职 上班 供职 履职 在职 在岗 下列 以下
     如下",
);

/// Signs that end a phrase, among them those that begin items.
pub(super) const ENDS: &str = ",。\n:()■●◆▪★";
