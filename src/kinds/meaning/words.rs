//! The words of which labels are made.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::{Head, Role};

/// What a word adds to a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The type of the value.
    Head(Head),
    /// Its role.
    Role(Role),
    /// Joins two labels: 及, 与.
    And,
    /// Says nothing of either: 本人, 名称, 的.
    Filler,
    /// A word that stands in values and in no label.
    Value,
    /// A stamp or a hand that stands for what is named before it: 证明单位盖章 is the unit; alone it names no value.
    Sign,
    /// 日 behind what happened then: 起始日, 签发日.
    Day,
    /// 人 behind what somebody does with the paper: 核查人, 开具人.
    Doer,
    /// 被 before what is done with somebody's papers: 被核定人 is whom the paper is about.
    Passive,
    /// 对象 behind what was done with somebody's papers: 核验对象.
    Subject,
}

/// A word with what it adds.
#[derive(Debug)]
pub(super) struct Word {
    pub(super) text: Cow<'static, str>,
    pub(super) parts: &'static [Part],
}

impl Word {
    pub(super) fn length(&self) -> usize {
        self.text.chars().count()
    }
}

use Part::{And, Day, Doer, Filler, Head as H, Passive, Role as R, Sign, Subject, Value};

/// Shorthand for the table.
const fn words(parts: &'static [Part], texts: &'static str) -> (&'static [Part], &'static str) {
    (parts, texts)
}

