//! Readings of invented seals, both ways, and many more that a small generator makes.

use super::*;

/// A generator of numbers that is the same on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, n: usize) -> usize {
        (self.roll() >> 11) as usize % n
    }

    fn chance(&mut self, share: f64) -> bool {
        ((self.roll() >> 11) as f64 / (1u64 << 53) as f64) < share
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}

const PLACES: &[&str] = &[
    "长沙市雨林区",
    "长沙市春溪区",
    "长沙县",
    "宁乡市",
    "湖州市云门区",
    "浏阳市",
    "湘潭市雨湖区",
    "长沙市秋桥区白鹭街道",
    "株洲市",
];
const NAMES: &[&str] = &[
    "春风里",
    "秋月",
    "和煦",
    "明德",
    "雁栖湖",
    "白鹭",
    "竹影",
    "同心桥",
    "安澜",
    "映山红",
    "远帆",
    "晨曦",
    "梧桐苑",
    "金谷",
    "听泉",
    "怀仁",
    "南枝",
    "若水",
    "望岳",
    "星火",
];
const WORKS: &[&str] = &[
    "社会工作服务中心",
    "养老服务中心",
    "残疾人服务中心",
    "社区居民委员会",
    "儿童福利院",
    "公益服务中心",
    "社区卫生服务中心",
    "青少年发展中心",
    "商贸有限公司",
    "幼儿园",
    "街道办事处",
    "人民医院",
    "物业管理有限公司",
    "志愿者协会",
];
/// Characters that come up where something was misread.
const SCRAPS: &str =
    "贵单务族人出验料实属材的脉作重油布真怪书里公心白品石尚法格社汉年电小育台川科线乡三四目日中上下无云工厂";

fn name(dice: &mut Dice) -> String {
    format!("{}{}{}", dice.pick(PLACES), dice.pick(NAMES), dice.pick(WORKS))
}

/// What a reader makes of a name: of each character with these chances lost, replaced, or followed by a scrap; begun
/// anywhere with a small chance.
fn read(dice: &mut Dice, name: &str, rate: f64) -> String {
    let scraps: Vec<char> = SCRAPS.chars().collect();
    let mut out: Vec<char> = Vec::new();
    for c in name.chars() {
        if dice.chance(rate * 0.5) {
            out.push(scraps[dice.below(scraps.len())]);
        } else if !dice.chance(rate * 0.5) {
            out.push(c);
        }
        if dice.chance(rate * 0.15) {
            out.push(scraps[dice.below(scraps.len())]);
        }
    }
    if dice.chance(0.3) && !out.is_empty() {
        let at = dice.below(out.len());
        out.rotate_left(at);
    }
    out.into_iter().collect()
}

/// How many of so many rolls were judged fitting, another's, unclear.
fn count(rolls: usize, mut verdict: impl FnMut() -> Verdict) -> [usize; 3] {
    let mut counts = [0; 3];
    for _ in 0..rolls {
        counts[match verdict() {
            Verdict::Fits => 0,
            Verdict::Another => 1,
            Verdict::Unclear => 2,
        }] += 1;
    }
    counts
}

#[test]
fn the_units_own_seal_however_badly_read() {
    let cases = [
        ("长沙市雨林区春风里残疾人服务中心", "长沙市雨林区春风里残疾人服务中心"),
        ("长沙市雨林区春风里残疾人服务中心", "风里残疾人服务中心★长沙市雨林区春"),
        ("长沙市雨林区春风里残疾人服务中心", "里残疾人服务中心4301020012345长沙市雨林区春风"),
        ("长沙市雨林区春风里残疾人服务中心", "长沙市雨林区春风里残疾人服务中心人事专用章"),
        ("长沙市云门区秋月社区卫生服务中心", "心9长云门区秋月社区卫生服务中"),
        ("长沙市云门区秋月公益服务中心", "长沙布云门服务心"),
        ("长沙市云门区秋月公益服务中心", "长沙市云门区秋公益服务中心"),
        ("长沙市云门区秋月公益服务中心", "务中心长沙市门区秋月公益服务"),
        ("长沙市云门区秋月公益服务中心", "長沙市雲門區秋月公益服務中心"),
        ("长沙市云门区明德社区居民委员会", "长沙市云门区明德社区居委会"),
        ("长沙市云门区明德养老院", "明德养老院"),
        ("长沙市云门区明德养老院", "湖南省长沙市云门区明德养老院"),
        ("长沙市云门区明德养老院", "长沙市云门区明德养老院办公室"),
    ];
    for (unit, reading) in cases {
        assert_eq!(judge(reading, 0.9, &[unit]), Verdict::Fits, "{unit} / {reading}");
    }
}

