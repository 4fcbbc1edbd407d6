//! How long lives of work are told: by turns, by years, by several units, in ledgers.

use super::{check, read};
use crate::layout::tests::page;

#[test]
fn a_career_told_by_its_turns() {
    // Nobody prints the ends of such a list: the next line is one.
    check(
        "
                        教职工任职时间轴

    贺兰（身份证号439901198712050026）到校以来：

    2013年9月     入职     生活辅导部
                  残障学生生活辅导

    2016年3月     升任     学生社工站站长
                  残障儿童家庭支持服务

    现在          在岗     仍任上职

                                      虚构市青松特殊教育学校
                                      2024年8月13日",
        "employment_certificate
        name: 贺兰
        id_number: 439901198712050026
        employer: 虚构市青松特殊教育学校
        issued_on: 2024-08-13
        2013-09 2016-03 虚构市青松特殊教育学校 残障学生生活辅导
        2016-03 present 虚构市青松特殊教育学校 残障儿童家庭支持服务",
    );
}

#[test]
fn a_ledger_of_changes_with_a_leave_between() {
    check(
        "
                        人员变动台账摘录（附工作年限证明）

    贺兰，女，身份证439901198712050026。

    变动日        事由     岗位           工作内容
    2014/11/03    入职     禁毒社工       吸毒人员帮教服务
    2019/05/31    离岗     自愿离职       —
    2020/03/02    复职     督导           戒毒康复人员就业帮扶
    2024/08/16    核账     在岗至今       —

                                      摘录单位：虚构市同心戒毒康复服务社
                                      2024年8月16日",
        "employment_certificate
        name: 贺兰
        sex: 女
        id_number: 439901198712050026
        employer: 虚构市同心戒毒康复服务社
        issued_on: 2024-08-16
        2014-11-03 2019-05-31 虚构市同心戒毒康复服务社 吸毒人员帮教服务
        2020-03-02 present 虚构市同心戒毒康复服务社 戒毒康复人员就业帮扶",
    );
}

#[test]
fn two_units_that_sign_one_below_the_other_each_for_its_own() {
    check(
        "
                        前后任职单位联合证明书

    贺兰（身份证号439901198712050026）
    贺兰2016年3月1日到我院报到，2020年6月30日办结离职手续。在院期间承担老年人照护。
                                      虚构市银杏养护院
                                      2024年8月9日

    贺兰2020年7月1日入我中心，现仍任职，承担社区为老服务项目管理。
                                      虚构市乐邻社会工作服务中心
                                      2024年8月14日",
        "employment_certificate
        name: 贺兰
        id_number: 439901198712050026
        employer: 虚构市乐邻社会工作服务中心
        issued_on: 2024-08-14
        2016-03-01 2020-06-30 虚构市银杏养护院 老年人照护
        2020-07-01 present 虚构市乐邻社会工作服务中心 社区为老服务项目管理",
    );
}

#[test]
fn labels_of_one_character_and_options_that_are_ticked() {
    check(
        "
                        专业工作年限核定表

    1. 被核定人：贺兰     证件：☑居民身份证 □其他    号码：439901198712050026
    2. 服务领域：□养老 □儿童 ☑社会救助 □禁毒
    3. 具体做的事：流浪乞讨人员救助与寻亲服务
    4. 起：2015年12月    讫：☑至今 □＿＿年＿＿月

                                      虚构市救助管理站
                                      2024年8月12日",
        "employment_certificate
        name: 贺兰
        id_number: 439901198712050026
        employer: 虚构市救助管理站
        issued_on: 2024-08-12
        2015-12 present 虚构市救助管理站 流浪乞讨人员救助与寻亲服务",
    );
}

#[test]
fn years_with_their_months_in_brackets_and_a_last_term_that_nobody_closed() {
    check(
        "
                        贺兰同志历年从事社会工作情况证明

    贺兰，女，身份证号439901198712050026。逐年工作情况如下：
  2017年   （1月—12月）低保服务
  2018年   （1月—7月）居家养老服务
  以上属实。

                                      虚构市凤凰台社区居民委员会
                                      2024年8月1日",
        "employment_certificate
        name: 贺兰
        sex: 女
        id_number: 439901198712050026
        employer: 虚构市凤凰台社区居民委员会
        issued_on: 2024-08-01
        2017-01 2017-12 虚构市凤凰台社区居民委员会 低保服务
        2018-01 2018-07 虚构市凤凰台社区居民委员会 居家养老服务",
    );
    check(
        "
                     任职简历及从事社会工作年限证明

    贺兰（身份证号439901198712050026）简历：
    2010.09—2015.03   虚构市某某区民政局社会事务科科员
    2015.03—2019.04   虚构市某某区海埂头街道办事处社会事务办副主任
    2019.04—          虚构市某某区民政局社工科科长

                                      虚构市某某区民政局
                                      2024年8月14日",
        "employment_certificate
        name: 贺兰
        id_number: 439901198712050026
        employer: 虚构市某某区民政局
        issued_on: 2024-08-14
        2010-09 2015-03 虚构市某某区民政局 社会事务科科员
        2015-03 2019-04 虚构市某某区海埂头街道办事处 社会事务办副主任
        2019-04 present 虚构市某某区民政局 社工科科长",
    );
}

