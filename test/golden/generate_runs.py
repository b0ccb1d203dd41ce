"""Writes whole training runs into the folder named, or `runs` beside this file.

A run is known by its network, its data and the training config alone. Everything else is computed
here anew, by PyTorch in float64: initial weights, the order of the examples and dropout masks from
the seed, then training, telemetry and evaluation. README.md has the format.
"""

import json
import math
import pathlib
import sys

import numpy as np
import torch
import torch.nn.functional as F
from generate import ACTIVATIONS, BCE, LOSSES, MSE, SCE, clip
from generate import adagrad, adam, adamw, clip_norm, clip_value, momentum, rmsprop, schedule, sgd
from generate import learning_rates, make_optimizer
from random_numbers import dropout_mask, normals, shuffled, uniforms

# --- Networks. ---


def widths_of(run):
    widths = {}
    for n in run['nodes']:
        sources = [widths[id] for id in n.get('from', [])]
        width = {'data': run['features'], 'dense': n['attrs'].get('units'), 'concat': sum(sources)}
        widths[n['id']] = width.get(n['kind'], sources[0] if sources else None)
    return widths


def initial_weights(fan_in, attrs, seed, name):
    shape = fan_in, attrs['units']
    variance = {
        'he': 2 / fan_in,
        'xavier': 1 / fan_in,
        'lecun': 1 / fan_in,
        'glorot': 2 / sum(shape),
        'normal': attrs.get('sigma', 0) ** 2,
    }[attrs['init']]
    deviation = math.sqrt(variance)
    if attrs.get('distribution') == 'uniform':
        drawn = (math.sqrt(3) * (2 * u - 1) for u in uniforms(seed, f'init {name}'))
    else:
        drawn = normals(seed, f'init {name}')
    values = [deviation * next(drawn) for _ in range(shape[0] * shape[1])]
    return torch.tensor(values).reshape(shape)


def initial_state(run):
    """Parameters and running statistics by name."""
    widths, params, buffers = widths_of(run), {}, {}
    for n in run['nodes']:
        id, attrs, width = n['id'], n['attrs'], widths[n['id']]
        if n['kind'] == 'dense':
            fan_in, seed = widths[n['from'][0]], run['training']['seed']
            params[f'{id}.W'] = initial_weights(fan_in, attrs, seed, f'{id}.W')
            if attrs.get('bias', True):
                params[f'{id}.b'] = torch.zeros(width)
        if n['kind'] in ('batchNorm', 'layerNorm'):
            params[f'{id}.gamma'], params[f'{id}.beta'] = torch.ones(width), torch.zeros(width)
        if n['kind'] == 'batchNorm':
            buffers[f'{id}.runningMean'] = torch.zeros(width)
            buffers[f'{id}.runningVar'] = torch.ones(width)
    return {name: t.requires_grad_() for name, t in params.items()}, buffers


def apply(n, inputs, p, buffers, run, step):
    """One node; in evaluation where there is no step."""
    id, attrs, x = n['id'], n['attrs'], inputs[0]
    if n['kind'] == 'dense':
        return F.linear(x, p[f'{id}.W'].T, p.get(f'{id}.b'))
    if n['kind'] == 'activation':
        return ACTIVATIONS[attrs['function']](x, attrs)
    if n['kind'] == 'dropout':
        if step is None:
            return x.clone()
        return x * dropout_mask(x.shape, attrs['rate'], run['training']['seed'], step, id)
    if n['kind'] == 'add':
        return sum(inputs)
    if n['kind'] == 'concat':
        return torch.cat(inputs, dim=1)
    scale, shift, epsilon = p[f'{id}.gamma'], p[f'{id}.beta'], attrs['epsilon']
    if n['kind'] == 'layerNorm':
        return F.layer_norm(x, x.shape[1:], scale, shift, epsilon)
    mean, variance = buffers[f'{id}.runningMean'], buffers[f'{id}.runningVar']
    training, momentum = step is not None, attrs['momentum']
    return F.batch_norm(x, mean, variance, scale, shift, training, momentum, epsilon)


def forward(run, params, buffers, x, step=None):
    outputs = {run['nodes'][0]['id']: x}
    for n in run['nodes'][1:-1]:
        inputs = [outputs[id] for id in n['from']]
        outputs[n['id']] = apply(n, inputs, params, buffers, run, step)
        if outputs[n['id']].requires_grad:
            outputs[n['id']].retain_grad()
    return outputs, outputs[run['nodes'][-1]['from'][0]]


# --- What is measured. ---


def gradient_statistics(gradient):
    g = gradient.abs().flatten()
    histogram = [0] * 64
    for size in g[g > 0].tolist():
        histogram[min(63, max(0, math.frexp(size)[1] - 1 + 48))] += 1
    return {
        'gradient.meanAbs': g.mean().item(),
        'gradient.rms': g.square().mean().sqrt().item(),
        'gradient.maxAbs': g.max().item(),
        'gradient.zeroFraction': (g == 0).double().mean().item(),
        'histogram': histogram,
    }


