//! Passwords: kept as argon2id hashes, never themselves.

use argon2::{Argon2, PasswordHasher, PasswordVerifier, password_hash::phc::PasswordHash};

/// The shortest password that is taken. Length is what makes a password strong; no kinds of characters are asked for.
const SHORTEST: usize = 8;

/// A password that is found within so many guesses is not taken, as a power of ten. The commonest ten thousand, names with
/// a year, rows of keys and repeated signs all are.
const GUESSES: f64 = 6.0;

/// Whether a password can be taken by this account: long enough, not its own name, and not among the first that a guesser
/// tries.
pub(super) fn is_sound(user: &str, password: &str) -> bool {
    password.chars().count() >= SHORTEST
        && password.trim() != user
        && zxcvbn::zxcvbn(password, &[user, "hecha", "核查"]).guesses_log10() >= GUESSES
}

/// The hash of a password, as it is kept; `None` where no salt could be had.
pub(super) fn hash(password: &str) -> Option<String> {
    Argon2::default().hash_password(password.as_bytes()).ok().map(|hash| hash.to_string())
}

/// Whether a password is the one that was hashed.
pub(super) fn fits(password: &str, hash: &str) -> bool {
    let Ok(hash) = PasswordHash::new(hash) else { return false };
    Argon2::default().verify_password(password.as_bytes(), &hash).is_ok()
}
