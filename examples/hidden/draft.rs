//! A page on which a value stands twice, the right one and the wrong one, ready for one of them to be hidden.

use std::error::Error;

use hecha_fixtures::layout::{Mark, PAGE, lay_out};
use hecha_fixtures::paper;
use hecha_fixtures::producers::krilla::{self, Sheets};
use hecha_fixtures::writer::sheet::{self, Face};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::cases::Case;

/// How every piece of content begins: the origin at the top left.
pub(crate) const UPRIGHT: &str = "q 1 0 0 -1 0 842 cm";

/// Who sets a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hand {
    /// A program that embeds what it needs of a font, numbers its glyphs by itself, and sets a text at once.
    Krilla,
    /// One that embeds no font and writes Unicode, a text at once.
    Plain,
    /// The same, each character by itself, as browsers do.
    Letters,
}

/// Where a text that differs stands, in points from the top left.
#[derive(Debug, Clone)]
pub(crate) struct Spot {
    /// Its left end, and its base line.
    pub(crate) x: f32,
    pub(crate) y: f32,
    /// The size of its type.
    pub(crate) size: f32,
    /// How wide the wider of the two is.
    pub(crate) width: f32,
    /// The right text, and the wrong one.
    pub(crate) texts: [String; 2],
    /// The pieces of content that draw them.
    pub(crate) pieces: [usize; 2],
}

impl Spot {
    /// Around the text: left, top, width, height.
    pub(crate) fn area(&self) -> [f32; 4] {
        [self.x - 1.0, self.y - 0.95 * self.size, self.width + 2.0, 1.25 * self.size]
    }
}

/// A page in the making.
#[derive(Clone)]
pub(crate) struct Draft {
    pub(crate) document: Document,
    page: ObjectId,
    /// The content, a piece a mark, without what each begins with.
    pub(crate) pieces: Vec<Vec<u8>>,
    pub(crate) spots: Vec<Spot>,
    pub(crate) face: Face,
    /// The right paper and the wrong one, as files that everybody can draw.
    pub(crate) looks: [Vec<u8>; 2],
}

impl Draft {
    /// A page of the wrong paper on which whatever differs from the right one stands in both forms.
    pub(crate) fn new(case: &Case) -> Result<Self, Box<dyn Error>> {
        let [right, wrong] = &case.papers;
        let face = match right.face {
            paper::Face::Song => Face::Song,
            paper::Face::Hei => Face::Hei,
            paper::Face::Kai => Face::Kai,
        };
        let wide = |text: &str| text.chars().map(|c| advance(case.hand, face, c)).sum::<f32>();
        let mut page = sheet::Page { width: PAGE.0, height: PAGE.1, marks: Vec::new() };
        let mut spots = Vec::new();
        for (before, after) in lay_out(right).into_iter().zip(lay_out(wrong)) {
            match (before, after) {
                (Mark::Text { text: old, .. }, Mark::Text { x, y, size, text: new, .. }) => {
                    let mut put = |x: f32, text: &str| {
                        if !text.is_empty() {
                            page.marks.push(sheet::Mark::Text { x, y, size, face, text: text.to_owned() });
                        }
                        page.marks.len()
                    };
                    if old == new {
                        put(x, &new);
                        continue;
                    }
                    let (head, old, new, tail) =
                        if case.narrow { differing(&old, &new, &wide) } else { ("", &*old, &*new, "") };
                    put(x, head);
                    let from = x + wide(head) * size;
                    let pieces = [put(from, old) - 1, put(from, new) - 1];
                    put(from + wide(old) * size, tail);
                    let width = wide(old).max(wide(new)) * size;
                    spots.push(Spot { x: from, y, size, width, texts: [old.to_owned(), new.to_owned()], pieces });
                }
                (_, Mark::Rule { from, to }) => {
                    page.marks.push(sheet::Mark::Rule { from, to, width: 0.7, colour: (0, 0, 0) });
                }
                (_, Mark::Shape(shape)) => page.marks.push(sheet::Mark::Shape(shape)),
                _ => return Err("the two papers are laid out differently".into()),
            }
        }
        let count = page.marks.len();
        let mut sheets = Sheets::default();
        sheets.page(&page);
        let document = Document::load_mem(&sheets.finish())?;
        let (_, id) = document.get_pages().into_iter().next().ok_or("no page")?;
        let content = String::from_utf8(document.get_page_content(id).iter().flat_map(|b| latin(*b)).collect())?;
        let pieces: Vec<Vec<u8>> = content.split(UPRIGHT).skip(1).map(unlatin).collect();
        if pieces.len() != count || spots.is_empty() {
            return Err(format!("{} pieces for {count} marks, {} spots", pieces.len(), spots.len()).into());
        }
        let looks = [krilla::draw(&[right]), krilla::draw(&[wrong])];
        let mut draft = Self { document, page: id, pieces, spots, face, looks };
        if case.hand != Hand::Krilla {
            draft.set_plainly(&page, case.hand)?;
        }
        Ok(draft)
    }

