//! Floor 0. The measures that decide a flag and are no matter of one exam: each with its reason and what it was measured by.
//!
//! What an exam or an announcement decides (years, days of overlap, slacks of totals, words) stands in the rule pack. All
//! other shares, likenesses and lengths on which it hangs whether something is told stand here, once; a test keeps them out
//! of the checks.
//!
//! Confidences are the reader's, 0 to 1. They were measured on 1609 values recognised on scans and photographs of papers
//! whose text is known, 9 of them wrong (`scripts/calibration` prints such a table): of the values below 0.80 every eleventh
//! is wrong (3 of 32), of those from 0.80 on one in 263, from 0.90 on one in 346, and from 0.95 on none of 964. Dates are
//! surer than words: from 0.80 on none of 272 is wrong.

// How well a value was read -------------------------------------------------------------------------------------------

/// From this on a recognised value that differs was read well enough to say so. Below it, where every eleventh value is
/// wrong, a difference is a doubt.
pub const READ: f32 = 0.80;

/// From this on a difference between characters of similar shape (己 and 已) is one of the paper. A reader confuses such
/// characters while it is sure of the rest: the surest value that was wrong by one of them (人 read as 大) had 0.947.
pub const READ_TO_THE_STROKE: f32 = 0.97;

/// From this on no character of a long value is wrong: none of 964 values was, and the surest wrong one had 0.947.
pub const READ_TO_THE_CHARACTER: f32 = 0.95;

/// From this on no digit of a date is wrong. The only wrong date of 285 had 0.758; what stands between is room for
/// photographs worse than those.
pub const READ_TO_THE_DIGIT: f32 = 0.88;

/// From this on a certificate number is taken apart, and a picture speaks against the text over it: one wrong digit makes
/// another number of it, and an accusation of it.
pub const NUMBER_READ: f32 = 0.85;

/// From this on a verification code is held against its pattern, and against what a portal says: 16 characters, of which one
/// suffices, and letters that look like digits among them.
pub const CODE_READ: f32 = 0.90;

/// From this on a list of periods, or a number of years, was read well as a whole. A list is as sure as its least certain
/// character, which is seldom one of a date: half of all lists on poor scans lie below.
pub const LIST_READ: f32 = 0.75;

/// From this on a word out of a closed set (结业), or words that name a trade, were read: no slip turns one into another.
pub const WORD_READ: f32 = 0.60;

/// Below this a value is shown to the reviewer as doubtful, whatever it says.
pub const SHOWN_IN_DOUBT: f32 = 0.75;

/// Below this a value that agrees is worth a note all the same.
pub const HARDLY_READ: f32 = 0.50;

/// From this confidence on a value confirms what is expected, where it is that to the last character and as long as
/// [`LONG_VALUE`]: what is misread is misread as something else.
pub const CONFIRMS: f32 = 0.50;

/// So many characters are not read by chance: of six digits one in a million.
pub const LONG_VALUE: usize = 6;

// How near two texts are ----------------------------------------------------------------------------------------------

/// Of a value recognised without certainty, one character in so many may be wrong, where it has at least [`NEAR_FROM`]. The
/// wrong names of units on those scans had one wrong or lost character in eleven to thirteen; under a seal it is more. It
/// is wide because it makes a difference a doubt, which a person looks at, and never an agreement; and a name that the
/// table of schools knows as another one is never near.
pub const NEAR_ONE_IN: usize = 5;

/// A value with fewer characters is not compared by its misread characters: two units of six may differ in one.
pub const NEAR_FROM: usize = 8;

/// A piece of a value with fewer characters may be of anything.
pub const SHORTEST_PIECE: usize = 3;

/// Two names of one length that differ only in characters of similar shape are one misread, up to one character in so many;
/// beyond, they are two names. By reason: units that differ in more than a fourth of their characters share only words that
/// many units have. Not measured, since no paper at hand lies between.
pub const SHAPE_ONE_IN: usize = 4;

/// A name of a unit with fewer characters is another one where a character is more, less or another. By reason: a unit's own
/// name has two to four characters, and half of eight is what it has in common with others.
pub const EDIT_FROM: usize = 8;

/// From this length on two such slips are still the same name: a place, the own name and the kind of unit are all there.
pub const TWO_EDITS_FROM: usize = 14;

/// A shorter name is no part of a longer one: 大学 stands in many.
pub const PART_FROM: usize = 4;

/// A usual short form has at most this many characters of ten: 湖师大 for 湖南师范大学.
pub const SHORT_FORM_OF_TEN: usize = 7;

/// What people count by whole months agrees where it differs by less than one.
pub const A_MONTH: f64 = 1.0 / 12.0;

/// An end so many months after the certificate still means 至今. By reason: who writes the end of the month, or of the pay
/// period, writes this one or the next; what lies further ahead has not happened, and nobody can certify it.
pub const MONTHS_AHEAD: u32 = 1;

/// A proof is of another education where so many of number, level, school and date of graduation differ. By reason: one may
/// be a slip, or a school's other name; two diplomas of one person differ in nearly all of them.
pub const ANOTHER_DEGREE: usize = 2;

