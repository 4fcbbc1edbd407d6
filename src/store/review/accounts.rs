//! Who may review, and what they may do.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension, params};
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use super::{Act, Review, password};
use crate::Result;

/// What an account may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 初审员: decides first.
    Reviewer,
    /// 复核员: decides second.
    SecondReviewer,
    /// 审计员: sees everything, changes nothing.
    Auditor,
    /// 管理员: everything, and the accounts.
    Administrator,
}

impl Role {
    /// Every role.
    pub const ALL: &'static [Self] = &[Self::Reviewer, Self::SecondReviewer, Self::Auditor, Self::Administrator];

    /// The word it is kept under.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reviewer => "reviewer",
            Self::SecondReviewer => "second_reviewer",
            Self::Auditor => "auditor",
            Self::Administrator => "administrator",
        }
    }

    /// The role of that word.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|role| role.as_str() == word)
    }
}

/// An account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// User name.
    pub user: String,
    /// What it may do; `None` once it is closed.
    pub role: Option<Role>,
    /// Whether its password was set by somebody else: it opens nothing but the page on which it is changed.
    pub lent: bool,
    /// How many tries at it failed since its owner came in last.
    pub refused: u32,
}

/// Why somebody is not let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Throttle {
    /// Name and password do not fit, or the account is closed.
    Wrong,
    /// Too many tries: none is looked at before so many seconds have passed.
    Wait {
        /// How long.
        seconds: i64,
    },
}

/// So many wrong tries are free; each further one doubles the wait, up to the longest.
const FREE_TRIES: i64 = 5;
const LONGEST_WAIT: i64 = 15 * 60;
/// Wrong tries older than this are forgotten, in seconds.
const FORGOTTEN: i64 = 60 * 60;
/// The longest user name.
const LONGEST_NAME: usize = 40;

/// What two names have in common that are mistaken for each other: neither case nor signs of the same shape tell them apart.
fn likeness(user: &str) -> String {
    let shape = |c: char| match c {
        '0' => 'o',
        '1' | 'i' => 'l',
        c => c,
    };
    user.nfkc().flat_map(char::to_lowercase).map(shape).collect()
}

impl Review {
    /// All accounts, by name.
    pub fn accounts(&self) -> Result<Vec<Account>> {
        self.run(|c| {
            c.prepare_cached("SELECT user, role, lent, refused FROM account ORDER BY user")?
                .query_map([], |row| {
                    let role: Option<String> = row.get(1)?;
                    let role = role.as_deref().and_then(Role::named);
                    Ok(Account { user: row.get(0)?, role, lent: row.get(2)?, refused: row.get(3)? })
                })?
                .collect()
        })
    }

    /// The account of that name.
    pub fn account(&self, user: &str) -> Result<Option<Account>> {
        Ok(self.accounts()?.into_iter().find(|account| account.user == user))
    }