#[test]
fn the_plainest_word_tells_the_work_and_a_part_of_a_company_is_the_company() {
    check(
        "
                              证  明

    兹有我公司职工贺兰，女，身份证号439901198712050026，2010年5月至今在虚构市浑北矿业有限责任公司离退休管理中心工作，
先后承接残疾人之家运营项目，从事离退休职工服务，属社会工作岗位。

                                      虚构市浑北矿业有限责任公司
                                      2024年7月22日",
        "employment_certificate
        name: 贺兰
        sex: 女
        id_number: 439901198712050026
        employer: 虚构市浑北矿业有限责任公司
        issued_on: 2024-07-22
        2010-05 present 虚构市浑北矿业有限责任公司 离退休职工服务",
    );
}

#[test]
fn a_leaf_that_had_no_room_for_its_number_and_one_that_says_it_goes_on() {
    let form = "
                     专业工作年限证明

    贺兰（身份证号439901198712050026），2012年5月至今在虚构市暖巷社会工作服务中心从事社区矫正。";
    let rest = "
    以上情况属实，请予核查。

                                      虚构市暖巷社会工作服务中心
                                      2024年8月15日";
    let number = "\n\n      第 1 页 共 2 页";
    let leaves = vec![page(form), page(number), page(&format!("{rest}\n\n      第 2 页 共 2 页"))];
    let documents = read(leaves, None);
    assert_eq!(documents.iter().map(|d| d.pages).collect::<Vec<_>>(), [(1, 3)]);
    let told = format!("{form}\n\n                                       （转下页）");
    let documents = read(vec![page(&told), page(rest)], None);
    assert_eq!(documents.iter().map(|d| d.pages).collect::<Vec<_>>(), [(1, 2)]);
}

#[test]
fn years_and_months_of_a_total_in_columns_of_their_own() {
    check(
        "
                        从业年限登记证明卡

    姓名：贺兰        身份证号：439901198712050026

    服务期间                服务单位                      服务内容
    2020.03-2022.02         虚构市暖阳社会工作服务站      社区残障康复服务
    2022.03-2024.08         虚构市启明托养服务中心        残疾人日间照料

    累计从事社会工作年限：    4      6

                                      虚构市启明托养服务中心
                                      2024年8月15日",
        "employment_certificate
        name: 贺兰
        id_number: 439901198712050026
        employer: 虚构市启明托养服务中心
        issued_on: 2024-08-15
        specialist_years: 4.5
        2020-03 2022-02 虚构市暖阳社会工作服务站 社区残障康复服务
        2022-03 2024-08 虚构市启明托养服务中心 残疾人日间照料",
    );
}

#[test]
fn labels_one_above_the_other_each_with_its_value_beside_it() {
    check(
        "
                       从事社会工作年限证明

    受证明人        贺兰
    身份证编号      439901198712050026
    受聘机构        虚构市公共就业服务中心
    在职期间        二零一三年四月至目前
    身份            学校社工
    职责描述        就业援助服务

                                      虚构市公共就业服务中心
                                      2024年8月4日",
        "employment_certificate
        name: 贺兰
        id_number: 439901198712050026
        employer: 虚构市公共就业服务中心
        issued_on: 2024-08-04
        2013-04 present 虚构市公共就业服务中心 就业援助服务",
    );
}

#[test]
fn a_long_name_that_reaches_under_the_next_head_ends_no_table() {
    check(
        "
                       人员任职经历证明表

    姓名：贺兰    身份证号：439901198712050026

    工作单位        始于        止于        职务        工作内容
    虚构幼儿园      2018.01     2021.06     专职社工    禁毒服务
    虚构县林安启社会工作服务站
                    2021.07     2024.07     社工督导    儿童福利

                                      虚构县林安启社会工作服务站
                                      2024年8月13日",
        "employment_certificate
        name: 贺兰
        id_number: 439901198712050026
        employer: 虚构县林安启社会工作服务站
        issued_on: 2024-08-13
        2018-01 2021-06 虚构幼儿园 禁毒服务
        2021-07 2024-07 虚构县林安启社会工作服务站 儿童福利",
    );
}
