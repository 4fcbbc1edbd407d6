//! Papers of offices that have their own ways: what stands where nobody would look for it.

use super::{check, read, told};
use crate::layout::tests::page;

#[test]
fn a_post_behind_ours_a_department_behind_the_span_and_a_sum_that_names_work() {
    check(
        "
                             工 作 证 明

    贺兰，女，1987年12月5日生，身份证号439901198712050026。
2014年8月1日至2016年12月31日，肿瘤科，护士；
2017年1月1日至今任我会维权科科长。
其从事残疾人社会工作十年，情况属实。

                                        虚构市残疾人联合会
                                        2024年8月15日",
        "employment_certificate
        name: 贺兰
        sex: 女
        birth_date: 1987-12-05
        id_number: 439901198712050026
        employer: 虚构市残疾人联合会
        issued_on: 2024-08-15
        specialist_years: 10
        2014-08-01 2016-12-31 虚构市残疾人联合会 护士
        2017-01-01 present 虚构市残疾人联合会 维权科科长",
    );
}

#[test]
fn the_same_as_above_and_a_term_without_an_end() {
    check(
        "
                        从事社会工作年限证明

    贺兰（身份证号439901198712050026）工作经历：

    起止年月              工作单位                      从事工作
    2015.11-2018.02       虚构市启明星青少年服务社      青少年服务
    2018.03-2021.06       虚构县禾田社会工作服务中心    社区治理
    2021.07-2024.07       同上                          禁毒服务

                                      虚构县禾田社会工作服务中心（公章）
                                      2024年8月15日",
        "employment_certificate
        name: 贺兰
        id_number: 439901198712050026
        employer: 虚构县禾田社会工作服务中心
        issued_on: 2024-08-15
        2015-11 2018-02 虚构市启明星青少年服务社 青少年服务
        2018-03 2021-06 虚构县禾田社会工作服务中心 社区治理
        2021-07 2024-07 虚构县禾田社会工作服务中心 禁毒服务",
    );
}

#[test]
fn the_span_of_all_is_no_period_and_a_former_name_no_unit() {
    check(
        "
                        从事相关专业工作年限的证明

    贺兰（身份证号：439901198712050026）同志，自2012年3月至2024年8月，共计12年5个月。
2012年3月至2016年5月在虚构县零坪镇便民服务中心从事社会保障服务；
2016年6月至2019年12月在虚构区救助管理站（原虚构区收容遣送站）从事流浪人员救助；
2020年1月至2024年8月在虚构区澧水社会工作服务中心从事社工站运营。

                                      虚构区澧水社会工作服务中心
                                      2024年8月17日",
        "employment_certificate
        name: 贺兰
        id_number: 439901198712050026
        employer: 虚构区澧水社会工作服务中心
        issued_on: 2024-08-17
        specialist_years: 12.42
        2012-03 2016-05 虚构县零坪镇便民服务中心 社会保障服务
        2016-06 2019-12 虚构区救助管理站 流浪人员救助
        2020-01 2024-08 虚构区澧水社会工作服务中心 社工站运营",
    );
}

#[test]
fn two_that_sign_beside_each_other() {
    check(
        "
                           工作年限证明

    我居委会工作人员贺兰（身份证号：439901198712050026），2017年6月至今任副主任，
负责社会救助。

      街道审核意见：属实                 虚构市虚构区长岭塘社区居民委员会
      虚构区松林湖街道办事处             2024年8月15日
      2024年8月16日",
        "employment_certificate
        name: 贺兰
        id_number: 439901198712050026
        employer: 虚构市虚构区长岭塘社区居民委员会
        issued_on: 2024-08-15
        2017-06 present 虚构市虚构区长岭塘社区居民委员会 社会救助",
    );
}

#[test]
fn the_name_before_an_identity_number_whatever_leads_to_it() {
    check(
        "
                      湖南省技工院校学籍认证查验结果

    你单位送来喻国强（身份证号码：439901198712050026）学籍查验申请收悉。经查，该生于
1998年9月至2001年6月在虚构市石化技工学校化工工艺专业学习，学制三年，培养层次为中级工，
毕业证书编号为湘技毕01-20416号，准予毕业，情况属实。

                                      虚构省人力资源和社会保障厅职业能力建设处
                                      2024年8月9日",
        "technical_school_certificate
        name: 喻国强
        id_number: 439901198712050026
        education_level: 中级技工
        school: 虚构市石化技工学校
        major: 化工工艺
        enrolled_on: 1998-09
        graduated_on: 2001-06
        program_years: 3
        conclusion: 毕业
        certificate_no: 湘技毕01-20416号
        issued_on: 2024-08-09
        issuer: 虚构省人力资源和社会保障厅职业能力建设处",
    );
}

