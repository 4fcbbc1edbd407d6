//! What an OFD says of its pages: their size, what is drawn on them in which order, and the resources that it draws with.

use std::collections::BTreeMap;

use super::package::{Package, beside};
use super::seal;
use super::tree::{Element, numbers};
use crate::model::DamageReason;
use crate::read::Limits;

/// A sheet of A4, in millimetres.
const SHEET: [f32; 4] = [0.0, 0.0, 210.0, 297.0];

/// A document with its pages.
pub(super) struct Document {
    pub(super) pages: Vec<Page>,
    /// The parts of pictures, by their numbers.
    pub(super) pictures: BTreeMap<String, String>,
    /// Drawings that are drawn in several places, by their numbers.
    pub(super) units: BTreeMap<String, Element>,
    /// How lines and areas are drawn, by number.
    pub(super) styles: BTreeMap<String, Element>,
}

/// A page.
pub(super) struct Page {
    /// Left, top, width and height in millimetres.
    pub(super) area: [f32; 4],
    /// What is drawn, the lowest first: elements that hold objects.
    pub(super) layers: Vec<Layer>,
}

/// Objects that are drawn one after the other.
pub(super) struct Layer {
    pub(super) holder: Element,
    /// By how much they are moved, in millimetres.
    pub(super) shift: (f32, f32),
}

/// A picture that lies on a page beside its objects: a seal.
pub(super) const PLACED: &str = "PlacedSeal";

impl Document {
    pub(super) fn read(package: &mut Package<'_>, limits: &Limits) -> Result<Self, DamageReason> {
        let root = package.xml("OFD.xml").ok_or(DamageReason::Malformed)?;
        let mut found =
            Self { pages: Vec::new(), pictures: BTreeMap::new(), units: BTreeMap::new(), styles: BTreeMap::new() };
        // A file may hold several documents; numbers are told apart by which of them they stand in.
        for (at, body) in root.all("DocBody").enumerate() {
            found.add(package, body, at, limits)?;
        }
        if found.pages.is_empty() { Err(DamageReason::NoPages) } else { Ok(found) }
    }

    fn add(
        &mut self,
        package: &mut Package<'_>,
        body: &Element,
        at: usize,
        limits: &Limits,
    ) -> Result<(), DamageReason> {
        let path = beside("", body.said("DocRoot").unwrap_or_default());
        let Some(document) = package.xml(&path) else { return Ok(()) };
        let Some(common) = document.child("CommonData") else { return Ok(()) };
        for part in common.children.iter().filter(|child| matches!(child.name.as_str(), "PublicRes" | "DocumentRes")) {
            self.resources(package, &beside(&path, &part.text), at);
        }
        let usual = area(common.child("PageArea"));
        let mut templates: BTreeMap<&str, (Element, bool)> = BTreeMap::new();
        for template in common.all("TemplatePage") {
            let part = beside(&path, template.get("BaseLoc").unwrap_or_default());
            if let (Some(id), Some(read)) = (template.get("ID"), package.xml(&part)) {
                self.own_resources(package, &read, &part, at);
                templates.insert(id, (read, template.get("ZOrder") == Some("Foreground")));
            }
        }
        let notes = notes(package, &document, &path);
        let seals = seals(package, body);
        for page in document.child("Pages").into_iter().flat_map(|pages| pages.all("Page")) {
            if self.pages.len() >= limits.pages as usize {
                return Err(DamageReason::TooManyPages);
            }
            let part = beside(&path, page.get("BaseLoc").unwrap_or_default());
            let content = package.xml(&part).unwrap_or_default();
            self.own_resources(package, &content, &part, at);
            let mut layers = Layers { at, below: Vec::new(), above: Vec::new() };
            for used in content.all("Template") {
                let Some((template, foreground)) = used.get("TemplateID").and_then(|id| templates.get(id)) else {
                    continue;
                };
                let above = used.get("ZOrder").map_or(*foreground, |order| order == "Foreground");
                layers.add(template, above);
            }
            layers.add(&content, false);
            let mut all = layers.below;
            all.append(&mut layers.above);
            let id = page.get("ID").unwrap_or_default();
            let beside_it = notes.iter().chain(&seals).filter(|(of, ..)| of == id);
            all.extend(beside_it.map(|(_, holder, shift)| Layer { holder: holder.numbered(at), shift: *shift }));
            let own = area(content.child("Area")).or(usual).unwrap_or(SHEET);
            self.pages.push(Page { area: own, layers: all });
        }
        Ok(())
    }

    /// What a page or template brings along for itself.
    fn own_resources(&mut self, package: &mut Package<'_>, content: &Element, part: &str, at: usize) {
        for own in content.all("PageRes") {
            self.resources(package, &beside(part, &own.text), at);
        }
    }

