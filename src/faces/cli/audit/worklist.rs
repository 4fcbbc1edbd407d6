//! `hecha audit worklist`: what only a person may look up, as a workbook.

use std::path::PathBuf;

use clap::ArgMatches;

use super::super::{Ended, export::to_file, terminal::complain};
use crate::{
    Error, Result,
    audit::worklist,
    faces::report,
    lang::Lang,
    store::{
        self, WorkFolder,
        online::Online,
        review::{Review, Standing},
    },
};

pub(super) fn run(found: &ArgMatches, lang: Lang) -> Result<Ended> {
    let path = |name| found.get_one::<PathBuf>(name).cloned().unwrap_or_default();
    let folder = WorkFolder::existing(&path("work"))?;
    let store = store::open_to_read(&folder)?;
    let Some((last, _)) = store.last_run()? else {
        return Err(Error::NothingScreened { path: folder.root().to_owned() });
    };
    let standing =
        if Review::exists(&folder) { Review::open_to_read(&folder)?.standing()? } else { Standing::default() };
    let answers = Online::answers_of(&folder)?;
    let mut items = Vec::new();
    store.each_result(last, &mut |result| {
        items.extend(worklist::items(&result, &standing, &answers));
        Ok(())
    })?;
    let open = items.iter().filter(|item| !item.is_done()).count();
    let all = items.len();
    let groups = worklist::by_portal(items);
    let out = path("out");
    to_file(&|to| report::worklist::write(&groups, to), &out)?;
    complain(&lang.pick(
        format!(
            "已写入：{}（{all} 项，其中 {open} 项待查）。内含在线验证码，属于保密内容，用后请删除。",
            out.display()
        ),
        format!("written: {} ({all} look-ups, {open} of them open). It holds codes, which are secrets.", out.display()),
    ));
    Ok(Ended::Done)
}
