use crate::Picture;

/// A square of the detector's size with the picture in it, and how to come back from it.
pub(crate) struct Canvas {
    /// Pixels of a side.
    pub side: usize,
    /// Three planes (blue, green, red), 0–255, black around the picture.
    pub planes: Vec<f32>,
    /// Canvas pixels for one pixel of the picture.
    pub scale: f32,
    /// Where the picture's top left corner lies on the canvas, both ways.
    pub margin: f32,
}

impl Canvas {
    /// The picture with its longer side scaled to `fill` pixels, on a canvas of `side`.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "sides are bounded by the limits of decoding"
    )]
    pub(crate) fn new(picture: &Picture, side: usize, fill: usize) -> Canvas {
        let (width, height) = (picture.width() as usize, picture.height() as usize);
        let scale = fill as f32 / width.max(height) as f32;
        let to_wide = ((width as f32 * scale).round() as usize).clamp(1, fill);
        let to_high = ((height as f32 * scale).round() as usize).clamp(1, fill);
        let margin = (side - fill) / 2;
        let small = resample(picture.rgb(), width, height, to_wide, to_high);
        let mut planes = vec![0.0; 3 * side * side];
        for (channel, plane) in planes.chunks_exact_mut(side * side).enumerate() {
            for (y, row) in small.chunks_exact(to_wide).enumerate() {
                let start = (y + margin) * side + margin;
                for (to, from) in plane[start..start + to_wide].iter_mut().zip(row) {
                    *to = from[2 - channel].round();
                }
            }
        }
        Canvas { side, planes, scale, margin: margin as f32 }
    }

    /// A canvas made of pixels (red, green, blue) as they are.
    pub(crate) fn of_pixels(side: usize, pixel: impl Fn(usize, usize) -> [f32; 3]) -> Canvas {
        let mut planes = vec![0.0; 3 * side * side];
        for at in 0..side * side {
            let colours = pixel(at % side, at / side);
            for (channel, colour) in colours.into_iter().rev().enumerate() {
                planes[channel * side * side + at] = colour;
            }
        }
        Canvas { side, planes, scale: 1.0, margin: 0.0 }
    }

    /// Spreads each pixel's brightness over the whole range, so that a face in a picture that is
    /// nearly black or nearly white can be found, and the refusal can name the light.
    pub(crate) fn stretched(mut self) -> Canvas {
        let mut sorted: Vec<f32> = self.planes.iter().copied().filter(|&v| v > 0.0).collect();
        if sorted.len() < 100 {
            return self;
        }
        sorted.sort_unstable_by(f32::total_cmp);
        let (low, high) = (sorted[sorted.len() / 50], sorted[sorted.len() - 1 - sorted.len() / 50]);
        if high - low >= 2.0 {
            let gain = 255.0 / (high - low);
            self.planes.iter_mut().for_each(|v| *v = ((*v - low) * gain).clamp(0.0, 255.0));
        }
        self
    }
}

/// For one output pixel along one axis: the input pixels it is made of and their weights.
struct Tap {
    first: usize,
    weights: Vec<f32>,
}

/// Downwards the mean over the area that a pixel covers, upwards linear between neighbours.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "sides are bounded by the limits of decoding"
)]
fn taps(from: usize, to: usize) -> Vec<Tap> {
    let step = from as f32 / to as f32;
    let area = |at: usize| {
        let (start, end) = (at as f32 * step, ((at + 1) as f32 * step).min(from as f32));
        let first = start as usize;
        let last = (end.ceil() as usize).clamp(first + 1, from);
        let covered = |i: usize| (end.min((i + 1) as f32) - start.max(i as f32)).max(0.0) / (end - start);
        Tap { first, weights: (first..last).map(covered).collect() }
    };
    let linear = |at: usize| {
        let centre = ((at as f32 + 0.5) * step - 0.5).clamp(0.0, (from - 1) as f32);
        let first = (centre as usize).min(from.saturating_sub(2));
        let part = centre - first as f32;
        Tap { first, weights: if from == 1 { vec![1.0] } else { vec![1.0 - part, part] } }
    };
    (0..to).map(|at| if step > 1.0 { area(at) } else { linear(at) }).collect()
}

fn resample(rgb: &[u8], width: usize, height: usize, to_wide: usize, to_high: usize) -> Vec<[f32; 3]> {
    let pixels = rgb.as_chunks::<3>().0;
    let across = taps(width, to_wide);
    let mut out = Vec::with_capacity(to_wide * to_high);
    let mut blended = vec![[0.0f32; 3]; width];
    for tap in taps(height, to_high) {
        blended.fill([0.0; 3]);
        for (row, weight) in pixels.chunks_exact(width).skip(tap.first).zip(&tap.weights) {
            for (sum, pixel) in blended.iter_mut().zip(row) {
                add(sum, pixel.map(f32::from), *weight);
            }
        }
        for tap in &across {
            let mut sum = [0.0; 3];
            for (pixel, weight) in blended[tap.first..].iter().zip(&tap.weights) {
                add(&mut sum, *pixel, *weight);
            }
            out.push(sum);
        }
    }
    out
}

fn add(sum: &mut [f32; 3], pixel: [f32; 3], weight: f32) {
    for (total, part) in sum.iter_mut().zip(pixel) {
        *total += part * weight;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halving_takes_the_mean_of_four() {
        let rgb: Vec<u8> = [0, 100, 200, 100].iter().flat_map(|&v| [v, v, v]).collect();
        let out = resample(&rgb, 2, 2, 1, 1);
        assert!((out[0][0] - 100.0).abs() < 1e-3);
    }

    #[test]
    fn weights_of_a_pixel_add_up_to_one() {
        for (from, to) in [(250, 320), (4032, 320), (333, 320), (1, 320), (7, 3)] {
            for tap in taps(from, to) {
                let total: f32 = tap.weights.iter().sum();
                assert!((total - 1.0).abs() < 1e-3, "{from} → {to}: {total}");
                assert!(tap.first + tap.weights.len() <= from.max(1));
            }
        }
    }

    #[test]
    fn planes_are_blue_green_red_and_the_rest_is_black() {
        let red = Picture::from_rgb(2, 1, vec![255, 0, 0, 255, 0, 0]).unwrap();
        let canvas = Canvas::new(&red, 4, 4);
        assert_eq!(canvas.planes[0], 0.0);
        assert_eq!(canvas.planes[2 * 16], 255.0);
        assert_eq!(canvas.planes[2 * 16 + 12], 0.0);
        assert_eq!(canvas.scale, 2.0);
    }
}