    fn resources(&mut self, package: &mut Package<'_>, path: &str, at: usize) {
        let Some(read) = package.xml(path) else { return };
        let base = match read.get("BaseLoc") {
            Some(folder) => beside(path, &format!("{folder}/x")),
            None => path.to_owned(),
        };
        let key = |element: &Element| element.get("ID").map(|id| format!("{at}:{id}"));
        for list in read.children {
            for one in list.children {
                let Some(key) = key(&one) else { continue };
                match one.name.as_str() {
                    "MultiMedia" => {
                        if let Some(file) = one.said("MediaFile") {
                            self.pictures.insert(key, beside(&base, file));
                        }
                    }
                    "CompositeGraphicUnit" => {
                        self.units.insert(key, one.numbered(at));
                    }
                    "DrawParam" => {
                        self.styles.insert(key, one);
                    }
                    _ => {}
                }
            }
        }
    }
}

/// The layers of a page, templates among them.
struct Layers {
    at: usize,
    below: Vec<Layer>,
    above: Vec<Layer>,
}

impl Layers {
    fn add(&mut self, page: &Element, above: bool) {
        let mut own: Vec<&Element> =
            page.child("Content").into_iter().flat_map(|content| content.all("Layer")).collect();
        own.sort_by_key(|layer| match layer.get("Type") {
            Some("Background") => 0,
            Some("Foreground") => 2,
            _ => 1,
        });
        let to = if above { &mut self.above } else { &mut self.below };
        to.extend(own.into_iter().map(|layer| Layer { holder: layer.numbered(self.at), shift: (0.0, 0.0) }));
    }
}

/// The box of a page: the sheet itself, else what of it is shown.
fn area(element: Option<&Element>) -> Option<[f32; 4]> {
    let element = element?;
    let told = element.said("PhysicalBox").or_else(|| element.said("ApplicationBox"))?;
    let found: [f32; 4] = numbers(told).try_into().ok()?;
    (found[2] > 0.0 && found[3] > 0.0).then_some(found)
}

/// What is drawn on a page beside its content: which page, what, and where it begins.
type Beside = (String, Element, (f32, f32));

/// The annotations that are shown.
fn notes(package: &mut Package<'_>, document: &Element, path: &str) -> Vec<Beside> {
    let Some(list) = document.said("Annotations").map(|named| beside(path, named)) else { return Vec::new() };
    let mut found = Vec::new();
    let Some(pages) = package.xml(&list) else { return found };
    for page in pages.all("Page") {
        let (Some(id), Some(file)) = (page.get("PageID"), page.said("FileLoc")) else { continue };
        let Some(read) = package.xml(&beside(&list, file)) else { continue };
        for note in
            read.children.into_iter().filter(|note| note.name == "Annot" && note.get("Visible") != Some("false"))
        {
            for look in note.children.into_iter().filter(|child| child.name == "Appearance") {
                let [x, y, ..] = look.numbers::<4>("Boundary").unwrap_or_default();
                found.push((id.to_owned(), look, (x, y)));
            }
        }
    }
    found
}

/// The seals of signatures: their pictures where they are set.
fn seals(package: &mut Package<'_>, body: &Element) -> Vec<Beside> {
    let Some(list) = body.said("Signatures").map(|named| beside("", named)) else { return Vec::new() };
    let mut found = Vec::new();
    let Some(signatures) = package.xml(&list) else { return found };
    for signature in signatures.all("Signature") {
        let path = beside(&list, signature.get("BaseLoc").unwrap_or_default());
        let Some(read) = package.xml(&path) else { continue };
        let Some(info) = read.child("SignedInfo") else { continue };
        let own = info.child("Seal").and_then(|seal| seal.said("BaseLoc")).map(|file| beside(&path, file));
        let value = read.said("SignedValue").map(|file| beside(&path, file));
        // The seal stands in a part of its own, or in the signature that it was set with.
        let part = own
            .into_iter()
            .chain(value)
            .find(|part| package.bytes(part).is_some_and(|bytes| seal::picture(&bytes).is_some()));
        for stamp in info.all("StampAnnot") {
            let (Some(page), Some(place), Some(part)) = (stamp.get("PageRef"), stamp.get("Boundary"), &part) else {
                package.lose("a seal without a picture or place");
                continue;
            };
            let placed = Element::with(PLACED, &[("Boundary", place), ("Part", part)]);
            let mut holder = Element::default();
            holder.children.push(placed);
            found.push((page.to_owned(), holder, (0.0, 0.0)));
        }
    }
    found
}