    /// Whether a user name can be taken: not empty, not too long, of Chinese characters, plain letters and digits alone.
    /// Letters of other scripts look like plain ones on a printed list.
    #[must_use]
    pub fn name_is_sound(user: &str) -> bool {
        let plain = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
        let chinese = |c: char| matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}');
        (1..=LONGEST_NAME).contains(&user.chars().count())
            && likeness(user) != likeness("system")
            && user.nfkc().eq(user.chars())
            && user.chars().all(|c| plain(c) || chinese(c))
    }

    /// Whether a password can be taken by this account.
    #[must_use]
    pub fn password_is_sound(user: &str, password: &str) -> bool {
        password::is_sound(user, password)
    }

    /// Makes an account; `false` where the name is taken, or one that looks the same.
    pub fn add_account(&self, at: &str, now: i64, by: &str, user: &str, role: Role, password: &str) -> Result<bool> {
        let hash = password::hash(password).ok_or_else(|| self.broken("no random numbers can be had"))?;
        // Nobody else knows a password that was chosen behind the link.
        let lent = by != "system";
        self.change_and_tell(at, by, &Act::AccountMade { user: user.to_owned(), role }, |c| {
            let taken = c
                .prepare_cached("SELECT user FROM account")?
                .query_map([], |row| row.get(0))?
                .collect::<rusqlite::Result<Vec<String>>>()?;
            if taken.iter().any(|other| likeness(other) == likeness(user)) {
                return Ok(0);
            }
            c.execute(
                "INSERT INTO account (user, role, password, made_at, lent) VALUES (?1, ?2, ?3, ?4, ?5)",
                params![user, role.as_str(), hash, now, lent],
            )
        })
    }

    /// Gives an account another role, or closes it. What is open in its name ends.
    pub fn change_role(&self, at: &str, by: &str, user: &str, role: Option<Role>) -> Result<()> {
        self.change_and_tell(at, by, &Act::RoleChanged { user: user.to_owned(), role }, |c| {
            c.execute("UPDATE account SET role = ?2 WHERE user = ?1", params![user, role.map(Role::as_str)])
        })?;
        self.end_sessions_of(user)
    }

    /// Sets a password anew. What is open in that name ends.
    pub fn change_password(&self, at: &str, by: &str, user: &str, password: &str) -> Result<()> {
        let hash = password::hash(password).ok_or_else(|| self.broken("no random numbers can be had"))?;
        self.change_and_tell(at, by, &Act::PasswordChanged { user: user.to_owned() }, |c| {
            c.execute("UPDATE account SET password = ?2, lent = ?3 WHERE user = ?1", params![user, hash, by != user])
        })?;
        self.end_sessions_of(user)
    }

    /// The first account that is not what the journal's entries make of it: added, given a role, or taken away past it.
    pub(super) fn strange_account(&self) -> Result<Option<String>> {
        let mut told: BTreeMap<String, Option<Role>> = BTreeMap::new();
        self.entries(0, &mut |entry| {
            match entry.act {
                Act::AccountMade { user, role } => _ = told.insert(user, Some(role)),
                Act::RoleChanged { user, role } => _ = told.insert(user, role),
                _ => {}
            }
            Ok(())
        })?;
        let kept: BTreeMap<String, Option<Role>> = self.accounts()?.into_iter().map(|a| (a.user, a.role)).collect();
        let both = told.keys().chain(kept.keys());
        Ok(both.filter(|user| told.get(*user) != kept.get(*user)).min().cloned())
    }

    /// Whether this is the password of an open account. Wrong tries slow down further ones from the same address, and,
    /// more gently, those at the same account from anywhere. An address from which the account came in before is held
    /// back by wrong tries at this very account from there alone, so that neither strangers nor colleagues behind the same
    /// address keep anybody out. Coming in clears what was tried at one's own account, and nothing that was tried at
    /// others: an own password is no key to further guesses.
    pub fn try_password(
        &self,
        at: &str,
        now: i64,
        address: &str,
        user: &str,
        password: &str,
    ) -> Result<std::result::Result<Account, Throttle>> {
        let (from, account) = (format!("address {address}"), format!("account {user}"));
        let pair = format!("{account} from {address}");
        let known = format!("came in: {user} from {address}");
        let wait = match self.setting(&known)? {
            Some(_) => self.wait(&pair, now, 2 * FREE_TRIES)?,
            None => self.wait(&from, now, FREE_TRIES)?.max(self.wait(&account, now, 2 * FREE_TRIES)?),
        };
        if wait > 0 {
            return Ok(Err(Throttle::Wait { seconds: wait }));
        }
        let found: Option<(Option<String>, String)> = self.run(|c| {
            c.prepare_cached("SELECT role, password FROM account WHERE user = ?1")?
                .query_row([user], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()
        })?;
        // A name that is not there takes as long as one that is.
        const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$\
                              v5iMGVp0MjhzQFyjvhjDjL4PRxk0RUqLh1rvTxZk1h8";
        let fits = password::fits(password, found.as_ref().map_or(NOBODY, |(_, hash)| hash));
        let role = found.as_ref().and_then(|(role, _)| role.as_deref()).and_then(Role::named);
        if let (true, Some(role)) = (fits, role) {
            let before = self.account(user)?;
            let (lent, refused) = before.map_or((false, 0), |account| (account.lent, account.refused));
            self.run(|c| {
                c.execute("DELETE FROM refusal WHERE what IN (?1, ?2)", params![pair, account])?;
                c.execute("UPDATE account SET refused = 0 WHERE user = ?1", [user])
            })?;
            self.set(&known, Some(at))?;
            return Ok(Ok(Account { user: user.to_owned(), role: Some(role), lent, refused }));
        }
        self.run(|c| {
            // A clock that stood ahead must shut nobody out once it is right again.
            c.execute("DELETE FROM refusal WHERE at < ?1 OR at > ?2", [now - FORGOTTEN, now])?;
            for what in [&from, &account, &pair] {
                c.execute("INSERT INTO refusal (what, at) VALUES (?1, ?2)", params![what, now])?;
            }
            c.execute("UPDATE account SET refused = refused + 1 WHERE user = ?1", [user])
        })?;
        let user = found.is_some().then(|| user.to_owned());
        self.append(at, "system", &Act::LoginRefused { user, from: Some(address.to_owned()) })?;
        Ok(Err(Throttle::Wrong))
    }

    /// How many seconds must pass before the next try.
    fn wait(&self, what: &str, now: i64, free: i64) -> Result<i64> {
        let (tries, last): (i64, Option<i64>) = self.run(|c| {
            c.prepare_cached("SELECT COUNT(*), MAX(at) FROM refusal WHERE what = ?1 AND at BETWEEN ?2 AND ?3")?
                .query_row(params![what, now - FORGOTTEN, now], |row| Ok((row.get(0)?, row.get(1)?)))
        })?;
        let Some(last) = last.filter(|_| tries >= free) else { return Ok(0) };
        let doublings = u32::try_from(tries - free).unwrap_or(u32::MAX).min(20);
        let wait = (1_i64 << doublings).min(LONGEST_WAIT);
        Ok((last + wait - now).max(0))
    }

    /// A setting of this work folder's reviews.
    pub fn setting(&self, name: &str) -> Result<Option<String>> {
        self.run(|c| {
            c.prepare_cached("SELECT value FROM setting WHERE name = ?1")?
                .query_row([name], |row| row.get(0))
                .optional()
        })
    }

    /// Keeps a setting, or forgets it.
    pub fn set(&self, name: &str, value: Option<&str>) -> Result<()> {
        self.run(|c| match value {
            Some(value) => c.execute("INSERT OR REPLACE INTO setting (name, value) VALUES (?1, ?2)", [name, value]),
            None => c.execute("DELETE FROM setting WHERE name = ?1", [name]),
        })?;
        Ok(())
    }
}
