//! Lies in PDFs: in the text between the streams, and in the streams behind their compression.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use crate::mutations::Mutation;
use crate::random::Random;

pub(crate) const ALL: &[Mutation] = &[
    ("number lie", number),
    ("xref lie", cross_reference),
    ("length lie", length),
    ("swap objects", swap),
    ("wrong reference", reference),
    ("wrong name", name),
    ("operators", operators),
    ("operands", operands),
    ("stream garbage", stream_garbage),
    ("value lie", value),
    ("page loop", page_loop),
    ("deflate bomb", bomb),
    ("bomb in a bomb", nested_bomb),
    ("deep nesting", nesting),
];

const LIES: &[&str] = &[
    "0",
    "-1",
    "1",
    "255",
    "65536",
    "2147483647",
    "-2147483648",
    "4294967296",
    "99999999999999999999",
    "1e308",
    "0.00000001",
    "null",
];

/// Puts `with` for the text found by `find`, one of its places at random.
fn replace(bytes: &[u8], places: &[(usize, usize)], with: &[u8], random: &mut Random) -> Vec<u8> {
    match random.pick(places) {
        Some((from, to)) => [&bytes[..*from], with, &bytes[*to..]].concat(),
        None => bytes.to_vec(),
    }
}

fn runs(bytes: &[u8], from: usize, to: usize, is: fn(u8) -> bool) -> Vec<(usize, usize)> {
    let mut runs = Vec::new();
    let mut at = from;
    while at < to {
        let Some(start) = (at..to).find(|i| is(bytes[*i])) else { break };
        let end = (start..to).find(|i| !is(bytes[*i])).unwrap_or(to);
        runs.push((start, end));
        at = end;
    }
    runs
}

fn digit(byte: u8) -> bool {
    byte.is_ascii_digit()
}

fn lie(random: &mut Random) -> &'static [u8] {
    random.pick(LIES).map_or(b"0", |lie| lie.as_bytes())
}

fn number(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let runs = runs(bytes, 0, bytes.len(), digit);
    let lie = lie(random);
    replace(bytes, &runs, lie, random)
}

fn after(bytes: &[u8], word: &[u8], reach: usize) -> Vec<(usize, usize)> {
    let places = bytes.windows(word.len()).enumerate().filter(|(_, w)| *w == word).map(|(at, _)| at + word.len());
    places.flat_map(|at| runs(bytes, at, (at + reach).min(bytes.len()), digit)).collect()
}

fn cross_reference(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let words: [&[u8]; 5] = [b"startxref", b"\nxref", b"/Prev", b"/Size", b"/W "];
    let places: Vec<_> = words.iter().flat_map(|word| after(bytes, word, 400)).collect();
    let lie = lie(random);
    replace(bytes, &places, lie, random)
}

fn length(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let lie = lie(random);
    replace(bytes, &after(bytes, b"/Length", 8), lie, random)
}

/// Gives an object another's number.
fn swap(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let places = before(bytes, b" 0 obj");
    let other = random.pick(&places).map(|(from, to)| bytes[*from..*to].to_vec()).unwrap_or_default();
    replace(bytes, &places, &other, random)
}

/// Points a reference to another object, its own holder included.
fn reference(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let objects = before(bytes, b" 0 obj");
    let other = random.pick(&objects).map(|(from, to)| bytes[*from..*to].to_vec()).unwrap_or_default();
    replace(bytes, &before(bytes, b" 0 R"), &other, random)
}

fn before(bytes: &[u8], word: &[u8]) -> Vec<(usize, usize)> {
    let places = bytes.windows(word.len()).enumerate().filter(|(_, w)| *w == word).map(|(at, _)| at);
    places.map(|end| ((0..end).rev().take_while(|i| digit(bytes[*i])).last().unwrap_or(end), end)).collect()
}

fn name(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let starts: Vec<usize> = (0..bytes.len()).filter(|i| bytes[*i] == b'/').collect();
    let names: Vec<(usize, usize)> = starts
        .into_iter()
        .map(|start| (start, (start + 1..bytes.len()).find(|i| !bytes[*i].is_ascii_alphanumeric()).unwrap_or(start)))
        .filter(|(start, end)| end > start)
        .collect();
    let other = random.pick(&names).map(|(from, to)| bytes[*from..*to].to_vec()).unwrap_or_default();
    replace(bytes, &names, &other, random)
}

/// Loads the file, changes it, writes it anew; a file that does not load is cut off instead.
fn rewritten(bytes: &[u8], change: impl FnOnce(&mut Document)) -> Vec<u8> {
    let loaded = std::panic::catch_unwind(|| Document::load_mem(bytes));
    let Ok(Ok(mut document)) = loaded else { return bytes[..bytes.len() / 2].to_vec() };
    change(&mut document);
    let mut out = Vec::new();
    if document.save_to(&mut out).is_err() {
        return bytes[..bytes.len() / 2].to_vec();
    }
    out
}

fn streams(document: &Document) -> Vec<ObjectId> {
    document.objects.iter().filter(|(_, object)| object.as_stream().is_ok()).map(|(id, _)| *id).collect()
}

