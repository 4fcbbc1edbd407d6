//! Prints what the networks read in a picture, line by line: `cargo run --release --example ocr -- PICTURE MODELS [LIBRARY]`.

#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "an example reads a file and prints what it read")]

use std::{error::Error, fs, time::Instant};

use hecha::model::Mapping;
use hecha::read::ocr::{Choice, Library, Networks};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(picture), Some(models)) = (arguments.next(), arguments.next()) else {
        return Err("usage: ocr PICTURE MODELS [LIBRARY]".into());
    };
    let page = image::load_from_memory(&fs::read(picture)?)?.into_rgb8();
    let networks = Networks {
        detection: fs::read(format!("{models}/PP-OCRv6_det_small.onnx"))?,
        recognition: fs::read(format!("{models}/PP-OCRv6_rec_small.onnx"))?,
        library: arguments.next().map(|path| Library { path: path.into(), version: "given".to_owned() }),
    };
    let started = Instant::now();
    let reader = networks.reader(Choice::Auto)?;
    println!("loaded: {} ms ({})", started.elapsed().as_millis(), reader.fingerprint());
    let started = Instant::now();
    let lines = reader.find_lines(&page)?;
    println!("{} lines: {} ms", lines.len(), started.elapsed().as_millis());
    let started = Instant::now();
    for line in &lines {
        let read = reader.recognise(&page, line)?;
        let r = read.quad.bbox();
        println!("{:.0},{:.0} {:.0}x{:.0} {:.3} {}", r.x0, r.y0, r.width(), r.height(), read.confidence(), read.text());
        for word in read.words(&Mapping::IDENTITY) {
            println!("    [{}] {:?}", word.text(), <[f32; 4]>::from(word.bbox).map(f32::round));
        }
    }
    println!("read: {} ms", started.elapsed().as_millis());
    Ok(())
}
