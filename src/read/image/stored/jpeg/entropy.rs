//! Whether the pixels of a JPEG end before the picture does. A program that repairs a file which broke off puts an end
//! behind what is left, and decoders fill the rest without a word. So the blocks are counted: their codes are stepped
//! over, and nothing is computed of them (ITU-T T.81, annexes F and G).

use std::ops::RangeInclusive;

/// Kinds of segments.
const BASELINE: RangeInclusive<u8> = 0xC0..=0xC1;
const PROGRESSIVE: u8 = 0xC2;
const CODES: u8 = 0xC4;
const RESTART: RangeInclusive<u8> = 0xD0..=0xD7;
const END: u8 = 0xD9;
const SCAN: u8 = 0xDA;
const INTERVAL: u8 = 0xDD;

/// Coefficients of a block.
const BLOCK: u8 = 64;

/// Whether at least a row of blocks is missing, or what every picture is made of. What is coded in another way, or is no
/// JPEG, is not judged.
pub(super) fn is_short(bytes: &[u8]) -> bool {
    Walk::default().through(bytes).unwrap_or(false)
}

/// A component of the picture.
#[derive(Clone, Copy)]
struct Component {
    id: u8,
    /// How many of its blocks stand in a unit of the picture, across and down.
    sampling: (usize, usize),
    /// Whether its mean values came, and the last of its other coefficients that did.
    told: (bool, u8),
}

/// What the segments before a scan said.
#[derive(Default)]
struct Walk {
    progressive: bool,
    size: (usize, usize),
    components: Vec<Component>,
    /// The codes of mean values and of the others, four of each.
    codes: [[Option<Codes>; 4]; 2],
    interval: usize,
}

impl Walk {
    fn through(mut self, bytes: &[u8]) -> Option<bool> {
        let mut at = 2;
        loop {
            let mark = bytes.get(at..)?.iter().position(|byte| *byte == 0xFF)? + at;
            let kind = *bytes.get(mark + 1)?;
            at = match kind {
                END => break,
                0xFF => mark + 1,
                0x00 | 0x01 | 0xD0..=0xD8 => mark + 2,
                _ => {
                    let length = usize::from(u16::from_be_bytes([*bytes.get(mark + 2)?, *bytes.get(mark + 3)?]));
                    let (body, next) = (bytes.get(mark + 4..mark + 2 + length)?, mark + 2 + length);
                    match kind {
                        PROGRESSIVE => self.frame(body, true)?,
                        kind if BASELINE.contains(&kind) => self.frame(body, false)?,
                        CODES => self.tables(body)?,
                        INTERVAL => self.interval = usize::from(u16::from_be_bytes([*body.first()?, *body.get(1)?])),
                        SCAN => {
                            let pixels = bytes.get(next..)?;
                            if self.scan(body, pixels)? {
                                return Some(true);
                            }
                        }
                        _ => {}
                    }
                    next
                }
            };
        }
        let first = self.components.first()?;
        let whole = self.components.iter().all(|component| component.told.0) && first.told.1 == BLOCK - 1;
        Some(!whole)
    }

    fn frame(&mut self, body: &[u8], progressive: bool) -> Option<()> {
        let side = |at: usize| Some(usize::from(u16::from_be_bytes([*body.get(at)?, *body.get(at + 1)?])));
        self.progressive = progressive;
        self.size = (side(3)?, side(1)?);
        let parts = body.get(6..)?.chunks_exact(3);
        self.components = parts
            .map(|part| Component {
                id: part[0],
                sampling: (usize::from(part[1] >> 4).max(1), usize::from(part[1] & 15).max(1)),
                told: (false, 0),
            })
            .collect();
        // A height that is told behind the pixels is not known here.
        (self.size.0 > 0 && self.size.1 > 0).then_some(())
    }

    fn tables(&mut self, mut body: &[u8]) -> Option<()> {
        while let Some((head, rest)) = body.split_first() {
            let counts = rest.get(..16)?;
            let many: usize = counts.iter().map(|count| usize::from(*count)).sum();
            let codes = Codes::new(counts, rest.get(16..16 + many)?);
            *self.codes.get_mut(usize::from(head >> 4))?.get_mut(usize::from(head & 15))? = codes;
            body = rest.get(16 + many..)?;
        }
        Some(())
    }

