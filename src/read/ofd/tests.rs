use std::io::{Cursor, Write};

use lopdf::Document as Pdf;
use zip::write::SimpleFileOptions;

use super::*;
use crate::model::{Format, Legibility, Outcome, Page, TextLayer};
use crate::read::image::Fonts;
use crate::read::{Everything, draw, ocr};

/// An OFD with these parts.
fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const ROOT: &str = r#"<?xml version="1.0" encoding="UTF-8"?><ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016" Version="1.0" DocType="OFD">
<ofd:DocBody><ofd:DocInfo/><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot><ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures></ofd:DocBody></ofd:OFD>"#;

const DOCUMENT: &str = r#"<ofd:Document xmlns:ofd="http://www.ofdspec.org/2016"><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>
<ofd:PublicRes>PublicRes.xml</ofd:PublicRes><ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes><ofd:TemplatePage ID="2" BaseLoc="Tpls/Tpl_0/Content.xml"/></ofd:CommonData>
<ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages><ofd:Annotations>Annots/Annotations.xml</ofd:Annotations></ofd:Document>"#;

const RESOURCES: &str = r#"<ofd:Res xmlns:ofd="http://www.ofdspec.org/2016" BaseLoc="Res"><ofd:MultiMedias>
<ofd:MultiMedia ID="5" Type="Image" Format="PNG"><ofd:MediaFile>photo.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>"#;

const TEMPLATE: &str = r#"<ofd:Page xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Content><ofd:Layer>
<ofd:PathObject ID="9" Boundary="20 40 170 0" LineWidth="0.3"><ofd:AbbreviatedData>M 0 0 L 170 0</ofd:AbbreviatedData></ofd:PathObject>
<ofd:TextObject ID="10" Boundary="80 20 60 8" Size="6" Font="3"><ofd:TextCode X="0" Y="6" DeltaX="g 5 6">工作年限证明</ofd:TextCode></ofd:TextObject>
</ofd:Layer></ofd:Content></ofd:Page>"#;

const PAGE: &str = r#"<ofd:Page xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Template TemplateID="2" ZOrder="Background"/><ofd:Content><ofd:Layer>
<ofd:TextObject ID="11" Boundary="20 50 80 6" Size="5" CTM="1 0 0 1 0 0"><ofd:TextCode X="0" Y="4.4" DeltaX="5 5 5 5">姓名&#65306;张三</ofd:TextCode></ofd:TextObject>
<ofd:TextObject ID="12" Boundary="20 60 120 6" Size="5"><ofd:TextCode X="0" Y="4.4" DeltaX="g 22 5">该同志自二〇一〇年起在我中心从事社会工作服务特此证明</ofd:TextCode></ofd:TextObject>
<ofd:TextObject ID="13" Visible="false" Boundary="20 70 80 6" Size="5"><ofd:TextCode X="0" Y="4.4" DeltaX="5">作废</ofd:TextCode></ofd:TextObject>
<ofd:ImageObject ID="14" ResourceID="5" Boundary="150 50 30 40"/>
</ofd:Layer></ofd:Content></ofd:Page>"#;

const NOTES: &str = r#"<ofd:Annotations xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Page PageID="1"><ofd:FileLoc>Page_0/Annotation.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>"#;
const NOTE: &str = r#"<ofd:PageAnnot xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Annot ID="1" Type="Stamp"><ofd:Appearance Boundary="20 100 60 10">
<ofd:TextObject ID="15" Boundary="0 0 60 10" Size="5"><ofd:TextCode X="0" Y="5" DeltaX="5 5 5">批注文字</ofd:TextCode></ofd:TextObject></ofd:Appearance></ofd:Annot></ofd:PageAnnot>"#;

const SIGNATURES: &str = r#"<ofd:Signatures xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Signature ID="1" Type="Seal" BaseLoc="Sign_0/Signature.xml"/></ofd:Signatures>"#;
const SIGNATURE: &str = r#"<ofd:Signature xmlns:ofd="http://www.ofdspec.org/2016"><ofd:SignedInfo><ofd:StampAnnot ID="1" PageRef="1" Boundary="120 200 42 42"/>
<ofd:Seal><ofd:BaseLoc>Seal.esl</ofd:BaseLoc></ofd:Seal></ofd:SignedInfo><ofd:SignedValue>SignedValue.dat</ofd:SignedValue></ofd:Signature>"#;

fn png(picture: &image::DynamicImage) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    picture.write_to(&mut out, image::ImageFormat::Png).unwrap();
    out.into_inner()
}

/// A red ring on glass.
fn seal() -> Vec<u8> {
    let ring = image::RgbaImage::from_fn(420, 420, |x, y| {
        let from_middle = (x as f32 - 210.0).hypot(y as f32 - 210.0);
        let star = from_middle < 60.0;
        image::Rgba(if star || (185.0..205.0).contains(&from_middle) { [220, 20, 30, 255] } else { [255, 255, 255, 0] })
    });
    png(&ring.into())
}

