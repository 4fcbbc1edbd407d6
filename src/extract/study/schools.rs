//! Names of schools and fields of study in running text.

use std::ops::Range;

use super::Told;
use crate::extract::pairs::Found;
use crate::extract::units::{begins, bracketed, owns, string};
use crate::layout::Sheet;
use crate::model::{FieldName, Rect};
use crate::values::{Words, education_level, text};

/// What names of schools end in.
static SCHOOLS: Words = Words::new(
    "大学 学院 学校 党校 干校 分校 分院 技校 中专 职校 职高 师范 中学 研究院 研究所 函授站 学堂 卫校 农校 财校 警校 一中
     书院",
);

/// Sorts of schools, which are no school's name.
static GENERIC: Words = Words::new(
    "中等专业学校 高等学校 普通高等学校 职业学校 技工学校 高级技工学校 中等职业学校 技师学院 成人高等学校
     普通中等专业学校",
);

/// Words behind which the name of somebody's school stands.
static TO_SCHOOL: Words = Words::new(
    "考入 进入 入读 就读于 毕业于 就读 升入 参加 转入 录取到 被录取为 所持 持有 获得 取得 系 为 在 于 入 由 从 至
     到 经",
);

/// What may stand between a school's name and the field of study.
static BEHIND_SCHOOL: Words =
    Words::new("函授学院 成人教育学院 继续教育学院 远程教育学院 网络教育学院 网络学院 函授部 夜大学 成教院");

/// The name of a school that is all of a line, as covers and heads of tables print it.
pub(in crate::extract) fn headline(sheet: &Sheet<'_>) -> Option<Found> {
    let lines = sheet.rows.iter().filter(|row| row.bbox.y1 < 0.6 * sheet.page.height).flat_map(|row| &row.runs);
    let name = lines.filter_map(|run| sheet.runs.get(*run)).find_map(|run| {
        let whole = run.string();
        // 填报单位：某某学校（章）.
        let text = whole.rsplit(':').next().unwrap_or(&whole);
        let text = ["(章)", "(盖章)", "(公章)"].iter().find_map(|w| text.strip_suffix(w)).unwrap_or(text);
        let text = text.trim_matches(['(', ')', '《', '》']);
        let school = SCHOOLS.close(text) && !GENERIC.has(text) && (5..=24).contains(&text.chars().count());
        let plain = text.chars().all(|c| text::is_han(c) || "()·".contains(c));
        let at = whole.find(text).map(|at| whole.get(..at).unwrap_or_default().chars().count());
        (school && plain).then_some((run, at?, text.chars().count()))
    });
    let (run, start, length) = name?;
    let chars = run.chars.get(start..start + length)?.to_vec();
    Some(Found { field: FieldName::School, rank: 20, lines: vec![chars], sure: 0.85, label: Rect::default() })
}

impl Told<'_, '_> {
    /// Names of schools behind the words that lead to one, and fields of study before 专业.
    pub(super) fn school_and_major(&mut self) {
        let mut schools: Vec<Range<usize>> = Vec::new();
        let ends: Vec<usize> = (2..=self.chars().len()).filter(|end| SCHOOLS.end(self.chars(), *end)).collect();
        for end in ends {
            // 学院 inside 学院路, 大学学院: the last ending of a row of Han counts, if it is followed by no more of a name.
            if self.after(end, &["学院", "学校", "分校", "大学", "校区", "附属"])
                && !BEHIND_SCHOOL.begin(self.chars(), end)
            {
                continue;
            }
            // 中央党校|函授学院辽西分院: the whole of it.
            let rest = string(self.chars(), end..(end + 10).min(self.chars().len()));
            let rest: String = rest.chars().take_while(|c| text::is_han(*c)).collect();
            if ["分院", "分校", "教学点", "函授站"].iter().any(|word| rest.contains(word)) {
                continue;
            }
            // 内蒙古自治区中等专业学校: of a title.
            let generic = |start: &usize| {
                let name = string(self.chars(), *start..end);
                let placed = ["自治区", "省", "市"].iter().find_map(|place| Some(name.split_once(place)?.1));
                GENERIC.has(placed.unwrap_or(&name)) || GENERIC.has(&name)
            };
            if let Some(start) = self.school_start(end).filter(|start| end - start >= 4 && !generic(start)) {
                schools.push(start..end);
            }
        }
        // 系我校（中共某省委党校）1999年9月入学的…: who speaks says its name.
        for own in owns(self.chars(), 0..self.chars().len()) {
            let name = bracketed(self.chars(), own.end, 24).filter(|name| SCHOOLS.end(self.chars(), name.end));
            if let Some(name) = name {
                self.push(FieldName::School, name, 0);
            }
        }
        for school in &schools {
            self.push(FieldName::School, school.clone(), 2);
        }
        let majors: Vec<usize> = (2..self.chars().len()).filter(|at| begins(self.chars(), *at, "专业")).collect();
        for end in majors {
            if self.after(
                end + 2,
                &[
                    "学校",
                    "技术",
                    "工作",
                    "证书",
                    "资格",
                    "人员",
                    "名称",
                    "水平",
                    "教师",
                    "社会工作者",
                    "能力",
                    "机构",
                    "领域",
                ],
            ) {
                continue;
            }
            // 社会研究方法(Social Research Methods)专业: its Latin form stands in a bracket.
            let end = self.past_bracket(end);
            let clause = self.text.clause(end);
            let school = schools.iter().rev().find(|s| s.end <= end && s.end >= clause.start).map(|s| s.end);
            let start = self.major_start(school.unwrap_or(clause.start), end, school.is_some());
            if let Some(start) = start {
                self.push(FieldName::Major, start..end, 3);
            }
        }
    }

