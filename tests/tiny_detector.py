"""A detector of faces with YuNet's twelve outputs, to which what is red is a face."""

from functools import cache

import numpy as np
from onnx import TensorProto, helper, numpy_helper

CELL_PX = 32
"""The side of the cells that are looked at; the finer grids see nothing."""
BOX_PX = 96
"""The side of every box, around the upper left corner of a red cell."""
EYES_TO_MOUTH_PX = 40


@cache
def detector_bytes(
    *, tilt_deg: float = 0.0, eyes_apart_px: float = 38.0, without: str = ""
) -> bytes:
    """An ONNX file. Faces are tilted so far, clockwise; `without` one output it is no YuNet."""
    points = _points(tilt_deg, eyes_apart_px)
    nodes, outputs, constants = [], [], []

    def constant(name: str, values: np.ndarray) -> str:
        constants.append(numpy_helper.from_array(values, name))
        return name

    for stride in (8, 16, 32):
        cells = f"cells_{stride}"
        pool = {"kernel_shape": [stride, stride], "strides": [stride, stride]}
        nodes.append(helper.make_node("AveragePool", ["input"], [cells], **pool))
        is_red = np.array([-1, -1, 1], np.float32) / 255 if stride == CELL_PX else np.zeros(3)
        said = {
            "cls": (is_red, [0]),
            "obj": (is_red, [0]),
            "bbox": (np.zeros(3), [0, 0, *np.log([BOX_PX / CELL_PX] * 2)]),
            "kps": (np.zeros(3), points / CELL_PX),
        }
        for kind, (of_color, always) in said.items():
            name, n = f"{kind}_{stride}", len(always)
            weights = np.tile(np.reshape(of_color, (1, 3, 1, 1)), (n, 1, 1, 1))
            inputs = [
                cells,
                constant(f"{name}_weights", weights.astype(np.float32)),
                constant(f"{name}_always", np.asarray(always, np.float32)),
            ]
            shape = constant(f"{name}_shape", np.array([1, -1, n], np.int64))
            nodes += [
                helper.make_node("Conv", inputs, [f"{name}_planes"]),
                helper.make_node(
                    "Transpose", [f"{name}_planes"], [f"{name}_rows"], perm=[0, 2, 3, 1]
                ),
                helper.make_node("Reshape", [f"{name}_rows", shape], [name]),
            ]
            if name != without:
                size = [1, (64 // stride) ** 2, n]
                outputs.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, size))
    picture = helper.make_tensor_value_info("input", TensorProto.FLOAT, [1, 3, 64, 64])
    graph = helper.make_graph(nodes, "detector", [picture], outputs, constants)
    version = helper.make_opsetid("", 11)
    model = helper.make_model(graph, opset_imports=[version], ir_version=6)
    return bytes(model.SerializeToString())


def _points(tilt_deg: float, eyes_apart_px: float) -> np.ndarray:
    """x and y of right eye, left eye, nose and both corners of the mouth: float (10,).

    Counted from the corner of the cell, which lies where the middle of the face's box should.
    """
    half, eyes_y = eyes_apart_px / 2, -0.32 * EYES_TO_MOUTH_PX
    mouth_y = eyes_y + EYES_TO_MOUTH_PX
    upright = np.array([(-half, eyes_y), (half, eyes_y), (0, 0), (-15, mouth_y), (15, mouth_y)])
    angle = np.radians(tilt_deg)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return np.asarray((upright @ turn.T).ravel())
