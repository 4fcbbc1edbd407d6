//! Content that breaks off: a compressed stream that ends before its end. What is left is drawn, and looks like a page.

use flate2::{Decompress, FlushDecompress, Status};
use lopdf::{Document, Object, Stream};

/// A longer stream is not gone through for this.
const MOST: usize = 32 << 20;

/// The pages (from 1) of which some content breaks off.
pub(super) fn pages(document: &Document) -> Vec<u32> {
    let cut = |page| {
        let contents = document.get_page_contents(page);
        contents.iter().filter_map(|id| document.get_object(*id).and_then(Object::as_stream).ok()).any(is_cut)
    };
    (1..).zip(document.page_iter()).filter(|(_, page)| cut(*page)).map(|(number, _)| number).collect()
}

/// Whether a stream is compressed in one way, and its compressed bytes end before what they stand for.
fn is_cut(stream: &Stream) -> bool {
    let compressed = stream.filters().is_ok_and(|filters| filters == [&b"FlateDecode"[..]]);
    // The checksum behind the data may be missing: many programs forget it, and nothing is lost with it.
    let Some(data) = stream.content.get(2..).filter(|_| compressed && stream.content.len() < MOST) else {
        return false;
    };
    let mut inflate = Decompress::new(false);
    let mut out = vec![0; 1 << 16];
    loop {
        let before = (inflate.total_in(), inflate.total_out());
        let Some(rest) = usize::try_from(before.0).ok().and_then(|at| data.get(at..)) else { return false };
        match inflate.decompress(rest, &mut out, FlushDecompress::None) {
            Ok(Status::StreamEnd) => return false,
            Ok(_) if (inflate.total_in(), inflate.total_out()) == before => return true,
            Ok(_) => {}
            // Broken in the middle: what comes after is lost as well.
            Err(_) => return before.1 > 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;
    use flate2::Compression;
    use flate2::write::ZlibEncoder;
    use lopdf::dictionary;

    fn stream(bytes: &[u8]) -> Stream {
        Stream::new(dictionary! { "Filter" => "FlateDecode" }, bytes.to_vec())
    }

    #[test]
    fn a_whole_stream_one_without_checksum_and_one_cut() {
        let text: Vec<u8> = (0..20_000_u32).flat_map(|i| (i * i % 251).to_string().into_bytes()).collect();
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(&text).unwrap();
        let whole = encoder.finish().unwrap();
        assert!(!is_cut(&stream(&whole)));
        assert!(!is_cut(&stream(&whole[..whole.len() - 4])));
        assert!(is_cut(&stream(&whole[..whole.len() * 3 / 5])));
        assert!(!is_cut(&Stream::new(dictionary! {}, whole[..9].to_vec())));
        assert!(!is_cut(&stream(b"")));
    }
}