    /// Fields of study at the head of a clause: 专业园林, 修思想政治教育, 主修法学; in a sentence that tells of studies.
    pub(super) fn leading_majors(&mut self) {
        static LEADS: Words = Words::new("所学专业为 所学专业 专业为 专业是 专业 主修 修读 攻读 所学 修");
        static STUDIES: Words = Words::new("毕业 学历 入学 层次 学习形式 学制");
        let parts = |c: char| ",。:()\n".contains(c);
        let starts: Vec<usize> =
            (1..self.chars().len()).filter(|at| self.chars().get(at - 1).is_some_and(|c| parts(*c))).collect();
        for start in starts {
            let Some(length) = LEADS.at(self.chars(), start) else { continue };
            let from = start + length;
            let end = (from..self.chars().len()).find(|i| self.chars().get(*i).is_none_or(|c| parts(*c)));
            let end = end.unwrap_or(self.chars().len());
            let name = string(self.chars(), from..end);
            let named = (2..=16).contains(&name.chars().count()) && name.chars().all(|c| text::is_han(c) || c == '、');
            let other = ["专业", "工作", "技术资格", "课程", "业期", "学期", "学分", "证书", "年限"];
            let sentence = string(self.chars(), self.text.sentence(start));
            let other = other.iter().any(|w| name.replace("社会工作", "").contains(w));
            if named && !other && STUDIES.within(&sentence) {
                self.push(FieldName::Major, from..end, 5);
            }
        }
    }

    /// Where a name ends whose form in Latin letters stands behind it in a bracket that closes here.
    fn past_bracket(&self, end: usize) -> usize {
        let closed = end.checked_sub(1).and_then(|i| self.chars().get(i)) == Some(&')');
        let open = (end.saturating_sub(60)..end).rev().find(|i| self.chars().get(*i) == Some(&'('));
        let latin = |open: usize| self.chars().get(open + 1).is_some_and(char::is_ascii_alphabetic);
        open.filter(|open| closed && latin(*open)).unwrap_or(end)
    }

    /// Where the name of a school starts that ends here: behind the last word that leads to one, or behind punctuation.
    fn school_start(&self, end: usize) -> Option<usize> {
        let from = (end.saturating_sub(30)..end)
            .rev()
            .find(|i| self.chars().get(*i).is_none_or(|c| !(text::is_han(*c) || "()·".contains(*c))));
        let from = from.map_or(end.saturating_sub(30), |i| i + 1);
        // Nor is a date, which may be in Chinese numerals: 一九九四年七月在….
        let dated = self.dates.iter().rev().map(|date| date.end).find(|at| *at < end);
        let from = dated.map_or(from, |at| from.max(at));
        // The end of a date is no part of a name: 2004年7月参加….
        let dated = from.checked_sub(1).and_then(|i| self.chars().get(i)).is_some_and(char::is_ascii_digit);
        let from =
            if dated && self.chars().get(from).is_some_and(|c| "年月日".contains(*c)) { from + 1 } else { from };
        let led = (from..end.saturating_sub(3)).filter_map(|at| {
            let length = TO_SCHOOL.at(self.chars(), at)?;
            Some((at + length, length))
        });
        // The last word of two characters, else the first of one: 在 may be part of a name, 考入 is not.
        let led: Vec<(usize, usize)> = led.collect();
        let long = led.iter().rev().find(|(_, length)| *length > 1);
        let start = long.or(led.first()).map(|(start, _)| *start);
        let start = start.map(|start| if self.chars().get(start) == Some(&'的') { start + 1 } else { start });
        let own = |start: usize| {
            self.after(start, &["我校", "本校", "该校", "我院", "本院", "其他", "上述", "同等", "高等学校", "普通高等"])
        };
        let start = match start {
            Some(start) if start < end => self.past_country(start, end),
            // Without such a word only what begins a line or clause.
            _ if from < end => from,
            _ => return None,
        };
        // 1996届, 2004级; and not 高级技工学校.
        let name = string(self.chars(), start..end);
        let class =
            ["高级", "中级", "初级"].iter().fold(name, |left, word| left.replace(word, "")).contains(['届', '级']);
        (!own(start) && !class).then_some(start)
    }

