//! What is done to any file; PDFs and pictures have their own beside.

use hecha::model::Format;

use crate::random::Random;
use crate::{images, pdfs};

/// What it is called and what it does.
pub(crate) type Mutation = (&'static str, fn(&[u8], &mut Random) -> Vec<u8>);

const ANY: &[Mutation] = &[
    ("flip", flip),
    ("garbage", garbage),
    ("truncate", truncate),
    ("delete", delete),
    ("double", double),
    ("lead", lead),
];

/// One mutation of `source`, taking turns, and now and then a piece of another file in the middle.
pub(crate) fn mutate(
    all: &[(Format, Vec<u8>)],
    source: &(Format, Vec<u8>),
    turn: usize,
    random: &mut Random,
) -> (&'static str, Vec<u8>) {
    let (format, bytes) = source;
    let own: &[Mutation] = if *format == Format::Pdf { pdfs::ALL } else { images::ALL };
    let turn = turn % (ANY.len() + own.len() + 1);
    if turn == 0 {
        return ("splice", splice(bytes, all, random));
    }
    let Some((name, mutation)) = ANY.iter().chain(own).nth(turn - 1) else { return ("none", bytes.clone()) };
    (name, mutation(bytes, random))
}

fn flip(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=random.below(64) {
        let at = random.below(bytes.len());
        if let Some(byte) = bytes.get_mut(at) {
            *byte ^= 1 << random.below(8);
        }
    }
    bytes
}

fn garbage(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let (at, length) = piece(&bytes, random);
    for byte in bytes.iter_mut().skip(at).take(length) {
        *byte = random.next() as u8;
    }
    bytes
}

fn truncate(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    bytes[..random.below(bytes.len())].to_vec()
}

fn delete(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let (at, length) = piece(bytes, random);
    [&bytes[..at], &bytes[at + length..]].concat()
}

fn double(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let (at, length) = piece(bytes, random);
    [&bytes[..at + length], &bytes[at..]].concat()
}

/// Something before the header, as mail programs leave it.
fn lead(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let lead: Vec<u8> = (0..random.below(1200)).map(|_| random.next() as u8).collect();
    [&lead, bytes].concat()
}

fn splice(bytes: &[u8], all: &[(Format, Vec<u8>)], random: &mut Random) -> Vec<u8> {
    let Some((_, other)) = random.pick(all) else { return bytes.to_vec() };
    let (from, length) = piece(other, random);
    let at = random.below(bytes.len());
    [&bytes[..at], &other[from..from + length], &bytes[at..]].concat()
}

/// A piece of a file: where it begins and how long it is.
fn piece(bytes: &[u8], random: &mut Random) -> (usize, usize) {
    let at = random.below(bytes.len());
    (at, random.below((bytes.len() - at).min(4096)))
}
