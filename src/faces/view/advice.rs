//! What a reviewer should do about a flag, in one sentence. `hecha explain` says the same at length, for whoever sets the
//! program up.

use crate::model::Code;

/// What to do, in Simplified Chinese.
#[must_use]
pub const fn advice(code: Code) -> &'static str {
    use Code as C;
    match code {
        C::NameMismatch => "对照身份证：如更过名，请考生提供户籍更名证明；否则按他人材料处理。",
        C::NameVariant => "看一眼图像上的字；只是繁简、异体或形近，确认是同一人即可。",
        C::IdNumberMismatch => "逐位对照身份证；材料写错的，由出具单位更正后重交。",
        C::IdNumberInvalid => "号码本身不成立：对照身份证，查是名单录错还是材料印错。",
        C::BirthDateMismatch => "对照身份证；材料写错的，由出具单位更正后重交。",
        C::SexMismatch => "对照身份证；材料写错的，由出具单位更正后重交。",
        C::WrongPerson => "整份材料写的是别人：确认后退回，请考生上传本人的材料。",
        C::DocumentMissing => "确认其他文件里也没有这份材料；没有则退回补正。",
        C::DocumentUnreadable => "放大看图像；人也看不清的，退回请考生重新扫描。",
        C::DocumentUnrecognised => "看这份文件是什么；不是所需材料的，忽略或退回补正。",
        C::DocumentEncrypted => "请考生去掉密码后重新上传。",
        C::DocumentDamaged => "文件打不开：请考生重新上传。",
        C::DocumentDuplicate => "看两份是否相同；相同则只看一份。",
        C::FieldMissing => "看图像上该栏是否空着；确实没有的，退回补正。",
        C::LowConfidence => "对照图像读一遍；读得出的，直接更正为您看到的内容。",
        C::SubmittedLate => "按公告的受理时间和补办时间决定是否受理。",
        C::RouteMismatch => "按公告第五条第三款核对该学历应交哪一种证明；不符的退回补正。",
        C::ProvisionalProof => "可以暂时通过，并记下考生还须补交正式证明。",
        C::SchoolMismatch => "查学校是否更名、合并；不是的，考生填报的学历与证明不符。",
        C::MajorMismatch => "查是否为同一专业的不同写法；不是的，按证明上的专业核对报考条件。",
        C::LevelMismatch => "按证明上的学历层次重新核对报考条件和所需年限。",
        C::GraduatedOnMismatch => "看是否填错；毕业时间不同可能是另一份学历。",
        C::CertificateNoMismatch => "逐位对照图像；确实不同的，可能是另一份证书。",
        C::CertificateNoInconsistent => "编号与学校、年份或层次对不上：上网核验后再定。",
        C::NotGraduated => "结业、肄业不算毕业；请考生补交毕业证明，没有则不符合条件。",
        C::VerificationExpired => "验证已过期：请考生在学信网延期后重新下载上传。",
        C::VerificationCodeMalformed => "对照图像看验证码；确实不合规则的，上网核验。",
        C::YearsInsufficient => "看证明是否漏写经历；可退回请单位补写，仍不足则不符合条件。",
        C::YearsTotalInconsistent => "以各段起止时间为准，请单位更正合计。",
        C::PeriodOverlap => "重叠的时间只算一次；起止时间有误的，请单位更正。",
        C::PeriodAfterCutoff => "截止日以后的时间不算；看剩余年限是否足够。",
        C::PeriodImplausible => "看起止时间是否写错，请单位更正。",
        C::EmployerMismatch => "看是否更名或派遣；不是的，请考生说明并补交材料。",
        C::WorkUnrelated => "看工作内容是否属于本专业；拿不准的交复核。",
        C::SealMissing => "放大看有没有很淡的章；确实没有的，退回补盖。",
        C::SealEmployerMismatch => "看章上的单位与出具单位是否同一家；财务章、合同章不能代替。",
        C::EditedAfterSigning => "签名后文件被改过：上网核验，不一致的按造假线索上报。",
        C::SignatureInvalid => "签名与内容对不上：上网核验。",
        C::TextDiffersFromImage => "以图像为准，再上网核验：文字层可能被改过。",
        C::QrDiffers => "以扫码所得为准上网核验；不一致的按造假线索上报。",
        C::EditedFile => "看被改动的页；上网核验后再定。",
        C::SharedCertificateNo => "打开另一位考生对照：一个编号只能属于一个人。",
        C::SharedVerificationCode => "打开另一位考生对照：一个验证码只能属于一个人。",
        C::SharedImage => "打开另一位考生对照：看是否盗用同一张图。",
        C::ExemptionProofMissing => "确认其他文件里也没有免试证明；没有则退回补正。",
        C::OnlineNotFound => "再查一次并核对编号；仍查不到的，退回说明。",
        C::OnlineDiffers => "以网上结果为准，与材料逐项对照。",
        C::OnlineNeedsPerson => "请人工上网核验，并把结果记在这里。",
        C::CandidateUnknown => "看材料上的姓名和号码，找到是谁的，再请其按要求命名上传。",
        C::RosterDuplicate => "查名单：同一人有两行的，确认以哪一行为准。",
        C::RosterIncomplete => "补全名单该单元格后重新核查。",
        C::ExamMismatch => "看清报名表是哪一年、哪一个考试和级别的；不是本次的，请考生换交。",
        C::OpinionAdverse => "看单位意见栏原文，必要时向单位核实。",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_flag_has_one_short_sentence_of_its_own() {
        for code in Code::ALL {
            let text = advice(*code);
            assert!((8..=48).contains(&text.chars().count()) && text.ends_with('。'), "{code}: {text}");
        }
    }
}
