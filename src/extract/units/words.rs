//! The words that names of units are made of, and those that stand around them.

use crate::values::Words;

/// What names of units end in, where one character does not say it.
pub(super) static ENDINGS: Words = Words::new(
    "中心 公司 集团 政府 街道 社区 公寓 之家 妇联 工会 残联 总会 中学 小学 大学 银行 支行 分行 总行 商行 基地 驿站 企业 家园 党校 联盟 联合体",
);

/// The last characters of names of units.
pub(in crate::extract) const LAST: &str = "院校园所站队局厅处室科部社会委办厂馆台场店庭狱村镇乡库港段宫";

/// Words that lead to the name of a unit.
pub(super) static LEADING: Words = Words::new(
    "就职于 任职于 供职于 服务于 受聘于 聘用于 工作于 就业于 在职于 调入 调至 调到 转入 进入 加入 入职 分配到
     分配至 借调至 派驻 在 于 转岗至 转岗到 转至 转到 转任 调任 调往 借调 抽调 选调 选派 派驻至 派驻到 派遣至 派遣到 派往 入职于 工作单位为 先后在
     投身 投身于 转投 改投 加盟 受雇于 效力于 任教于 执教于 前往 奔赴 回到 返回 重返 来到 去到 并入 编入 划入 划归 划转 挂职 挂职于 下派
     下沉 分到 分流 招入 招录 考录 应聘 跳槽 聘到 聘至 聘入 录入 转隶 轮岗 安置 委派 安排 落户 签约 借聘 改聘 轮换 轮换到 调回 调进 转回 升入 派入",
);

/// The same, where the word may as well be part of a name.
pub(super) static PERHAPS_LEADING: Words = Words::new("系 为 是 到 由 原 现 任 去 至 被 经 给");

/// Words that no name begins with unless it is of one of [`PLACES`]: 先后任长沙市…, 后调长沙市….
pub(super) static BEFORE: Words = Words::new(
    "先后 曾 历任 一直 随后 之后 此后 后 起 到 由 去 再 又 并 仍 均 始终 任 被 其中 其间 其 转 调 派 另 目前 兹有 改称 为
     主要 具体 分别 该员工 该职工 该员 截至",
);

/// Places whose names begin with such a word.
pub(super) static PLACES: Words = Words::new("任丘 任县 任城 任泽 调兵山");

/// What names of units begin with before the place in them.
pub(super) static LEADS: Words = Words::new(
    "中国 中共 中华 中央 国家 国网 国营 全国 共青团 中铁 中建 中车 中交 中粮 民革 民盟 民建 民进 农工 致公 九三 台盟 红十字 省 公司
     大学 医院 学院",
);

/// Words that stand behind the name of a unit.
pub(super) static TRAILING: Words = Words::new(
    "担任 任职 任 选聘 招聘 录用 选派 工作 主要 一直 专职 兼职 具体 职工 员工 在编 在职 正式 上班 就职 期间 至今
     单位 参加 聘 的 为 是 系 现 并 做 社工 岗位 干部 职务 职位 干 搞 受聘 时",
);

/// Those of them that no name of a unit goes on behind.
pub(super) static CLOSING: Words =
    Words::new("从事 担任 任职 任 负责 一直 专职 兼职 职工 员工 在编 在职 上班 就职 期间 至今 职务 岗位 聘");

/// What stands in no name of a unit.
pub(super) static NEVER: Words = Words::new(
    "分管 主管 主要 内容 职责 主抓 协助 从事 担任 负责 任职于 至今 同志 证明 特此 岗位 职务 兹 我 参加 历任 在 承担
     开展 选聘 招聘 录用 借调 抽调 选调 兼任 现任 曾任 出任 聘任 聘为 受聘 履行
     出院 住院 入院 本单位 本人 该同志 单位名称 聘用 在职 期间 属实 有效 的是 驻校 驻院 驻村 驻点 驻站 驻所 驻社区 调处 科室为 部门为 单位为",
);

/// Words that begin with the last character of a name and are none of its ends: 社会, 行政, 院长.
pub(super) static INSIDE: Words = Words::new(
    "社会 社区 社工 社团 行政 行业 会计 会员 委员 办公 办事 办理 处理 处置 部门 科技 科学 科员 所有 场所 村民 村委
     院校 院长 局长 所长 站长 处长 科长 部长 校长 园长 行长 店长 馆长 社长 会长 队长 厂长 段长 台长 委会 区域 镇村
     乡镇 村居 校园 校区 园区 院区 室主任 站站长 队员 店员",
);

/// The last characters of words for a post: 项目主管, 社区专干, 副主任.
pub(in crate::extract) const POST_ENDS: &str = "长员师士理管干工警任记席事助岗官";

/// What units call themselves, behind 我, 本, 该 and without a name: 我中心, 本单位. 本溪市民政局 is a name.
pub(super) static SELF: Words = Words::new(
    "单位 公司 司 中心 街道 社区 机构 协会 医院 院 学校 校 局 所 会 社 处 站 村 厂 办 镇 乡 区 县 部 园 科 居委会
     村委会 委员会 企业 集团 组织",
);

/// Words that lead to what somebody does.
pub(in crate::extract) static DOING: Words = Words::new(
    "主要从事 专门从事 一直从事 专职从事 从事 主要负责 具体负责 全面负责 负责 主要承担 承担 开展 参与 分管 协助
     专责 专司 专事 担负 承接 履行 致力于 投身于 投身 主理 分工负责 主要做 牵头 提供 操持 担纲 打理 经管 掌管 执掌 接手 接管 转管 转做 改做 改管",
);

/// The same where a clause begins with them or an adverb stands before them; elsewhere they are parts of other words.
pub(in crate::extract) static DOING_FIRST: Words = Words::new(
    "做 干 搞 主管 主抓 承办 经办 办理 侧重 专注 专注于 聚焦 深耕 主责 兼管 协办 照管 看护 落实 推动 推进 统筹 实施 组织实施 组织开展",
);

/// Adverbs before such a word.
pub(in crate::extract) static ADVERBS: Words =
    Words::new("主要 一直 先后 具体 仍 专门 长期 专职 目前 主要是 同时 始终");
