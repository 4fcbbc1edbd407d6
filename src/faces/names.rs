//! What the contract's words are called in front of people, in Simplified Chinese. A new word fails to compile until it
//! has a name here.

use crate::model::{
    CellState, Code, DamageReason, DocumentKind, FieldName, Format, Outcome, OwnerReason, Reader, SealColour, Severity,
};
use crate::store::review::Seen;

/// A kind of document.
#[must_use]
pub const fn kind(kind: DocumentKind) -> &'static str {
    use DocumentKind as K;
    match kind {
        K::RegistrationForm => "报名表",
        K::EmploymentCertificate => "工作年限证明",
        K::ChsiRegistration => "学历证书电子注册备案表",
        K::ChsiVerificationReport => "学历认证报告（学信网）",
        K::SecondaryDiplomaQuery => "中职毕业证查询结果",
        K::ProvincialVerificationReport => "学历认证报告（省教育厅）",
        K::EnrolmentRegister => "录取/毕业生花名册",
        K::OverseasDegreeCertificate => "国（境）外学历学位认证书",
        K::PartySchoolProof => "党校学历证明",
        K::TechnicalSchoolQuery => "技工院校毕业证查询结果",
        K::TechnicalSchoolCertificate => "技工院校学籍认证",
        K::GraduateRegistrationForm => "毕业生登记表",
        K::Diploma => "毕业/学位证书",
        K::ProfessionalTitleCertificate => "职称/资格证书",
        K::AppointmentLetter => "聘书",
        K::IdentityCard => "身份证",
        K::Blank => "空白页",
        K::Other => "其他",
    }
}

/// A field.
#[must_use]
pub const fn field(field: FieldName) -> &'static str {
    use FieldName as F;
    match field {
        F::Name => "姓名",
        F::Sex => "性别",
        F::BirthDate => "出生日期",
        F::IdNumber => "身份证号",
        F::TicketNo => "准考证号",
        F::RegistrationNo => "报名序号",
        F::ExamName => "考试名称",
        F::ExamLevel => "报考级别",
        F::Employer => "工作单位",
        F::EducationLevel => "学历层次",
        F::Degree => "学位",
        F::School => "学校",
        F::Major => "专业",
        F::EnrolledOn => "入学日期",
        F::GraduatedOn => "毕业日期",
        F::ProgramYears => "学制（年）",
        F::EducationCategory => "学历类别",
        F::StudyMode => "学习形式",
        F::Conclusion => "毕（结）业结论",
        F::CertificateNo => "证书编号",
        F::Principal => "校（院）长",
        F::VerificationCode => "在线验证码",
        F::ReportNo => "报告编号",
        F::IssuedOn => "出具日期",
        F::ValidUntil => "有效期至",
        F::WorkYears => "工作年限",
        F::SpecialistYears => "专业工作年限",
        F::EmploymentPeriods => "工作经历",
        F::RegisterEntries => "花名册本人记录",
        F::RegisterRows => "花名册行数",
        F::Issuer => "出具单位",
        F::TitleName => "资格/职务名称",
        F::TitleLevel => "资格级别",
        F::ContactPhone => "联系电话",
    }
}

/// A reason to look.
#[must_use]
pub const fn code(code: Code) -> &'static str {
    use Code as C;
    match code {
        C::NameMismatch => "姓名不一致",
        C::NameVariant => "姓名异体或形近字",
        C::IdNumberMismatch => "身份证号不一致",
        C::IdNumberInvalid => "身份证号不合规则",
        C::BirthDateMismatch => "出生日期不一致",
        C::SexMismatch => "性别不一致",
        C::WrongPerson => "材料是他人的",
        C::DocumentMissing => "缺少材料",
        C::DocumentUnreadable => "材料看不清",
        C::DocumentUnrecognised => "不是所需材料",
        C::DocumentEncrypted => "文件有密码",
        C::DocumentDamaged => "文件损坏",
        C::DocumentDuplicate => "重复提交",
        C::FieldMissing => "缺少内容",
        C::LowConfidence => "识别没有把握",
        C::SubmittedLate => "逾期提交",
        C::RouteMismatch => "学历证明种类不符",
        C::ProvisionalProof => "暂时有效，待补材料",
        C::SchoolMismatch => "学校不一致",
        C::MajorMismatch => "专业不一致",
        C::LevelMismatch => "学历层次不一致",
        C::GraduatedOnMismatch => "毕业时间不一致",
        C::CertificateNoMismatch => "证书编号不一致",
        C::CertificateNoInconsistent => "证书编号自相矛盾",
        C::NotGraduated => "不是毕业结论",
        C::VerificationExpired => "验证有效期已过",
        C::VerificationCodeMalformed => "验证码格式不对",
        C::YearsInsufficient => "工作年限不足",
        C::YearsTotalInconsistent => "年限合计不符",
        C::PeriodOverlap => "工作经历重叠",
        C::PeriodAfterCutoff => "经历超出截止日",
        C::PeriodImplausible => "工作经历不合常理",
        C::EmployerMismatch => "工作单位不一致",
        C::WorkUnrelated => "工作内容与专业无关",
        C::SealMissing => "没有盖章",
        C::SealEmployerMismatch => "印章与单位不符",
        C::EditedAfterSigning => "签名后被改动",
        C::SignatureInvalid => "数字签名无效",
        C::TextDiffersFromImage => "文字与图像不符",
        C::QrDiffers => "二维码与内容不符",
        C::EditedFile => "文件被改动过",
        C::SharedCertificateNo => "证书编号与他人相同",
        C::SharedVerificationCode => "验证码与他人相同",
        C::SharedImage => "图像与他人相同",
        C::ExemptionProofMissing => "缺免试证明",
        C::OnlineNotFound => "网上查无此证",
        C::OnlineDiffers => "与网上结果不一致",
        C::OnlineNeedsPerson => "需人工上网核验",
        C::CandidateUnknown => "不知是谁的材料",
        C::RosterDuplicate => "花名册重复",
        C::RosterIncomplete => "花名册内容不全",
        C::ExamMismatch => "报名表不是本次考试的",
        C::OpinionAdverse => "单位意见不同意",
    }
}

