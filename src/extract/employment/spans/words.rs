//! Words around the days on which work began and ended.

use crate::values::Words;

/// Words between the two ends.
pub(super) static JOINTS: Words = Words::new(
    "起直至 算至 止于 迄 终至 计至 计算至 算到 直至 截至 截止到 截止至 截止 起至 至 到 —— -- - ~ 一 → ➔ ➜ ➡ ⇒ ▸ ► ▶ > / …",
);

/// Words for an end that is not yet.
pub(super) static OPEN: Words =
    Words::new("在职 在岗 在任 今日 今 现在 目前 迄今 如今 当前 现 本证明出具之日 出具之日");

/// What somebody began on a day: behind it, or between it and the next comma.
pub(in crate::extract::employment) static BEGAN: Words = Words::new(
    "起 开始 入职 进入 调入 调到 聘入 到岗 参加工作 上岗 加入 招聘 受聘 聘用 聘任 就职 任职 进站 来到 考入 在我
     在本 任 到我 到本 担任 从事 入我 入本 录用 调至 转岗 转至 转到 调往 派驻 升任 改任 分配 报到 签订劳动 签订聘
     签订劳务 签约 负责 选进 当选 推选 到任 复职 返岗",
);

/// What says that it goes on.
pub(super) static GOES_ON: Words = Words::new(
    "至今 迄今 现仍 目前仍 现在仍 仍在 一直至今 至目前 现任 现为 现系 现从事 现担任 仍任 仍从事 仍为
     仍担任 仍就职 尚在 到现在 到目前 至现在 目前在 现就职 现任职 目前任 目前从事 目前担任 在职中
     现在岗 现在职",
);

/// What says that it went on so far, and no more where an end is told beside it.
pub(super) static UNBROKEN: Words = Words::new("以来 年来 一直在 未中断 没有中断 未间断 没有间断");

/// What a day is of, where it begins no work.
pub(super) static OTHER: Words =
    Words::new("出生 生, 生) 生。 毕业 取得 获得 考取 通过考 通过了 入学 就读 出具 有效 期间");
