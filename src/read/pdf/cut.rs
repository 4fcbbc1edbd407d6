//! Content that breaks off: a compressed stream, or a picture of a page, that ends before its end. What is left is drawn, and
//! looks like a page.

use flate2::{Decompress, FlushDecompress, Status};
use lopdf::{Document, Object, ObjectId, Stream};

use crate::read::image::jpeg_breaks_off;

/// A longer stream is not gone through for this.
const MOST: usize = 32 << 20;

/// The pages (from 1) of which some content breaks off.
pub(super) fn pages(document: &Document) -> Vec<u32> {
    let cut = |page| {
        let contents = document.get_page_contents(page);
        let stream = |id: &ObjectId| document.get_object(*id).and_then(Object::as_stream).ok();
        contents.iter().filter_map(stream).any(is_cut)
            || pictures(document, page).filter_map(|id| stream(&id)).any(is_cut_picture)
    };
    (1..).zip(document.page_iter()).filter(|(_, page)| cut(*page)).map(|(number, _)| number).collect()
}

/// The pictures that a page names itself.
fn pictures(document: &Document, page: ObjectId) -> impl Iterator<Item = ObjectId> {
    let (own, inherited) = document.get_page_resources(page).unwrap_or_default();
    let inherited = inherited.into_iter().filter_map(|id| document.get_dictionary(id).ok());
    let named = own.into_iter().chain(inherited).filter_map(|resources| {
        let (_, objects) = document.dereference(resources.get(b"XObject").ok()?).ok()?;
        objects.as_dict().ok()
    });
    let ids: Vec<ObjectId> =
        named.flat_map(|named| named.iter().filter_map(|(_, id)| id.as_reference().ok())).collect();
    ids.into_iter()
}

/// Whether a stream is a picture stored as JPEG alone that breaks off.
fn is_cut_picture(stream: &Stream) -> bool {
    stream.filters().is_ok_and(|filters| filters == [&b"DCTDecode"[..]]) && jpeg_breaks_off(&stream.content)
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

    #[test]
    fn a_page_whose_picture_breaks_off() {
        let of = |jpeg: &[u8], inherited: bool| {
            let mut document = Document::with_version("1.5");
            let filter = dictionary! { "Subtype" => "Image", "Filter" => "DCTDecode" };
            let picture = document.add_object(Stream::new(filter, jpeg.to_vec()));
            let resources = dictionary! { "XObject" => dictionary! { "P" => picture } };
            let mut tree = dictionary! { "Type" => "Pages", "Count" => 1 };
            let mut page = dictionary! { "Type" => "Page" };
            if inherited {
                let resources = document.add_object(resources);
                tree.set("Resources", resources);
            } else {
                page.set("Resources", resources);
            }
            let above = document.new_object_id();
            page.set("Parent", above);
            let page = document.add_object(page);
            tree.set("Kids", vec![page.into()]);
            document.objects.insert(above, tree.into());
            let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => above });
            document.trailer.set("Root", catalog);
            pages(&document)
        };
        let scan = b"\xFF\xD8\xFF\xDA\x00\x02\x12\x34\xFF\x00\x56";
        for inherited in [false, true] {
            assert_eq!(of(scan, inherited), [1]);
            assert!(of(&[&scan[..], b"\xFF\xD9"].concat(), inherited).is_empty());
        }
    }
}