def saturation(n, x):
    x = x.detach().clone().requires_grad_()
    ACTIVATIONS[n['attrs']['function']](x, n['attrs']).sum().backward()
    return (x.grad.abs() < 0.05).double().mean().item()


def measure_outputs(run, outputs):
    rows = {}
    for n in run['nodes'][:-1]:
        y = outputs[n['id']]
        rows[n['id']] = {
            'activation.mean': y.mean().item(),
            'activation.std': y.std(unbiased=False).item(),
            **({} if y.grad is None else gradient_statistics(y.grad)),
        }
        if n['kind'] == 'activation' and n['attrs']['function'] != 'softmax':
            rows[n['id']]['activation.saturation'] = saturation(n, outputs[n['from'][0]])
    return rows


def accuracy(run, predicted, y):
    if run['classes'] is None:
        return None
    return (predicted.argmax(1) == (y if y.dim() == 1 else y.argmax(1))).double().mean().item()


def tensors_of(run, part):
    x = torch.tensor(run['data'][part]['x']).reshape(-1, run['features'])
    y = torch.tensor(run['data'][part]['y'])
    if run['classes'] is None:
        return x, y.reshape(len(x), -1)
    if run['nodes'][-1]['attrs']['function'] == SCE:
        return x, y.long()
    return x, F.one_hot(y.long(), run['classes']).double()


def evaluate(run, params, buffers, part):
    x, y = tensors_of(run, part)
    with torch.no_grad():
        _, predicted = forward(run, params, buffers, x)
    loss = LOSSES[run['nodes'][-1]['attrs']['function']](predicted, y)
    return {'loss': loss.item(), 'accuracy': accuracy(run, predicted, y)}


