//! Which fields a label may stand for, by its head and what its roles say.

use super::{Head, Meaning, Role};
use crate::model::FieldName;

impl Meaning {
    /// Whether a role is said.
    #[must_use]
    pub fn has(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    fn any(&self, roles: &[Role]) -> bool {
        roles.iter().any(|role| self.has(*role))
    }

    /// The type of the value: the last that is named, as Chinese puts heads last.
    #[must_use]
    pub fn head(&self) -> Head {
        self.heads.last().copied().unwrap_or(Head::Aside)
    }

    /// The fields that it may stand for, the likeliest first, and how telling it is for them, 0 the most; a kind takes
    /// the first that it has.
    #[must_use]
    pub fn fields(&self) -> Vec<(FieldName, usize)> {
        self.heads.iter().flat_map(|head| self.fields_of(*head)).collect()
    }

    /// Whether it asks for the two days between which somebody studied: 学习起止时间, 在校时间, 入学/毕业时间.
    #[must_use]
    pub fn spans_study(&self) -> bool {
        let between = self.has(Role::Enrolment) && self.has(Role::Graduation);
        let studied = self.has(Role::Study) && !self.any(&[Role::Start, Role::End, Role::Validity]);
        match self.head() {
            Head::Date => between || studied,
            // 起止年月, on a paper about studies.
            Head::Range => between || !self.any(&[Role::Working, Role::Doing, Role::Validity, Role::Appointment]),
            _ => false,
        }
    }

    /// The same for one of its heads.
    #[must_use]
    pub fn fields_of(&self, head: Head) -> Vec<(FieldName, usize)> {
        use FieldName as F;
        use Role as R;
        let list = |fields: &[F], rank: usize| fields.iter().map(|field| (*field, rank)).collect::<Vec<_>>();
        // What belongs to the handling of the paper, or to another person, is none of ours.
        if self.has(R::SomebodyElse) && head != Head::Phone {
            return Vec::new();
        }
        match head {
            Head::Person if self.has(R::Principal) => list(&[F::Principal], 0),
            Head::Person if self.has(R::Contact) => Vec::new(),
            // 查询姓名.
            Head::Person if self.has(R::Handling) => list(&[F::Name], 8),
            Head::Person => list(&[F::Name], 0),
            Head::Sex => list(&[F::Sex], 0),
            Head::Date => self.dates(),
            Head::Range if self.has(R::Validity) => list(&[F::ValidUntil], 1),
            Head::Range if self.has(R::Study) => list(&[F::ProgramYears], 8),
            Head::Length if self.any(&[R::Study, R::Schooling]) => list(&[F::ProgramYears], 1),
            Head::Length if self.any(&[R::Profession, R::Doing]) || self.under.contains(&Head::Major) => {
                list(&[F::SpecialistYears], 0)
            }
            Head::Length if self.any(&[R::Working, R::Joining]) => list(&[F::WorkYears], 1),
            Head::Length if self.has(R::Total) => list(&[F::SpecialistYears, F::WorkYears], 4),
            Head::Code => self.codes(),
            Head::Unit if self.has(R::Study) => list(&[F::School], 15),
            Head::Unit if self.any(&[R::Award, R::Proof, R::Issue]) => list(&[F::Issuer, F::Employer], 1),
            // 原工作单位, beside the present one.
            Head::Unit if self.has(R::Former) => list(&[F::Employer], 25),
            Head::Unit if self.any(&[R::Working, R::Appointment, R::Present]) => list(&[F::Employer], 2),
            // 查验机构.
            Head::Unit if self.any(&[R::Handling, R::Verification]) => list(&[F::Issuer, F::Employer], 8),
            Head::Unit => list(&[F::Employer], 4),
            // 入学前学历, 原毕业院校: of an education before the one that the paper is about.
            Head::School | Head::Major | Head::Level | Head::Degree if self.has(R::Former) => Vec::new(),
            Head::School if self.has(R::Award) => list(&[F::School, F::Issuer], 2),
            Head::School => list(&[F::School], if self.any(&[R::Graduation, R::Study]) { 0 } else { 2 }),
            Head::Major if self.any(&[R::Application, R::Exam, R::Qualification]) => Vec::new(),
            Head::Major => list(&[F::Major], if self.any(&[R::Graduation, R::Study]) { 0 } else { 6 }),
            // 文化程度, 现有学历: at the time, which a paper about further studies says beside their own level.
            Head::Level => list(&[F::EducationLevel], if self.has(R::Present) { 12 } else { 0 }),
            Head::Degree => list(&[F::Degree], 0),
            Head::Phone => list(&[F::ContactPhone], if self.has(R::Contact) { 0 } else { 3 }),
            // 验证方式, 联系方式 of somebody.
            Head::Mode if self.any(&[R::Verification, R::Handling, R::Contact]) => Vec::new(),
            Head::Mode => list(&[F::StudyMode], if self.any(&[R::Study, R::Schooling]) { 0 } else { 8 }),
            Head::Category if self.has(R::Schooling) || self.under.contains(&Head::Level) => {
                list(&[F::EducationCategory], 0)
            }
            // 资格类别; 办学类别, 学校类别.
            Head::Category if self.has(R::Qualification) => list(&[F::TitleName], 6),
            Head::Category if self.has(R::Study) || self.under.contains(&Head::School) => {
                list(&[F::EducationCategory], 7)
            }
            // 学生类别: 硕士研究生.
            Head::Category if self.under.contains(&Head::Person) => list(&[F::EducationLevel], 9),
            Head::Category if self.has(R::Application) => list(&[F::ExamLevel], 4),
            Head::Category if self.has(R::Exam) => list(&[F::ExamName], 6),
            Head::Category if self.has(R::Graduation) => list(&[F::EducationLevel], 6),
            Head::Category if self.under.contains(&Head::Major) => list(&[F::Major], 7),
            Head::Conclusion => list(&[F::Conclusion], 0),
            Head::Grade if self.has(R::Diploma) || self.under.contains(&Head::Level) => list(&[F::EducationLevel], 2),
            Head::Grade if self.under.contains(&Head::Major) => list(&[F::TitleLevel, F::EducationLevel], 2),
            Head::Grade if self.any(&[R::Application, R::Exam]) => list(&[F::ExamLevel], 0),
            Head::Grade if self.any(&[R::Qualification, R::Appointment]) => list(&[F::TitleLevel], 0),
            Head::Grade => list(&[F::ExamLevel, F::TitleLevel, F::EducationLevel], 6),
            Head::Title if self.has(R::Exam) => list(&[F::ExamName], 0),
            // 报考项目, 报名项目.
            Head::Title if self.any(&[R::Application, R::Registration]) => list(&[F::ExamName], 4),
            Head::Title if self.has(R::Qualification) => list(&[F::TitleName], 0),
            Head::Title if self.has(R::Certificate) => list(&[F::TitleName, F::Degree], 6),
            Head::Aside if self.has(R::Qualification) => list(&[F::TitleName], 5),
            Head::Post => list(&[F::TitleName], if self.any(&[R::Qualification, R::Appointment]) { 3 } else { 8 }),
            _ => Vec::new(),
        }
    }

    fn dates(&self) -> Vec<(FieldName, usize)> {
        use FieldName as F;
        use Role as R;
        let of = |field: F, rank: usize| vec![(field, rank)];
        if self.has(R::Birth) {
            of(F::BirthDate, 0)
        } else if self.any(&[R::Span, R::Joining, R::Exam, R::Application, R::Registration]) {
            Vec::new()
        } else if self.has(R::Graduation) || (self.has(R::Study) && self.has(R::End)) {
            of(F::GraduatedOn, 0)
        } else if self.has(R::Enrolment) || (self.has(R::Study) && self.has(R::Start)) {
            of(F::EnrolledOn, 0)
        } else if self.has(R::Validity) {
            of(F::ValidUntil, 0)
        } else if self.any(&[R::Doing, R::Profession]) && !self.any(&[R::Start, R::End]) {
            // 从事社会工作时间: how long.
            of(F::SpecialistYears, 3)
        } else if self.has(R::Filling) {
            // Before somebody looked it over and signed.
            of(F::IssuedOn, 20)
        } else if self.has(R::Handling) {
            Vec::new()
        } else if self.under.contains(&Head::Degree) {
            vec![(F::GraduatedOn, 3)]
        } else if self.has(R::Diploma) || (self.under.contains(&Head::Level) && self.has(R::Award)) {
            // 学历取得时间; of a diploma itself.
            vec![(F::GraduatedOn, 6)]
        } else if self.any(&[R::Issue, R::Award, R::Proof, R::Report]) {
            // 取得年月, on a paper that is not what was obtained.
            vec![(F::IssuedOn, 0), (F::GraduatedOn, 10)]
        } else if self.has(R::End) && !self.has(R::Working) {
            of(F::ValidUntil, 6)
        } else if self.roles.is_empty() && self.unknown == 0 && self.under.iter().all(|head| *head == Head::Aside) {
            // 日期, 盖章日期: of the paper itself.
            of(F::IssuedOn, 12)
        } else {
            Vec::new()
        }
    }

    fn codes(&self) -> Vec<(FieldName, usize)> {
        use FieldName as F;
        use Role as R;
        let of = |field: F, rank: usize| vec![(field, rank)];
        if self.has(R::Contact) {
            of(F::ContactPhone, 2)
        } else if self.has(R::Identity) && !self.any(&[R::Graduation, R::Diploma]) {
            of(F::IdNumber, 0)
        } else if self.has(R::Ticket) {
            of(F::TicketNo, 0)
        } else if self.has(R::Verification) {
            // 核验编号 of a paper that has no code to check it by.
            vec![(F::VerificationCode, 0), (F::ReportNo, 6)]
        } else if self.has(R::Registration) {
            of(F::RegistrationNo, 1)
        } else if self.has(R::Report) {
            of(F::ReportNo, 0)
        } else if self.any(&[R::DegreeCertificate, R::Qualification]) || self.under.contains(&Head::Degree) {
            Vec::new()
        } else if self.any(&[R::Diploma, R::Graduation]) {
            of(F::CertificateNo, 0)
        } else if self.under.contains(&Head::Level) {
            of(F::CertificateNo, 4)
        } else if self.has(R::Certificate) {
            of(F::CertificateNo, 5)
        } else if self.any(&[R::Handling, R::Proof]) {
            // 受理编号, 证明编号.
            of(F::ReportNo, 6)
        } else if self.has(R::Award) {
            vec![(F::ReportNo, 3), (F::CertificateNo, 3)]
        } else if self.roles.is_empty() && self.under.is_empty() {
            // 编号 by itself: of the paper.
            of(F::ReportNo, 12)
        } else {
            Vec::new()
        }
    }
}
