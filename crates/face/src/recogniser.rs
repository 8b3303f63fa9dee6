use rten::{Model, ModelOptions, NodeId, RunOptions, ValueOrView};
use rten_tensor::NdTensor;
use rten_tensor::prelude::*;

use crate::{
    Embedding,
    align::{Aligned, SIDE},
    lanes::Lanes,
};

/// SFace (Zhong et al., IEEE TIP 30, 2021). Its normalisation of the input is in the graph.
pub(crate) struct Recogniser {
    model: Model,
    input: NodeId,
    output: NodeId,
    lanes: Lanes,
}

impl Recogniser {
    /// From the bytes of the ONNX file; the error is a sentence.
    pub(crate) fn new(onnx: Vec<u8>) -> Result<Recogniser, String> {
        let model = ModelOptions::with_all_ops().load(onnx).map_err(|error| error.to_string())?;
        // The weights are listed among the graph's inputs; the picture is the first.
        let first = |ids: &[NodeId]| ids.first().copied().ok_or("the recogniser has no input or output");
        let (input, output) = (first(model.input_ids())?, first(model.output_ids())?);
        Ok(Recogniser { model, input, output, lanes: Lanes::default() })
    }

    /// `None` when the model gives no finite, non-zero vector of 128 numbers.
    pub(crate) fn embed(&self, face: &Aligned) -> Option<Embedding> {
        let planes: Vec<f32> = (0..3).flat_map(|channel| face.0.iter().map(move |pixel| pixel[channel])).collect();
        let input = NdTensor::from_data([1, 3, SIDE, SIDE], planes);
        let inputs: Vec<(NodeId, ValueOrView)> = vec![(self.input, input.view().into())];
        let outputs = self.lanes.with(|lane| {
            let options = RunOptions::default().with_thread_pool(Some(lane));
            self.model.run(inputs, &[self.output], Some(options))
        });
        let vector: NdTensor<f32, 2> = outputs.ok()?.pop()?.try_into().ok()?;
        Embedding::normalised(vector.to_vec().try_into().ok()?)
    }
}