    /// Goes through the pixels of a scan; whether they end a row of blocks or more before the picture does.
    fn scan(&mut self, body: &[u8], pixels: &[u8]) -> Option<bool> {
        let many = usize::from(*body.first()?);
        let named: Vec<&[u8]> = body.get(1..1 + 2 * many)?.chunks_exact(2).collect();
        let [from, to, bits] = *body.get(1 + 2 * many..)?.first_chunk::<3>()?;
        let means = from == 0;
        let mut blocks = Vec::new();
        let largest = |of: fn(&Component) -> usize| self.components.iter().map(of).max().unwrap_or(1);
        let (across, down) = (largest(|c| c.sampling.0), largest(|c| c.sampling.1));
        let mut unit = (8 * across, 8 * down);
        for name in named {
            let component = self.components.iter_mut().find(|component| component.id == name[0])?;
            let last = if self.progressive { to } else { BLOCK - 1 };
            component.told = (component.told.0 || means, component.told.1.max(last));
            // Alone, a component has no unit but its block.
            if many == 1 {
                unit = (8 * across / component.sampling.0, 8 * down / component.sampling.1);
            }
            let times = if many == 1 { 1 } else { component.sampling.0 * component.sampling.1 };
            blocks.extend(std::iter::repeat_n((usize::from(name[1] >> 4), usize::from(name[1] & 15)), times));
        }
        // Of a progressive picture the first mean values say how far down it reaches; the rest makes it finer.
        if self.progressive && !(means && bits >> 4 == 0) {
            return Some(false);
        }
        let (wide, high) = (self.size.0.div_ceil(unit.0.max(1)), self.size.1.div_ceil(unit.1.max(1)));
        let mut bits = Bits::new(pixels);
        let (mut done, mut lost) = (0, 0);
        while done < wide * high {
            let left = wide * high - done;
            let run = if self.interval == 0 { left } else { self.interval.min(left) };
            let read = (0..run).take_while(|_| self.unit(&mut bits, &blocks).is_some()).count();
            lost += run - read;
            done += run;
            if !bits.restart() {
                lost += wide * high - done;
                break;
            }
        }
        Some(lost >= wide)
    }

    /// Steps over a unit of the picture.
    fn unit(&self, bits: &mut Bits<'_>, blocks: &[(usize, usize)]) -> Option<()> {
        for (mean, others) in blocks {
            let length = bits.symbol(self.codes[0].get(*mean)?.as_ref()?)?;
            bits.skip(length)?;
            if self.progressive {
                continue;
            }
            let codes = self.codes[1].get(*others)?.as_ref()?;
            let mut place = 1;
            while place < BLOCK {
                let symbol = bits.symbol(codes)?;
                let (zeros, length) = (symbol >> 4, symbol & 15);
                match (zeros, length) {
                    (15, 0) => place += 16,
                    (_, 0) => break,
                    _ => {
                        place += zeros + 1;
                        bits.skip(length)?;
                    }
                }
            }
        }
        Some(())
    }
}

/// Codes of some lengths, and what they stand for.
struct Codes {
    /// By the next sixteen bits: how long the code is, and its symbol; a length of 0 is no code.
    table: Vec<(u8, u8)>,
}

impl Codes {
    fn new(counts: &[u8], symbols: &[u8]) -> Option<Self> {
        let mut table = vec![(0, 0); 1 << 16];
        let (mut code, mut symbols) = (0_usize, symbols.iter());
        for (length, count) in (1_u8..).zip(counts) {
            for symbol in symbols.by_ref().take(usize::from(*count)) {
                let (from, many) = (code << (16 - length), 1_usize << (16 - length));
                table.get_mut(from..from + many)?.fill((length, *symbol));
                code += 1;
            }
            code <<= 1;
        }
        Some(Self { table })
    }
}

/// The bits of a scan, up to the next marker.
struct Bits<'a> {
    bytes: &'a [u8],
    hold: u64,
    count: u8,
}

impl<'a> Bits<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, hold: 0, count: 0 }
    }

    fn fill(&mut self) {
        while self.count <= 48 {
            let (byte, rest) = match self.bytes {
                [0xFF, 0x00, rest @ ..] => (0xFF, rest),
                [0xFF, ..] | [] => return,
                [byte, rest @ ..] => (*byte, rest),
            };
            self.hold = self.hold << 8 | u64::from(byte);
            self.count += 8;
            self.bytes = rest;
        }
    }

    fn symbol(&mut self, codes: &Codes) -> Option<u8> {
        if self.count < 16 {
            self.fill();
        }
        let next = if self.count >= 16 { self.hold >> (self.count - 16) } else { self.hold << (16 - self.count) };
        let (length, symbol) = *codes.table.get((next & 0xFFFF) as usize)?;
        (length > 0 && length <= self.count).then(|| {
            self.count -= length;
            symbol
        })
    }

    fn skip(&mut self, length: u8) -> Option<()> {
        if self.count < length {
            self.fill();
        }
        self.count = self.count.checked_sub(length)?;
        Some(())
    }

    /// Goes on behind the next marker between rows; whether there is one before any other.
    fn restart(&mut self) -> bool {
        self.count = 0;
        while let Some(at) = self.bytes.iter().position(|byte| *byte == 0xFF) {
            let Some(kind) = self.bytes.get(at + 1) else { return false };
            match kind {
                kind if RESTART.contains(kind) => {
                    self.bytes = self.bytes.get(at + 2..).unwrap_or_default();
                    return true;
                }
                0x00 => self.bytes = self.bytes.get(at + 2..).unwrap_or_default(),
                0xFF => self.bytes = self.bytes.get(at + 1..).unwrap_or_default(),
                _ => return false,
            }
        }
        false
    }
}
