"""Runs exported programs: the manifest named has cases, what they compute is printed as JSON."""

import contextlib
import importlib.util
import json
import sys

import torch
from torch import nn

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)


def load(path):
    spec = importlib.util.spec_from_file_location('exported', path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def untrained(module):
    own = [c for c in vars(module).values() if isinstance(c, type) and c.__module__ == 'exported']
    (only,) = [c for c in own if issubclass(c, nn.Module)]
    return only()


def network(module):
    model = untrained(module)
    module.load_weights(model)
    return model


def beginning(case):
    """How the parameters of a program without weights are spread."""
    torch.manual_seed(1)
    model = untrained(load(case['program']))
    return {
        name: {'deviation': p.square().mean().sqrt().item(), 'largest': p.abs().max().item()}
        for name, p in model.named_parameters()
    }


def flat(tensors):
    return {name: t.detach().flatten().tolist() for name, t in tensors}


def run(case):
    module = load(case['program'])
    x, y = torch.tensor(case['x']), torch.tensor(case['y'])
    model = network(module).eval()
    computed = {'outputs': model(x).flatten().tolist()}
    if not case['isDeterministic'] or not list(model.parameters()):
        return computed
    epochs = module.EPOCHS
    module.EPOCHS = 1
    model = network(module)
    module.train(model, [(x, y)])
    computed['gradients'] = flat((name, p.grad) for name, p in model.named_parameters())
    module.EPOCHS = epochs
    model = network(module)
    module.train(model, [(x, y), (x, y)])
    computed['after'] = flat(model.state_dict().items())
    return computed


with open(sys.argv[1]) as file:
    manifest = json.load(file)
with contextlib.redirect_stdout(sys.stderr):
    results = {
        'runs': {case['name']: run(case) for case in manifest['cases']},
        'beginnings': {case['name']: beginning(case) for case in manifest['beginnings']},
        'moduleNames': [name for name in dir(nn.Module()) if not name.startswith('_')],
    }
json.dump(results, sys.stdout)