    /// Sets the texts in a font that is not in the file.
    fn set_plainly(&mut self, page: &sheet::Page, hand: Hand) -> Result<(), Box<dyn Error>> {
        for (piece, mark) in self.pieces.iter_mut().zip(&page.marks) {
            if let sheet::Mark::Text { x, y, size, face, text } = mark {
                *piece = plainly((*x, *y), *size, *face, text, hand);
            }
        }
        let info = dictionary! {
            "Registry" => Object::string_literal("Adobe"), "Ordering" => Object::string_literal("GB1"), "Supplement" => 4,
        };
        let descriptor = dictionary! { "Type" => "FontDescriptor", "FontName" => "STSong-Light", "Flags" => 4 };
        let descendant = dictionary! {
            "Type" => "Font", "Subtype" => "CIDFontType0", "BaseFont" => "STSong-Light", "DW" => 1000,
            "CIDSystemInfo" => info, "FontDescriptor" => descriptor,
            "W" => vec![1.into(), vec![500.into(); 94].into(), 814.into(), 939.into(), 500.into()],
        };
        let descendant = self.document.add_object(descendant);
        let (_, resources) = self.document.dereference(&self.resources()?).map(|(id, o)| (id, o.clone()))?;
        let mut resources = resources.as_dict()?.clone();
        resources.remove(b"Font");
        let id = self.document.get_dictionary(self.page)?.get(b"Resources")?.as_reference()?;
        self.document.objects.insert(id, resources.into());
        let font = dictionary! {
            "Type" => "Font", "Subtype" => "Type0", "BaseFont" => "STSong-Light", "Encoding" => "UniGB-UCS2-H",
            "DescendantFonts" => vec![descendant.into()],
        };
        self.resource("Font", "f9", font)
    }

    /// Adds something to the resources of the page.
    pub(crate) fn resource(
        &mut self,
        category: &str,
        name: &str,
        object: impl Into<Object>,
    ) -> Result<(), Box<dyn Error>> {
        let id = self.document.add_object(object.into());
        let page = self.document.get_dictionary(self.page)?;
        let resources = match page.get(b"Resources")? {
            Object::Reference(id) => *id,
            _ => return Err("the resources stand in the page".into()),
        };
        let resources = self.document.get_object_mut(resources)?.as_dict_mut()?;
        let mut kind = resources.get(category.as_bytes()).and_then(Object::as_dict).cloned().unwrap_or_default();
        kind.set(name, id);
        resources.set(category, kind);
        Ok(())
    }

    /// A resource of the page.
    pub(crate) fn resources(&self) -> Result<Object, Box<dyn Error>> {
        Ok(self.document.get_dictionary(self.page)?.get(b"Resources")?.clone())
    }

    /// Adds an annotation to the page.
    pub(crate) fn annotate(&mut self, annotation: Dictionary) -> Result<ObjectId, Box<dyn Error>> {
        let id = self.document.add_object(annotation);
        let page = self.document.get_object_mut(self.page)?.as_dict_mut()?;
        let mut all = page.get(b"Annots").and_then(Object::as_array).cloned().unwrap_or_default();
        all.push(id.into());
        page.set("Annots", all);
        Ok(id)
    }

