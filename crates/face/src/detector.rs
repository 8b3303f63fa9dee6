use std::sync::Arc;

use tract_onnx::prelude::*;

use crate::{
    Picture,
    anchors::{FaceBox, Head, candidates, suppress},
    resize::Canvas,
};

const STRIDES: [usize; 3] = [8, 16, 32];
/// Lowest score of a face, and highest overlap of two: the detector's published settings.
const SCORE: f32 = 0.6;
const OVERLAP: f32 = 0.3;
/// Sides of the canvases for pictures. The detector is made for faces of 10 to 300 pixels.
const COARSE: usize = 320;
const FINE: usize = 640;
/// Side of the canvas for a face that was found.
pub(crate) const SMALL: usize = 160;
/// Width on the coarse canvas under which the points are worth a look on the fine one.
const WELL_SEEN: f32 = 40.0;

type Plan = Arc<TypedRunnableModel>;

/// YuNet (Wu et al., Machine Intelligence Research 20, 2023), for three sizes of canvas.
pub(crate) struct Detector {
    coarse: Plan,
    fine: Plan,
    small: Plan,
}

impl Detector {
    /// From the bytes of the ONNX file.
    pub(crate) fn new(onnx: &[u8]) -> TractResult<Detector> {
        Ok(Detector { coarse: plan(onnx, COARSE)?, fine: plan(onnx, FINE)?, small: plan(onnx, SMALL)? })
    }

    /// The faces on a canvas of [`SMALL`] pixels, in pixels of the canvas.
    pub(crate) fn look_small(&self, canvas: &Canvas) -> TractResult<Vec<FaceBox>> {
        look(&self.small, canvas)
    }

    /// Every face, the surest first, in pixels of the picture. One look on the coarse canvas is
    /// enough for most; a small face gets a finer look, and a picture where nothing was found is
    /// tried again finer, then small (a face that fills the frame), then with its light spread.
    pub(crate) fn detect(&self, picture: &Picture) -> TractResult<Vec<FaceBox>> {
        let longer = picture.width().max(picture.height()) as usize;
        let faces = look(&self.coarse, &Canvas::new(picture, COARSE, COARSE))?;
        let widest = faces.iter().map(|face| face.width).fold(0.0, f32::max);
        #[expect(clippy::cast_precision_loss, reason = "bounded by the limits of decoding")]
        let seen = widest * COARSE as f32 / longer as f32;
        if seen >= WELL_SEEN {
            return Ok(faces);
        }
        if longer > COARSE {
            let finer = look(&self.fine, &Canvas::new(picture, FINE, FINE))?;
            if !finer.is_empty() {
                return Ok(finer);
            }
        }
        if !faces.is_empty() {
            return Ok(faces);
        }
        let smaller = look(&self.coarse, &Canvas::new(picture, COARSE, COARSE / 2))?;
        if !smaller.is_empty() {
            return Ok(smaller);
        }
        look(&self.coarse, &Canvas::new(picture, COARSE, COARSE).stretched())
    }
}

fn plan(onnx: &[u8], side: usize) -> TractResult<Plan> {
    // The file declares 640 × 640 and the shapes that follow from it: both are set aside.
    tract_onnx::onnx()
        .with_ignore_output_shapes(true)
        .with_ignore_value_info(true)
        .model_for_read(&mut &*onnx)?
        .with_input_fact(0, f32::fact([1, 3, side, side]).into())?
        .into_optimized()?
        .into_runnable()
}

/// One run of the model over a canvas.
fn look(plan: &Plan, canvas: &Canvas) -> TractResult<Vec<FaceBox>> {
    let side = canvas.side;
    let input = Tensor::from_shape(&[1, 3, side, side], &canvas.planes)?;
    let outputs = plan.run(tvec!(input.into()))?;
    let views = outputs.iter().map(|output| output.to_plain_array_view::<f32>()).collect::<TractResult<Vec<_>>>()?;
    let rows: Vec<&[f32]> = views.iter().filter_map(|view| view.to_slice()).collect();
    // Twelve outputs: class, object, box and points, each for three strides.
    let [c8, c16, c32, o8, o16, o32, b8, b16, b32, p8, p16, p32] = rows[..] else {
        return Err(TractError::msg("the detector does not have twelve outputs"));
    };
    let parts = [(c8, o8, b8, p8), (c16, o16, b16, p16), (c32, o32, b32, p32)];
    let mut faces = Vec::new();
    for (stride, (class, object, boxes, points)) in STRIDES.into_iter().zip(parts) {
        faces.extend(candidates(&Head { stride, class, object, boxes, points }, side, SCORE));
    }
    Ok(suppress(faces, OVERLAP).into_iter().map(|face| on_picture(face, canvas)).collect())
}

fn on_picture(face: FaceBox, canvas: &Canvas) -> FaceBox {
    let back = |at: f32| (at - canvas.margin) / canvas.scale;
    FaceBox {
        x: back(face.x),
        y: back(face.y),
        width: face.width / canvas.scale,
        height: face.height / canvas.scale,
        points: face.points.map(|[x, y]| [back(x), back(y)]),
        ..face
    }
}
