"""Runs exported programs: the manifest named has cases, what they compute is printed as JSON."""

import contextlib
import importlib.util
import json
import os
import sys

os.environ.setdefault('JAX_ENABLE_X64', '1')

import keras
import numpy as np

keras.config.set_floatx('float64')


def load(path):
    spec = importlib.util.spec_from_file_location('exported', path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run(case):
    module = load(case['program'])
    x, y = np.array(case['x']), np.array(case['y'])
    model = module.build_model()
    module.load_weights(model)
    computed = {'outputs': np.ravel(model(x, training=False)).tolist()}
    if not case['isDeterministic']:
        return computed
    module.compile_model(model, *([2] if 'steps_per_epoch' in case['text'] else []))
    model.run_eagerly = True
    if 'to_categorical' in case['text']:
        y = keras.utils.to_categorical(y, np.shape(model(x))[1])
    for _ in range(2 * module.EPOCHS):
        model.train_on_batch(x, y)
    computed['after'] = {
        f'{layer.name}.{w.name}': np.ravel(w).tolist() for layer in model.layers for w in layer.weights
    }
    return computed


def beginning(case):
    """How the kernel of a program without weights is spread."""
    keras.utils.set_random_seed(1)
    kernel, bias = (np.array(w) for w in load(case['program']).build_model().layers[1].weights)
    deviation = float(np.sqrt(np.mean(np.square(kernel))))
    return {'deviation': deviation, 'largest': float(np.max(np.abs(kernel))), 'bias': float(np.sum(np.abs(bias)))}


with open(sys.argv[1]) as file:
    manifest = json.load(file)
with contextlib.redirect_stdout(sys.stderr):
    results = {
        'runs': {case['name']: run(case) for case in manifest['cases']},
        'beginnings': {case['name']: beginning(case) for case in manifest['beginnings']},
    }
json.dump(results, sys.stdout)
