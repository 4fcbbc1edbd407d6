//! Layers that are switched off, where the interpreter does not see to it: of annotations, and of content whose visibility
//! is an expression (`/VE`).

use std::collections::BTreeSet;

use hayro_interpret::TransformExt;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, ObjectIdentifier, Rect as PdfRect};
use hayro_interpret::hayro_syntax::page::Page;

use super::scene::Scene;
use crate::model::{Rect, WordSource};

/// Expressions nested deeper than this are not followed.
const DEEPEST: u8 = 16;
/// More annotations than this on a page are not looked at.
const MOST: usize = 4_000;

/// Which layers of a file are off.
#[derive(Default)]
pub(super) struct Layers {
    off: BTreeSet<ObjectIdentifier>,
}

impl Layers {
    /// The layers of a file as it is opened.
    pub(super) fn of(pdf: &Pdf) -> Self {
        let catalog = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
        let Some(all) = catalog.and_then(|c| c.get::<Dict<'_>>(b"OCProperties")) else { return Self::default() };
        let Some(config) = all.get::<Dict<'_>>(b"D") else { return Self::default() };
        let listed = |dict: &Dict<'_>, key: &[u8]| -> Vec<ObjectIdentifier> {
            dict.get::<Array<'_>>(key)
                .map(|list| list.raw_iter().filter_map(|item| id(&item)).collect())
                .unwrap_or_default()
        };
        let mut off = BTreeSet::new();
        if config.get::<Name<'_>>(b"BaseState").is_some_and(|state| state.as_ref() == b"OFF") {
            off.extend(listed(&all, b"OCGs"));
        }
        for on in listed(&config, b"ON") {
            off.remove(&on);
        }
        off.extend(listed(&config, b"OFF"));
        Self { off }
    }

    /// Whether a membership has an expression, and that says that nothing is shown.
    pub(super) fn hides(&self, membership: &Dict<'_>) -> bool {
        let expression = membership.get::<Array<'_>>(b"VE").filter(|_| !self.off.is_empty());
        expression.and_then(|expression| self.holds(&expression, 0)) == Some(false)
    }

    fn holds(&self, expression: &Array<'_>, depth: u8) -> Option<bool> {
        if depth > DEEPEST {
            return None;
        }
        let operator = expression.iter::<Object<'_>>().next()?.into_name()?;
        let values: Vec<bool> = expression
            .raw_iter()
            .zip(expression.iter::<Object<'_>>())
            .skip(1)
            .filter_map(|(raw, object)| match object {
                Object::Array(inner) => self.holds(&inner, depth + 1),
                _ => id(&raw).map(|id| !self.off.contains(&id)),
            })
            .collect();
        match operator.as_ref() {
            b"And" => Some(values.iter().all(|v| *v)),
            b"Or" => Some(values.iter().any(|v| *v)),
            b"Not" => values.first().map(|v| !v),
            _ => None,
        }
    }

    /// Whether the layer of an annotation is off.
    pub(super) fn is_off(&self, annotation: &Dict<'_>) -> bool {
        if annotation.get_ref(b"OC").is_some_and(|layer| self.off.contains(&layer.into())) {
            return true;
        }
        let Some(layer) = annotation.get::<Dict<'_>>(b"OC") else { return false };
        if layer.contains_key(b"VE") {
            return self.hides(&layer);
        }
        let members: Vec<bool> = match layer.get_ref(b"OCGs") {
            Some(one) if layer.get::<Array<'_>>(b"OCGs").is_none() => vec![self.off.contains(&one.into())],
            _ => layer
                .get::<Array<'_>>(b"OCGs")
                .map(|list| list.raw_iter().filter_map(|item| id(&item)).map(|id| self.off.contains(&id)).collect())
                .unwrap_or_default(),
        };
        let policy = layer.get::<Name<'_>>(b"P");
        !members.is_empty()
            && match policy.as_ref().map(AsRef::as_ref) {
                Some(b"AllOn") => members.iter().any(|off| *off),
                Some(b"AnyOff") => members.iter().all(|off| !off),
                Some(b"AllOff") => !members.iter().all(|off| *off),
                _ => members.iter().all(|off| *off),
            }
    }

    /// Takes out of a scene what annotations drew whose layer is off. `first` is where the annotations begin in the order
    /// of drawing.
    pub(super) fn take_out(&self, page: &Page<'_>, scene: &mut Scene, first: u32) {
        let Some(annotations) = page.raw().get::<Array<'_>>(b"Annots").filter(|_| !self.off.is_empty()) else { return };
        let transform = page.initial_transform(true).to_kurbo();
        for annotation in annotations.iter::<Dict<'_>>().take(MOST).filter(|annotation| self.is_off(annotation)) {
            let Some(place) = annotation.get::<PdfRect>(b"Rect") else { continue };
            let b = transform
                .transform_rect_bbox(hayro_interpret::kurbo::Rect::new(place.x0, place.y0, place.x1, place.y1));
            let place = Rect::new(b.x0 as f32, b.y0 as f32, b.x1 as f32, b.y1 as f32).grown(0.5);
            let own = |bbox: &Rect, order: u32| order >= first && place.contains(bbox.centre());
            scene.glyphs.retain(|g| g.source != WordSource::Annotation || !place.contains(g.bbox.centre()));
            scene.fills.retain(|f| !own(&f.bbox, f.order));
            scene.pictures.retain(|p| !own(&p.picture.bbox, p.order));
        }
    }
}

fn id(item: &MaybeRef<Object<'_>>) -> Option<ObjectIdentifier> {
    item.as_obj_ref().map(Into::into)
}
