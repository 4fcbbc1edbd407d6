//! The sample of clean candidates that people look at before the rest may pass together.
//!
//! The draw depends on its seed and the ticket numbers alone: whoever has the journal can draw it again.

use sha2::{Digest, Sha256};

use crate::store::review::Token;

/// A seed nobody chose; `None` where the system gives no random numbers.
pub(super) fn seed() -> Option<u64> {
    u64::from_str_radix(Token::new()?.reveal().get(..16)?, 16).ok()
}

/// How many of so many are that share in a thousand, rounded up.
pub(super) fn share(many: usize, permille: u32) -> usize {
    let permille = usize::try_from(permille).unwrap_or(1000);
    many.saturating_mul(permille).div_ceil(1000)
}

/// Draws that share of those: in the order of the fingerprint of seed and ticket number.
pub(super) fn draw(seed: u64, tickets: &[&str], permille: u32) -> Vec<String> {
    let mut order: Vec<([u8; 32], &str)> = tickets
        .iter()
        .map(|ticket| {
            let mut hasher = Sha256::new();
            hasher.update(seed.to_be_bytes());
            hasher.update(ticket.as_bytes());
            (hasher.finalize().into(), *ticket)
        })
        .collect();
    order.sort_unstable();
    let mut drawn: Vec<String> =
        order.into_iter().take(share(tickets.len(), permille)).map(|(_, ticket)| ticket.to_owned()).collect();
    drawn.sort_unstable();
    drawn
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_draw_is_a_tenth_rounded_up_and_the_same_for_its_seed() {
        let all: Vec<String> = (0..101).map(|n| format!("43012498{n:05}")).collect();
        let tickets: Vec<&str> = all.iter().map(String::as_str).collect();
        let drawn = draw(7, &tickets, 100);
        assert_eq!(drawn.len(), 11);
        let turned: Vec<&str> = tickets.iter().rev().copied().collect();
        assert_eq!(draw(7, &turned, 100), drawn, "the order of the list does not matter");
        assert_ne!(draw(8, &tickets, 100), drawn);
        assert_eq!(draw(7, &tickets[..1], 100).len(), 1);
        assert!(draw(7, &[], 100).is_empty());
    }

    #[test]
    fn nobody_is_drawn_more_often_than_others() {
        let all: Vec<String> = (0..50).map(|n| n.to_string()).collect();
        let tickets: Vec<&str> = all.iter().map(String::as_str).collect();
        let mut times = std::collections::BTreeMap::<String, u32>::new();
        for seed in 0..2000 {
            for ticket in draw(seed, &tickets, 100) {
                *times.entry(ticket).or_default() += 1;
            }
        }
        assert_eq!(times.len(), 50);
        assert!(times.values().all(|n| (140..=260).contains(n)), "{times:?}");
    }
}
