//! Wordings that papers come in beside the usual ones.

use super::check;

#[test]
fn a_name_behind_words_that_lead_to_it() {
    check(
        "
                    关于贺兰同志从业情况的说明

    贺兰（女，公民身份号码 439901198712050026）系我街道青枫社区社工，2013年
5月至2017年8月从事社区矫正工作，2017年9月至今从事老年人社会服务工作，截至
2024年7月底累计从事社会工作11年2个月。
    特此证明。

                                        长沙市虚构区青枫街道办事处（公章）
                                                        2024年8月5日",
        "employment_certificate
        name: 贺兰
        sex: 女
        id_number: 439901198712050026
        employer: 长沙市虚构区青枫街道办事处
        issued_on: 2024-08-05
        specialist_years: 11.17
        2013-05 2017-08 长沙市虚构区青枫街道办事处 社区矫正工作
        2017-09 present 长沙市虚构区青枫街道办事处 老年人社会服务",
    );
}

#[test]
fn a_period_told_around_the_work() {
    check(
        "
                             证    明

    贺兰同志，女，身份证号码439901198712050026，自2013年5月1日起在我中心担任
社工，主要负责社区治理与居民服务，至2024年8月共计11年3个月。
    特此证明。

                                      长沙市虚构区晨曦社会工作服务中心
                                                             2024.8.6",
        "employment_certificate
        name: 贺兰
        sex: 女
        id_number: 439901198712050026
        employer: 长沙市虚构区晨曦社会工作服务中心
        issued_on: 2024-08-06
        specialist_years: 11.25
        2013-05-01 2024-08 长沙市虚构区晨曦社会工作服务中心 社区治理与居民服务",
    );
}

#[test]
fn labels_in_two_languages() {
    check(
        "
                       国（境）外学历学位认证书

                                           认证书编号 No.：120240012345
------------------------------------------------------------------------
|姓名 Name          |段亦辰          |性别 Gender        |男          |
------------------------------------------------------------------------
|出生日期 Date of Birth|1990年04月11日|国家（地区） Country|澳大利亚   |
------------------------------------------------------------------------
|毕业院校 Institution|墨尔本大学     |专业 Major         |社会工作    |
------------------------------------------------------------------------
                                                   教育部留学服务中心
                                                      2024年3月15日",
        "overseas_degree_certificate
        name: 段亦辰
        sex: 男
        birth_date: 1990-04-11
        school: 墨尔本大学
        major: 社会工作
        certificate_no: 120240012345
        issued_on: 2024-03-15
        issuer: 教育部留学服务中心",
    );
}

#[test]
fn a_number_set_to_the_right_belongs_to_no_sentence() {
    check(
        "
                          国外学历学位认证书

                                               教留服认英〔2015〕08765号

    毕然，男，中国国籍，1988年9月2日出生。毕然于2012年9月至2013年11月在英国利
兹大学学习，获得该校颁发的社会政策硕士学位证书。

                                                   教育部留学服务中心
                                                    二〇一五年六月九日",
        "overseas_degree_certificate
        name: 毕然
        sex: 男
        birth_date: 1988-09-02
        degree: 社会政策硕士
        school: 利兹大学
        enrolled_on: 2012-09
        graduated_on: 2013-11
        certificate_no: 教留服认英〔2015〕08765号
        issued_on: 2015-06-09
        issuer: 教育部留学服务中心",
    );
}

#[test]
fn two_labels_in_one_cell_keep_their_own_values() {
    // The upright line before the second label was not seen, as happens on photographs.
    check(
        "
                            报名表
------------------------------------------------------------------------
|姓名        |张三                                                     |
------------------------------------------------------------------------
|准考证号    |4301240100777                                            |
------------------------------------------------------------------------
|毕业日期    |2006-06-30            证书编号    105551200605589498     |
------------------------------------------------------------------------
|单位名称    |湖南金桥公益发展中心                                     |
------------------------------------------------------------------------",
        "registration_form
        name: 张三
        ticket_no: 4301240100777
        employer: 湖南金桥公益发展中心
        graduated_on: 2006-06-30
        certificate_no: 105551200605589498",
    );
}

#[test]
fn a_signing_unit_behind_a_label_set_to_the_right() {
    for signed in ["单位（盖章）：长沙市虚构区晨曦养老服务中心", "单位：长沙市虚构区晨曦养老服务中心（盖章）"]
    {
        let page = format!(
            "
                          工作年限证明

    贺兰，女，身份证号码439901198712050026，2013年5月至2024年8月在我单位从事
养老服务工作，情况属实，如有虚假，我单位愿承担相应责任。

                                   {signed}
                                   经办人：邱俊  电话：0731-82738388
                                                             2024年8月6日"
        );
        check(
            &page,
            "employment_certificate
        name: 贺兰
        sex: 女
        id_number: 439901198712050026
        employer: 长沙市虚构区晨曦养老服务中心
        issued_on: 2024-08-06
        2013-05 2024-08 长沙市虚构区晨曦养老服务中心 养老服务
        contact_phone: 0731-82738388",
        );
    }
}