def expectation(run):
    training, steps = run['training'], run['steps']
    loss_of = LOSSES[run['nodes'][-1]['attrs']['function']]
    params, buffers = initial_state(run)
    trained = list(params.values())
    optimizer = make_optimizer(trained, training['optimizer'])
    (x, y), size = tensors_of(run, 'train'), training['batchSize']
    # Batch norm cannot normalise a last batch of one.
    per_epoch = len(x) // size + (len(x) % size > (1 if buffers else 0))
    eta = training['optimizer']['learningRate']
    rates = learning_rates(eta, training['schedule'], steps, per_epoch)
    l1, l2 = training['regularization']['l1'], training['regularization']['l2']
    expect = {'learningRate': rates, 'loss': [], 'gradientNorm': [], 'accuracy': [], 'frames': {}}
    for step in range(steps):
        place = step % per_epoch
        if place == 0:
            order = shuffled(len(x), training['seed'], step // per_epoch + 1)
        batch = order[place * size : (place + 1) * size]
        outputs, predicted = forward(run, params, buffers, x[batch], step)
        weights = [p for name, p in params.items() if name.endswith('.W')]
        penalty = sum(l1 * W.abs().sum() + 0.5 * l2 * W.square().sum() for W in weights)
        loss = loss_of(predicted, y[batch]) + penalty
        optimizer.zero_grad()
        loss.backward()
        expect['loss'].append(loss.item())
        expect['gradientNorm'].append(torch.cat([p.grad.flatten() for p in trained]).norm().item())
        expect['accuracy'].append(accuracy(run, predicted, y[batch]))
        measured = step + 1 in run['measured']
        if measured:
            rows = measure_outputs(run, outputs)
            rows.update({name: gradient_statistics(p.grad) for name, p in params.items()})
        clip(trained, training['clipping'] if training['clipping']['kind'] != 'none' else None)
        before = {name: p.detach().clone() for name, p in params.items()}
        optimizer.param_groups[0]['lr'] = rates[step]
        optimizer.step()
        if measured:
            for name, p in params.items():
                norm = before[name].norm().item()
                change = (p.detach() - before[name]).norm().item()
                rows[name]['update.ratio'] = change / norm if norm > 0 else None
            expect['frames'][step + 1] = rows
    state = {**params, **buffers}
    expect['state'] = {name: t.detach().flatten().tolist() for name, t in state.items()}
    parts = ('train', 'validation', 'test')
    expect['evaluations'] = {part: evaluate(run, params, buffers, part) for part in parts}
    return expect


# --- The runs. ---


def chain(*nodes):
    """Nodes (id, kind, attrs, sources…), fed by the one before where they name no sources."""
    chained = [{'id': 'data', 'kind': 'data', 'attrs': {}}]
    for id, kind, attrs, *sources in nodes:
        sources = sources or [chained[-1]['id']]
        chained.append({'id': id, 'kind': kind, 'from': sources, 'attrs': attrs})
    return chained


def dense(id, units, *sources, init='xavier', **attrs):
    return (id, 'dense', {'units': units, 'init': init, **attrs}, *sources)


def act(id, function, *sources, **attrs):
    return (id, 'activation', {'function': function, **attrs}, *sources)


def loss(function):
    return ('loss', 'loss', {'function': function})


def batch_norm(id, *sources, epsilon=1e-5, momentum=0.1):
    return (id, 'batchNorm', {'epsilon': epsilon, 'momentum': momentum}, *sources)


def layer_norm(id, *sources, epsilon=1e-5):
    return (id, 'layerNorm', {'epsilon': epsilon}, *sources)


def dropout(id, rate, *sources):
    return (id, 'dropout', {'rate': rate}, *sources)


def draw_data(seed, counts, features, classes, targets):
    """Numbers that float32 holds: examples of classes around centres, or a wave to predict."""
    random = np.random.default_rng(seed)
    waves = random.normal(size=(features, targets))
    data = {}
    for part, count in zip(('train', 'validation', 'test'), counts):
        x = random.normal(size=(count, features))
        if classes is None:
            y = np.sin(x @ waves)
        else:
            y = random.integers(classes, size=count)
            x = x + np.cos(y[:, None] + 2 * np.arange(features))
        exact = (np.round(values * 1024) / 1024 for values in (x, y))
        data[part] = {k: v.flatten().tolist() for k, v in zip('xy', exact)}
    return data


def run_of(
    name,
    nodes,
    optimizer,
    batch,
    counts,
    steps,
    seed,
    features=3,
    classes=3,
    targets=1,
    l1=0,
    l2=0,
    schedule=schedule('constant'),
    clipping={'kind': 'none'},
):
    run = {
        'run': name,
        'source': f'PyTorch {torch.__version__}, float64, generate_runs.py',
        'features': features,
        'classes': classes,
        'targetFeatures': targets,
        'nodes': nodes,
        'data': draw_data(seed, counts, features, classes, targets),
        'training': {
            'optimizer': optimizer,
            'schedule': schedule,
            'clipping': clipping,
            'regularization': {'l1': l1, 'l2': l2},
            'batchSize': batch,
            'seed': seed,
        },
        'steps': steps,
        'measured': [1, 2, 5, steps],
    }
    return {**run, 'expect': expectation(run)}


def runs():
    yield run_of(
        'sgd-tanh',
        chain(dense('a', 7), act('b', 'tanh'), dense('c', 3), loss(SCE)),
        *(sgd(0.2), 8, (29, 9, 8), 400, 1),
        l2=0.01,
        schedule=schedule('step', 'epoch', 3, every=30, factor=0.5),
        clipping=clip_norm(0.5),
    )
    yield run_of(
        'nesterov-batch-norm-dropout',
        chain(
            dense('a', 8, init='glorot', distribution='uniform', bias=False),
            batch_norm('n', momentum=0.3),
            act('b', 'silu'),
            dropout('d', 0.2),
            dense('c', 3),
            loss(SCE),
        ),
        *(momentum(0.05, 0.9, True), 8, (33, 1, 17), 300, 2),
        schedule=schedule('cosine', 'step', 10, period=300, minimum=0.001),
    )
    yield run_of(
        'adagrad-layer-norm',
        chain(
            dense('a', 6, init='he'), layer_norm('n'), act('b', 'gelu'), dense('c', 2), loss(BCE)
        ),
        *(adagrad(0.05, 1e-5), 5, (21, 6, 11), 300, 3),
        classes=2,
        l2=0.001,
    )
    yield run_of(
        'rmsprop-regression',
        chain(
            dense('a', 9, init='lecun'),
            act('b', 'elu', alpha=1.5),
            dense('c', 5),
            act('d', 'softplus'),
            dense('e', 2),
            loss(MSE),
        ),
        *(rmsprop(0.005, 0.9, 1e-3), 7, (31, 8, 1), 500, 4),
        classes=None,
        targets=2,
        schedule=schedule('exponential', 'step', 20, factor=0.995),
    )
    yield run_of(
        'adam-branches',
        chain(
            dense('a', 6),
            act('b', 'tanh'),
            dense('c', 6, 'b', init='normal', sigma=0.4),
            act('d', 'sigmoid'),
            ('e', 'add', {}, 'b', 'd', 'd', 'a'),
            act('f', 'softmax', 'b'),
            ('g', 'concat', {}, 'e', 'data', 'f', 'e'),
            dense('h', 3),
            loss(SCE),
        ),
        *(adam(0.01, 0.8, 0.99, 1e-5), 10, (40, 10, 11), 300, 5),
        clipping=clip_value(0.05),
    )
    yield run_of(
        'adamw-dropout',
        chain(
            dropout('d1', 0.1),
            dense('a', 8),
            act('b', 'sigmoid'),
            dropout('d2', 0.5),
            dense('c', 4),
            loss(MSE),
        ),
        *(adamw(0.01, 0.9, 0.999, 1e-6, 0.1), 16, (50, 33, 15), 400, 2**32 - 1),
        classes=4,
        schedule=schedule('inverseTime', 'epoch', decay=0.05),
    )
    yield run_of(
        'momentum-one-by-one',
        chain(
            dense('a', 5),
            layer_norm('n', epsilon=0.1),
            act('b', 'tanh'),
            dense('c', 2),
            loss(SCE),
        ),
        *(momentum(0.01, 0.5), 1, (13, 2, 5), 400, 0),
        features=2,
        classes=2,
    )


if __name__ == '__main__':
    beside = pathlib.Path(__file__).parent / 'runs'
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else beside
    for each in runs():
        (folder / f'{each["run"]}.json').write_text(json.dumps(each, separators=(',', ':')) + '\n')
