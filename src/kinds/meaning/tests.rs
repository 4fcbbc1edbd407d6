use super::*;
use crate::model::FieldName::{self, self as F};

fn chars(text: &str) -> Vec<char> {
    text.chars().collect()
}

/// The likeliest field of a label.
fn field(label: &str) -> Option<FieldName> {
    of(&chars(label))?.fields().first().map(|(field, _)| *field)
}

#[test]
fn labels_that_nobody_listed_are_known_by_their_parts() {
    use FieldName as F;
    for (label, expected) in [
        ("所在院校", F::School),
        ("就读学校名称", F::School),
        ("毕业年月", F::GraduatedOn),
        ("离校时间", F::GraduatedOn),
        ("入校年月", F::EnrolledOn),
        ("文化程度", F::EducationLevel),
        ("受教育程度", F::EducationLevel),
        ("落款年月", F::IssuedOn),
        ("开具时间", F::IssuedOn),
        ("出具证明单位", F::Issuer),
        ("证明对象", F::Name),
        ("其中从事社会工作年限", F::SpecialistYears),
        ("社会工作从业时间总计", F::SpecialistYears),
        ("在职工作年限", F::WorkYears),
        ("居民身份证件号码", F::IdNumber),
        ("经办人联系电话", F::ContactPhone),
        ("人事科电话", F::ContactPhone),
        ("学历证书注册编号", F::CertificateNo),
    ] {
        assert_eq!(field(label), Some(expected), "{label}");
    }
}

#[test]
fn what_is_said_of_others_and_of_the_paper_is_no_field() {
    for label in
        ["经办人", "负责人签字", "单位审核意见", "查询时间", "联系人姓名", "单位地址", "参加工作时间", "准考证号及备注"]
    {
        assert!(of(&chars(label)).is_some(), "{label} is a label");
    }
    for label in ["负责人签字", "单位审核意见", "查询时间", "联系人姓名", "单位地址", "参加工作时间"]
    {
        assert_eq!(field(label), None, "{label}");
    }
}

#[test]
fn values_are_no_labels() {
    for value in [
        "社会工作",
        "行政管理",
        "毕业",
        "本科学历",
        "普通全日制",
        "长沙市特殊教育学校",
        "张三",
        "社工",
        "三年",
        "在职",
        "学士学位",
        "湖南大学",
        "社区工作",
        "某某市社会工作服务中心",
    ] {
        assert_eq!(of(&chars(value)), None, "{value}");
    }
}

#[test]
fn days_and_persons_are_named_by_what_was_done() {
    for (label, expected) in
        [("签发日", Some(F::IssuedOn)), ("核查日", None), ("开具人", None), ("核查人", None), ("填写人", None)]
    {
        assert!(of(&chars(label)).is_some(), "{label} is a label");
        assert_eq!(field(label), expected, "{label}");
    }
    assert_eq!(of(&chars("工作日")), None);
    assert_eq!(of(&chars("毕业人")), None);
}

#[test]
fn coming_to_a_place_and_leaving_it_are_of_one_making() {
    for (label, role) in
        [("入院时间", Role::Start), ("到村日期", Role::Start), ("来所年月", Role::Start), ("离站时间", Role::End)]
    {
        let meaning = of(&chars(label)).unwrap();
        assert!(meaning.head() == Head::Date && meaning.has(role), "{label} {meaning:?}");
    }
    assert_eq!(field("被核定人"), Some(F::Name));
    assert_eq!(field("受证明人"), Some(F::Name));
}

#[test]
fn a_role_alone_asks_for_a_day_where_something_happens_on_one() {
    assert!(of_role(&chars("毕业")).is_some() && of_role(&chars("止")).is_some());
    for text in ["家庭社会工作", "身份", "社会工作"] {
        assert_eq!(of_role(&chars(text)), None, "{text}");
    }
}

#[test]
fn words_that_are_labels_only_by_themselves() {
    for (label, head) in [("担任", Head::Post), ("从事", Head::Work), ("供职于", Head::Unit), ("考试", Head::Title)]
    {
        assert_eq!(of(&chars(label)), None, "{label}");
        assert_eq!(of_word(&chars(label)).map(|m| m.head()), Some(head), "{label}");
    }
}

#[test]
fn a_label_may_name_two_values() {
    assert_eq!(of(&chars("毕业院校及专业")).unwrap().heads, [Head::School, Head::Major]);
    assert_eq!(of(&chars("岗位及工作内容")).unwrap().heads, [Head::Post, Head::Work]);
    assert_eq!(of(&chars("单位、职务")).unwrap().heads, [Head::Unit, Head::Post]);
}

#[test]
fn headers_of_tables_of_work_are_told() {
    for (label, head) in [
        ("自何年何月至何年何月", Head::Range),
        ("起止年月", Head::Range),
        ("从事时间", Head::Date),
        ("从事何种社会工作", Head::Work),
        ("从事专业", Head::Work),
        ("从事专业工作内容", Head::Work),
        ("在何单位任何职", Head::Post),
        ("服务单位", Head::Unit),
        ("现岗位", Head::Post),
        ("时长", Head::Length),
        ("做什么", Head::Work),
        ("在哪里", Head::Unit),
        ("什么时候开始", Head::Date),
        ("何时离开本公司", Head::Date),
        ("聘用方", Head::Unit),
        ("司龄", Head::Length),
    ] {
        assert_eq!(of(&chars(label)).map(|m| m.head()), Some(head), "{label}");
    }
}

#[test]
fn a_misread_character_does_not_hide_a_label() {
    assert_eq!(nearly(&chars("毕业院佼")).map(|m| m.head()), Some(Head::School));
    assert_eq!(nearly(&chars("湖南大学")), None);
}