#[test]
fn a_signing_unit_under_its_seal_is_the_present_one() {
    check(
        "
                          工作年限证明

    兹有贺兰，女，身份证号：439901198712050026，其工作经历如下：
    1.2018年8月至2020年7月，虚构市和风社会工作服务中心，禁毒社会工作；
    2.2020年8月至今，长沙市虚构区和风公益服务中心，医务社会工作；
    特此证明。

                                   长沙市虚构区和风公益服务
                                                             2024年8月6日",
        "employment_certificate
        name: 贺兰
        sex: 女
        id_number: 439901198712050026
        employer: 长沙市虚构区和风公益服务中心
        issued_on: 2024-08-06
        2018-08 2020-07 虚构市和风社会工作服务中心 禁毒社会工作
        2020-08 present 长沙市虚构区和风公益服务中心 医务社会工作",
    );
}

#[test]
fn a_signing_unit_broken_within_its_last_word() {
    for (above, below) in
        [("单位（公章）：长沙市虚构区茅坪街道办事", "处"), ("证明单位（公章）   长沙市虚构区茅坪街道办", "事处")]
    {
        let page = format!(
            "
                             证    明

    兹有我单位贺兰同志，女，身份证号码439901198712050026，于2022年11月至今，在我单
位社会事务办公室（部门、科室）担任民政专干职务，从事残疾人服务工作。
    特此证明

                           {above}
                           {below}
                           经办人：邓超
                           联系电话：0731-82209486
                           2024年8月6日"
        );
        check(
            &page,
            "employment_certificate
        name: 贺兰
        sex: 女
        id_number: 439901198712050026
        employer: 长沙市虚构区茅坪街道办事处
        issued_on: 2024-08-06
        2022-11 present 长沙市虚构区茅坪街道办事处 残疾人服务
        contact_phone: 0731-82209486",
        );
    }
}

#[test]
fn labels_set_over_the_whole_width_of_their_place() {
    let form = |sides: [&str; 2]| {
        let [a, b] = sides;
        format!(
            "
                  2024年度社会工作者职业资格考试报名表

    {a}报    名    序    号{b}20240000000001{b}
    {a}姓                名{b}贺兰{b}
    {a}性                别{b}女{b}
    {a}毕    业    院    校{b}湖南虚构大学{b}
    {a}准    考    证    号{b}4301240500103{b}"
        )
    };
    let told = "registration_form
        name: 贺兰
        sex: 女
        ticket_no: 4301240500103
        registration_no: 20240000000001
        exam_name: 2024年度社会工作者职业资格考试
        school: 湖南虚构大学";
    // In ruled cells, and flush with the other labels of their column.
    check(&form(["|", "|"]), told);
    check(&form(["", "    "]), told);
}

#[test]
fn work_before_a_bracket_with_unit_and_span_and_a_name_behind_its_number() {
    check(
        "
                          从业经历证明

    受证明人身份证编号为439901198712050026的贺兰，从业经历为：社区矫正帮扶（虚构市民政局，2014年3月至2019年7月）；妇女儿童维权（虚构市灯塔妇女儿童服务中心，2019年8月至今）。以上相加，从事社会工作十年五个月。

                                      虚构市灯塔妇女
                                      儿童服务中心
                                      2024年8月7日",
        "employment_certificate
        name: 贺兰
        id_number: 439901198712050026
        employer: 虚构市灯塔妇女儿童服务中心
        issued_on: 2024-08-07
        specialist_years: 10.42
        2014-03 2019-07 虚构市民政局 社区矫正帮扶
        2019-08 present 虚构市灯塔妇女儿童服务中心 妇女儿童维权",
    );
}

#[test]
fn units_behind_marks_and_days_of_events() {
    check(
        "
                          社会工作年限证明

    我处人员贺兰，女性，生于1987年12月5日，居民身份证439901198712050026，历任岗位：
    ●由虚构市残疾人联合会聘用，2011年7月入职、2014年3月离职，任社工，从事助残服务管理。
    ●由虚构市长乐养老院聘用，2014年4月入职，目前在职，任社工主管，从事老年社会工作。
    社工从业经历满十三年。

                                      虚构市长乐养老院
                                      2024年8月10日",
        "employment_certificate
        name: 贺兰
        sex: 女
        birth_date: 1987-12-05
        id_number: 439901198712050026
        employer: 虚构市长乐养老院
        issued_on: 2024-08-10
        specialist_years: 13
        2011-07 2014-03 虚构市残疾人联合会 助残服务管理
        2014-04 present 虚构市长乐养老院 老年社会工作",
    );
}

#[test]
fn values_go_on_over_the_end_of_a_line() {
    check(
        "
                              教育部学历证书电子注册备案表

    姓名：贺兰    性别：女    出生日期：1987年12月5日
    学校名称：虚构师范大学    专业：社会工作    层次：本科    学历类别：成
人高等教育
    入学日期：2006年9月1日    毕（结）业日期：2010年6月30日    毕（结）业：毕业
    证书编号：105421201005000123    校（院）长姓名：程灵素",
        "chsi_registration
        name: 贺兰
        sex: 女
        birth_date: 1987-12-05
        education_level: 本科
        school: 虚构师范大学
        major: 社会工作
        enrolled_on: 2006-09-01
        graduated_on: 2010-06-30
        education_category: 成人高等教育
        conclusion: 毕业
        certificate_no: 105421201005000123
        principal: 程灵素",
    );
}