/// Two papers of one kind say the same where so many values agree and none differs, one of them of the paper itself.
pub const SAME_PAPER: usize = 3;

/// An identity number with so many wrong characters may still be the candidate's, wrongly written. By reason: a slip of the
/// pen is one or two. The nearest numbers of two people differ in as many (a digit of the order, and the check digit); they
/// are told apart by the name, which is a flag of its own.
pub const OWN_NUMBER: usize = 2;

/// The shorter of two majors with so many characters may be short for the longer: 社会工作 for 社会工作与管理.
pub const MAJOR_FROM: usize = 3;

// Seals ---------------------------------------------------------------------------------------------------------------

/// From this on the ring of a seal was read well enough to name a unit.
pub const SEAL_READ: f32 = 0.60;

/// From this on what stands behind a unit's name was read well enough to be held against it: it is a scrap of a few
/// characters, where the whole name has a dozen to be known by.
pub const SEAL_OFFICE_READ: f32 = 0.80;

/// Below this a coloured mark of which nothing was read is hardly a seal.
pub const SEAL_SEEN: f32 = 0.50;

/// A reading with fewer Chinese characters names no unit.
pub const SEAL_CHARACTERS: usize = 4;

/// A unit's name is found whole on a ring with one slip in so many characters: none in a name of six, two in one of
/// fourteen. 第一 and 第二, or two districts, differ by one character, so a short name has none to spare.
pub const SEAL_ONE_IN: usize = 7;

/// A word with fewer characters is not recognised with one of them misread.
pub const SEAL_LONG_WORD: usize = 5;

/// Letter paper has its logo in this share of the page from the top; seals are set under what they confirm.
pub const HEAD_OF_PAGE: f32 = 0.25;

/// A logo covers the first value by less than this share of its own height.
pub const LOGO_OVER_VALUE: f32 = 0.30;

/// The share of seals that are of another unit, before one has looked.
pub const SEALS_OF_OTHERS: f64 = 0.02;

/// From this probability on a seal is another's. `scripts/seals` prints the curve: of 300 drawn seals 0.3 % are taken for
/// another's at any bound from 0.5 on, while of the seals of the unit whose name is nearest 66 % are found at 0.5, 63 % here
/// and 48 % at 0.9999: little is won below, and worse prints than the drawn ones ask for room.
pub const SEAL_IS_ANOTHERS: f64 = 0.97;

/// Up to this probability a seal is the unit's own. Of the seals of the unit whose name is nearest 5.3 % pass as its own at
/// 0.001, 6.7 % here and 12 % at 0.5; of its own, 98.3 % do at 0.001 and 99 % here.
pub const SEAL_IS_OWN: f64 = 0.05;

/// The strongest noise at which a seal counts as read well enough to accuse.
pub const SEAL_NOISE: f64 = 0.10;

// Pictures, and what lies over a text -----------------------------------------------------------------------------------

/// Portraits that look at least this much alike are one. Saved anew at half their size and with a quality of 75 they stay
/// above 0.999; portraits drawn after one pattern, the hardest strangers, stay below 0.985.
pub const SAME_LOOK: f64 = 0.997;

/// A picture of this share of a page is the scan of it.
pub const SCAN_OF_PAGE: f32 = 0.50;

/// A picture with more than this share of a page is no portrait.
pub const PORTRAIT_OF_PAGE: f32 = 0.20;

/// The narrowest portrait in pixels: what is narrower is an icon.
pub const PORTRAIT_WIDTH: f64 = 60.0;

/// Width by height of a portrait: from 2.5 by 3.5 cm and 3.3 by 4.8 cm to 4 by 5 cm, with room for a border.
pub const PORTRAIT_SHAPE: std::ops::RangeInclusive<f64> = 0.6..=0.9;

/// A picture and a seal that share this much of their joint ground are one.
pub const SEAL_IN_PICTURE: f32 = 0.50;

/// A picture larger than this share of the page is a ground or a scan, and text under it a recognition program's.
pub const PATCH_OF_PAGE: f32 = 0.10;

/// Fewer digits below a picture are the number of a page or of an illustration.
pub const PATCHED_DIGITS: usize = 4;

/// What covers this share of the smaller of two texts lies over it: lines that merely touch share less.
pub const LIES_OVER: f32 = 0.40;

/// What lies with this share of its ground in a field stands in the field's place.
pub const IN_FIELD: f32 = 0.50;

// What people share -----------------------------------------------------------------------------------------------------

/// Texts that share less than this are two texts: two months of a certificate of a hundred characters make 0.85.
pub const SAME_TEXT: f64 = 0.93;

/// Texts with fewer characters are alike by chance.
pub const TEXT_FROM: usize = 60;

/// A telephone on certificates of so many units is that of whoever wrote them; on two, that of a unit and its branch.
pub const PHONE_OF_UNITS: usize = 3;

/// A certificate number with fewer digits is given out anew by every school: it counts with the school's name alone.
pub const NUMBER_OF_ITS_OWN: usize = 12;

/// A certificate number with fewer digits is told apart by nothing.
pub const NUMBER_FROM: usize = 4;

/// A verification code has 12 or 16 characters; what was read with fewer than this is a piece of one.
pub const CODE_FROM: usize = 10;
