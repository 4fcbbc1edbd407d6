//! Whether characters make text, told from the characters alone.
//!
//! A `ToUnicode` map that was shifted or shuffled gives well-formed characters that nobody ever wrote. Two things give it
//! away. Nearly all running Chinese is written with the few thousand characters that the national standards put into
//! their first level, whatever the names in it: a shifted map lands outside. And common words are common: a map
//! that only exchanges the page's own characters keeps every character plausible, but leaves no word standing.

use std::collections::BTreeMap;

use encoding_rs::{BIG5, Encoding, GBK};

/// Fewer Chinese characters than this allow no judgement.
const ENOUGH: usize = 24;
/// Text has at least this share of its characters in the first levels. Registers full of rare names stay above 0.85, a
/// random choice of characters gives about 0.33.
const COMMON: f32 = 0.6;
/// Fewer Chinese characters than this may well hold none of the words below.
const ENOUGH_FOR_WORDS: usize = 48;
/// Text has at least this many of the common words for each of its Chinese characters. Forms and certificates have 0.2
/// and more, an official announcement 0.1; of pages whose characters were exchanged at random 97 in 100 stay below.
const WORDS_EACH: f32 = 0.025;
/// With so many words it is text, however rare its characters are.
const MANY_WORDS: f32 = 0.06;
/// More than this share of characters from scripts that no paper here is printed in.
const FOREIGN: f32 = 0.2;
/// Text in Latin script has no more signs among its characters than this.
const SIGNS: f32 = 0.12;

/// Whether these characters, in reading order, make no text.
pub(super) fn is_scrambled(text: impl Iterator<Item = char>) -> bool {
    let text: Vec<char> = text.collect();
    if text.len() < ENOUGH {
        return false;
    }
    let chinese: Vec<char> = text.iter().copied().filter(|c| is_han(*c)).collect();
    let share = |count: usize, of: usize| count as f32 / of.max(1) as f32;
    if share(text.iter().filter(|c| is_foreign(**c)).count(), text.len()) > FOREIGN {
        return true;
    }
    let words = share(text.windows(2).filter(|pair| is_word(pair)).count(), chinese.len());
    if chinese.len() >= ENOUGH {
        let mut levels = BTreeMap::new();
        let common = chinese.iter().filter(|c| *levels.entry(**c).or_insert_with(|| is_common(**c))).count();
        if share(common, chinese.len()) < COMMON && words < MANY_WORDS {
            return true;
        }
    }
    if chinese.len() >= ENOUGH_FOR_WORDS {
        return words < WORDS_EACH;
    }
    // Nothing Chinese at all: letters and digits with the signs of a keyboard's upper row strewn among them.
    let signs = text.iter().filter(|c| "!\"#$%&*+<=>?@[\\]^_`{|}~".contains(**c)).count();
    chinese.is_empty() && share(signs, text.len()) > SIGNS
}

fn is_han(ch: char) -> bool {
    matches!(ch, '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{323AF}')
}

/// Neither Chinese nor Latin, nor a sign or number that is printed with either.
fn is_foreign(ch: char) -> bool {
    !is_han(ch)
        && !matches!(ch,
            ' '..='\u{17F}' | '\u{2000}'..='\u{206F}' | '\u{20A0}'..='\u{20BF}' | '\u{2100}'..='\u{27BF}'
            | '\u{2E80}'..='\u{2FDF}' | '\u{3000}'..='\u{303F}' | '\u{3200}'..='\u{33FF}' | '\u{FE30}'..='\u{FE4F}'
            | '\u{FF00}'..='\u{FFEF}')
}

/// In the first level of GB 2312 or of Big5, which hold the characters in everyday use.
fn is_common(ch: char) -> bool {
    let lead = |encoding: &'static Encoding| {
        let mut buffer = [0; 4];
        let (bytes, _, failed) = encoding.encode(ch.encode_utf8(&mut buffer));
        match (failed, bytes.as_ref()) {
            (false, [lead, trail]) => Some((*lead, *trail)),
            _ => None,
        }
    };
    lead(GBK).is_some_and(|(lead, trail)| (0xB0..=0xD7).contains(&lead) && trail >= 0xA1)
        || lead(BIG5).is_some_and(|(lead, _)| (0xA4..=0xC6).contains(&lead))
}

fn is_word(pair: &[char]) -> bool {
    let [a, b] = pair else { return false };
    WORDS.binary_search_by(|word| word.chars().cmp([*a, *b])).is_ok()
}

