//! What sentences say of somebody's studies: where, what, from when to when, with what degree.
//!
//! Every value is found by its type, and its role by the words around it: a date before 出生 is a birthday, one before 毕业
//! the graduation, a name of a school behind 考入 or 毕业于 the school. Which sentence they stand in does not matter.

mod schools;

use std::ops::Range;

use super::pairs::Found;
use super::prose::found_at;
use super::text::Text;
use super::units::{begins, string};
use crate::model::FieldName;
use crate::values::{Words, date, education_level, id_number};

/// How sure a value is that a sentence gives.
const SURE: f32 = 0.9;

/// Reads the sentences of a page.
pub(super) fn find(text: &Text<'_>) -> Vec<Found> {
    let dates = date::find(&text.chars.iter().collect::<String>());
    let mut told = Told { text, dates, found: Vec::new() };
    told.dates();
    told.person();
    told.school_and_major();
    told.leading_majors();
    told.level();
    told.mode();
    told.degree();
    told.program();
    told.conclusion();
    told.number();
    told.number_in_sentence();
    told.found
}

pub(super) use schools::headline;

/// Whether what stands before a date ends in a word, perhaps with what leads from it to the date: 入学于, 毕业时间为.
fn led(lead: &str, word: &str) -> bool {
    let mut lead = lead;
    for tail in ["为", "是", "于", "在", "时间", "日期", "年月"] {
        lead = lead.strip_suffix(tail).unwrap_or(lead);
    }
    lead.ends_with(word)
}

struct Told<'t, 'a> {
    text: &'t Text<'a>,
    /// The dates of the text.
    dates: Vec<date::Found>,
    found: Vec<Found>,
}

impl Told<'_, '_> {
    fn push(&mut self, field: FieldName, range: Range<usize>, rank: usize) {
        let hit = found_at(self.text.sheet, self.text.flow, field, self.text.bytes(range), 0);
        // What is told more surely goes before what is told first.
        let sure = SURE - 0.001 * rank as f32;
        self.found.extend(hit.map(|hit| Found { rank: hit.rank + rank, sure, ..hit }));
    }

    fn chars(&self) -> &[char] {
        &self.text.chars
    }

    fn after(&self, at: usize, words: &[&str]) -> bool {
        words.iter().any(|w| begins(self.chars(), at, w))
    }

    fn before(&self, at: usize, words: &[&str]) -> bool {
        words.iter().any(|w| at.checked_sub(w.chars().count()).is_some_and(|i| begins(self.chars(), i, w)))
    }

