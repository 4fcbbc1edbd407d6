//! Passwords: kept as argon2id hashes, never themselves.

use argon2::{Argon2, PasswordHasher, PasswordVerifier, password_hash::phc::PasswordHash};

/// The shortest password that is taken. Length is what makes a password strong; no kinds of characters are asked for.
pub(super) const SHORTEST: usize = 8;

/// The hash of a password, as it is kept; `None` where no salt could be had.
pub(super) fn hash(password: &str) -> Option<String> {
    Argon2::default().hash_password(password.as_bytes()).ok().map(|hash| hash.to_string())
}

/// Whether a password is the one that was hashed.
pub(super) fn fits(password: &str, hash: &str) -> bool {
    let Ok(hash) = PasswordHash::new(hash) else { return false };
    Argon2::default().verify_password(password.as_bytes(), &hash).is_ok()
}