    /// Past a country that is told before a school: 英国利兹大学.
    fn past_country(&self, start: usize, end: usize) -> usize {
        static COUNTRIES: Words = Words::new(
            "英国 美国 澳大利亚 新西兰 加拿大 日本 韩国 新加坡 马来西亚 泰国 菲律宾 越南 印度 德国 法国 俄罗斯
             乌克兰 白俄罗斯 意大利 西班牙 荷兰 瑞典 瑞士 爱尔兰 波兰 芬兰 丹麦 挪威 中国香港 中国澳门 中国台湾
             比利时 奥地利 匈牙利",
        );
        match COUNTRIES.at(self.chars(), start) {
            Some(length) if end - start >= length + 4 => start + length,
            _ => start,
        }
    }

    /// Past what stands in front of a field of study and is none of it: 函授学院, 大专班（函授）, 本科.
    fn past_forms(&self, start: usize) -> usize {
        let mut at = start;
        loop {
            let level = || {
                let length = education_level::word_at(self.chars(), at)?;
                begins(self.chars(), at + length, "班").then_some(length + 1)
            };
            let bracket = || {
                let close = (at + 1..at + 12).find(|i| self.chars().get(*i) == Some(&')'))?;
                (self.chars().get(at) == Some(&'(')).then_some(close + 1 - at)
            };
            match BEHIND_SCHOOL.at(self.chars(), at).or_else(level).or_else(bracket) {
                Some(length) => at += length,
                None => return at,
            }
        }
    }

    /// Where the field of study starts that ends here.
    fn major_start(&self, from: usize, end: usize, behind_school: bool) -> Option<usize> {
        let mut start = from;
        start = self.past_forms(start);
        // 某某学校1999届: the year of a class.
        let class = |c: &char| c.is_ascii_digit() || "〇○零一二三四五六七八九届级\n".contains(*c);
        let years = self.chars().iter().skip(start).take_while(|c| class(c)).count();
        if years > 0 && self.chars().get(start + years - 1).is_some_and(|c| "届级\n".contains(*c) || c.is_ascii_digit())
        {
            start += years;
        }
        // 香港浸会大学（Hong Kong Baptist University）学习|社会工作专业.
        static STUDYING: Words = Words::new("学习 攻读 修读 就读 主修 修习");
        let studied = (start..end).filter_map(|at| Some(at + STUDYING.at(self.chars(), at)?));
        start = studied.filter(|at| at + 2 <= end).max().filter(|_| behind_school).unwrap_or(start);
        if !behind_school {
            let lead = [
                "学习", "攻读", "修读", "所学", "主修", "的", "届", "我校", "本校", "该校", "我院", "在", "系", "报考",
                "考试", "级", "习", "完成",
            ];
            let led = (start..end).filter_map(|at| {
                let word = lead.iter().find(|w| begins(self.chars(), at, w))?;
                Some(at + word.chars().count())
            });
            start = led.filter(|at| *at < end).max()?;
        }
        // 颁发的应用社会学: behind the last 的.
        let of = (start..end).rev().find(|i| self.chars().get(*i) == Some(&'的')).map(|i| i + 1);
        let start = of.unwrap_or(start);
        let mut start = start;
        while self.chars().get(start).is_some_and(|c| "()、:".contains(*c)) {
            start += 1;
        }
        let start = self.past_forms(start).min(end);
        let name = string(self.chars(), start..end);
        let plain = name.chars().all(|c| text::is_han(c) || "()、·".contains(c));
        (plain
            && (2..=24).contains(&name.chars().count())
            && !["所学", "相关", "中等", "高等"].contains(&name.as_str()))
        .then_some(start)
    }
}