    /// Dates by what is said of them.
    fn dates(&mut self) {
        let dates = self.dates.clone();
        for (n, d) in dates.iter().enumerate() {
            let clause = self.text.clause(d.end);
            let rest = string(self.chars(), d.end..clause.end);
            let lead = string(self.chars(), clause.start.min(d.start)..d.start);
            let next = dates.get(n + 1).filter(|next| {
                let between = string(self.chars(), d.end..next.start);
                let joint = between.trim_start_matches(['起', '开', '始', ',']);
                !joint.is_empty() && joint.chars().count() <= 3 && joint.chars().all(|c| "至到-~一止\n".contains(c))
            });
            let ended = n.checked_sub(1).and_then(|b| dates.get(b)).is_some_and(|before| {
                let between = string(self.chars(), before.end..d.start);
                between.chars().count() <= 4 && between.contains(['至', '到', '-', '~', '一'])
            });
            let study =
                ["学习", "就读", "攻读", "修读", "进修", "在读", "在校", "肄业"].iter().any(|w| rest.contains(w))
                    || ["学习", "就读", "在校", "修业"].iter().any(|w| lead.contains(w));
            if self.after(d.end, &["出生", "生,", "生。", "生、", "生)", "生于", "生\n", "生("])
                || self.before(d.start, &["出生于", ",生于", "。生于", "(生于", "\n生于"])
            {
                self.push(FieldName::BirthDate, d.start..d.end, 0);
            } else if let Some(next) = next {
                let clause = self.text.clause(next.end);
                // 至…期间，在本校…学习: what was done may stand in the next clause.
                let further = string(self.chars(), next.end..self.text.clause(clause.end + 1).end);
                if study || ["学习", "就读", "攻读", "修读", "修完", "毕业", "学完"].iter().any(|w| further.contains(w))
                {
                    self.push(FieldName::EnrolledOn, d.start..d.end, 0);
                    // Of two, the day of the degree is the one: 2008年9月至2010年7月在…学习，于2010年11月获得….
                    self.push(FieldName::GraduatedOn, next.start..next.end, 2);
                }
            } else if ended {
            } else if ["入学", "入校", "考入", "录取", "入读"].iter().any(|w| led(&lead, w)) {
                // 入学于1988年9月, 入校时间1991年9月.
                self.push(FieldName::EnrolledOn, d.start..d.end, 1);
            } else if ["毕业", "结业", "颁发", "签发", "核发", "修毕"].iter().any(|w| led(&lead, w)) {
                self.push(FieldName::GraduatedOn, d.start..d.end, 2);
            } else if self
                .after(d.end, &["毕业", "结业", "修业期满", "期满", "学习期满", "正式毕业", "准予毕业", "学成毕业"])
                || (rest.contains("毕业") && !["考入", "入学", "录取", "考取"].iter().any(|w| rest.contains(w)))
            {
                self.push(FieldName::GraduatedOn, d.start..d.end, 1);
            } else if ["考入", "入学", "录取", "入读", "进入", "升入", "报到"].iter().any(|w| rest.contains(w))
                // 2012年9月起在…学习, 自2012年9月在…学习.
                || (study && (rest.starts_with(['起', '入']) || rest.starts_with("就读") || lead.ends_with(['自', '从'])))
            {
                self.push(FieldName::EnrolledOn, d.start..d.end, 1);
            } else if ["获得", "取得", "授予", "颁发", "被授"].iter().any(|w| rest.contains(w) || lead.ends_with(w))
                && (rest.contains("学位") || rest.contains("证书") || rest.contains("文凭"))
            {
                self.push(FieldName::GraduatedOn, d.start..d.end, if rest.contains("学位") { 0 } else { 3 });
            } else {
                // 1994年7月，某某由某某学校毕业; 毕业证书，系某某大学于1992年7月颁发: said elsewhere in the sentence.
                let until = dates.get(n + 1).map_or(self.chars().len(), |next| next.start);
                let told = string(self.chars(), d.end..self.text.sentence(d.end).end.min(until));
                let entered = ["考入", "入学", "录取", "升入", "入校"].iter().any(|w| told.contains(w));
                let awarded = ["颁发", "签发", "核发"].iter().any(|w| told.starts_with(w)) && self.of_diploma(d.start);
                if awarded || (!entered && (told.contains("毕业,") || told.contains("毕业。"))) {
                    self.push(FieldName::GraduatedOn, d.start..d.end, 4);
                }
            }
        }
        // 系我校1996届毕业生.
        let classes: Vec<usize> = (4..self.chars().len())
            .filter(|at| {
                self.chars().get(*at) == Some(&'届')
                    && string(self.chars(), at - 4..*at).chars().all(|c| c.is_ascii_digit())
            })
            .collect();
        for at in classes {
            if string(self.chars(), at..self.chars().len().min(at + 24)).contains("毕业") {
                self.push(FieldName::GraduatedOn, at - 4..at, 12);
            }
        }
    }

    /// Whether the sentence around a place speaks of a diploma.
    fn of_diploma(&self, at: usize) -> bool {
        let said = string(self.chars(), self.text.sentence(at));
        ["毕业证", "学历证", "毕业文凭"].iter().any(|word| said.contains(word))
    }

