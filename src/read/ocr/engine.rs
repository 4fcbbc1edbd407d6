//! What computes the two networks: the seam at which rten, ONNX Runtime and the toy of the tests meet.

/// A picture as the networks take it: three planes (blue, green, red), each row by row, values from -1 to 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Planes {
    /// Pixels in a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// `3 * height * width` values.
    pub values: Vec<f32>,
}

/// How likely each pixel belongs to a line of text, row by row, 0 to 1; of the size of the [`Planes`] given.
#[derive(Debug, Clone, PartialEq)]
pub struct LineMap {
    /// Pixels in a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// `height * width` values.
    pub values: Vec<f32>,
}

/// For each step along a line the probability of each class: nothing, then the characters of the alphabet, then a space.
#[derive(Debug, Clone, PartialEq)]
pub struct Steps {
    /// How many classes.
    pub classes: usize,
    /// Probabilities, step by step.
    pub values: Vec<f32>,
}

/// Why an engine did not compute.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The network could not be loaded.
    #[error("the network does not load: {0}")]
    Load(String),
    /// The network could not be computed.
    #[error("the network does not run: {0}")]
    Run(String),
    /// The network gave something of another shape than it should.
    #[error("the network gave an answer of the wrong shape: {0}")]
    Shape(String),
}

/// Computes the detection and the recognition network.
pub trait Engine: Send + Sync {
    /// What computes, with its version: part of the fingerprint of a reading.
    fn name(&self) -> String;

    /// The characters the recognition network knows, in the order of its classes.
    fn alphabet(&self) -> &[char];

    /// Where lines of text are. Width and height are multiples of 32.
    ///
    /// # Errors
    /// Where the network cannot be computed.
    fn detect(&self, page: Planes) -> Result<LineMap, Fault>;

    /// What a line 48 pixels high says.
    ///
    /// # Errors
    /// Where the network cannot be computed.
    fn recognise(&self, line: Planes) -> Result<Steps, Fault>;
}

/// A detection and a recognition network, ONNX.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pair<'a> {
    pub detection: &'a [u8],
    pub recognition: &'a [u8],
    /// The characters that the recognition network knows, one a line, where it does not carry them in its metadata.
    pub alphabet: Option<&'a str>,
}

/// Splits the list of characters that a recognition network knows, one a line.
pub(super) fn alphabet_of(list: &str) -> Result<Vec<char>, Fault> {
    let alphabet: Vec<char> = list.lines().filter_map(|line| line.chars().next()).collect();
    if alphabet.is_empty() { Err(Fault::Load("it lists no characters".to_owned())) } else { Ok(alphabet) }
}

/// Checks the shape of what the detection network gave.
pub(super) fn line_map(shape: &[usize], values: Vec<f32>) -> Result<LineMap, Fault> {
    match *shape {
        [1, 1, height, width] if height.checked_mul(width) == Some(values.len()) => {
            Ok(LineMap { width, height, values })
        }
        _ => Err(Fault::Shape(format!("{shape:?}"))),
    }
}

/// Checks the shape of what the recognition network gave.
pub(super) fn steps(shape: &[usize], values: Vec<f32>) -> Result<Steps, Fault> {
    match *shape {
        [1, steps, classes] if classes > 0 && steps.checked_mul(classes) == Some(values.len()) => {
            Ok(Steps { classes, values })
        }
        _ => Err(Fault::Shape(format!("{shape:?}"))),
    }
}
