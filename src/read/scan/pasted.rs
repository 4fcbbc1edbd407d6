//! A picture of a page, or of much of one, on a page that also has text: a proof pasted into a document of a word
//! processor. The text is believed, and says nothing about what the picture shows.

use super::regions::joined;
use super::upright;
use super::{SHORTEST_RULE, pictures, rounds, ruled};
use crate::model::{Mapping, Page, Problem, Rect, Rule, Word};
use crate::read::Tools;
use crate::read::image::{PageImage, READING_DPI};
use crate::read::ocr::{Fault, Ocr};

/// A picture that covers less of a page than this is a portrait, a seal or an ornament.
const LARGE: f32 = 0.1;
/// Pieces of one picture lie no further apart than this, in points.
const PIECE: f32 = 1.0;
/// More characters than this over a picture make it a ground.
const WRITTEN: usize = 8;
/// Finer than this nothing is drawn, in dots an inch.
const FINEST: f32 = 400.0;
/// More such pictures than this are not read on one page.
const MOST: usize = 4;

/// Reads the large pictures of a page over which nothing is written, and adds what they say to its words. `draw` makes the
/// image of a region of the displayed page at a resolution.
pub(in crate::read) fn pages(
    page: &mut Page,
    tools: Tools<'_>,
    draw: &mut dyn FnMut(Rect, f32) -> Option<PageImage>,
    problems: &mut Vec<Problem>,
) {
    let places = places(page);
    if places.is_empty() {
        return;
    }
    let number = page.number;
    let mut problem = |what: String| problems.push(Problem { page: Some(number), what });
    let ocr = match tools.ocr.get() {
        Ok(ocr) => ocr,
        Err(why) => {
            problem(format!("{} large pictures were left unread: {why}", places.len()));
            page.unread.extend(places.iter().map(|(place, _)| *place));
            return;
        }
    };
    let to_reading = page.to_displayed.and_then(|map| map.inverse()).unwrap_or(Mapping::IDENTITY);
    for (place, dpi) in places {
        let Some(image) = draw(page.displayed(&place), dpi) else {
            problem("a large picture could not be drawn".to_owned());
            page.unread.push(place);
            continue;
        };
        if let Err(fault) = one(page, ocr, image, &to_reading, tools) {
            problem(fault.to_string());
            page.unread.push(place);
        }
    }
}

/// Reads one picture into the page.
fn one(page: &mut Page, ocr: &Ocr, image: PageImage, to_reading: &Mapping, tools: Tools<'_>) -> Result<(), Fault> {
    let sheet = upright::sheet(ocr, image)?;
    let image = &sheet.image;
    let rules: Vec<Rule> = ruled::beside_seals(pictures::rules(&sheet.clean, SHORTEST_RULE), &sheet.seals)
        .into_iter()
        .map(|rule| Rule { bbox: image.to_reading(&rule.bbox), ..rule })
        .collect();
    let read = rounds::read(ocr, &sheet, &rules, image.size(), tools.appetite)?;
    let to_page = image.reading_to_displayed().then(to_reading);
    let rules = ruled::without_strokes(rules, &read.words);
    page.rules.extend(rules.into_iter().map(|rule| {
        let bbox = to_page.rect(&rule.bbox);
        Rule { bbox, horizontal: bbox.width() >= bbox.height() }
    }));
    page.unread.extend(read.unread.iter().map(|line| to_page.rect(line)));
    page.words.extend(read.words.into_iter().map(|word| moved(word, &to_page)));
    Ok(())
}

fn moved(mut word: Word, map: &Mapping) -> Word {
    word.bbox = map.rect(&word.bbox);
    for glyph in &mut word.glyphs {
        glyph.bbox = map.rect(&glyph.bbox);
    }
    word
}