    /// Sex and identity number.
    fn person(&mut self) {
        for at in 0..self.chars().len() {
            let c = self.chars().get(at).copied().unwrap_or(' ');
            let before = at.checked_sub(1).and_then(|i| self.chars().get(i)).copied();
            if "男女".contains(c) {
                let opens = before.is_some_and(|b| ",、(:".contains(b))
                    || self.before(at, &["性别", "性别为"])
                    || (self.before(at, &["为"]) && self.after(at + 1, &["性"]));
                let closes = self.chars().get(at + 1).is_none_or(|n| ",、)。(\n".contains(*n))
                    || self.after(at + 1, &["性,", "性。", "性、", "性)"]);
                if opens && closes {
                    self.push(FieldName::Sex, at..at + 1, 0);
                }
            }
            if c.is_ascii_digit() && !before.is_some_and(|b| b.is_ascii_alphanumeric()) {
                let length =
                    self.chars().iter().skip(at).take_while(|c| c.is_ascii_digit() || "Xx".contains(**c)).count();
                let born = string(self.chars(), at + 6..at + 8);
                let birth = string(self.chars(), at + 6..at + 14);
                // A certificate's number has eighteen digits too, and may hold a year where a birth date would stand.
                let number = string(self.chars(), at..at + length);
                let is_sure = id_number::check_character(&number) == number.to_uppercase().chars().last();
                if length == 18
                    && (born == "19" || born == "20")
                    && date::parse(&birth).is_some_and(|d| d.day().is_some())
                    && (is_sure || !string(self.chars(), self.text.clause(at)).contains("证书"))
                {
                    self.push(FieldName::IdNumber, at..at + length, 0);
                }
            }
        }
    }

    /// How somebody studied, in a bracket or as a word of its own: 专业（函授）, 以业余形式.
    fn mode(&mut self) {
        static MODES: Words = Words::new(
            "普通全日制 非全日制 全日制 函授 业余 脱产 半脱产 夜大学 夜大 自学考试 网络教育 开放教育 远程教育 在职",
        );
        for at in 0..self.chars().len() {
            let Some(length) = MODES.at(self.chars(), at) else { continue };
            let end = at + length;
            let bracketed = self.before(at, &["("]) && self.chars().get(end) == Some(&')');
            // 全日制本科, 脱产学习.
            let levelled = education_level::word_at(self.chars(), end).is_some();
            let leads = levelled || self.after(end, &["形式", "方式", "学习"]);
            let told = leads && self.before(at, &["以", "为", "专业", ",", ")"]);
            if bracketed || told {
                self.push(FieldName::StudyMode, at..end, 6);
            }
        }
    }

    /// The level of an education: 本科学历, 学历为中专, 专业（中级技工班）.
    fn level(&mut self) {
        for at in 0..self.chars().len() {
            let Some(length) = education_level::word_at(self.chars(), at) else { continue };
            let end = at + length;
            let said = self.after(
                end,
                &[
                    "学历",
                    "毕业",
                    "班",
                    "层次",
                    "学习",
                    "段",
                    "文化程度",
                    ")学习",
                    "考试",
                    "教育",
                    "教学计划",
                    "生,",
                    "生。",
                ],
            ) || self.before(
                at,
                &[
                    "学历为",
                    "学历(",
                    "学历:",
                    "学历是",
                    "层次为",
                    "层次:",
                    "层次",
                    "文化程度为",
                    "相当于",
                    "专业",
                    "专业(",
                    "年制",
                    "取得",
                    "获得",
                    "对应",
                    "为我国",
                ],
            );
            let school = self.after(end, &["学校", "部", "院"]);
            if said && !school {
                self.push(FieldName::EducationLevel, at..end, 8);
            }
        }
    }

    /// 授予法学学士学位, 社会科学硕士学位证书.
    fn degree(&mut self) {
        for end in 2..=self.chars().len() {
            if !(self.before(end, &["学士", "硕士", "博士"]) && self.after(end, &["学位"])) {
                continue;
            }
            let clause = self.text.clause(end);
            let lead = ["授予", "获得", "取得", "专业", "颁发的", "颁发", "的", "为"];
            let start = (clause.start..end - 2).filter_map(|at| {
                let word = lead.iter().find(|w| begins(self.chars(), at, w))?;
                Some(at + word.chars().count())
            });
            if let Some(start) = start.max().filter(|start| *start < end && end - start <= 16) {
                self.push(FieldName::Degree, start..end, 4);
            }
        }
    }

