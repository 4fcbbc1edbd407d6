//! The faster engine: ONNX Runtime, where its library is at hand, on one thread.

use std::path::PathBuf;
use std::sync::{Mutex, OnceLock, PoisonError};

use ort::environment::Environment;
use ort::ep;
use ort::session::Session;
use ort::value::Tensor;

use super::engine::{Engine, Fault, LineMap, Pair, Planes, Steps, alphabet_of, line_map, steps};

/// The library of ONNX Runtime on this machine.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Library {
    /// Where it lies.
    pub path: PathBuf,
    /// Its version or its hash: part of the fingerprint of a reading.
    pub version: String,
}

/// Whether the library can be loaded here: it may be made for a newer system.
///
/// # Errors
/// Where it cannot, with the system's reason.
pub fn loads(library: &Library) -> Result<(), Fault> {
    ort::init_from(&library.path).map(|_| ()).map_err(|e| Fault::Load(e.to_string()))
}

/// Computes with ONNX Runtime.
pub(super) struct OnnxRuntime {
    // A session wants to be held alone while it computes; a worker reads one page at a time anyway.
    detection: Mutex<Session>,
    recognition: Mutex<Session>,
    alphabet: Vec<char>,
    version: String,
}

impl OnnxRuntime {
    pub(super) fn load(library: &Library, networks: &Pair<'_>) -> Result<Self, Fault> {
        let environment = ENVIRONMENT.get_or_init(|| environment(library));
        let environment = environment.as_ref().map_err(|why| Fault::Load(why.clone()))?;
        let session = |network: &[u8]| -> Result<Session, Fault> {
            session(environment, network).map_err(|e| Fault::Load(e.to_string()))
        };
        let recognition = session(networks.recognition)?;
        let carried = recognition.metadata().map_err(|e| Fault::Load(e.to_string()))?.custom("character");
        let alphabet = alphabet_of(networks.alphabet.unwrap_or(&carried.unwrap_or_default()))?;
        Ok(Self {
            detection: Mutex::new(session(networks.detection)?),
            recognition: Mutex::new(recognition),
            alphabet,
            version: library.version.clone(),
        })
    }
}

/// The library allows one environment a process: it is made with the first engine, and all others share it.
static ENVIRONMENT: OnceLock<Result<Environment, String>> = OnceLock::new();

fn environment(library: &Library) -> Result<Environment, String> {
    let builder = ort::init_from(&library.path).map_err(|e| e.to_string())?;
    builder.with_telemetry(false).build().map_err(|e| e.to_string())
}

/// A session on one thread that neither spins while it waits nor hoards memory: lines differ in length, and an arena
/// would keep a block for each.
fn session(environment: &Environment, network: &[u8]) -> ort::Result<Session> {
    let mut builder = Session::builder(environment)?
        .with_intra_threads(1)?
        .with_inter_threads(1)?
        .with_intra_op_spinning(false)?
        .with_inter_op_spinning(false)?
        .with_memory_pattern(false)?
        .with_execution_providers([ep::CPU::default().with_arena_allocator(false).build()])?;
    builder.commit_from_memory(network)
}

fn run(session: &Mutex<Session>, input: Planes) -> Result<(Vec<usize>, Vec<f32>), Fault> {
    let failed = |e: ort::Error| Fault::Run(e.to_string());
    let tensor = Tensor::from_array(([1, 3, input.height, input.width], input.values)).map_err(failed)?;
    let mut session = session.lock().unwrap_or_else(PoisonError::into_inner);
    let outputs = session.run(ort::inputs![tensor]).map_err(failed)?;
    let Some((_, output)) = outputs.iter().next() else { return Err(Fault::Shape("nothing".to_owned())) };
    let (shape, values) = output.try_extract_tensor::<f32>().map_err(failed)?;
    Ok((shape.iter().map(|&n| usize::try_from(n).unwrap_or(0)).collect(), values.to_vec()))
}

impl Engine for OnnxRuntime {
    fn name(&self) -> String {
        format!("onnxruntime-{}", self.version)
    }

    fn alphabet(&self) -> &[char] {
        &self.alphabet
    }

    fn detect(&self, page: Planes) -> Result<LineMap, Fault> {
        let (shape, values) = run(&self.detection, page)?;
        line_map(&shape, values)
    }

    fn recognise(&self, line: Planes) -> Result<Steps, Fault> {
        let (shape, values) = run(&self.recognition, line)?;
        steps(&shape, values)
    }
}