/// The places of such pictures, each with the resolution at which it is read.
fn places(page: &Page) -> Vec<(Rect, f32)> {
    let sheet = Rect::new(0.0, 0.0, page.width, page.height);
    let shown: Vec<(Rect, f32)> = page
        .pictures
        .iter()
        .filter_map(|picture| {
            let dpi = picture.pixel_width as f32 * 72.0 / picture.bbox.width().max(1.0);
            Some((picture.bbox.intersection(&sheet)?, dpi))
        })
        .collect();
    let written = |place: &Rect| {
        let glyphs = page.words.iter().flat_map(|word| &word.glyphs);
        glyphs.filter(|g| place.contains(g.bbox.centre())).count() > WRITTEN
    };
    let mut places: Vec<(Rect, f32)> = joined(shown.iter().map(|(bbox, _)| *bbox), PIECE)
        .into_iter()
        .filter(|place| place.area() >= LARGE * sheet.area() && !written(place))
        .map(|place| {
            let own = shown.iter().filter(|(bbox, _)| place.contains(bbox.centre())).map(|(_, dpi)| *dpi);
            (place, own.fold(READING_DPI, f32::max).min(FINEST))
        })
        .collect();
    places.sort_by(|a, b| a.0.y0.total_cmp(&b.0.y0).then(a.0.x0.total_cmp(&b.0.x0)));
    places.truncate(MOST);
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Glyph, Picture, Unit, WordSource};
    use crate::read::Everything;
    use crate::read::ocr::{Source, Toy};
    use ::image::{Rgb, RgbImage};

    fn page(pictures: &[[f32; 4]]) -> Page {
        let mut page = Page::empty(1, 595.0, 842.0, Unit::Points);
        page.pictures = pictures.iter().map(|b| Picture::placed(Rect::from(*b), 900, 1200)).collect();
        page
    }

    fn write(page: &mut Page, text: &str, (x, y): (f32, f32)) {
        let glyph = |(i, ch): (usize, char)| {
            let x = x + 10.0 * i as f32;
            Glyph { ch, bbox: Rect::new(x, y, x + 10.0, y + 12.0), confidence: 1.0, font: None, runners_up: Vec::new() }
        };
        let glyphs: Vec<Glyph> = text.chars().enumerate().map(glyph).collect();
        let bbox = Rect::around(glyphs.iter().map(|g| g.bbox)).expect("text");
        page.words.push(Word { glyphs, bbox, vertical: false, source: WordSource::TextLayer });
    }

    #[test]
    fn a_page_in_a_picture_is_a_place_and_portraits_grounds_and_logos_are_none() {
        assert_eq!(places(&page(&[[100.0, 200.0, 400.0, 620.0]])).len(), 1);
        // Cut into strips by a printer driver.
        let strips: Vec<[f32; 4]> =
            (0..20).map(|i| [100.0, 200.0 + 20.0 * i as f32, 400.0, 220.0 + 20.0 * i as f32]).collect();
        assert_eq!(places(&page(&strips)).len(), 1);
        assert_eq!(places(&page(&[[480.0, 90.0, 550.0, 180.0], [20.0, 20.0, 120.0, 60.0]])), []);
        let mut ground = page(&[[0.0, 0.0, 595.0, 842.0]]);
        write(&mut ground, "教育部学历证书电子注册备案表", (200.0, 100.0));
        assert_eq!(places(&ground), []);
    }

    #[test]
    fn what_the_picture_says_stands_where_it_says_it() {
        let mut page = page(&[[100.0, 200.0, 400.0, 620.0]]);
        write(&mut page, "见下图", (100.0, 100.0));
        let toy = || Toy::new("姓名王小明1985");
        let ocr = Source::new(move || Ok(Ocr::new(Box::new(toy()), "none")));
        let tools = Tools { ocr: &ocr, appetite: &Everything };
        let mut draw = |region: Rect, dpi: f32| {
            let scale = 72.0 / dpi;
            let (width, height) = ((region.width() / scale) as u32, (region.height() / scale) as u32);
            let mut pixels = RgbImage::from_pixel(width, height, Rgb([250; 3]));
            for (i, line) in ["姓名王小明", "1985姓名", "王小明1985"].into_iter().enumerate() {
                toy().draw(&mut pixels, line, (80, 90 + 120 * i as u32), 30);
            }
            let s = f64::from(scale);
            let to_displayed = Mapping([s, 0.0, f64::from(region.x0), 0.0, s, f64::from(region.y0), 0.0, 0.0, 1.0]);
            Some(PageImage { pixels, scale, to_displayed })
        };
        let mut problems = Vec::new();
        pages(&mut page, tools, &mut draw, &mut problems);
        assert_eq!(problems, []);
        let read: Vec<String> = page.words.iter().filter(|w| w.source == WordSource::Ocr).map(Word::text).collect();
        assert_eq!(read, ["姓名王小明", "1985姓名", "王小明1985"]);
        let picture = Rect::new(100.0, 200.0, 400.0, 620.0);
        assert!(page.words.iter().skip(1).all(|word| picture.contains(word.bbox.centre())));
    }
}
