//! 公示名单: who passed. It is hung out in public, so names and ticket numbers are masked.

use super::{Block, Listing, Reviewed, Table, concluded};
use crate::{Result, faces::masking, model::Verdict};

const COLUMNS: &[(&str, f32)] = &[("序号", 8.0), ("准考证号", 26.0), ("姓名", 20.0)];

pub(super) fn listing(of: &Reviewed<'_>) -> Result<Listing> {
    let mut table = Table::new(COLUMNS);
    let listed = concluded(of, Verdict::Pass, &mut |person, _| {
        let number = (table.rows.len() + 1).to_string();
        table.rows.push(vec![number, masking::public_ticket(&person.ticket_no), masking::public_name(person.name())]);
    })?;
    let blocks = vec![
        Block::Title("人工核查通过人员公示名单".to_owned()),
        Block::Subtitle(of.pack.title.clone()),
        table.on_paper(),
        Block::Gap(8.0),
        Block::Note(format!("共 {} 人。为保护个人信息，姓名和准考证号已作遮盖。", listed.candidates)),
        Block::Gap(24.0),
        Block::Right("（单位盖章）".to_owned()),
        Block::Right("　　　　年　　月　　日".to_owned()),
    ];
    Ok(Listing { title: "人工核查通过人员公示名单".to_owned(), table, blocks, footer: "", listed })
}