/// Words of two characters that papers of offices, schools and employers are full of, and common ones of any text;
/// sorted. Simplified and traditional.
#[rustfmt::skip]
const WORDS: &[&str] = &[
    "一个", "一起", "不同", "不得", "不是", "不能", "专业", "专科", "专职", "业余", "中专", "中国",
    "中國", "中央", "中心", "中级", "为了", "主要", "之一", "之前", "之后", "之间", "乙方", "也是",
    "事项", "人事", "人力", "人员", "什么", "什麼", "从事", "他们", "他們", "付款", "代码", "以上",
    "以及", "但是", "住址", "作为", "使用", "保障", "信息", "信用", "党员", "党校", "入学", "全国",
    "全日", "公司", "公民", "公章", "关于", "其中", "其他", "兹有", "内容", "准考", "出来", "出生",
    "函授", "初级", "办公", "助理", "区域", "协议", "单位", "博士", "历史", "县区", "双方", "发展",
    "发票", "发证", "可以", "可能", "号码", "合同", "合格", "合计", "同志", "同时", "名称", "因为",
    "团员", "国家", "國家", "在线", "地址", "地方", "城市", "壹個", "备案", "备注", "大学", "大學",
    "如果", "姓別", "姓名", "姓氏", "委员", "学习", "学位", "学制", "学历", "学号", "学校", "学生",
    "学籍", "学院", "學位", "學士", "學校", "學歷", "學生", "學院", "审核", "对于", "專業", "就是",
    "层次", "居民", "岗位", "工作", "已经", "市委", "师范", "年月", "年限", "并且", "广播", "序号",
    "应当", "建设", "开始", "开放", "录取", "形式", "必须", "性别", "情况", "意见", "成人", "成绩",
    "我们", "我們", "我单", "或者", "所以", "承诺", "技工", "技师", "技术", "技能", "报名", "报告",
    "报考", "授予", "提供", "政府", "政治", "教育", "文化", "新生", "方法", "方面", "日制", "日期",
    "日本", "日起", "时候", "时间", "時候", "普通", "更新", "有关", "有效", "有限", "服务", "期限",
    "本人", "本科", "机关", "材料", "查询", "校长", "根据", "毕业", "民政", "民族", "汉族", "沒有",
    "没有", "法人", "法律", "注册", "注意", "活动", "湖南", "满年", "照片", "现任", "现在", "班级",
    "生活", "由于", "甲方", "申请", "电子", "电视", "电话", "畢業", "盖章", "相关", "省份", "省委",
    "真实", "知道", "研究", "硕士", "碩士", "社会", "社区", "社會", "科学", "第一", "第三", "第二",
    "签发", "签名", "签字", "管理", "籍贯", "类别", "系统", "累计", "级别", "组织", "经办", "经历",
    "经济", "结业", "统一", "编号", "网站", "网络", "考生", "考试", "职业", "职务", "职称", "联系",
    "聘书", "聘任", "聘用", "自己", "自考", "至今", "花名", "街道", "要求", "規定", "规定", "證明",
    "證書", "认证", "证书", "证号", "证明", "评审", "说明", "负责", "责任", "账号", "资格", "资源",
    "起来", "起止", "身份", "農村", "还是", "这个", "这些", "这样", "进行", "连续", "這個", "通知",
    "那个", "部门", "都是", "重要", "金额", "银行", "长期", "长沙", "開始", "關於", "问题", "院长",
    "需要", "面貌", "项目", "颁发", "领域", "香港", "验证", "高中", "高等", "高级",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn scrambled(text: &str) -> bool {
        is_scrambled(text.chars().filter(|c| !c.is_whitespace()))
    }

    const FORM: &str = "教育部学历证书电子注册备案表 姓名 喆堃龑 性别 女 出生日期 1985年6月26日 入学日期 2001年9月1日 \
        毕（结）业日期 2005年6月30日 学校名称 湖南大学 专业 社会工作 学制 4年 层次 本科 学历类别 普通高等教育";

    #[test]
    fn the_table_is_sorted() {
        assert!(WORDS.is_sorted());
        assert!(WORDS.iter().all(|w| w.chars().count() == 2));
    }

    #[test]
    fn a_form_with_a_rare_name_is_text() {
        assert!(!scrambled(FORM));
    }

    #[test]
    fn a_table_of_rare_names_and_digits_is_text() {
        let row = "喆堃 男 440198198506261435 犇翀弢 女 440198198506261436 赟 昉 祎 曌 ";
        assert!(!scrambled(&format!("录取花名册 姓名 性别 身份证号 专业 {}", row.repeat(3))));
    }

    #[test]
    fn english_and_traditional_chinese_are_text() {
        assert!(!scrambled("The University of Hong Kong hereby certifies that the degree of Master was conferred"));
        assert!(!scrambled(
            "學歷證明書 茲證明該生於本校社會工作學系修業期滿成績及格准予畢業依學位授予法之規定授予社會學學士學位"
        ));
    }

    #[test]
    fn shifted_characters_are_not() {
        let shifted: String =
            FORM.chars().map(|c| if is_han(c) { char::from_u32(c as u32 + 1231).unwrap_or(c) } else { c }).collect();
        assert!(scrambled(&shifted));
    }

    #[test]
    fn exchanged_characters_are_not() {
        let mut all: Vec<char> = FORM.chars().filter(|c| is_han(*c)).collect();
        all.sort_unstable();
        all.dedup();
        let exchanged: String =
            FORM.chars().map(|c| all.binary_search(&c).map_or(c, |i| all[(i + 7) % all.len()])).collect();
        assert!(scrambled(&exchanged), "{exchanged}");
    }

    #[test]
    fn signs_instead_of_chinese_are_not() {
        assert!(scrambled("94M56J=0M8H-G3!&&\"#*)#*)'\"($(#&%'C,?IM$\"\"'<(@%\">:B4FMD27:+,ME.;/K+1AL"));
    }
}
