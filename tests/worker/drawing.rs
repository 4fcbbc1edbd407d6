//! Pages drawn for people.

use std::path::PathBuf;

use hecha::{
    faces::paper::Typeface,
    model::Format,
    worker::{Job, Pool, Settings, Sketch},
};

/// How many pixels of a page are dark.
fn ink(typeface: Option<hecha::worker::Typeface>) -> usize {
    let mut settings = Settings::this_program().unwrap();
    settings.program = PathBuf::from(env!("CARGO_BIN_EXE_hecha"));
    settings.typeface = typeface;
    let pool = Pool::new(settings).unwrap();
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/odd/encoding-gb-euc-h.pdf");
    let sketch = Sketch { job: Job { path, format: Format::Pdf }, page: 1, dpi: 100, longest: 2000 };
    let drawn = pool.draw(&sketch).unwrap().unwrap();
    let pixels = image::load_from_memory(&drawn.jpeg).unwrap().to_luma8();
    pixels.pixels().filter(|pixel| pixel.0[0] < 128).count()
}

#[test]
fn text_whose_font_is_not_in_the_file_is_set_in_one_of_the_machine() {
    // A machine without a Chinese typeface shows such pages without their characters, and says so in the review page.
    let Some(typeface) = Typeface::place() else { return };
    let (with, without) = (ink(Some(typeface)), ink(None));
    assert!(with > without + 2000, "{with} dark pixels against {without}");
}