/// The grammar: words by what they add, parted by spaces.
const GRAMMAR: &[(&[Part], &str)] = &[
    // Heads.
    words(
        &[H(Head::Person)],
        "姓名 名字 员工 报考者 应聘者 申请者 持证者 报考人 报名人 应考人员 报名人员 应试人员 职工 毕业生 当事人 持有人 持有者 学生 持证人 同志 从业人员 在职人员 在岗人员 任职人员 申请人 考生 学员 被聘人 受聘人",
    ),
    words(&[H(Head::Person)], "研究生姓名"),
    words(&[H(Head::Sex)], "性别"),
    words(&[H(Head::Date)], "日期 时间 年月 年月日 年份 日子 何年何月 何年何月何日 年月份"),
    words(&[R(Role::Asking), H(Head::Date)], "何时 何年 何月 何年月 什么时候 哪年 哪年哪月"),
    words(&[R(Role::Start), H(Head::Date)], "起期"),
    words(&[R(Role::End), H(Head::Date)], "止期"),
    words(&[Day], "日"),
    words(&[R(Role::Diploma), H(Head::Code)], "毕业证书字号 毕业证字号 证书字号"),
    words(&[R(Role::Verification), H(Head::Code)], "查验码 核验码"),
    words(&[R(Role::Award), H(Head::Unit)], "认证中心 发证部门 颁证部门 出证部门"),
    words(&[R(Role::Graduation), H(Head::School)], "毕业学院"),
    words(&[H(Head::Range)], "期间 时段 时间段 区间 期限 聘期 起止日期 起止时间 起止年月 起止年月日 起讫时间 起讫年月"),
    words(&[H(Head::Length)], "年限 年数 时长 总年限 月数 年期"),
    words(&[R(Role::Study), H(Head::Length)], "学制"),
    words(&[R(Role::Report), H(Head::Code)], "报告序号 认证序号 核验序号"),
    words(&[R(Role::Working), H(Head::Length)], "工龄 年资 资历 司龄 教龄"),
    words(&[H(Head::Code)], "号 号码 编号 编码 码 流水号 序列号"),
    words(&[R(Role::Certificate), H(Head::Code)], "证号"),
    words(
        &[H(Head::Unit)],
        "医院名称 中心名称 社区名称 街道名称 村名称 工厂名称 单位 机构 机关 企业 公司 供职处 劳动合同单位 合同单位 签约单位 方 去处 用人主体 用工主体",
    ),
    words(&[H(Head::School)], "党校 院校 学校 校名 院所 高校 母校 院校系 学府"),
    words(&[H(Head::Major)], "专业 学科 专业方向 专业及方向 主修方向 修读方向 就读方向 专业学科 学科专业"),
    words(&[H(Head::Level)], "学历 层次 教育程度 学业层次 学历情况 文化层次 受教育程度 文化水平 学历层次"),
    words(&[H(Head::Degree)], "学位"),
    words(
        &[H(Head::Work)],
        "工作内容 工作事项 服务事项 负责事项 岗位工作 主要工作 具体工作 本职工作 承担工作 所做工作 工作业务 内容 职责 工作职责 任务 业务 工作情况 工作性质 领域 描述 概述 简述 范围 分工 主业 职能 事务 业务范围 工作方向 服务方向 业务方向 服务内容 工作范围 职掌",
    ),
    words(
        &[R(Role::Doing), H(Head::Work)],
        "做什么 干什么 做些什么 干些什么 做何事 做哪些事 什么工作 哪些工作 何工作 做何工作 何种工作 何专业工作 何种专业工作 何种专业技术工作 的工作",
    ),
    words(&[H(Head::Post)], "岗位 职务 职位 职衔 工种 职别 任何职 任何职务 何职 何职务 职业 角色 人员身份 用工身份"),
    words(
        &[H(Head::Phone)],
        "电话 联络方式 联系号码 电话号 联络电话 手机 手机号 联系方式 座机 移动电话 固定电话 固话 电话号码 手机号码",
    ),
    words(&[H(Head::Mode)], "形式 方式"),
    words(&[H(Head::Category)], "类别 类型 性质 种类"),
    words(&[H(Head::Conclusion)], "结论 毕业与否 修业结果 是否毕业 毕业状态 毕业情况"),
    words(&[R(Role::Graduation), H(Head::Conclusion)], "毕结业 毕结肄业 毕肄业"),
    words(&[H(Head::Grade)], "级别 等级 档次"),
    words(&[H(Head::Title)], "名称 项目"),
    words(&[R(Role::Exam), H(Head::Title)], "所报考试 报考考试 报名考试 应考考试 参加考试 应试考试"),
    words(
        &[H(Head::Aside)],
        "序号 学号 考生号 管理号 文号 字号 地址 住址 所在地 地点 邮编 邮政编码 电子邮箱 邮箱 网址 传真 意见 承诺 声明 说明 备注 照片 相片 民族 籍贯 国籍 国家 地区 政治面貌 婚姻状况 健康状况 曾用名 班级 院系 系所 分院 部门 科室 处室 股室 考区 考点 科目 年度 条件 成绩 总分 分数 学分 课程 生源 家庭出身 本人成分 简历 经历 履历 主要成员 奖惩情况 自我鉴定 鉴定 学籍状态 状态 事项 关系 班次 专业系列 评审委员会 金额 方名称 附件 页码 二维码 用途 抬头 出生地 规模 依据 证明内容 情况",
    ),
    words(
        &[R(Role::SomebodyElse), H(Head::Aside)],
        "负责人 审签人 法定代表人 法人代表 承诺人 办理人 经手人 班主任 辅导员 介绍人 授权人 主管领导 人事干部 记录人 核对人 开票人 校对人 监护人 证件持有人",
    ),
    words(&[Doer], "人 员"),
    words(&[Subject], "对象"),
    words(&[Passive], "被 受"),
    words(&[R(Role::Qualification), H(Head::Aside)], "职称"),
    words(&[R(Role::Principal), H(Head::Person)], "学位评定委员会主席 校长 院长 校院长 所长姓名"),
    words(&[Sign], "签名 签字 签章 盖章 公章 印章 章 加盖公章 签字盖章 盖公章 印鉴"),
    // Roles.
    words(&[R(Role::Birth)], "出生"),
    words(&[R(Role::Birth), H(Head::Date)], "出生日期 出生年月 出生年月日 生日"),
    words(&[R(Role::Graduation)], "毕业 结业 离校 学业完成 完成学业 修业期满 修毕 肄业 毕业后"),
    words(&[R(Role::Enrolment)], "进校 注册入学 学籍注册 入读 就学 入学 入校 录取 报到 考入"),
    words(
        &[R(Role::Issue)],
        "开立 开出 用印 出表 填发 出具 开具 落款 签发 制表 更新 签署 制作 生成 出报告 开证 打证 发文 成文 制发 发函 出函 复函 核实",
    ),
    words(&[R(Role::Award)], "发证 颁发 颁证 获证 领证 授予 批准 审批 核发 颁授 取得 获得 评审"),
    words(&[R(Role::Award), R(Role::Report)], "认证"),
    words(&[R(Role::Proof)], "证明 出证 确认 证实 鉴证"),
    words(&[R(Role::Validity)], "有效截止 验证截止 有效 验证期 验证有效 到期 失效"),
    words(
        &[R(Role::Validity), H(Head::Date)],
        "有效期至 有效期限至 验证期至 验证有效期至 有效期 有效期限 有效期截止 有效至",
    ),
    words(&[R(Role::Start)], "起 始 起始 开始 加入 就任 任职起 自 从 起算 入行"),
    words(&[R(Role::End)], "止 终 终止 结束 截止 截至 至 到 迄 讫 解聘 离任 卸任 调离 调出 退出 离开"),
    words(&[R(Role::Span), H(Head::Range)], "起止 起讫"),
    words(&[R(Role::Joining)], "参加工作 首次工作"),
    words(
        &[R(Role::Working)],
        "担任 兼任 所任 履职 供职 任教 上班 受雇 就任 执业 工作 任职 在职 从业 在岗 服务 就职 就业 用工 用人 所在 人事",
    ),
    words(
        &[R(Role::Study)],
        "所读 修读 研修 学业 所攻读 求学 学习 就读 在校 修业 主修 所学 所修 培养 办学 办班 举办 主办 主考 教学 授课 攻读",
    ),
    words(&[R(Role::Schooling)], "教育"),
    words(
        &[R(Role::Identity)],
        "身份证 居民身份证 公民身份证 公民身份 身份 身份证件 证件 有效证件 有效身份证件 居民身份",
    ),
    words(&[R(Role::Ticket)], "准考证 准考"),
    words(&[R(Role::Registration)], "报名 档案 信息表 报名表"),
    words(&[R(Role::Certificate)], "认证书 登记 证件登记 证书 证书注册 电子注册 注册 聘书"),
    words(&[R(Role::Diploma)], "毕业证书 毕业证 学历证书 学历证 文凭 学历证明书"),
    words(&[R(Role::DegreeCertificate)], "学位证书 学位证"),
    words(&[R(Role::Verification)], "在线验证 验证 防伪 核验"),
    words(&[R(Role::Report)], "报告 认证报告 查询报告"),
    words(&[R(Role::Exam)], "考试"),
    words(&[R(Role::Application)], "报考 申报 应考 投考"),
    words(&[R(Role::Total)], "累计 合计 共计 总 总计 总共 累积"),
    words(&[R(Role::Total), H(Head::Length)], "各段相加 各段合计 以上合计 以上相加"),
    words(
        &[R(Role::Profession)],
        "社会服务 社会工作服务 社会服务工作 社区工作 专业服务 社会工作 社工 本专业 相关专业 相关 该专业 专业技术工作 专业工作 社会工作专业 本职业",
    ),
    words(&[R(Role::Doing)], "从事 承担 主要从事 所从事 负责 承办 分管 主管 主抓"),
    words(&[R(Role::Contact)], "联络 联系 办公 咨询"),
    words(&[R(Role::Qualification)], "技术 资格 专业技术 技能 职业资格 专业技术资格 任职资格 职业技能"),
    words(&[R(Role::Appointment)], "聘任 聘用 受聘"),
    words(&[R(Role::SomebodyElse)], "经办 导师 父亲 母亲 配偶 领导 家庭 紧急联系人"),
    words(&[R(Role::Filling), R(Role::Handling)], "填表 填写 填报"),
    words(&[R(Role::Present), H(Head::Level)], "文化程度"),
    words(&[R(Role::SomebodyElse), R(Role::Handling)], "申请 委托 送审 送检"),
    words(&[R(Role::Handling)], "办理 查询 查验 打印 审核 审查 初审 复核 提交 受理 核查 核定 核 摘录 下载"),
    words(&[R(Role::Asking), H(Head::Person)], "何人 谁 哪位"),
    words(&[R(Role::Asking)], "何 何种 何地 什么 任何 何部门 哪 哪个 哪些 哪种 哪类"),
    words(&[R(Role::Asking), H(Head::Unit)], "何单位 何地何单位 何处 哪里 在哪 哪家单位 哪个单位 什么单位 什么地方"),
    words(&[R(Role::Former)], "原 入学前 入校前 进校前 入学之前"),
    words(&[R(Role::Present)], "现 目前 当前 现任 现从事"),
    // Words that join, words that say nothing.
    words(&[And], "及 和 与 或 暨 、"),
    words(
        &[Filler],
        "现有 所属 于 本人 的 其 其中 该 您的 全称 人员 所获 最高 第一 在 本 主要 具体 所 是 填 信息 曾 拟 专门 公民 此 各 某 相应 截止目前 种 对应 国外 境外 中文 电子 有关 行业 方面 统计 计算 日常 平时 平常 本职 该同志 其间",
    ),
    // Values are made of these, labels never.
    words(
        &[Value],
        "本科 专科 硕士 博士 学士 中专 大专 全日制 管理 服务中心 服务站 委员会 医院 不详 无 合格 研究生 助理 初级 中级 高级 人民 大学",
    ),
];

