//! The numbers a sample is drawn by: `SplitMix64` (Steele, Lea, Flood 2014), so that the same seed draws the same people on
//! every machine and in every version.

/// A stream of numbers from a seed.
#[derive(Debug, Clone)]
pub struct Draw(u64);

impl Draw {
    /// The stream of a seed and a word: streams of other words are other streams.
    #[must_use]
    pub fn new(seed: u64, word: &str) -> Self {
        // FNV-1a of the word, so that each stratum has a stream of its own.
        let fold = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        Self(seed ^ word.bytes().fold(0xcbf2_9ce4_8422_2325, fold))
    }

    /// The next number.
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `bound`, each as likely as the others; 0 for a bound of 0.
    pub fn below(&mut self, bound: u64) -> u64 {
        // What would make some numbers likelier is thrown away.
        let Some(over) = (u64::MAX % bound.max(1)).checked_add(1).map(|over| over % bound.max(1)) else { return 0 };
        loop {
            let number = self.number();
            if number <= u64::MAX - over {
                return number.checked_rem(bound).unwrap_or(0);
            }
        }
    }

    /// Puts so many of a list, drawn without putting back, to its front.
    pub fn pick<T>(&mut self, list: &mut [T], many: usize) {
        for i in 0..many.min(list.len()) {
            let rest = u64::try_from(list.len() - i).unwrap_or(u64::MAX);
            let j = usize::try_from(self.below(rest)).unwrap_or(0);
            list.swap(i, i + j);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_numbers_are_those_of_the_paper() {
        let mut draw = Draw(1_234_567);
        assert_eq!([draw.number(), draw.number()], [6_457_827_717_110_365_317, 3_203_168_211_198_807_973]);
    }

    #[test]
    fn each_number_is_about_as_likely() {
        let mut draw = Draw::new(7, "x");
        let mut seen = [0; 6];
        (0..6000).for_each(|_| seen[usize::try_from(draw.below(6)).unwrap()] += 1);
        assert!(seen.iter().all(|n| (850..1150).contains(n)), "{seen:?}");
    }
}