    /// 学制3年, 三年制, 修业三年.
    fn program(&mut self) {
        let chars = self.chars().to_vec();
        let numeral = |c: char| c.is_ascii_digit() || "一二两三四五六七八.半".contains(c);
        for at in 0..chars.len() {
            if begins(&chars, at, "学制") || begins(&chars, at, "修业") {
                let mut start = at + 2;
                while chars.get(start).is_some_and(|c| ":为是".contains(*c)) {
                    start += 1;
                }
                let end = (start..chars.len())
                    .find(|i| !numeral(chars.get(*i).copied().unwrap_or(' ')))
                    .unwrap_or(chars.len());
                if end > start && chars.get(end) == Some(&'年') {
                    let end = if chars.get(end + 1) == Some(&'半') { end + 2 } else { end + 1 };
                    self.push(FieldName::ProgramYears, start..end, 0);
                }
            } else if begins(&chars, at, "年制") {
                let start =
                    (0..at).rev().find(|i| !numeral(chars.get(*i).copied().unwrap_or(' '))).map_or(0, |i| i + 1);
                if at > start && at - start <= 3 {
                    self.push(FieldName::ProgramYears, start..at + 1, 1);
                }
            }
        }
    }

    /// 准予毕业, 成绩合格，结业.
    fn conclusion(&mut self) {
        for at in 0..self.chars().len() {
            if !self.after(at, &["毕业", "结业", "肄业"]) {
                continue;
            }
            // 专科学习，毕业。: a clause of its own.
            let alone = self.before(at, &[",", "。", ";"]) && self.after(at + 2, &[",", "。", ";"]);
            let said = alone || self.before(at, &["准予", "准许", "同意", "业已", "已", "准其", "合格,", "及格,"]);
            if said {
                self.push(FieldName::Conclusion, at..at + 2, 0);
            }
        }
    }

    /// A number of the old form: 湘中专字第920345号, alone on its line.
    fn number(&mut self) {
        let lines: Vec<Range<usize>> = self.lines();
        for line in lines {
            let said = string(self.chars(), line.clone());
            let digits = said.chars().filter(char::is_ascii_digit).count();
            // 湘学认字2015-0317: at the head of a page its 号 may be left out.
            let headed = line.start == 0 && said.contains('字') && said.ends_with(|c: char| c.is_ascii_digit());
            let numbered = said.contains(['字', '[', '第', '(']) && (said.ends_with('号') || headed) && digits >= 3;
            let plain = ["No.", "NO.", "No:", "NO:"].iter().any(|w| said.starts_with(w)) && digits >= 5;
            if (numbered || plain) && said.chars().count() <= 28 && !said.contains([',', '。']) {
                // 证书登记：(93)邵机字第147号.
                let label = (line.clone()).rev().find(|at| self.chars().get(*at) == Some(&':'));
                let line =
                    if plain { line.start + 3..line.end } else { label.map_or(line.start, |at| at + 1)..line.end };
                self.push(FieldName::ReportNo, line.clone(), 14);
                self.push(FieldName::CertificateNo, line, 20);
            }
        }
    }

    /// A number in a sentence: 第4301号毕业证, 毕业证书第4301号.
    fn number_in_sentence(&mut self) {
        let starts: Vec<usize> = (0..self.chars().len()).filter(|at| begins(self.chars(), *at, "第")).collect();
        for start in starts {
            let figures = |i: &usize| self.chars().get(*i).is_some_and(|c| !",。:\n".contains(*c)) && i - start <= 28;
            let Some(end) = (start + 1..self.chars().len())
                .take_while(figures)
                .filter(|i| self.chars().get(*i) == Some(&'号'))
                .last()
            else {
                continue;
            };
            let said = string(self.chars(), start + 1..end);
            let digits = said.chars().filter(char::is_ascii_digit).count();
            if digits < 4
                || !(self.after(end + 1, &["毕业", "学历", "证书", "文凭"])
                    || self.before(start, &["证书", "毕业证", "文凭"]))
            {
                continue;
            }
            // 第(92)毕字第5385号号毕业证书: the number's own 号 belongs to it.
            let own = said.contains('字') || said.contains('号');
            let end = if said.ends_with('号') || !own { end } else { end + 1 };
            self.push(FieldName::CertificateNo, start + 1..end, 6);
        }
    }

    fn lines(&self) -> Vec<Range<usize>> {
        let mut lines = Vec::new();
        let mut start = 0;
        for (n, c) in self.chars().iter().enumerate() {
            if *c == '\n' {
                lines.push(start..n);
                start = n + 1;
            }
        }
        lines.push(start..self.chars().len());
        lines
    }
}
