"""Runs exported models with ONNX Runtime; what they compute is printed as JSON."""

import json
import sys

import numpy as np
import onnx
import onnxruntime


def run(case):
    onnx.checker.check_model(onnx.load(case['model']), full_check=True)
    session = onnxruntime.InferenceSession(case['model'], providers=['CPUExecutionProvider'])
    outputs = session.run(None, {'input': np.array(case['x'], dtype=np.float32)})
    names = [output.name for output in session.get_outputs()]
    return {name: np.ravel(values).tolist() for name, values in zip(names, outputs)}


with open(sys.argv[1]) as file:
    cases = json.load(file)
json.dump({case['name']: run(case) for case in cases}, sys.stdout)