/// An element of a seal.
fn element(tag: u8, body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len()).unwrap().to_be_bytes();
    [&[tag, 0x84], length.as_slice(), body].concat()
}

/// A seal as makers of seals write it: the picture among other things.
fn written_seal(kind: &str, picture: &[u8]) -> Vec<u8> {
    let look = [element(0x16, kind.as_bytes()), element(4, picture), element(2, &[42]), element(2, &[42])].concat();
    let head = [element(0x16, b"ES"), element(2, &[4])].concat();
    element(0x30, &element(0x30, &[element(0x30, &head), element(0x30, &look)].concat()))
}

fn usual(page: &str) -> Vec<u8> {
    let photo = png(&image::RgbImage::from_fn(60, 80, |x, y| image::Rgb([(x * 4) as u8, (y * 3) as u8, 90])).into());
    let esl = written_seal("PNG", &seal());
    package(&[
        ("OFD.xml", ROOT.as_bytes()),
        ("Doc_0/Document.xml", DOCUMENT.as_bytes()),
        ("Doc_0/PublicRes.xml", b"<Res/>"),
        ("Doc_0/DocumentRes.xml", RESOURCES.as_bytes()),
        ("Doc_0/Res/photo.png", &photo),
        ("Doc_0/Tpls/Tpl_0/Content.xml", TEMPLATE.as_bytes()),
        ("Doc_0/Pages/Page_0/Content.xml", page.as_bytes()),
        ("Doc_0/Annots/Annotations.xml", NOTES.as_bytes()),
        ("Doc_0/Annots/Page_0/Annotation.xml", NOTE.as_bytes()),
        ("Doc_0/Signs/Signatures.xml", SIGNATURES.as_bytes()),
        ("Doc_0/Signs/Sign_0/Signature.xml", SIGNATURE.as_bytes()),
        ("Doc_0/Signs/Sign_0/Seal.esl", &esl),
    ])
}

fn read(bytes: &[u8]) -> Reading {
    let nobody = ocr::Source::none();
    crate::read::read(bytes, Format::Ofd, Tools { ocr: &nobody, appetite: &Everything }, &Limits::default())
}

fn said(page: &Page) -> Vec<String> {
    page.words.iter().map(crate::model::Word::text).collect()
}

#[test]
fn text_stands_where_it_is_printed() {
    let reading = read(&usual(PAGE));
    assert_eq!((&reading.outcome, reading.pages.len()), (&Outcome::Read, 1), "{:?}", reading.problems);
    assert_eq!(reading.pdf, None, "nothing is told of a PDF that nobody uploaded");
    let page = &reading.pages[0];
    assert_eq!((page.text_layer.clone(), page.legibility.clone()), (TextLayer::Believed, Legibility::Read));
    let words = said(page);
    for text in ["工作年限证明", "姓名：张三", "该同志自二〇一〇年起在我中心从事社会工作服务特此证明", "批注文字"]
    {
        assert!(words.iter().any(|word| word == text), "{text}: {words:?}");
    }
    assert!(!words.iter().any(|word| word.contains("作废")));
    let name = page.words.iter().find(|word| word.text() == "姓名：张三").unwrap();
    let millimetres = [name.bbox.x0, name.bbox.y1].map(|points| points / 72.0 * 25.4);
    assert!((millimetres[0] - 20.0).abs() < 1.0 && (millimetres[1] - 54.4).abs() < 2.0, "{millimetres:?}");
    assert!(page.rules.iter().any(|rule| rule.horizontal && rule.bbox.width() > 400.0), "{:?}", page.rules);
}

#[test]
fn pictures_and_seals_lie_on_the_page() {
    let reading = read(&usual(PAGE));
    let page = &reading.pages[0];
    let photo = page.pictures.iter().find(|picture| picture.pixel_width == 60).unwrap();
    assert!((photo.bbox.x0 / 72.0 * 25.4 - 150.0).abs() < 0.5 && photo.digest.is_some(), "{photo:?}");
    assert_eq!(page.seals.len(), 1, "{:?}", page.pictures);
    let middle = page.seals[0].bbox.centre();
    assert!((middle.0 / 72.0 * 25.4 - 141.0).abs() < 2.0 && (middle.1 / 72.0 * 25.4 - 221.0).abs() < 2.0, "{middle:?}");
}

#[test]
fn a_page_is_drawn_for_the_reviewer() {
    let drawn = draw(&usual(PAGE), Format::Ofd, 1, 72.0, &Limits::default(), &Fonts::default()).unwrap();
    let at = |x: f32, y: f32| drawn.pixels.get_pixel((x / 25.4 * 72.0) as u32, (y / 25.4 * 72.0) as u32).0;
    let [red, green, _] = at(141.0, 221.0);
    assert!(red > 180 && green < 90, "the star of the seal: {:?}", at(141.0, 221.0));
    assert_eq!(at(100.0, 150.0), [255, 255, 255]);
    assert_eq!(
        draw(b"PK", Format::Ofd, 1, 72.0, &Limits::default(), &Fonts::default()).map(drop).unwrap_err(),
        Outcome::Damaged { reason: DamageReason::Malformed }
    );
}

