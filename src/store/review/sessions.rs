//! Who is in: random tokens, kept as fingerprints, so that a copy of the database opens nothing.

use rusqlite::{OptionalExtension, params};
use sha2::{Digest, Sha256};

use super::{Account, Review, chain::hex};
use crate::Result;

/// A session nobody used for this long has ended, in seconds.
const IDLE: i64 = 60 * 60;
/// A session ends after this long at the latest, in seconds.
const LONGEST: i64 = 12 * 60 * 60;

/// A clock that was set back by no more than this ends no session, in seconds.
const SET_BACK: i64 = 5 * 60;

/// A random secret of 256 bits, in hex.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}

impl Token {
    /// A new one; `None` where the system gives no random numbers.
    #[must_use]
    pub fn new() -> Option<Self> {
        let mut bytes = [0_u8; 32];
        getrandom::fill(&mut bytes).ok()?;
        Some(Self(hex(&bytes)))
    }

    /// The secret, for the cookie or the link.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Under what a secret is kept.
    #[must_use]
    pub fn kept(secret: &str) -> String {
        hex(&Sha256::digest(secret.as_bytes()))
    }
}

/// Somebody who is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Who, with the role as it is now.
    pub account: Account,
    /// What forms must bring along, so that no other site can send them.
    pub csrf: String,
}

impl Review {
    /// Begins a session; its token goes to the browser.
    pub fn begin_session(&self, now: i64, user: &str) -> Result<Token> {
        let none = || self.broken("no random numbers can be had");
        let (token, csrf) = (Token::new().ok_or_else(none)?, Token::new().ok_or_else(none)?);
        self.run(|c| {
            c.execute(
                "DELETE FROM session WHERE seen < ?1 OR begun < ?2 OR begun > ?3",
                params![now - IDLE, now - LONGEST, now + SET_BACK],
            )?;
            c.execute(
                "INSERT INTO session (token, user, csrf, begun, seen) VALUES (?1, ?2, ?3, ?4, ?4)",
                params![Token::kept(token.reveal()), user, csrf.reveal(), now],
            )
        })?;
        Ok(token)
    }

    /// Who has this token, if anybody still has.
    pub fn session(&self, now: i64, secret: &str) -> Result<Option<Session>> {
        let kept = Token::kept(secret);
        let found: Option<(String, String, i64)> = self.run(|c| {
            c.prepare_cached(
                "SELECT user, csrf, seen FROM session WHERE token = ?1 AND seen >= ?2 AND begun BETWEEN ?3 AND ?4",
            )?
            .query_row(params![kept, now - IDLE, now - LONGEST, now + SET_BACK], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })
            .optional()
        })?;
        let Some((user, csrf, seen)) = found else { return Ok(None) };
        // Not at every request: pictures come by the dozen.
        if now - seen >= 60 {
            self.run(|c| c.execute("UPDATE session SET seen = ?2 WHERE token = ?1", params![kept, now]))?;
        }
        let account = self.account(&user)?.filter(|account| account.role.is_some());
        Ok(account.map(|account| Session { account, csrf }))
    }

    /// Ends a session.
    pub fn end_session(&self, secret: &str) -> Result<()> {
        self.run(|c| c.execute("DELETE FROM session WHERE token = ?1", [Token::kept(secret)]))?;
        Ok(())
    }

    /// Ends all sessions of an account.
    pub(super) fn end_sessions_of(&self, user: &str) -> Result<()> {
        self.run(|c| c.execute("DELETE FROM session WHERE user = ?1", [user]))?;
        Ok(())
    }
}
