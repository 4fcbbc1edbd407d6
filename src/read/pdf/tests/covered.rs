//! Text that was covered, by any paint, and what stands over it.

use super::*;

const OLD: &str = "2014年06月30日";
const NEW: &str = "2015年07月01日";

/// The old day, what is drawn over it, and the new day over that: what is seen, and what is not.
fn read(over: &[u8], prepare: impl FnOnce(&mut File)) -> (Vec<String>, Vec<String>) {
    let mut file =
        File::new(&[form(), text_at(300, 560, OLD), over.to_vec(), b"\n".to_vec(), text_at(300, 560, NEW)].concat());
    prepare(&mut file);
    let page = file.read();
    let there = |words: &[Word]| texts(&words.iter().filter(|w| w.bbox.x0 > 250.0).cloned().collect::<Vec<_>>());
    (there(&page.words), there(&page.hidden))
}

fn is_replaced(over: &[u8], prepare: impl FnOnce(&mut File)) {
    let (seen, hidden) = read(over, prepare);
    assert_eq!((seen, hidden), (vec![NEW.to_owned()], vec![OLD.to_owned()]), "{}", String::from_utf8_lossy(over));
}

fn resources(file: &mut File, key: &str, resource: ObjectId) {
    let fonts = file.fonts.clone();
    file.set("Resources", dictionary! { "Font" => fonts, key => dictionary! { "P" => resource } });
}

#[test]
fn a_pen_as_thick_as_type_covers() {
    for pen in [
        "1 G 16 w 296 564 m 400 564 l S 0 G",
        "1 G 18 w 296 562 m 330 566 360 562 400 565 c S 0 G",
        "1 G 9 w 296 561 m 400 561 l 400 567 l 296 567 l S 0 G",
        "1 J 0.99 0.99 0.99 RG 20 w 296 560 m 400 568 l S 0 G",
    ] {
        is_replaced(pen.as_bytes(), |_| {});
    }
}

#[test]
fn strips_that_lie_together_cover() {
    let level: String = (0..8).map(|i| format!("296 {} 110 2.2 re f ", 556.0 + 2.0 * f64::from(i))).collect();
    let upright: String = (0..56).map(|i| format!("{} 556 2.1 16 re f ", 296.0 + 2.0 * f64::from(i))).collect();
    let squares: String =
        (0..14).flat_map(|x| (0..2).map(move |y| format!("{} {} 8 8 re f ", 296 + 8 * x, 556 + 8 * y))).collect();
    for strips in [level, upright, squares] {
        is_replaced(format!("1 g {strips} 0 g").as_bytes(), |_| {});
    }
}

#[test]
fn patterns_and_shadings_cover_where_they_leave_nothing_open() {
    let tile = |step: i32| {
        move |file: &mut File| {
            let pattern = file.document.add_object(Stream::new(
                dictionary! {
                    "Type" => "Pattern", "PatternType" => 1, "PaintType" => 1, "TilingType" => 1,
                    "BBox" => vec![0.into(), 0.into(), 10.into(), 10.into()], "XStep" => step, "YStep" => step,
                    "Resources" => Dictionary::new(),
                },
                b"1 g 0 0 10 10 re f".to_vec(),
            ));
            resources(file, "Pattern", pattern);
        }
    };
    let fill = b"/Pattern cs /P scn 296 556 110 16 re f 0 g\n";
    is_replaced(fill, tile(10));
    is_replaced(fill, |file| {
        let axial = dictionary! {
            "ShadingType" => 2, "ColorSpace" => "DeviceGray", "Extend" => vec![true.into(), true.into()],
            "Coords" => vec![296.into(), 0.into(), 406.into(), 0.into()],
            "Function" => dictionary! {
                "FunctionType" => 2, "N" => 1, "Domain" => vec![0.into(), 1.into()],
                "C0" => vec![1.into()], "C1" => vec![Object::Real(0.98)],
            },
        };
        let pattern = dictionary! { "Type" => "Pattern", "PatternType" => 2, "Shading" => axial };
        let pattern = file.document.add_object(pattern);
        resources(file, "Pattern", pattern);
    });
    // Dots do not hide what is below them; the two texts are woven into one place all the same.
    let mut file = File::new(&[form(), text_at(300, 560, OLD), fill.to_vec()].concat());
    tile(40)(&mut file);
    assert!(texts(&file.read().words).contains(&OLD.to_owned()));
}

