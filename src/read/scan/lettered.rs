//! A line of type that is a picture or is drawn as curves, on a page whose text layer is believed: a name with a rare
//! character that no font had, a number that should not be copied, a value in a font that may not be embedded. The text
//! around it is believed; without this its place would seem empty.

use image::RgbImage;

use super::regions::joined;
use crate::model::{Glyph, Mapping, Page, Problem, Rect, Word, WordSource};
use crate::read::Tools;
use crate::read::image::PageImage;
use crate::read::ocr::{Ocr, Quad};

/// How high the picture of a line may be, in heights of the characters on the page: from type cut close to type with a
/// generous margin.
const HEIGHTS: std::ops::Range<f32> = 0.7..2.6;

/// Slices of one line lie no further apart than this, in points.
const SLICE: f32 = 0.6;

/// More such pictures than this on one page are an ornament.
const MOST: usize = 24;

/// What is read with less confidence than this was no line of type.
const SURE: f32 = 0.6;

/// A pixel this much darker than the ground is ink, of 255.
const INK: u8 = 60;

/// Reads the pictures on a page that may each be a line of type, and the places where `curves` may be one (on the displayed
/// page), and adds what they say to its words. `draw` makes the image of a region of the displayed page.
pub(in crate::read) fn lines(
    page: &mut Page,
    curves: &[Rect],
    tools: Tools<'_>,
    draw: &mut dyn FnMut(Rect) -> Option<PageImage>,
    problems: &mut Vec<Problem>,
) {
    let to_reading = page.to_displayed.and_then(|map| map.inverse()).unwrap_or(Mapping::IDENTITY);
    let mut places = places(page);
    let drawn = curves.iter().map(|curve| to_reading.rect(&curve.grown(1.0)));
    let typed = |curve: &Rect| page.words.iter().flat_map(|w| &w.glyphs).any(|g| g.bbox.contains(curve.centre()));
    places.extend(drawn.filter(|curve| !typed(curve)));
    if places.is_empty() {
        return;
    }
    let mut problem = |what: String| problems.push(Problem { page: Some(page.number), what });
    let ocr = match tools.ocr.get() {
        Ok(ocr) => ocr,
        Err(why) => {
            problem(format!("{} pictures of a line were left unread: {why}", places.len()));
            page.unread.extend(places);
            return;
        }
    };
    for place in places {
        let Some(image) = draw(page.displayed(&place)) else { continue };
        let read = line(ocr, &image, &image.to_displayed.then(&to_reading));
        match page.words.iter_mut().find(|word| !word.vertical && word.bbox.contains(place.centre())) {
            Some(word) => fill(word, &place, read),
            None => page.words.extend(read),
        }
    }
}

/// Puts what was read in a gap of a word into it. What could not be read there is a character all the same: without it the
/// word would say something else.
fn fill(word: &mut Word, place: &Rect, read: Vec<Word>) {
    let mut between: Vec<Glyph> = read.into_iter().flat_map(|word| word.glyphs).collect();
    if between.is_empty() {
        between.push(Glyph { ch: '\u{FFFD}', bbox: *place, confidence: 0.0, font: None, runners_up: Vec::new() });
    }
    let at = word.glyphs.iter().take_while(|glyph| glyph.bbox.centre().0 < place.centre().0).count();
    word.glyphs.splice(at..at, between);
    word.source = WordSource::Ocr;
}

/// The words of a picture, if it is a line of type.
pub(super) fn line(ocr: &Ocr, image: &PageImage, to_page: &Mapping) -> Vec<Word> {
    let Some(ink) = ink(&image.pixels) else { return Vec::new() };
    let read = ocr.recognise_level(&image.pixels, &Quad::upright(&ink));
    read.ok().filter(|line| line.confidence() >= SURE).map(|line| line.words(to_page)).unwrap_or_default()
}

/// The places of pictures that are as high as a line, and not the ground of one.
fn places(page: &Page) -> Vec<Rect> {
    let mut heights: Vec<f32> = page.words.iter().flat_map(|word| &word.glyphs).map(|g| g.bbox.height()).collect();
    heights.sort_by(f32::total_cmp);
    let Some(height) = heights.get(heights.len() / 2).copied() else { return Vec::new() };
    let low = page.pictures.iter().map(|picture| picture.bbox).filter(|bbox| bbox.height() < HEIGHTS.end * height);
    let written = |place: &Rect| page.words.iter().flat_map(|w| &w.glyphs).any(|g| place.contains(g.bbox.centre()));
    let mut places = joined(low, SLICE);
    places.retain(|place| {
        HEIGHTS.contains(&(place.height() / height)) && place.width() >= 0.6 * place.height() && !written(place)
    });
    if places.len() > MOST { Vec::new() } else { places }
}

