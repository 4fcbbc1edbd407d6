//! What is laid over a page and is no part of it: marks of all kinds, and layers that are off.

use super::*;

const MARK: &str = "仅供资格审核使用";

/// Shows a text at a place and an angle, in a grey.
fn mark(text: &str, (x, y): (i32, i32), degrees: f32, grey: f32) -> Vec<u8> {
    let (sin, cos) = degrees.to_radians().sin_cos();
    let hex: String = ucs2(text).iter().map(|b| format!("{b:02X}")).collect();
    format!("{grey} g BT /F1 14 Tf {cos} {sin} {} {cos} {x} {y} Tm <{hex}> Tj ET 0 g\n", -sin).into_bytes()
}

fn marks(text: &str, degrees: f32, grey: f32, count: i32) -> Vec<u8> {
    (0..count).flat_map(|i| mark(text, (60 + 130 * (i % 3), 590 + 45 * (i / 3)), degrees, grey)).collect()
}

fn aside(content: &[u8]) -> (Vec<String>, String) {
    let page = File::new(content).read();
    (texts(&page.words), texts(&page.aside).concat())
}

#[test]
fn slanted_marks_are_set_aside_whatever_their_colour_and_number() {
    for (degrees, grey, count) in [(45.0, 0.8, 12), (30.0, 0.0, 1), (-35.0, 0.6, 9), (20.0, 0.9, 4)] {
        let (words, marked) = aside(&[form(), marks(MARK, degrees, grey, count)].concat());
        assert_eq!(words, FORM, "{degrees}");
        assert_eq!(marked.chars().count(), 8 * count as usize, "{degrees}");
    }
}

#[test]
fn a_seal_whose_ring_is_drawn_as_letters_is_set_aside_with_what_stands_in_it() {
    // Some letters of a ring are level, some upright; the words under the star are level.
    let ring: Vec<u8> = "长沙市望城区佑安养老服务中心"
        .chars()
        .enumerate()
        .flat_map(|(i, c)| {
            let degrees = 120.0 - 20.0 * i as f32;
            let (sin, cos) = (degrees + 90.0).to_radians().sin_cos();
            let place = ((150.0 + 45.0 * cos) as i32, (600.0 + 45.0 * sin) as i32);
            mark(&c.to_string(), place, degrees, 0.4)
        })
        .collect();
    let inner = mark("人事专用章", (120, 590), 0.0, 0.4);
    let red = String::from_utf8([ring, inner].concat()).unwrap().replace("0.4 g", "0.8 0.1 0.1 rg");
    let (words, marked) = aside(&[form(), red.into_bytes()].concat());
    assert_eq!(words, FORM);
    assert_eq!(marked.chars().count(), 14 + 5);
}

#[test]
fn level_marks_that_are_repeated_and_pale_are_set_aside() {
    for grey in [0.75, 0.85] {
        let (words, marked) = aside(&[form(), marks(MARK, 0.0, grey, 12)].concat());
        assert_eq!(words, FORM);
        assert!(marked.contains(MARK));
    }
    let red: Vec<u8> =
        String::from_utf8(marks(MARK, 0.0, 0.8, 12)).unwrap().replace("0.8 g", "1 0.7 0.7 rg").into_bytes();
    assert_eq!(aside(&[red, form()].concat()).0, FORM);
}

#[test]
fn a_text_in_full_ink_or_only_twice_is_no_mark() {
    let labels = |grey: f32, count: i32| marks("工作经历", 0.0, grey, count);
    assert!(aside(&[form(), labels(0.0, 9)].concat()).1.is_empty());
    assert!(aside(&[form(), labels(0.8, 2)].concat()).1.is_empty());
    // Pale hints of a web page that stand in rows of their own.
    let hints: Vec<u8> = (0..4).flat_map(|i| mark("请选择项目", (300, 560 - 30 * i), 0.0, 0.7)).collect();
    assert!(aside(&[form(), hints].concat()).1.is_empty());
}

#[test]
fn a_mark_over_a_scan_is_no_text_layer() {
    for degrees in [45.0, -30.0, 0.0] {
        let mut file = File::new(&[SCAN.to_vec(), marks(MARK, degrees, 0.8, 12)].concat());
        scan(&mut file);
        let page = file.read();
        assert_eq!((page.text_layer, page.legibility), (TextLayer::Absent, Legibility::NeedsOcr), "{degrees}");
        assert_eq!((page.words.len(), page.aside.is_empty()), (0, false));
    }
}

#[test]
fn a_page_that_runs_aslant_as_a_whole_is_text() {
    let lines: Vec<u8> = (0..).zip(FORM).flat_map(|(i, line)| mark(line, (60, 700 - 30 * i), 12.0, 0.0)).collect();
    let page = File::new(&lines).read();
    assert_eq!((page.words.len(), page.aside.len()), (FORM.len(), 0));
}