/// A picture with a mask of these rows over the old day.
fn masked(rows: &[u8]) -> impl FnOnce(&mut File) + use<> {
    let rows = rows.to_vec();
    move |file| {
        let side = rows.len() as i64;
        let dict = |entries: Dictionary| {
            let mut dict = entries;
            dict.extend(&dictionary! {
                "Type" => "XObject", "Subtype" => "Image", "Width" => side, "Height" => side, "BitsPerComponent" => 8,
            });
            dict
        };
        let mask: Vec<u8> = rows.iter().flat_map(|v| vec![*v; rows.len()]).collect();
        let mask = file.document.add_object(Stream::new(dict(dictionary! { "ColorSpace" => "DeviceGray" }), mask));
        let pixels = vec![255; rows.len() * rows.len() * 3];
        let picture = Stream::new(dict(dictionary! { "ColorSpace" => "DeviceRGB", "SMask" => mask }), pixels);
        let picture = file.document.add_object(picture);
        resources(file, "XObject", picture);
    }
}

#[test]
fn a_picture_with_a_mask_covers_where_the_mask_does() {
    let place = b"q 110 0 0 16 296 556 cm /P Do Q\n";
    is_replaced(place, masked(&[255; 32]));
    is_replaced(place, masked(&[[255; 31].as_slice(), &[0]].concat()));
    let seen = |rows: &[u8]| {
        let mut file = File::new(&[form(), text_at(300, 560, OLD), place.to_vec()].concat());
        masked(rows)(&mut file);
        texts(&file.read().words).contains(&OLD.to_owned())
    };
    assert!(!seen(&[255; 32]));
    assert!(seen(&[0; 32]) && seen(&[128; 32]));
}

/// Where curves may be type, with this text hidden below them.
fn drawn_over(below: &[u8], shapes: &[[i32; 4]]) -> usize {
    let drawn: String = (shapes.iter())
        .map(|[x, y, w, h]| format!("{x} {y} m {} {} {} {} {} {y} c f ", x, y + h, x + w, y + h, x + w))
        .collect();
    let bytes = File::new(&[form(), below.to_vec(), drawn.into_bytes()].concat()).bytes();
    let pdf = Pdf::new(Arc::new(bytes)).unwrap();
    let book = Book::new(&pdf);
    let scene = canvas::interpret(&pdf.pages()[0], &InterpreterCache::new(), &InterpreterSettings::default(), &book);
    compose(1, scene).1.curves.len()
}

#[test]
fn type_that_is_drawn_over_text_that_nobody_sees_is_looked_at() {
    let row: Vec<[i32; 4]> = (0..6).map(|i| [302 + 9 * i, 560, 7, 9]).collect();
    for hide in [&b"3 Tr "[..], b"1 g "] {
        let below = [b"q ", hide, &text_at(300, 560, NEW), b" Q\n"].concat();
        assert_eq!(drawn_over(&below, &row), 1, "{}", String::from_utf8_lossy(hide));
    }
    let covered = [text_at(300, 560, NEW), b"1 g 296 556 120 16 re f 0 g\n".to_vec()].concat();
    assert_eq!(drawn_over(&covered, &row), 1);
    // An underline of waves, or a seal, over text that is seen.
    assert_eq!(drawn_over(&text_at(300, 560, NEW), &row), 0);
}

#[test]
fn one_character_that_is_drawn_in_a_gap_of_a_line_is_looked_at() {
    let line = [text_at(300, 560, "2014年6月"), text_at(366, 560, "日")].concat();
    let gap = 300 + 4 * 6 + 12 + 6 + 12;
    assert_eq!(drawn_over(&line, &[[gap + 2, 560, 8, 9]]), 1);
    assert_eq!(drawn_over(&line, &[[gap + 1, 560, 5, 9], [gap + 7, 560, 5, 9]]), 1);
    // A point, what stands behind the line, and what is larger than type.
    assert_eq!(drawn_over(&line, &[[gap + 1, 560, 2, 2]]), 0);
    assert_eq!(drawn_over(&line, &[[380, 560, 5, 9]]), 0);
    assert_eq!(drawn_over(&line, &[[gap + 1, 540, 8, 40]]), 0);
}

#[test]
fn two_texts_in_one_place_are_one_below_the_other() {
    for shift in [0, 1, 3, 5] {
        let content = [form(), text_at(300, 560, OLD), text_at(300 + shift, 560, NEW)].concat();
        let page = File::new(&content).read();
        assert!(texts(&page.words).contains(&NEW.to_owned()), "{shift}: {:?}", texts(&page.words));
        assert!(!page.hidden.is_empty() && !texts(&page.words).contains(&OLD.to_owned()), "{shift}");
    }
    // One digit over another.
    let page = File::new(&[form(), text_at(300, 560, "2014"), text_at(318, 560, "5")].concat()).read();
    assert_eq!(texts(&page.hidden), ["4"]);
}

#[test]
fn what_is_close_or_the_same_is_not_woven() {
    let content =
        [form(), text_at(300, 560, OLD), text_at(300, 560, OLD), text_at(300, 540, NEW), text_at(300, 531, "一二")];
    let page = File::new(&content.concat()).read();
    assert_eq!(page.hidden, [], "{:?}", texts(&page.hidden));
}