#[test]
fn a_seal_is_found_in_what_makers_write() {
    for kind in ["PNG", "jpg", ".bmp"] {
        assert_eq!(seal::picture(&written_seal(kind, b"x")).unwrap().1, b"x");
    }
    assert_eq!(seal::picture(&written_seal("svg", b"x")), None);
    assert_eq!(seal::picture(b"\x30\x84\xFF\xFF"), None);
    // Set with a signature, the seal stands deeper.
    let signed = element(0x30, &element(0x30, &[element(2, &[4]), written_seal("png", b"y")].concat()));
    assert_eq!(seal::picture(&signed).unwrap().1, b"y");
}

#[test]
fn what_is_missing_is_told_and_the_rest_is_read() {
    let lost = package(&[
        ("OFD.xml", ROOT.as_bytes()),
        ("Doc_0/Document.xml", DOCUMENT.as_bytes()),
        ("Doc_0/Pages/Page_0/Content.xml", PAGE.as_bytes()),
    ]);
    let reading = read(&lost);
    assert!(said(&reading.pages[0]).iter().any(|word| word == "姓名：张三"));
    assert!(reading.problems.iter().any(|problem| problem.what.contains("not there")), "{:?}", reading.problems);
    for broken in [b"PK".to_vec(), package(&[("OFD.xml", b"<OFD")]), package(&[("a.xml", b"<a/>")])] {
        assert_eq!(read(&broken).outcome, Outcome::Damaged { reason: DamageReason::Malformed });
    }
    let none = package(&[("OFD.xml", b"<OFD><DocBody><DocRoot>a</DocRoot></DocBody></OFD>")]);
    assert_eq!(read(&none).outcome, Outcome::Damaged { reason: DamageReason::NoPages });
}

#[test]
fn bombs_are_bounded() {
    let many = DOCUMENT.replace(
        r#"<ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/>"#,
        &r#"<ofd:Page ID="1" BaseLoc="x"/>"#.repeat(301),
    );
    let pages = package(&[("OFD.xml", ROOT.as_bytes()), ("Doc_0/Document.xml", many.as_bytes())]);
    assert_eq!(read(&pages).outcome, Outcome::Damaged { reason: DamageReason::TooManyPages });
    let blank = vec![b' '; 49 << 20];
    let large = package(&[("OFD.xml", ROOT.as_bytes()), ("Doc_0/Document.xml", &blank)]);
    assert!(matches!(read(&large).outcome, Outcome::Damaged { .. }));
    let deep = format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
    assert!(tree::Element::read(deep.as_bytes()).is_none());
    // A unit that draws itself.
    let itself = r#"<CompositeObject ResourceID="5"/>"#.repeat(100);
    let endless = format!(
        r#"<Res><CompositeGraphicUnits><CompositeGraphicUnit ID="5"><Content>{itself}</Content></CompositeGraphicUnit></CompositeGraphicUnits></Res>"#
    );
    let page = r#"<Page><Content><Layer><CompositeObject ResourceID="5"/></Layer></Content></Page>"#;
    let unit = package(&[
        ("OFD.xml", ROOT.as_bytes()),
        ("Doc_0/Document.xml", DOCUMENT.as_bytes()),
        ("Doc_0/DocumentRes.xml", endless.as_bytes()),
        ("Doc_0/Pages/Page_0/Content.xml", page.as_bytes()),
    ]);
    assert!(read(&unit).problems.iter().any(|problem| problem.what.contains("draws more")));
}

#[test]
fn paths_of_parts_stay_in_the_package() {
    assert_eq!(package::beside("Doc_0/Pages/Page_0/Content.xml", "../../Res/a.png"), "Doc_0/Res/a.png");
    assert_eq!(package::beside("Doc_0/Document.xml", "/Doc_1/x.xml"), "Doc_1/x.xml");
    assert_eq!(package::beside("a.xml", "..\\..\\..\\etc/passwd"), "etc/passwd");
}

#[test]
fn text_that_is_nowhere_to_be_seen_is_no_text() {
    let bare = PAGE.replace("<ofd:TextObject ID=\"12\"", "<ofd:TextObject ID=\"12\" Fill=\"false\"");
    let page = &read(&usual(&bare)).pages[0];
    assert!(!said(page).iter().any(|word| word.contains("该同志")), "{:?}", said(page));
    assert!(page.hidden.iter().any(|word| word.text().contains("该同志")));
}

#[test]
fn the_pdf_is_whole() {
    let made = as_pdf(&usual(PAGE), &Limits::default()).unwrap();
    assert!(made.lost.is_empty(), "{:?}", made.lost);
    assert_eq!(Pdf::load_mem(&made.bytes).unwrap().get_pages().len(), 1);
}