/// Changes the plain bytes of one stream.
fn in_stream(bytes: &[u8], random: &mut Random, change: impl FnOnce(&mut Vec<u8>, &mut Random)) -> Vec<u8> {
    rewritten(bytes, |document| {
        let Some(id) = random.pick(&streams(document)).copied() else { return };
        let Some(Ok(stream)) = document.objects.get_mut(&id).map(Object::as_stream_mut) else { return };
        let mut plain = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
        change(&mut plain, random);
        stream.dict.remove(b"Filter");
        stream.dict.remove(b"DecodeParms");
        stream.set_content(plain);
    })
}

fn stream_garbage(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    in_stream(bytes, random, |plain, random| {
        for _ in 0..=random.below(32) {
            let at = random.below(plain.len());
            if let Some(byte) = plain.get_mut(at) {
                *byte = random.next() as u8;
            }
        }
    })
}

/// Puts operators where none belong, over and over.
fn operators(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    const OPERATORS: &[&[u8]] = &[
        b" q ",
        b" Q ",
        b" BT ",
        b" ET ",
        b" Tj ",
        b" cm ",
        b" Do ",
        b" BI ID EI ",
        b" W n ",
        b" sh ",
        b" BMC ",
        b" EMC ",
        b" [[[ ",
        b" << ",
        b" ( ",
    ];
    in_stream(bytes, random, |plain, random| {
        let operator = *random.pick(OPERATORS).unwrap_or(&OPERATORS[0]);
        let at = random.below(plain.len());
        let tail = plain.split_off(at);
        for _ in 0..=random.below(50_000) {
            plain.extend_from_slice(operator);
        }
        plain.extend_from_slice(&tail);
    })
}

fn operands(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    in_stream(bytes, random, |plain, random| {
        for _ in 0..=random.below(8) {
            let lie = lie(random);
            *plain = replace(plain, &runs(plain, 0, plain.len(), digit), lie, random);
        }
    })
}

/// Another value in a dictionary, of another type.
fn value(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    rewritten(bytes, |document| {
        let ids: Vec<ObjectId> = document.objects.keys().copied().collect();
        let values = [
            Object::Null,
            Object::Integer(i64::MAX),
            Object::Integer(-1),
            Object::Real(f32::NAN),
            Object::Real(1e30),
            Object::Array(vec![]),
            Object::Array(vec![Object::Integer(0); 9]),
            Object::Name(b"Identity-H".to_vec()),
            Object::string_literal("x"),
            Object::Dictionary(Dictionary::new()),
            Object::Reference(random.pick(&ids).copied().unwrap_or((1, 0))),
        ];
        let Some(value) = random.pick(&values).cloned() else { return };
        let Some(object) = random.pick(&ids).copied().and_then(|id| document.objects.get_mut(&id)) else { return };
        let dictionary = match object {
            Object::Dictionary(dictionary) => dictionary,
            Object::Stream(stream) => &mut stream.dict,
            other => {
                *other = value;
                return;
            }
        };
        let keys: Vec<Vec<u8>> = dictionary.iter().map(|(key, _)| key.clone()).collect();
        if let Some(key) = random.pick(&keys) {
            dictionary.set(key.clone(), value);
        }
    })
}

/// The page tree holds itself.
fn page_loop(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    rewritten(bytes, |document| {
        let is_node = |object: &Object| object.as_dict().is_ok_and(|d| d.has(b"Kids"));
        let nodes: Vec<ObjectId> = document.objects.iter().filter(|(_, o)| is_node(o)).map(|(id, _)| *id).collect();
        let Some(id) = random.pick(&nodes).copied() else { return };
        if let Some(Ok(node)) = document.objects.get_mut(&id).map(Object::as_dict_mut) {
            node.set("Kids", vec![Object::Reference(id); 1 + random.below(3)]);
            node.set("Count", 1_000_000);
        }
    })
}

fn deflated(bytes: impl Iterator<Item = Vec<u8>>) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    for piece in bytes {
        if encoder.write_all(&piece).is_err() {
            break;
        }
    }
    encoder.finish().unwrap_or_default()
}

/// 1 GB behind one stream.
fn bomb(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let content = deflated((0..1024).map(|_| vec![b' '; 1 << 20]));
    explode(bytes, random, content, Object::Name(b"FlateDecode".to_vec()))
}

/// A terabyte behind two layers.
fn nested_bomb(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let inner = deflated((0..1024).map(|_| vec![0; 1 << 20]));
    let content = deflated((0..1000).map(|_| inner.clone()));
    let layers = vec![Object::Name(b"FlateDecode".to_vec()); 2];
    explode(bytes, random, content, Object::Array(layers))
}

fn explode(bytes: &[u8], random: &mut Random, content: Vec<u8>, filter: Object) -> Vec<u8> {
    rewritten(bytes, |document| {
        let Some(id) = random.pick(&streams(document)).copied() else { return };
        let Some(Ok(stream)) = document.objects.get_mut(&id).map(Object::as_stream_mut) else { return };
        let mut dictionary = stream.dict.clone();
        dictionary.remove(b"DecodeParms");
        dictionary.set("Filter", filter);
        *stream = Stream::new(dictionary, content);
    })
}

/// Brackets in brackets, where parsers recurse.
fn nesting(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let places = after(bytes, b"/", 200);
    let depth = 1000 << random.below(8);
    let open: &[u8] = if random.below(2) == 0 { b"[" } else { b"<</A " };
    replace(bytes, &places, &open.repeat(depth), random)
}
