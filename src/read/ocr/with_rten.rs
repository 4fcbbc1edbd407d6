//! The engine that is always there: rten, pure Rust, on one thread.

use std::sync::Arc;

use ::rten::{Model, ModelOptions, RunOptions, ThreadPool, Value};
use rten_tensor::{AsView, Layout, NdTensor};

use super::engine::{Engine, Fault, LineMap, Pair, Planes, Steps, alphabet_of, line_map, steps};

/// Computes with rten.
pub(super) struct Rten {
    detection: Model,
    recognition: Model,
    alphabet: Vec<char>,
    /// One thread: pages run beside each other in processes of their own.
    thread: Arc<ThreadPool>,
}

impl Rten {
    pub(super) fn load(networks: &Pair<'_>) -> Result<Self, Fault> {
        let load = |bytes: &[u8]| {
            let mut options = ModelOptions::with_all_ops();
            options.prepack_weights(true);
            options.load(bytes.to_vec()).map_err(|e| Fault::Load(e.to_string()))
        };
        let recognition = load(networks.recognition)?;
        let carried = recognition.metadata().get("character").unwrap_or_default();
        let alphabet = alphabet_of(networks.alphabet.unwrap_or(carried))?;
        Ok(Self {
            detection: load(networks.detection)?,
            recognition,
            alphabet,
            thread: Arc::new(ThreadPool::with_num_threads(1)),
        })
    }

    fn run(&self, model: &Model, input: Planes) -> Result<(Vec<usize>, Vec<f32>), Fault> {
        let shape = [1, 3, input.height, input.width];
        let tensor = NdTensor::<f32, 4>::try_from_data(shape, input.values).map_err(|e| Fault::Shape(e.to_string()))?;
        let options = RunOptions::default().with_thread_pool(Some(Arc::clone(&self.thread)));
        let output = model.run_one(tensor.into(), Some(options)).map_err(|e| Fault::Run(e.to_string()))?;
        let Value::FloatTensor(output) = output else { return Err(Fault::Shape("not numbers".to_owned())) };
        Ok((output.shape().to_vec(), output.to_vec()))
    }
}

impl Engine for Rten {
    fn name(&self) -> String {
        super::source::RTEN.to_owned()
    }

    fn alphabet(&self) -> &[char] {
        &self.alphabet
    }

    fn detect(&self, page: Planes) -> Result<LineMap, Fault> {
        let (shape, values) = self.run(&self.detection, page)?;
        line_map(&shape, values)
    }

    fn recognise(&self, line: Planes) -> Result<Steps, Fault> {
        let (shape, values) = self.run(&self.recognition, line)?;
        steps(&shape, values)
    }
}
