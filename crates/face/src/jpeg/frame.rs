/// More than the limits of decoding let through; the sides there come from the decoder.
const MOST_PIXELS: usize = 1 << 28;

/// The picture as its header describes it, and what the scans have given of it.
pub(super) struct Frame {
    pub progressive: bool,
    pub components: Vec<Component>,
    /// MCUs across and down, when components are interleaved.
    pub mcus: (usize, usize),
}

/// One of the colours.
pub(super) struct Component {
    id: u8,
    /// Blocks of an MCU, across and down.
    pub blocks: (usize, usize),
    /// Blocks across and down, when it is alone in a scan.
    pub alone: (usize, usize),
    /// Blocks a row as they are kept, with those that fill up the last MCU.
    pub stride: usize,
    /// By coefficient: the lowest bit that was sent, none at all at first.
    sent: [Option<u8>; 64],
    /// By block: which coefficients are not zero. Only a progressive picture needs them.
    pub known: Vec<u64>,
}

impl Frame {
    pub(super) fn read(progressive: bool, body: &[u8]) -> Option<Frame> {
        let [8, h1, h0, w1, w0, count, rest @ ..] = body else { return None };
        let (height, width) =
            (usize::from(u16::from_be_bytes([*h1, *h0])), usize::from(u16::from_be_bytes([*w1, *w0])));
        let parts = rest.as_chunks::<3>().0.get(..usize::from(*count))?;
        let sampling = |part: &[u8; 3]| (usize::from(part[1] >> 4), usize::from(part[1] & 15));
        let valid = |(h, v): (usize, usize)| (1..=4).contains(&h) && (1..=4).contains(&v);
        let usable = (1..=4).contains(&parts.len()) && parts.iter().all(|part| valid(sampling(part)));
        if !usable || width == 0 || height == 0 || width * height > MOST_PIXELS {
            return None;
        }
        let most = parts.iter().map(sampling).fold((1, 1), |most, (h, v)| (most.0.max(h), most.1.max(v)));
        let mcus = (width.div_ceil(8 * most.0), height.div_ceil(8 * most.1));
        let component = |part: &[u8; 3]| {
            let (h, v) = sampling(part);
            let alone = ((width * h).div_ceil(most.0).div_ceil(8), (height * v).div_ceil(most.1).div_ceil(8));
            let stride = mcus.0 * h;
            let kept = if progressive { stride * mcus.1 * v } else { 0 };
            Component { id: part[0], blocks: (h, v), alone, stride, sent: [None; 64], known: vec![0; kept] }
        };
        Some(Frame { progressive, components: parts.iter().map(component).collect(), mcus })
    }

    /// How many there are, of all components.
    pub(super) fn coefficients(&self) -> u64 {
        let blocks = self.components.iter().map(|component| component.stride * self.mcus.1 * component.blocks.1);
        64 * blocks.sum::<usize>() as u64
    }

    pub(super) fn place(&self, id: u8) -> Option<usize> {
        self.components.iter().position(|component| component.id == id)
    }

    /// Notes coefficients of a component that a whole scan has given, down to a bit.
    pub(super) fn note(&mut self, component: usize, coefficients: std::ops::RangeInclusive<usize>, bit: u8) {
        if let Some(sent) = self.components.get_mut(component).and_then(|c| c.sent.get_mut(coefficients)) {
            sent.fill(Some(bit));
        }
    }

    /// Whether every coefficient of every component was sent to its last bit.
    pub(super) fn is_full(&self) -> bool {
        self.components.iter().all(|component| component.sent.iter().all(|bit| *bit == Some(0)))
    }
}
