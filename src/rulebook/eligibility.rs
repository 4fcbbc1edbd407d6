//! How many years of work the exam asks of a candidate, and whom it does not admit at all.

use super::{Eligibility, MajorClass, Pack};
use crate::values::education_level::EducationLevel;

/// A candidate's standing, in the contract's forms.
#[derive(Debug, Clone, Copy, Default)]
pub struct Standing<'a> {
    /// 报考级别, as the roster writes it.
    pub exam_level: Option<&'a str>,
    /// The education level.
    pub education: Option<&'a str>,
    /// The major; `None` where it is not known.
    pub major: Option<&'a str>,
    /// The degree; `None` where it is not known.
    pub degree: Option<&'a str>,
}

/// Why the exam does not admit a candidate, whatever the years of work.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Refusal<'a> {
    /// The level of the exam asks at least for this education.
    Education {
        /// The level of the exam.
        level: &'a str,
        /// The lowest education that it admits.
        lowest: EducationLevel,
    },
    /// The level of the exam admits this education, but not with this major.
    Major {
        /// The level of the exam.
        level: &'a str,
    },
}

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Demand<'a> {
    /// The row of the table.
    pub row: &'a Eligibility,
    /// The education level after equivalences.
    pub education: &'a str,
}

impl Pack {
    /// The level of the exam that this text means.
    #[must_use]
    pub fn exam_level(&self, text: &str) -> Option<&str> {
        let exact = self.exam_level.iter().find(|level| level.name == text);
        let by_word =
            || self.exam_level.iter().find(|level| level.words.iter().any(|word| text.contains(word.as_str())));
        exact.or_else(by_word).map(|level| level.name.as_str())
    }

