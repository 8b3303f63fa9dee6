"""The same pipeline in onnxruntime, numpy and OpenCV, one thread: the yardstick of the Rust one.

Prints one JSON object: the median milliseconds of each stage, and the cosine of every pair when
--scores is given, so that the two can be compared number by number.
"""

import argparse
import csv
import json
import os
import statistics
import time

import cv2
import numpy as np
import onnxruntime as ort

SIDE = 320
SCORE = 0.6
OVERLAP = 0.3
STRIDES = (8, 16, 32)
# The ArcFace template: right eye, left eye, nose, mouth corners, in a picture of 112 x 112.
TEMPLATE = np.array(
    [[38.2946, 51.6963], [73.5318, 51.5014], [56.0252, 71.7366], [41.5493, 92.3655], [70.7299, 92.2041]]
)


def session(path, side=None):
    """One-threaded session; with `side`, the declared 640 x 640 input becomes symbolic."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    if side is None:
        return ort.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    import onnx

    model = onnx.load(path)
    for axis in (2, 3):
        model.graph.input[0].type.tensor_type.shape.dim[axis].dim_param = f"side{axis}"
    for output in model.graph.output:
        output.type.tensor_type.shape.dim[1].dim_param = f"anchors_{output.name}"
    return ort.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])


def letterbox(picture, side):
    """Scales the longer side to `side`, top left on black; gives the canvas and the scale."""
    height, width = picture.shape[:2]
    scale = side / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    canvas = np.zeros((side, side, 3), np.uint8)
    canvas[: size[1], : size[0]] = cv2.resize(picture, size, interpolation=how)
    return canvas, scale


def detect(detector, picture, side=SIDE, score_floor=SCORE):
    """Faces as rows x, y, w, h, five points, score; best first; pixels of the picture."""
    canvas, scale = letterbox(picture, side)
    blob = canvas.transpose(2, 0, 1)[None].astype(np.float32)
    names = [o.name for o in detector.get_outputs()]
    out = dict(zip(names, detector.run(None, {detector.get_inputs()[0].name: blob})))
    rows = []
    for stride in STRIDES:
        cells = side // stride
        grid = np.stack(np.meshgrid(np.arange(cells), np.arange(cells)), -1).reshape(-1, 2)
        confidence = np.sqrt(np.clip(out[f"cls_{stride}"][0, :, 0], 0, 1) * np.clip(out[f"obj_{stride}"][0, :, 0], 0, 1))
        keep = confidence >= score_floor
        box, points = out[f"bbox_{stride}"][0][keep], out[f"kps_{stride}"][0][keep]
        centre = (grid[keep] + box[:, :2]) * stride
        size = np.exp(box[:, 2:]) * stride
        landmarks = (points.reshape(-1, 5, 2) + grid[keep][:, None]) * stride
        rows.append(np.concatenate([centre - size / 2, size, landmarks.reshape(-1, 10), confidence[keep, None]], 1))
    rows = np.concatenate(rows)
    rows = rows[np.argsort(-rows[:, 14], kind="stable")]
    rows[:, :14] /= scale
    return suppress(rows)


def suppress(rows):
    """Greedy non-maximum suppression over rows that are sorted best first."""
    kept = []
    for row in rows:
        if all(overlap(row, other) <= OVERLAP for other in kept):
            kept.append(row)
    return np.array(kept).reshape(-1, 15)


def overlap(a, b):
    """Intersection over union."""
    width = min(a[0] + a[2], b[0] + b[2]) - max(a[0], b[0])
    height = min(a[1] + a[3], b[1] + b[3]) - max(a[1], b[1])
    inter = max(width, 0) * max(height, 0)
    return inter / (a[2] * a[3] + b[2] * b[3] - inter)


def similarity(points):
    """Least squares similarity transform to the template (Umeyama 1991), without reflection."""
    source, target = points - points.mean(0), TEMPLATE - TEMPLATE.mean(0)
    norm = (source**2).sum()
    a = (source * target).sum() / norm
    b = (source[:, 0] * target[:, 1] - source[:, 1] * target[:, 0]).sum() / norm
    turn = np.array([[a, -b], [b, a]])
    return np.hstack([turn, (TEMPLATE.mean(0) - turn @ points.mean(0))[:, None]])


def best(faces, shape):
    """The largest face, weighted by how central it is (the subject of a picture is centred)."""
    height, width = shape[:2]
    away = np.hypot(faces[:, 0] + faces[:, 2] / 2 - width / 2, faces[:, 1] + faces[:, 3] / 2 - height / 2)
    return faces[np.argmax(faces[:, 2] * faces[:, 3] * (1 - away / np.hypot(width, height)) ** 2)]


def embed(recogniser, crop):
    """128 numbers of unit length from an aligned BGR crop."""
    blob = cv2.cvtColor(crop, cv2.COLOR_BGR2RGB).transpose(2, 0, 1)[None].astype(np.float32)
    vector = recogniser.run(None, {recogniser.get_inputs()[0].name: blob})[0][0]
    return vector / np.linalg.norm(vector)


def process(path, detector, recogniser, times):
    """Embedding of the best face of a file, or None; adds its milliseconds to `times`."""
    marks = [time.perf_counter()]
    with open(path, "rb") as file:
        data = file.read()
    marks[0] = time.perf_counter()
    picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    marks.append(time.perf_counter())
    faces = detect(detector, picture)
    marks.append(time.perf_counter())
    if len(faces) == 0:
        return None
    crop = cv2.warpAffine(picture, similarity(best(faces, picture.shape)[4:14].reshape(5, 2)), (112, 112))
    marks.append(time.perf_counter())
    vector = embed(recogniser, crop)
    marks.append(time.perf_counter())
    for stage, (start, end) in zip(("decode", "detect", "align", "embed"), zip(marks, marks[1:])):
        times[stage].append((end - start) * 1e3)
    times["total"].append((marks[-1] - marks[0]) * 1e3)
    return vector


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--models", default="models")
    parser.add_argument("--pairs", required=True)
    parser.add_argument("--limit", type=int, default=0, help="only the first N distinct pictures")
    parser.add_argument("--scores", action="store_true")
    options = parser.parse_args()
    cv2.setNumThreads(1)
    detector = session(os.path.join(options.models, "face_detection_yunet_2023mar.onnx"), SIDE)
    recogniser = session(os.path.join(options.models, "face_recognition_sface_2021dec.onnx"))
    root = os.path.dirname(os.path.abspath(options.pairs))
    with open(options.pairs, newline="") as file:
        pairs = [(r["path_a"], r["path_b"], r["same"]) for r in csv.DictReader(file)]
    paths = list(dict.fromkeys(path for a, b, _ in pairs for path in (a, b)))
    if options.limit:
        paths = paths[: options.limit]
    times = {stage: [] for stage in ("decode", "detect", "align", "embed", "total")}
    vectors = {path: process(os.path.join(root, path), detector, recogniser, times) for path in paths}
    result = {"pictures": len(paths), "undetected": sum(v is None for v in vectors.values())}
    result["median_ms"] = {stage: round(statistics.median(values), 3) for stage, values in times.items()}
    if options.scores:
        both = [(a, b) for a, b, _ in pairs if vectors.get(a) is not None and vectors.get(b) is not None]
        result["scores"] = [[a, b, round(float(vectors[a] @ vectors[b]), 6)] for a, b in both]
    print(json.dumps(result))


if __name__ == "__main__":
    main()
