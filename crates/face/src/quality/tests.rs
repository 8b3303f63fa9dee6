use super::*;

const FRONT: [[f32; 2]; 5] = [[38.3, 51.7], [73.5, 51.5], [56.0, 71.7], [41.5, 92.4], [70.7, 92.2]];

fn with_points(points: [[f32; 2]; 5]) -> FaceBox {
    FaceBox { x: 10.0, y: 10.0, width: 100.0, height: 120.0, points, score: 0.9, levelled: false }
}

fn pattern(value: impl Fn(usize, usize) -> f32) -> Aligned {
    Aligned((0..SIDE * SIDE).map(|i| [value(i % SIDE, i / SIDE); 3]).collect())
}

fn reason(face: &FaceBox, aligned: &Aligned) -> Option<QualityReason> {
    let limits = QualityLimits::default();
    limits.refusal(&measure(face, aligned, &limits))
}

/// Detail of a few pixels around a mean, as a photograph has it.
fn ordinary() -> Aligned {
    pattern(|x, y| 120.0 + 40.0 * ((x as f32 / 12.0).sin() + 0.4 * ((x * 7 + y * 5) % 9) as f32 / 9.0))
}

#[test]
fn an_ordinary_face_passes() {
    assert_eq!(reason(&with_points(FRONT), &ordinary()), None);
}

#[test]
fn each_reason_has_its_picture() {
    let front = with_points(FRONT);
    let scaled = |by: f32| Aligned(ordinary().0.iter().map(|p| p.map(|v| (v * by).min(255.0))).collect());
    assert_eq!(reason(&front, &scaled(0.1)), Some(QualityReason::Dark));
    assert_eq!(reason(&front, &scaled(2.5)), Some(QualityReason::Bright));
    let smooth = pattern(|x, _| 120.0 + 40.0 * (x as f32 / 30.0).sin());
    assert_eq!(reason(&front, &smooth), Some(QualityReason::Blurred));
    let small = FaceBox { width: 63.9, ..front };
    assert_eq!(reason(&small, &ordinary()), Some(QualityReason::Small));
    let mut profile = FRONT;
    profile[2][0] += 55.0;
    assert_eq!(reason(&with_points(profile), &ordinary()), Some(QualityReason::Pose));
}

#[test]
fn roll_is_the_angle_of_the_eyes() {
    let turn = |[x, y]: [f32; 2]| [-y, x];
    let (yaw, pitch, roll) = pose(&with_points(FRONT.map(turn)));
    assert!((roll - 90.0).abs() < 1.0, "{roll}");
    let upright = pose(&with_points(FRONT));
    assert!((yaw - upright.0).abs() < 1e-3 && (pitch - upright.1).abs() < 1e-3);
    assert!((0.4..0.6).contains(&pitch));
}

#[test]
fn points_on_one_spot_are_refused_and_nothing_is_infinite() {
    let quality = measure(&with_points([[5.0, 5.0]; 5]), &pattern(|_, _| 90.0), &QualityLimits::default());
    assert!(quality.yaw.is_finite() && quality.pitch.is_finite() && quality.sharpness.is_finite());
    assert!(QualityLimits::default().refusal(&quality).is_some());
}