    /// The level that a candidate sits for: the first of these texts that names one, or the only one that anybody can sit
    /// for (where a roster writes subjects or categories in the column of levels).
    #[must_use]
    pub fn sat_for<'a>(&'a self, texts: &[&str]) -> Option<&'a str> {
        let named = texts.iter().find_map(|text| self.exam_level(text));
        named.or_else(|| {
            let first = self.eligibility.first()?.level.as_str();
            self.eligibility.iter().all(|row| row.level == first).then_some(first)
        })
    }

    /// The education level that this one counts as, e.g. 高级技工 as 专科.
    #[must_use]
    pub fn counted_level<'a>(&'a self, level: &'a str) -> &'a str {
        self.level_equivalents.get(level).map_or(level, String::as_str)
    }

    /// Whether a major is of the exam's field, or near to it.
    #[must_use]
    pub fn major_class(&self, major: &str) -> MajorClass {
        // What only holds a word of the field within another (信息安全, 农药学) is not named by it.
        let bare = self.majors.except.iter().fold(major.to_owned(), |left, word| left.replace(word.as_str(), "／"));
        let named = |words: &[String]| words.iter().any(|word| bare.contains(word.as_str()));
        if named(&self.majors.field) {
            MajorClass::Field
        } else if named(&self.majors.related) {
            MajorClass::Related
        } else {
            MajorClass::Other
        }
    }

    /// The rows that are for this candidate, any of which is enough; none where too little is known. Where only the major
    /// is unknown, every class may be the candidate's, so that nobody is held short for what was not read.
    #[must_use]
    pub fn demands<'a>(&'a self, standing: &Standing<'a>) -> Vec<Demand<'a>> {
        let (Some(level), Some(education)) = (standing.exam_level, standing.education) else { return Vec::new() };
        let Some(level) = self.exam_level(level) else { return Vec::new() };
        let education = self.counted_level(education);
        let major = standing.major.map(|major| self.major_class(major));
        let has = |word: &String| standing.degree.is_some_and(|degree| degree.contains(word.as_str()));
        let rows = self.eligibility.iter().filter(|row| {
            row.level == level
                && row.education.iter().any(|e| e == education)
                && (row.major.is_none() || major.is_none() || row.major == major)
                && (row.degree.is_empty() || row.degree.iter().any(has))
        });
        rows.map(|row| Demand { row, education }).collect()
    }

    /// The easiest row that is for this candidate: one that asks for no certificate first, then by years.
    #[must_use]
    pub fn demand<'a>(&'a self, standing: &Standing<'a>) -> Option<Demand<'a>> {
        self.demands(standing).into_iter().min_by_key(|demand| (demand.row.after.is_some(), demand.row.years))
    }

    /// Why the exam does not admit this candidate at all; `None` where it does, or where too little is known.
    #[must_use]
    pub fn refusal<'a>(&'a self, standing: &Standing<'a>) -> Option<Refusal<'a>> {
        let level = self.exam_level(standing.exam_level?)?;
        let education: EducationLevel = self.counted_level(standing.education?).parse().ok()?;
        let rows: Vec<&Eligibility> = self.eligibility.iter().filter(|row| row.level == level).collect();
        let admitted = rows.iter().flat_map(|row| &row.education).filter_map(|word| word.parse().ok());
        let lowest: EducationLevel = admitted.min_by_key(|level: &EducationLevel| level.rank())?;
        if education.rank() < lowest.rank() {
            return Some(Refusal::Education { level, lowest });
        }
        let for_education = rows.iter().any(|row| row.education.iter().any(|word| word == education.as_str()));
        (for_education && self.demands(standing).is_empty()).then_some(Refusal::Major { level })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn years(exam_level: &str, education: &str, major: Option<&str>) -> Option<(u8, Option<String>)> {
        let pack = Pack::builtin("changsha-2024-social-worker").unwrap();
        let standing = Standing { exam_level: Some(exam_level), education: Some(education), major, degree: None };
        pack.demand(&standing).map(|demand| (demand.row.years, demand.row.after.clone()))
    }

    #[test]
    fn the_table_of_2006() {
        let assistant = Some("助理社会工作师".to_owned());
        for (level, education, major, expected) in [
            ("助理社会工作师", "高中", Some("文科"), Some((4, None))),
            ("助理社会工作师", "中专", Some("社会工作"), Some((4, None))),
            ("助理社会工作师", "专科", Some("社会工作"), Some((2, None))),
            ("助理社会工作师", "专科", Some("会计学"), Some((4, None))),
            ("助理社会工作师", "本科", Some("社会工作"), Some((0, None))),
            ("助理社会工作师", "硕士研究生", Some("法学"), Some((2, None))),
            ("社会工作师", "中专", Some("文秘"), Some((6, assistant.clone()))),
            ("社会工作师", "专科", Some("社会工作"), Some((4, None))),
            ("社会工作师", "专科", Some("土木工程"), Some((6, None))),
            ("社会工作师", "本科", Some("社会工作"), Some((3, None))),
            ("社会工作师", "本科", Some("护理学"), Some((5, None))),
            ("社会工作师", "硕士研究生", Some("社会工作"), Some((1, None))),
            ("社会工作师", "博士研究生", Some("社会学"), Some((2, None))),
            ("高级社会工作师", "本科", Some("社会工作"), Some((5, Some("社会工作师".to_owned())))),
            ("高级社会工作师", "专科", Some("社会工作"), None),
        ] {
            assert_eq!(years(level, education, major), expected, "{level} {education} {major:?}");
        }
    }

    #[test]
    fn a_technical_class_counts_as_its_level() {
        assert_eq!(years("助理社会工作师", "高级技工", Some("烹饪")), Some((4, None)));
        assert_eq!(years("社会工作师", "预备技师", Some("汽车维修")), Some((5, None)));
    }

    #[test]
    fn an_unknown_major_is_held_to_the_easier_row() {
        assert_eq!(years("社会工作师", "本科", None), Some((3, None)));
    }

    #[test]
    fn a_column_of_subjects_leaves_the_only_level() {
        let pharmacist = Pack::builtin("changsha-2024-pharmacist").unwrap();
        assert_eq!(pharmacist.sat_for(&["考全科"]), Some("执业药师"));
        let safety = Pack::builtin("changsha-2024-safety-engineer").unwrap();
        assert_eq!(safety.sat_for(&["建筑施工安全"]), Some("中级注册安全工程师"));
        let social = Pack::builtin("changsha-2024-social-worker").unwrap();
        assert_eq!(social.sat_for(&["考全科", "助理社会工作师"]), Some("助理社会工作师"));
        assert_eq!(social.sat_for(&["社会工作者", "#N/A"]), None);
    }

    #[test]
    fn a_word_within_another_names_no_major() {
        let safety = Pack::builtin("changsha-2024-safety-engineer").unwrap();
        for (major, class) in [
            ("安全工程", MajorClass::Field),
            ("安全技术与管理", MajorClass::Field),
            ("消防工程", MajorClass::Field),
            ("应急技术与管理", MajorClass::Field),
            ("信息安全", MajorClass::Other),
            ("网络空间安全", MajorClass::Other),
            ("食品质量与安全", MajorClass::Other),
            ("机械设计制造及其自动化", MajorClass::Other),
        ] {
            assert_eq!(safety.major_class(major), class, "{major}");
        }
        let pharmacist = Pack::builtin("changsha-2024-pharmacist").unwrap();
        for (major, class) in [
            ("药学", MajorClass::Field),
            ("中药学", MajorClass::Field),
            ("制药工程", MajorClass::Field),
            ("农药学", MajorClass::Other),
            ("植物保护（农药方向）", MajorClass::Other),
            ("兽药生产技术", MajorClass::Other),
            ("护理学", MajorClass::Related),
        ] {
            assert_eq!(pharmacist.major_class(major), class, "{major}");
        }
    }

    #[test]
    fn rosters_write_the_level_in_many_ways() {
        let pack = Pack::builtin("changsha-2024-social-worker").unwrap();
        for (text, level) in [
            ("助理社会工作师", Some("助理社会工作师")),
            ("初级", Some("助理社会工作师")),
            ("社会工作师（中级）", Some("社会工作师")),
            ("高级社会工作师", Some("高级社会工作师")),
            ("2.社会工作师", Some("社会工作师")),
            ("中级", Some("社会工作师")),
            ("经济师", None),
        ] {
            assert_eq!(pack.exam_level(text), level, "{text}");
        }
    }
}
