use super::area::Area;
use super::wavelet::{Filters, join_columns, join_rows};

/// How the plane is divided: quarters within quarters, down to the subbands.
enum Plan {
    Subband,
    /// The highest frequencies, which the format never codes.
    Nothing,
    Quarters(&'static [Plan; 4]),
}

use Plan::{Nothing, Quarters, Subband};

const FOUR: Plan = Quarters(&[Subband, Subband, Subband, Subband]);
const SIXTEEN: Plan = Quarters(&[FOUR, FOUR, FOUR, FOUR]);
const LOWEST: Plan = Quarters(&[Quarters(&[FOUR, Subband, Subband, Subband]), FOUR, FOUR, FOUR]);
const LOW: Plan = Quarters(&[LOWEST, SIXTEEN, SIXTEEN, Subband]);
/// The 60 coded subbands in the order of their numbers. Source: IAFIS-IC-0110 (V3).
const IMAGE: Plan = Quarters(&[LOW, FOUR, FOUR, Nothing]);

/// A rectangle, and whether its high frequencies come first: they do in the right and the
/// lower quarters, whose spectrum the filters have mirrored.
#[derive(Clone, Copy)]
struct Node {
    area: Area,
    mirrored_x: bool,
    mirrored_y: bool,
}

impl Node {
    fn image(width: usize, height: usize) -> Self {
        let area = Area { x: 0, y: 0, width, height };
        Self { area, mirrored_x: false, mirrored_y: false }
    }

    /// Upper left, upper right, lower left, lower right. The low frequencies have the odd one.
    fn quarters(self) -> [Self; 4] {
        let Area { x, y, width, height } = self.area;
        let first = |length: usize, mirrored: bool| {
            if mirrored { length / 2 } else { length.div_ceil(2) }
        };
        let (left, top) = (first(width, self.mirrored_x), first(height, self.mirrored_y));
        [(false, false), (true, false), (false, true), (true, true)].map(|(right, lower)| Self {
            area: Area {
                x: if right { x + left } else { x },
                y: if lower { y + top } else { y },
                width: if right { width - left } else { left },
                height: if lower { height - top } else { top },
            },
            mirrored_x: right,
            mirrored_y: lower,
        })
    }
}

/// The areas of the coded subbands, in order.
pub(super) fn subbands(width: usize, height: usize) -> Vec<Area> {
    let mut areas = Vec::new();
    collect(Node::image(width, height), &IMAGE, &mut areas);
    areas
}

fn collect(node: Node, plan: &Plan, areas: &mut Vec<Area>) {
    match plan {
        Nothing => {}
        Subband => areas.push(node.area),
        Quarters(plans) => {
            for (quarter, plan) in node.quarters().into_iter().zip(plans.iter()) {
                collect(quarter, plan, areas);
            }
        }
    }
}

/// Joins the subbands into the image, the smallest first.
pub(super) fn reconstruct(plane: &mut [f32], width: usize, height: usize, filters: &Filters) {
    let mut scratch = Vec::new();
    join(Node::image(width, height), &IMAGE, plane, width, filters, &mut scratch);
}

fn join(node: Node, plan: &Plan, plane: &mut [f32], stride: usize, filters: &Filters, scratch: &mut Vec<f32>) {
    let Quarters(plans) = plan else { return };
    if node.area.width == 0 || node.area.height == 0 {
        return;
    }
    for (quarter, plan) in node.quarters().into_iter().zip(plans.iter()) {
        join(quarter, plan, plane, stride, filters, scratch);
    }
    join_columns(plane, stride, node.area, node.mirrored_y, filters, scratch);
    join_rows(plane, stride, node.area, node.mirrored_x, filters, scratch);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sixty_subbands_without_gap_or_overlap() {
        for (width, height) in [(512, 512), (141, 149), (64, 1), (255, 97)] {
            let areas = subbands(width, height);
            assert_eq!(areas.len(), 60);
            let mut covered = vec![false; width * height];
            for area in areas {
                for y in area.y..area.y + area.height {
                    for x in area.x..area.x + area.width {
                        assert!(!std::mem::replace(&mut covered[y * width + x], true));
                    }
                }
            }
            let quarter = (width / 2) * (height / 2);
            assert_eq!(covered.iter().filter(|c| !**c).count(), quarter);
        }
    }
}