#[test]
fn the_seal_of_another_unit_read_well() {
    let cases = [
        ("宁乡市秋月残疾人服务中心", "长沙市雨林区春风里儿童福利院"),
        ("宁乡市秋月残疾人服务中心", "宁乡市明德养老服务中心"),
        ("长沙市云门区秋月公益服务中心", "长沙市云门区雁栖湖公益服务中心"),
        ("长沙市云门区秋月公益服务中心", "公益服务中心长沙市云门区雁栖湖"),
        ("长沙市云门区秋月公益服务中心", "长沙市雨林区秋月养老服务中心"),
        ("长沙市云门区秋月公益服务中心", "湖南省人力资源和社会保障厅"),
        ("长沙市云门区秋月公益服务中心", "长沙市云门区民政局"),
        ("长沙市云门区秋月公益服务中心", "湖南师范大学"),
        ("长沙市云门区秋月公益服务中心", "长沙金谷商贸有限公司"),
    ];
    for (unit, reading) in cases {
        assert_eq!(judge(reading, 0.95, &[unit]), Verdict::Another, "{unit} / {reading}");
    }
}

#[test]
fn what_nobody_can_tell_is_held_against_nobody() {
    let cases = [
        ("长沙市云门区秋月公益服务中心", "乡小育台川公区科线"),
        ("长沙市云门区秋月公益服务中心", "中心"),
        ("长沙市云门区秋月公益服务中心", "长多单区人质公益顺务中心"),
        ("长沙市云门区秋月公益服务中心", "MIADERXEIR"),
        ("长沙市云门区秋月公益服务中心", "长沙市云门区秋月材料属实服务中心"),
        ("长沙市雨林区春风里残疾人服务中心", "长沙市出验区贵单务族人服务中心"),
        ("长沙市第一社会福利院", "长沙市第二社会福利院"),
        ("长沙市云门区秋月公益服务中心", ""),
    ];
    for (unit, reading) in cases {
        assert_ne!(judge(reading, 0.8, &[unit]), Verdict::Another, "{unit} / {reading}");
    }
    assert_eq!(judge("长沙市云门区民政局", 0.9, &[]), Verdict::Unclear);
}

#[test]
fn one_of_several_units_is_enough() {
    let units = ["长沙市云门区秋月公益服务中心", "宁乡市明德养老服务中心"];
    assert_eq!(judge("宁乡市明德养老服务心", 0.9, &units), Verdict::Fits);
    assert_eq!(judge("浏阳市远帆幼儿园", 0.95, &units), Verdict::Another);
}

#[test]
fn noise_makes_no_other_unit() {
    let mut dice = Dice(0x5EED_0001);
    for (rate, most_others, most_unclear) in [(0.05, 0, 8), (0.15, 1, 20), (0.3, 6, 60), (0.6, 6, 250)] {
        let counts = count(300, || {
            let unit = name(&mut dice);
            judge(&read(&mut dice, &unit, rate), 0.9, &[&unit])
        });
        assert!(counts[1] <= most_others && counts[2] <= most_unclear, "{rate}: {counts:?}");
    }
}

#[test]
fn another_unit_is_seen() {
    let mut dice = Dice(0x5EED_0002);
    for (rate, least) in [(0.0, 240), (0.05, 200), (0.1, 140)] {
        let counts = count(300, || {
            let (unit, other) = (name(&mut dice), name(&mut dice));
            judge(&read(&mut dice, &other, rate), 0.95, &[&unit])
        });
        assert!(counts[1] >= least, "{rate}: {counts:?}");
    }
}

#[test]
fn a_neighbour_with_the_same_work_is_seen_by_its_own_name() {
    let mut dice = Dice(0x5EED_0003);
    let counts = count(300, || {
        let (place, work) = (dice.pick(PLACES), dice.pick(WORKS));
        let own = dice.below(NAMES.len());
        let other = (own + 1 + dice.below(NAMES.len() - 1)) % NAMES.len();
        let (unit, other) = (format!("{place}{}{work}", NAMES[own]), format!("{place}{}{work}", NAMES[other]));
        judge(&other, 0.95, &[&unit])
    });
    assert!(counts[1] >= 200 && counts[0] <= 15, "{counts:?}");
}

#[test]
fn hostile_texts_are_judged_in_time() {
    let long = "中心".repeat(500);
    let units: Vec<String> = (0..200).map(|n| format!("{}{n}", "服务".repeat(100))).collect();
    let units: Vec<&str> = units.iter().map(String::as_str).collect();
    let _ = judge(&long, f32::NAN, &units);
}
