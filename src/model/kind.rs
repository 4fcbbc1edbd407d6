//! The kinds of document, in the contract's words.

use super::words::vocabulary;

vocabulary! {
    /// What a document is. Titles and layouts live with each kind in [`crate::kinds`].
    DocumentKind {
        /// 资格考试报名表.
        RegistrationForm = "registration_form",
        /// 工作年限证明.
        EmploymentCertificate = "employment_certificate",
        /// 教育部学历证书电子注册备案表 (学信网).
        ChsiRegistration = "chsi_registration",
        /// 中国高等教育学历认证报告.
        ChsiVerificationReport = "chsi_verification_report",
        /// 湖南省中等职业学校毕业证查询系统, result page.
        SecondaryDiplomaQuery = "secondary_diploma_query",
        /// A provincial 教育厅's 学历认证报告.
        ProvincialVerificationReport = "provincial_verification_report",
        /// 录取花名册, 毕业生花名册: a copied register page with many people on it.
        EnrolmentRegister = "enrolment_register",
        /// 国(境)外学历学位认证书.
        OverseasDegreeCertificate = "overseas_degree_certificate",
        /// 党校 query page or 学历证明.
        PartySchoolProof = "party_school_proof",
        /// 技工院校毕业证书查询, result page.
        TechnicalSchoolQuery = "technical_school_query",
        /// 技工院校学籍认证 issued on paper.
        TechnicalSchoolCertificate = "technical_school_certificate",
        /// 毕业生登记表.
        GraduateRegistrationForm = "graduate_registration_form",
        /// 毕业证书, 学位证书.
        Diploma = "diploma",
        /// 职称证书, 专业技术资格证书, 职业资格证书.
        ProfessionalTitleCertificate = "professional_title_certificate",
        /// 聘书, 聘任证书.
        AppointmentLetter = "appointment_letter",
        /// 居民身份证.
        IdentityCard = "identity_card",
        /// A page with nothing on it.
        Blank = "blank",
        /// Anything else.
        Other = "other",
    }
}
