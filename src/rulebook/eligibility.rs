//! How many years of work the exam asks of a candidate.

use super::{Eligibility, MajorClass, Pack};

/// A candidate's standing, in the contract's forms.
#[derive(Debug, Clone, Copy, Default)]
pub struct Standing<'a> {
    /// 报考级别, as the roster writes it.
    pub exam_level: Option<&'a str>,
    /// The education level.
    pub education: Option<&'a str>,
    /// The major; `None` where it is not known.
    pub major: Option<&'a str>,
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

    /// The education level that this one counts as, e.g. 高级技工 as 专科.
    #[must_use]
    pub fn counted_level<'a>(&'a self, level: &'a str) -> &'a str {
        self.level_equivalents.get(level).map_or(level, String::as_str)
    }

    /// Whether a major is of the exam's field.
    #[must_use]
    pub fn major_class(&self, major: &str) -> MajorClass {
        let field = self.majors.field.iter().any(|word| major.contains(word.as_str()));
        if field { MajorClass::Field } else { MajorClass::Other }
    }

    /// What the exam asks of this candidate; `None` where the table has no row or too little is known. Where only the
    /// major is unknown, the easier row counts, so that nobody is held short for what was not read.
    #[must_use]
    pub fn demand<'a>(&'a self, standing: &Standing<'a>) -> Option<Demand<'a>> {
        let level = self.exam_level(standing.exam_level?)?;
        let education = self.counted_level(standing.education?);
        let major = standing.major.map(|major| self.major_class(major));
        let row = self
            .eligibility
            .iter()
            .filter(|row| row.level == level && row.education.iter().any(|e| e == education))
            .filter(|row| row.major.is_none() || major.is_none() || row.major == major)
            .min_by_key(|row| row.years)?;
        Some(Demand { row, education })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn years(exam_level: &str, education: &str, major: Option<&str>) -> Option<(u8, Option<String>)> {
        let pack = Pack::builtin("changsha-2024-social-worker").unwrap();
        let standing = Standing { exam_level: Some(exam_level), education: Some(education), major };
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