    /// The content with something else in the place of the two texts of each spot: `draw` is given the spot and the pieces
    /// that draw the right and the wrong text.
    pub(crate) fn content(&self, draw: impl Fn(&Spot, [&[u8]; 2]) -> Vec<u8>) -> Vec<u8> {
        let mut out = Vec::new();
        for (at, piece) in self.pieces.iter().enumerate() {
            match self.spots.iter().find(|spot| spot.pieces.contains(&at)) {
                None => out.extend_from_slice(&upright(piece)),
                Some(spot) if spot.pieces[0] == at => {
                    out.extend_from_slice(&draw(spot, [piece, &self.pieces[at + 1]]));
                }
                Some(_) => {}
            }
        }
        out
    }

    /// The file with this content.
    pub(crate) fn finish(mut self, content: Vec<u8>) -> Result<Vec<u8>, Box<dyn Error>> {
        let mut stream = Stream::new(Dictionary::new(), content);
        stream.compress()?;
        let id = self.document.add_object(stream);
        self.document.get_object_mut(self.page)?.as_dict_mut()?.set("Contents", id);
        self.document.prune_objects();
        let mut out = Vec::new();
        self.document.save_to(&mut out)?;
        Ok(out)
    }

    /// The page, for a later revision.
    pub(crate) fn page(&self) -> ObjectId {
        self.page
    }
}

/// A piece of content with what it begins with.
pub(crate) fn upright(piece: &[u8]) -> Vec<u8> {
    [UPRIGHT.as_bytes(), piece].concat()
}

/// How wide a character is, as a share of its size.
fn advance(hand: Hand, face: Face, c: char) -> f32 {
    match hand {
        Hand::Krilla => face.advance(c),
        Hand::Plain | Hand::Letters => {
            if c.is_ascii() {
                0.5
            } else {
                1.0
            }
        }
    }
}

/// What two texts have in common before and behind what differs.
fn differing<'a>(old: &'a str, new: &'a str, wide: &dyn Fn(&str) -> f32) -> (&'a str, &'a str, &'a str, &'a str) {
    let same = |a: &mut dyn Iterator<Item = char>, b: &mut dyn Iterator<Item = char>| -> usize {
        a.zip(b).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum()
    };
    let head = same(&mut old.chars(), &mut new.chars());
    let (a, b) = (&old[head..], &new[head..]);
    let tail = same(&mut a.chars().rev(), &mut b.chars().rev());
    let (old_middle, new_middle) = (&a[..a.len() - tail], &b[..b.len() - tail]);
    // What follows stands where it stood only behind texts of one width.
    if old_middle.is_empty() || new_middle.is_empty() || (wide(old_middle) - wide(new_middle)).abs() > 0.01 {
        return (&old[..head], a, b, "");
    }
    (&old[..head], old_middle, new_middle, &a[a.len() - tail..])
}

/// A text in the font that is not in the file.
fn plainly((x, y): (f32, f32), size: f32, face: Face, text: &str, hand: Hand) -> Vec<u8> {
    let hex = |text: &str| text.encode_utf16().map(|unit| format!("{unit:04X}")).collect::<String>();
    let show = |x: f32, text: &str| format!("1 0 0 -1 {x:.3} {y:.3} Tm <{}> Tj ", hex(text));
    let mut shown = String::new();
    let mut at = x;
    if hand == Hand::Plain {
        shown = show(x, text);
    } else {
        for c in text.chars() {
            shown.push_str(&show(at, c.encode_utf8(&mut [0; 4])));
            at += advance(hand, face, c) * size;
        }
    }
    format!(" 0 g BT /f9 {size} Tf 0 Tr {shown}ET Q\n").into_bytes()
}

/// Content holds bytes of every value; split as text they become the characters of the same number.
fn latin(byte: u8) -> Vec<u8> {
    char::from(byte).to_string().into_bytes()
}

fn unlatin(text: &str) -> Vec<u8> {
    text.chars().map(|c| c as u8).collect()
}