#[test]
fn what_is_marked_as_an_artifact_is_set_aside() {
    for tag in ["/Artifact <</Type /Pagination /Subtype /Watermark>>", "/Artifact <</Subtype /Watermark /Type /Page>>"]
    {
        let begin = format!("{tag} BDC\n").into_bytes();
        let (words, marked) = aside(&[form(), begin, mark(MARK, (100, 640), 0.0, 0.0), b"EMC\n".to_vec()].concat());
        assert_eq!((words, marked.as_str()), (FORM.map(str::to_owned).to_vec(), MARK));
    }
    // A footer is an artifact too, and printed on the paper.
    let begin = b"/Artifact <</Type /Pagination /Subtype /Footer>> BDC\n".to_vec();
    let footer = [form(), begin, mark("第1页", (100, 40), 0.0, 0.0), b"EMC\n".to_vec()].concat();
    assert!(aside(&footer).1.is_empty());
}

/// A stamp with a text, over the form.
fn stamp(subtype: &str, extra: impl FnOnce(&mut File, &mut Dictionary)) -> Page {
    let mut file = File::new(&form());
    let appearance = file.document.add_object(Stream::new(
        dictionary! {
            "Type" => "XObject", "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 300.into(), 20.into()],
            "Resources" => dictionary! { "Font" => file.fonts.clone() },
        },
        text_at(2, 5, MARK),
    ));
    let mut annotation = dictionary! {
        "Type" => "Annot", "Subtype" => subtype, "F" => 4, "AP" => dictionary! { "N" => appearance },
        "Rect" => vec![250.into(), 500.into(), 550.into(), 520.into()],
    };
    extra(&mut file, &mut annotation);
    file.set("Annots", vec![annotation.into()]);
    file.read()
}

#[test]
fn a_watermark_that_is_an_annotation_is_set_aside() {
    let page = stamp("Watermark", |_, _| {});
    assert_eq!((texts(&page.words), texts(&page.aside)), (FORM.map(str::to_owned).to_vec(), vec![MARK.to_owned()]));
}

/// Two layers, of which the second is off, and what the resources of a page call by a name.
fn layers(file: &mut File) -> [ObjectId; 2] {
    let layer = |file: &mut File| {
        file.document.add_object(dictionary! { "Type" => "OCG", "Name" => Object::string_literal("L") })
    };
    let [on, off] = [layer(file), layer(file)];
    let properties = dictionary! {
        "OCGs" => vec![on.into(), off.into()], "D" => dictionary! { "OFF" => vec![off.into()] },
    };
    file.document.catalog_mut().unwrap().set("OCProperties", properties);
    [on, off]
}

#[test]
fn an_annotation_of_a_layer_that_is_off_is_not_there() {
    for (member, shown) in [(0, true), (1, false)] {
        let direct = stamp("Stamp", |file, annotation| {
            let layer = layers(file)[member];
            annotation.set("OC", layer);
        });
        let member_of = stamp("Stamp", |file, annotation| {
            let layer = layers(file)[member];
            annotation.set("OC", dictionary! { "Type" => "OCMD", "OCGs" => vec![layer.into()] });
        });
        for page in [direct, member_of] {
            assert_eq!(texts(&page.words).contains(&MARK.to_owned()), shown);
        }
    }
}

#[test]
fn text_of_a_layer_that_is_off_is_hidden() {
    let of_layer = |member: usize| {
        let (old, new) = (text_at(300, 560, "2014年6月"), text_at(300, 560, "2015年6月"));
        let mut file = File::new(&[form(), b"/OC /L BDC\n".to_vec(), old, b"EMC\n".to_vec(), new].concat());
        let layer = layers(&mut file)[member];
        let fonts = file.fonts.clone();
        file.set("Resources", dictionary! { "Font" => fonts, "Properties" => dictionary! { "L" => layer } });
        file.read()
    };
    let page = of_layer(1);
    assert!(texts(&page.words).contains(&"2015年6月".to_owned()));
    assert_eq!(texts(&page.hidden), ["2014年6月"]);
}

/// Whether content is shown of which an expression of two layers decides, the second of which is off.
fn is_shown(expression: impl FnOnce([Object; 2]) -> Vec<Object>) -> bool {
    let content = [form(), b"/OC /M BDC\n".to_vec(), text_at(300, 560, MARK), b"EMC\n".to_vec()].concat();
    let mut file = File::new(&content);
    let expression = expression(layers(&mut file).map(Object::from));
    let member = file.document.add_object(dictionary! { "Type" => "OCMD", "VE" => expression });
    let fonts = file.fonts.clone();
    file.set("Resources", dictionary! { "Font" => fonts, "Properties" => dictionary! { "M" => member } });
    texts(&file.read().words).contains(&MARK.to_owned())
}

#[test]
fn an_expression_decides_what_is_visible() {
    assert!(!is_shown(|[on, off]| vec!["And".into(), on, off]));
    assert!(is_shown(|[on, off]| vec!["Or".into(), on, off]));
    assert!(!is_shown(|[on, _]| vec!["Not".into(), on]));
    assert!(is_shown(|[on, off]| vec!["And".into(), on, vec!["Not".into(), off].into()]));
}
