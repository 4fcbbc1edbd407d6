//! What each audit found, as a sheet.

use serde_json::{Value, json};

use super::Sheet;
use crate::{
    audit::{
        diff::{Said, What},
        integrity::{Integrity, Wrong},
        links::{Found, Strength, Tie},
        rates::{Rate, Rates},
        replay::{Cause, Replayed},
        sample::Drawn,
    },
    faces::names,
    lang::Lang,
    model::{Code, DocumentKind, FieldName},
};

/// What a difference comes from.
#[must_use]
pub const fn cause(cause: Cause, lang: Lang) -> &'static str {
    let (zh, en) = match cause {
        Cause::Program => ("程序", "program"),
        Cause::File => ("原件缺失或改动", "file"),
        Cause::Reader => ("读取程序", "reader"),
        Cause::Model => ("识别模型", "model"),
        Cause::Roster => ("花名册", "roster"),
        Cause::Pack => ("规则包", "pack"),
        Cause::Answers => ("联网查询结果", "answers"),
        Cause::Day => ("基准日", "day"),
        Cause::Unsteady => ("结果不稳定（程序缺陷）", "unsteady"),
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// What is wrong with something kept.
#[must_use]
pub const fn wrong(wrong: Wrong, lang: Lang) -> &'static str {
    let (zh, en) = match wrong {
        Wrong::OriginalChanged => ("原件被改动", "original changed"),
        Wrong::OriginalUnreadable => ("原件读不出", "original unreadable"),
        Wrong::OriginalMissing => ("原件缺失", "original missing"),
        Wrong::OriginalOrphaned => ("没有核查用到的原件", "original of no run"),
        Wrong::Stranger => ("原件文件夹里的其他文件", "something else among the originals"),
        Wrong::Database => ("数据库损坏", "database damaged"),
        Wrong::InputMissing => ("缺少花名册或规则包", "roster or pack missing"),
        Wrong::ReadingMissing => ("缺少读取结果", "reading missing"),
        Wrong::Journal => ("审核日志不完好", "journal not whole"),
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// What people share.
#[must_use]
pub const fn tie(tie: Tie, lang: Lang) -> &'static str {
    let (zh, en) = match tie {
        Tie::CertificateNo => ("证书编号相同", "certificate number"),
        Tie::VerificationCode => ("验证码相同", "verification code"),
        Tie::File => ("文件完全相同", "file"),
        Tie::Photograph => ("照片完全相同", "photograph"),
        Tie::PageImage => ("扫描页完全相同", "page image"),
        Tie::SealImage => ("不同单位用同一印章图", "seal image of different units"),
        Tie::Text => ("证明文字相同，只换了人", "text with another name"),
        Tie::Phone => ("多家单位同一联系电话", "phone of several units"),
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// A group of candidates or flags, as people call it.
#[must_use]
pub fn group(word: &str) -> String {
    match word {
        "all" => "全部".to_owned(),
        "none" => "无学历证明".to_owned(),
        "several" => "多种学历证明".to_owned(),
        "clear" => "通过".to_owned(),
        "(unnamed)" => "（未注明）".to_owned(),
        word => word
            .parse::<DocumentKind>()
            .map(|kind| names::kind(kind).to_owned())
            .or_else(|_| word.parse::<Code>().map(|code| names::code(code).to_owned()))
            .unwrap_or_else(|_| word.to_owned()),
    }
}

const fn what(what: What) -> &'static str {
    match what {
        What::Outcome => "结果",
        What::Candidate => "花名册行",
        What::File => "文件",
        What::Document => "材料",
        What::Field => "字段",
        What::Mark => "印章、二维码等",
        What::Flag => "疑点",
    }
}

/// The differences of a replay.
#[must_use]
pub fn replay(replayed: &Replayed) -> Sheet {
    let said = |said: &Option<Said>| said.as_ref().map(|said| said.shown.clone());
    let hidden = |name: &str, shown: Option<String>| {
        let secret = name == FieldName::VerificationCode.as_str() || name == "qr";
        shown.map(|shown| if secret { "（保密）".to_owned() } else { shown }).unwrap_or_default()
    };
    let rows = replayed.differences.iter().map(|caused| {
        let part = &caused.difference.part;
        let name = part.name.parse::<FieldName>().map_or_else(|_| group(&part.name), |f| names::field(f).to_owned());
        let causes: Vec<&str> = caused.causes.iter().map(|c| cause(*c, Lang::Zh)).collect();
        vec![
            caused.ticket_no.clone().unwrap_or_default(),
            what(part.what).to_owned(),
            name,
            part.file.clone(),
            if part.page == 0 { String::new() } else { part.page.to_string() },
            hidden(&part.name, said(&caused.difference.before)),
            hidden(&part.name, said(&caused.difference.after)),
            causes.join("、"),
        ]
    });
    let line = |said: &Option<Said>| {
        said.as_ref().map_or(Value::Null, |said| serde_json::from_str(&said.whole).unwrap_or(Value::Null))
    };
    let lines = replayed.differences.iter().map(|caused| {
        let part = &caused.difference.part;
        json!({
            "ticket_no": caused.ticket_no, "what": part.what, "file": part.file, "page": part.page,
            "name": part.name, "nth": part.nth, "before": line(&caused.difference.before),
            "after": line(&caused.difference.after), "causes": caused.causes,
        })
    });
    Sheet {
        title: "重做的不同",
        columns: &[
            ("准考证号", 15.0),
            ("部分", 12.0),
            ("名称", 18.0),
            ("文件", 24.0),
            ("页", 5.0),
            ("原来", 36.0),
            ("重做", 36.0),
            ("原因", 14.0),
        ],
        rows: rows.collect(),
        lines: lines.collect(),
    }
}

/// A sample, with room for what is found.
#[must_use]
pub fn sample(drawn: &[Drawn]) -> Sheet {
    let rows = drawn.iter().map(|one| {
        let flags: Vec<String> = one.flags.iter().map(|code| group(code)).collect();
        let gravest = match one.stratum.gravest {
            "warning" => "注意",
            "error" => "严重",
            _ => "通过",
        };
        vec![
            one.ticket_no.clone(),
            one.name.clone().unwrap_or_default(),
            group(one.stratum.proof),
            gravest.to_owned(),
            format!("{:.2}", one.stands_for),
            flags.join("、"),
            String::new(),
            String::new(),
        ]
    });
    Sheet {
        title: "抽查",
        columns: &[
            ("准考证号", 15.0),
            ("姓名", 12.0),
            ("学历证明", 20.0),
            ("疑点轻重", 10.0),
            ("代表人数", 9.0),
            ("疑点", 40.0),
            ("误报的疑点", 20.0),
            ("漏查的问题", 20.0),
        ],
        rows: rows.collect(),
        lines: drawn.iter().map(|one| json!(one)).collect(),
    }
}

/// The rates.
#[must_use]
pub fn rates(rates: &Rates) -> Sheet {
    let cells = |rate: Option<Rate>| match rate {
        Some(r) => vec![
            format!("{}/{}", r.hits, r.of),
            format!("{:.1}%", r.rate * 100.0),
            format!("{:.1}%–{:.1}%", r.low * 100.0, r.high * 100.0),
        ],
        None => vec![String::new(); 3],
    };
    let rows = rates.rows.iter().map(|row| {
        let mut line = vec![group(&row.group)];
        [row.false_flags, row.missed, row.candidates_missed].into_iter().for_each(|rate| line.extend(cells(rate)));
        line
    });
    Sheet {
        title: "差错率",
        columns: &[
            ("范围", 26.0),
            ("误报", 9.0),
            ("误报率", 9.0),
            ("95% 区间", 16.0),
            ("漏查", 9.0),
            ("漏查率", 9.0),
            ("95% 区间", 16.0),
            ("有漏查的考生", 13.0),
            ("比例", 9.0),
            ("95% 区间", 16.0),
        ],
        rows: rows.collect(),
        lines: rates.rows.iter().map(|row| json!(row)).collect(),
    }
}

/// What people share: a row a holder.
#[must_use]
pub fn links(found: &Found) -> Sheet {
    let Found { folders, clusters, .. } = found;
    let mut rows = Vec::new();
    for (number, cluster) in (1..).zip(clusters) {
        for holder in &cluster.holders {
            let strength = match cluster.strength {
                Strength::Strong => "强",
                Strength::Medium => "中",
            };
            rows.push(vec![
                format!("{number}"),
                tie(cluster.tie, Lang::Zh).to_owned(),
                strength.to_owned(),
                holder.ticket_no.clone().unwrap_or_default(),
                holder.name.clone().unwrap_or_default(),
                names::kind(holder.kind).to_owned(),
                holder.file.clone(),
                holder.page.to_string(),
                holder.shown.clone(),
                holder.day.clone(),
                folders.get(holder.folder).cloned().unwrap_or_default(),
            ]);
        }
    }
    Sheet {
        title: "关联",
        columns: &[
            ("组", 5.0),
            ("相同之处", 22.0),
            ("强弱", 6.0),
            ("准考证号", 15.0),
            ("姓名", 12.0),
            ("材料", 20.0),
            ("文件", 28.0),
            ("页", 5.0),
            ("内容", 22.0),
            ("基准日", 12.0),
            ("工作文件夹", 24.0),
        ],
        rows,
        lines: clusters.iter().map(|cluster| json!(cluster)).collect(),
    }
}

/// What is not as it was written.
#[must_use]
pub fn integrity(found: &Integrity) -> Sheet {
    let rows = found
        .findings
        .iter()
        .map(|finding| vec![wrong(finding.wrong, Lang::Zh).to_owned(), finding.place.clone(), finding.why.clone()]);
    Sheet {
        title: "完好",
        columns: &[("问题", 24.0), ("位置", 70.0), ("说明", 50.0)],
        rows: rows.collect(),
        lines: found.findings.iter().map(|finding| json!(finding)).collect(),
    }
}