/// How a unit speaks of itself, how somebody comes there and leaves it: 我院, 到院, 入社, 离所 are of one making.
const MOVES: [(&[Part], &str, &str); 3] = [
    (&[Filler], "我 本 该 贵", PLACES),
    (&[R(Role::Start)], "到 入 进 来 抵", PLACES),
    (&[R(Role::End)], "离 出", PLACES),
];

/// What people who work somewhere call it.
const PLACES: &str =
    "岗 职 任 院 所 站 社 馆 园 厂 局 司 会 队 部 村 镇 街 街道 社区 中心 单位 本单位 我单位 公司 机构 矿 狱";

/// Every word, by its first character.
static WORDS: LazyLock<BTreeMap<char, Vec<Word>>> = LazyLock::new(|| {
    let mut all: BTreeMap<char, Vec<Word>> = BTreeMap::new();
    for (parts, texts) in GRAMMAR {
        for text in texts.split_whitespace() {
            add(&mut all, Cow::Borrowed(text), parts);
        }
    }
    for (parts, verbs, places) in MOVES {
        for text in verbs.split_whitespace().flat_map(|verb| places.split_whitespace().map(move |at| [verb, at])) {
            add(&mut all, Cow::Owned(text.concat()), parts);
        }
    }
    all
});

/// Adds a word, unless the grammar has it.
fn add(all: &mut BTreeMap<char, Vec<Word>>, text: Cow<'static, str>, parts: &'static [Part]) {
    if let Some(words) = text.chars().next().map(|first| all.entry(first).or_default())
        && !words.iter().any(|word| word.text == text)
    {
        words.push(Word { text, parts });
    }
}

/// Whether a word that stands in values alone stands in a text.
pub(super) fn holds_value(text: &[char]) -> bool {
    let value = |at: usize| starting(text.get(at..).unwrap_or_default()).any(|word| word.parts == [Value]);
    (0..text.len()).any(value)
}

/// A character that may be any: one that was perhaps misread.
pub(super) const ANY: char = '\u{0}';

/// The words that a text begins with.
pub(super) fn starting(text: &[char]) -> impl Iterator<Item = &'static Word> {
    let first = text.first().copied().unwrap_or(ANY);
    let all = WORDS.iter().filter(move |(c, _)| first == ANY || **c == first).flat_map(|(_, words)| words);
    all.filter(move |word| {
        // A word of one character is nothing without it.
        let known = word.text.chars().count() > 1 || first != ANY;
        known && word.text.chars().zip(0..).all(|(c, n)| text.get(n).is_some_and(|t| *t == c || *t == ANY))
    })
}