/// How much a flag matters.
#[must_use]
pub const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "提示",
        Severity::Warning => "注意",
        Severity::Error => "严重",
    }
}

/// Who read a document.
#[must_use]
pub const fn reader(reader: Reader) -> &'static str {
    match reader {
        Reader::Text => "文本",
        Reader::Ocr => "图像识别",
        Reader::Mixed => "文本＋图像识别",
    }
}

/// What a file is by its bytes.
#[must_use]
pub const fn format(format: Format) -> &'static str {
    match format {
        Format::Pdf => "PDF",
        Format::Jpeg => "JPEG",
        Format::Png => "PNG",
        Format::Heic => "HEIC",
        Format::Tiff => "TIFF",
        Format::Webp => "WebP",
        Format::Bmp => "BMP",
        Format::Gif => "GIF",
        Format::Jpeg2000 => "JPEG 2000",
        Format::Empty => "空文件",
        Format::Html => "网页",
        Format::Office => "办公文档",
        Format::Ofd => "OFD",
        Format::Archive => "压缩包",
        Format::Mail => "邮件",
        Format::OtherPicture => "其他图片格式",
        Format::PlainText => "纯文本",
        Format::Unknown => "未知",
    }
}

/// What was expected or found, as people call it: it may be kinds of documents.
#[must_use]
pub fn kinds(value: &str) -> String {
    let word = |word: &str| word.parse::<DocumentKind>().map_or_else(|_| word.to_owned(), |k| kind(k).to_owned());
    value.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// How reading a file ended.
#[must_use]
pub const fn outcome(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Read => "已读取",
        Outcome::Encrypted => "有密码，打不开",
        Outcome::Protected => "被专用软件保护，打不开",
        Outcome::Damaged { reason } => damage(*reason),
        Outcome::NotADocument => "不是 PDF、JPEG 或 PNG",
    }
}

/// Why a file counts as damaged.
#[must_use]
pub const fn damage(reason: DamageReason) -> &'static str {
    match reason {
        DamageReason::Empty => "损坏：空文件",
        DamageReason::Malformed => "损坏：结构不完整",
        DamageReason::NoPages => "损坏：没有页面",
        DamageReason::TooManyPages => "页数过多",
        DamageReason::TooLarge => "文件过大",
        DamageReason::Timeout => "读取超时",
        DamageReason::OutOfMemory => "读取时内存不足",
        DamageReason::Crashed => "读取时程序崩溃",
        DamageReason::Unreachable => "磁盘上读不到",
    }
}

/// By what a file was given to a candidate.
#[must_use]
pub const fn owner(reason: OwnerReason) -> &'static str {
    match reason {
        OwnerReason::Reviewer => "审核人的决定",
        OwnerReason::Manifest => "清单 manifest.csv",
        OwnerReason::TicketNoInPath => "路径中的准考证号",
        OwnerReason::IdNumberInPath => "路径中的身份证号",
        OwnerReason::NameInPath => "路径中的姓名",
        OwnerReason::IdNumberOnDocument => "材料上的身份证号",
        OwnerReason::NameOnDocument => "材料上的姓名和出生日期",
    }
}

/// The colour of a seal.
#[must_use]
pub const fn seal_colour(colour: SealColour) -> &'static str {
    match colour {
        SealColour::Red => "红",
        SealColour::Blue => "蓝",
        SealColour::Grey => "黑白",
    }
}

/// What a person saw at a portal.
#[must_use]
pub const fn seen(seen: Seen) -> &'static str {
    match seen {
        Seen::Same => "一致",
        Seen::Differs => "不一致",
        Seen::NotFound => "查无此证",
        Seen::Expired => "已过期",
        Seen::Unreachable => "无法查询",
    }
}

/// How much of a roster value can be relied on.
#[must_use]
pub const fn cell_state(state: CellState) -> &'static str {
    match state {
        CellState::Full => "",
        CellState::Masked => "（部分遮盖）",
        CellState::Rounded => "（末位被表格舍入）",
        CellState::NotUnderstood => "（格式无法理解）",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_words_share_a_name() {
        let kinds: BTreeSet<_> = DocumentKind::ALL.iter().map(|k| kind(*k)).collect();
        let fields: BTreeSet<_> = FieldName::ALL.iter().map(|f| field(*f)).collect();
        let codes: BTreeSet<_> = Code::ALL.iter().map(|c| code(*c)).collect();
        assert_eq!(
            (kinds.len(), fields.len(), codes.len()),
            (DocumentKind::ALL.len(), FieldName::ALL.len(), Code::ALL.len())
        );
    }
}