/// Where the ink of a picture stands, with the margin that the recogniser is used to.
fn ink(pixels: &RgbImage) -> Option<Rect> {
    let grey = ::image::imageops::grayscale(pixels);
    let ground = grey.pixels().map(|p| p.0[0]).max()?;
    let dark = grey.enumerate_pixels().filter(|(_, _, p)| p.0[0] < ground.saturating_sub(INK));
    let ink = Rect::around(dark.map(|(x, y, _)| Rect::new(x as f32, y as f32, x as f32 + 1.0, y as f32 + 1.0)))?;
    let whole = Rect::new(0.0, 0.0, pixels.width() as f32, pixels.height() as f32);
    ink.grown(0.12 * ink.height()).intersection(&whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Picture, Unit};
    use crate::read::Everything;
    use crate::read::ocr::{Source, Toy};

    fn page(pictures: &[[f32; 4]]) -> Page {
        let mut page = Page::empty(1, 595.0, 842.0, Unit::Points);
        let bbox = Rect::new(100.0, 100.0, 110.0, 110.0);
        let glyph = Glyph { ch: '名', bbox, confidence: 1.0, font: None, runners_up: Vec::new() };
        page.words.push(Word { glyphs: vec![glyph], bbox, vertical: false, source: WordSource::TextLayer });
        let picture = |b: &[f32; 4]| Picture::placed(Rect::from(*b), 9, 9);
        page.pictures = pictures.iter().map(picture).collect();
        page
    }

    #[test]
    fn a_picture_as_high_as_a_line_is_read_into_the_page() {
        let mut page = page(&[[200.0, 98.0, 240.0, 112.0]]);
        let ocr = Source::new(|| Ok(Ocr::new(Box::new(Toy::new("徐颖梦")), "none")));
        let tools = Tools { ocr: &ocr, appetite: &Everything };
        let mut draw = |region: Rect| {
            let mut pixels = RgbImage::from_pixel(160, 56, ::image::Rgb([255; 3]));
            Toy::new("徐颖梦").draw(&mut pixels, "徐颖梦", (20, 12), 32);
            let to_displayed =
                Mapping([0.25, 0.0, f64::from(region.x0), 0.0, 0.25, f64::from(region.y0), 0.0, 0.0, 1.0]);
            Some(PageImage { pixels, scale: 0.25, to_displayed })
        };
        let mut problems = Vec::new();
        lines(&mut page, &[], tools, &mut draw, &mut problems);
        assert_eq!(problems, []);
        let word = page.words.last().expect("the word");
        assert_eq!((word.text().as_str(), word.source), ("徐颖梦", WordSource::Ocr));
        assert!(Rect::new(200.0, 98.0, 240.0, 112.0).contains(word.bbox.centre()), "{:?}", word.bbox);
    }

    #[test]
    fn what_is_drawn_in_a_gap_of_a_word_becomes_a_part_of_it() {
        // A digit of a date, of a number and of a name, and one that nobody can read.
        for (text, gap, drawn) in [("2013年 月30日", 5, "6"), ("1054 2", 4, "3"), ("王 安", 1, "思"), ("王 安", 1, "")]
        {
            let mut page = page(&[]);
            let glyph = |(i, ch): (usize, char)| {
                let bbox = Rect::new(100.0 + 10.0 * i as f32, 200.0, 110.0 + 10.0 * i as f32, 210.0);
                Glyph { ch, bbox, confidence: 1.0, font: None, runners_up: Vec::new() }
            };
            let glyphs: Vec<Glyph> = text.chars().enumerate().filter(|(_, ch)| *ch != ' ').map(glyph).collect();
            let bbox = Rect::around(glyphs.iter().map(|g| g.bbox)).expect("text");
            page.words = vec![Word { glyphs, bbox, vertical: false, source: WordSource::TextLayer }];
            let toy = drawn.to_owned();
            let ocr = Source::new(move || Ok(Ocr::new(Box::new(Toy::new(&toy)), "none")));
            let tools = Tools { ocr: &ocr, appetite: &Everything };
            let mut draw = |region: Rect| {
                let mut pixels = RgbImage::from_pixel(56, 56, ::image::Rgb([255; 3]));
                Toy::new(drawn).draw(&mut pixels, drawn, (12, 12), 32);
                let to_displayed =
                    Mapping([0.2, 0.0, f64::from(region.x0), 0.0, 0.2, f64::from(region.y0), 0.0, 0.0, 1.0]);
                Some(PageImage { pixels, scale: 0.2, to_displayed })
            };
            let left = 100.0 + 10.0 * gap as f32;
            let curve = Rect::new(left + 1.0, 201.0, left + 9.0, 209.0);
            lines(&mut page, &[curve], tools, &mut draw, &mut Vec::new());
            let want = text.replace(' ', if drawn.is_empty() { "\u{FFFD}" } else { drawn });
            assert_eq!(page.words.iter().map(Word::text).collect::<Vec<_>>(), [want]);
        }
    }

    #[test]
    fn slices_of_a_line_are_one_place() {
        assert_eq!(places(&page(&[[200.0, 98.0, 212.0, 112.0], [212.0, 98.0, 224.0, 112.0]])).len(), 1);
    }

    #[test]
    fn portraits_dots_and_what_lies_under_text_are_no_lines() {
        let other = [[300.0, 100.0, 380.0, 206.0], [20.0, 20.0, 23.0, 23.0], [98.0, 98.0, 160.0, 114.0]];
        assert_eq!(places(&page(&other)), []);
    }
}
