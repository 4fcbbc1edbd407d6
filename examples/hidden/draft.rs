//! A page on which a value stands twice, the right one and the wrong one, ready for one of them to be hidden.

use std::error::Error;

use hecha_fixtures::layout::{Mark, PAGE, lay_out};
use hecha_fixtures::paper::{self, Paper};
use hecha_fixtures::producers::krilla::Sheets;
use hecha_fixtures::writer::sheet::{self, Face};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

/// How every piece of content begins: the origin at the top left.
pub(crate) const UPRIGHT: &str = "q 1 0 0 -1 0 842 cm";

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
}

impl Draft {
    /// A page of the wrong paper on which whatever differs from the right one stands in both forms.
    pub(crate) fn new(right: &Paper, wrong: &Paper) -> Result<Self, Box<dyn Error>> {
        let face = match right.face {
            paper::Face::Song => Face::Song,
            paper::Face::Hei => Face::Hei,
            paper::Face::Kai => Face::Kai,
        };
        let mut page = sheet::Page { width: PAGE.0, height: PAGE.1, marks: Vec::new() };
        let mut spots = Vec::new();
        for (before, after) in lay_out(right).into_iter().zip(lay_out(wrong)) {
            match (before, after) {
                (Mark::Text { text: old, .. }, Mark::Text { x, y, size, text: new, .. }) => {
                    let at = page.marks.len();
                    let mark = |text: &str| sheet::Mark::Text { x, y, size, face, text: text.to_owned() };
                    if old != new {
                        let wide = |text: &str| text.chars().map(|c| face.advance(c)).sum::<f32>() * size;
                        let width = wide(&old).max(wide(&new));
                        page.marks.push(mark(&old));
                        spots.push(Spot { x, y, size, width, texts: [old, new.clone()], pieces: [at, at + 1] });
                    }
                    if !new.is_empty() {
                        page.marks.push(mark(&new));
                    }
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
        Ok(Self { document, page: id, pieces, spots, face })
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

    /// The object number of the page's content, for a later revision.
    pub(crate) fn page(&self) -> ObjectId {
        self.page
    }
}

/// A piece of content with what it begins with.
pub(crate) fn upright(piece: &[u8]) -> Vec<u8> {
    [UPRIGHT.as_bytes(), piece].concat()
}

/// Content holds bytes of every value; split as text they become the characters of the same number.
fn latin(byte: u8) -> Vec<u8> {
    char::from(byte).to_string().into_bytes()
}

fn unlatin(text: &str) -> Vec<u8> {
    text.chars().map(|c| c as u8).collect()
}