#[test]
fn a_leaf_that_says_which_one_it_is_goes_on() {
    let form = page(
        "
                      福建省人事考试报名表

    报名序号  350124038-01226        报考级别  高级社会工作师
    姓名      贺兰                   性别      女
    证件号    439901198712050026     学历      本科
    工作单位  虚构市虚构区民政局",
    );
    let pledge = page(
        "
                      报考人员承诺书

    本人已认真阅读并知晓告知事项的全部内容，承诺本人符合报考条件。
    承诺人：贺兰（电子签名）

    第2页 共2页",
    );
    let documents = read(vec![form, pledge], None);
    assert_eq!(documents.len(), 1, "{:?}", documents.iter().map(told).collect::<Vec<_>>());
    assert_eq!(documents[0].pages, (1, 2));
}

#[test]
fn what_leads_to_a_list_is_no_part_of_its_first_item() {
    check(
        "
                        社会工作从业经历证明

    我会项目总监欧阳宁女士（身份证号：439901198712050026）长期从事社会工作，具体经历如下：
    2013.12 ～ 2018.12        虚构市同舟社工服务社（全职）
                              学校社会工作、家庭综合服务
    2019.01 ～ 至今           虚构市益行社会工作发展中心（全职）
                              社区社会工作及团队督导
    累计：10年8个月

                                        虚构市益行社会工作发展中心
                                        2024年8月12日
    人事联系人 阮琴 0731-84113902",
        "employment_certificate
        name: 欧阳宁
        id_number: 439901198712050026
        employer: 虚构市益行社会工作发展中心
        issued_on: 2024-08-12
        specialist_years: 10.67
        2013-12 2018-12 虚构市同舟社工服务社 学校社会工作、家庭综合服务
        2019-01 present 虚构市益行社会工作发展中心 社区社会工作及团队督导
        contact_phone: 0731-84113902",
    );
}

#[test]
fn a_form_whose_name_stands_in_parts_and_whose_labels_are_set_wide() {
    check(
        "
                  报名表｜2024年度社会工作者职业水平考试

    姓　　名岳青        性　　别女        出生日期1990年2月27日
    身份证号439901199002270025
    准考证号4301240000012        报考级别助理社会工作师
    学　　历本科        毕业院校湖南商学院
    毕业证书编号105541201205001409
    工作单位虚构市四季青社区服务管理中心

    单位意见：经初审，符合报考条件。        2024年8月15日",
        "registration_form
        name: 岳青
        sex: 女
        birth_date: 1990-02-27
        id_number: 439901199002270025
        ticket_no: 4301240000012
        exam_name: 2024年度社会工作者职业水平考试
        exam_level: 助理社会工作师
        employer: 虚构市四季青社区服务管理中心
        education_level: 本科
        school: 湖南商学院
        certificate_no: 105541201205001409",
    );
}

#[test]
fn labels_of_periods_come_again_and_the_signer_has_one_of_its_own() {
    check(
        "
                            工作年限证明

    姓名：申青        身份证号：439901198712050026
    第一段
    时间：2010年10月至2017年3月
    单位：虚构市妇女儿童活动中心
    工作内容：单亲家庭亲子活动组织
    第二段
    时间：2017年4月至今
    单位：虚构市救助管理站
    工作内容：生活无着人员甄别与返乡护送
    从事社会工作年限：13年10个月

    审核单位：虚构市救助管理站
    （日期）2024年7月22日",
        "employment_certificate
        name: 申青
        id_number: 439901198712050026
        employer: 虚构市救助管理站
        issued_on: 2024-07-22
        specialist_years: 13.83
        2010-10 2017-03 虚构市妇女儿童活动中心 单亲家庭亲子活动组织
        2017-04 present 虚构市救助管理站 生活无着人员甄别与返乡护送",
    );
}

#[test]
fn ours_is_named_in_a_bracket_and_signed_by_nobody() {
    check(
        "
                            工作年限证明

    兹有我单位（虚构市蓝榕社会工作服务中心）贺兰同志，身份证号439901198712050026，自2017年3月至2024年8月在我单位从事
青少年社会工作。

    单位名称（盖章）：
                                        2024年8月15日",
        "employment_certificate
        name: 贺兰
        id_number: 439901198712050026
        employer: 虚构市蓝榕社会工作服务中心
        issued_on: 2024-08-15
        2017-03 2024-08 虚构市蓝榕社会工作服务中心 青少年社会工作",
    );
}

#[test]
fn labels_of_periods_and_the_unit_that_fills_in_the_paper() {
    check(
        "
                        社会工作从业年限证明表

    填报单位：虚构县救助管理站        填报日期：2024年8月15日
    姓名：申青        身份证号：439901198712050026
    时间：2007年3月至2012年12月
    所在单位：虚构县梅苑敬老院
    从事工作：五保老人生活照料
    时间：2013年1月至今
    所在单位：虚构县救助管理站
    从事工作：流浪人员寻亲服务",
        "employment_certificate
        name: 申青
        id_number: 439901198712050026
        employer: 虚构县救助管理站
        issued_on: 2024-08-15
        2007-03 2012-12 虚构县梅苑敬老院 五保老人生活照料
        2013-01 present 虚构县救助管理站 流浪人员寻亲服务",
    );
}

#[test]
fn what_a_work_is_called_is_no_unit_and_a_post_ends_no_work() {
    check(
        "
                            从事社会工作年限证明

    1. 被证明人：申青
    2. 身份证号码：439901198712050026
    3. 现任职单位：虚构县溪州社会工作服务中心
    4. 起始时间：2014年5月
    5. 截止时间：至今
    6. 岗位职责：留守儿童关爱与乡镇社工站个案服务
    虚构县溪州社会工作服务中心
    2024年8月15日",
        "employment_certificate
        name: 申青
        id_number: 439901198712050026
        employer: 虚构县溪州社会工作服务中心
        issued_on: 2024-08-15
        2014-05 present 虚构县溪州社会工作服务中心 留守儿童关爱与乡镇社工站个案服务",
    );
    check(
        "
                        关于申青同志社会工作年限的证明

    申青（身份证号码：439901198712050026），2006年5月调入我局，先后承担以下工作：
    一、2006年5月至2014年8月，城乡低保与临时救助；
    二、2014年9月至今，慈善事业促进。
    情况属实。

                                        虚构市民政局
                                        2024年8月14日",
        "employment_certificate
        name: 申青
        id_number: 439901198712050026
        employer: 虚构市民政局
        issued_on: 2024-08-14
        2006-05 2014-08 虚构市民政局 城乡低保与临时救助
        2014-09 present 虚构市民政局 慈善事业促进",
    );
}

#[test]
fn a_level_in_the_head_of_a_form_years_beside_a_work_and_a_way_that_is_none_of_study() {
    check(
        "
                            资格考试报名表
    社会工作者（社会工作师）　考试年度及名称：2024年度社会工作者职业水平考试

    姓名：岳青        办理方式：告知承诺制
    身份证号：439901199002270025
    毕业院校：湖南商学院        专业：社区发展与成人学习
    工作单位：虚构市望江村村民委员会
    从事社会工作：10年",
        "registration_form
        name: 岳青
        id_number: 439901199002270025
        exam_name: 2024年度社会工作者职业水平考试
        exam_level: 社会工作师
        employer: 虚构市望江村村民委员会
        school: 湖南商学院
        major: 社区发展与成人学习
        specialist_years: 10",
    );
}

#[test]
fn numbers_of_labels_and_parts_of_long_words() {
    check(
        "
                    专业技术人员职业资格考试报名表

    一、姓名　岳青        二、性别　男
    五、身份证号码　439901199002270025
    十二、工作单位　虚构县将台堡镇民生服务中心",
        "registration_form
        name: 岳青
        sex: 男
        id_number: 439901199002270025
        exam_name: 专业技术人员职业资格考试
        employer: 虚构县将台堡镇民生服务中心",
    );
    check(
        "
                            从业证明

    申青，身份证号439901198712050026，于贰零壹零年拾壹月到本中心，任精神卫生防治员至贰零壹陆年贰月；贰零壹陆年叁月起改任
医务社工，至贰零贰肆年柒月止。所填如有不实，本中心承担责任。

                                        虚构市社区卫生服务中心
                                        2024年8月14日",
        "employment_certificate
        name: 申青
        id_number: 439901198712050026
        employer: 虚构市社区卫生服务中心
        issued_on: 2024-08-14
        2010-11 2016-02 虚构市社区卫生服务中心 精神卫生防治员
        2016-03 2024-07 虚构市社区卫生服务中心 医务社工",
    );
}
