"""Writes the golden cases that are not `random-*`, into the folder named or beside this file.

The networks are small, drawn from seeds, and trained by PyTorch itself: its functions, autograd,
optimizers, learning-rate schedulers and gradient clipping, in float64. README.md has the format.
"""

import json
import math
import pathlib
import sys

import torch
import torch.nn.functional as F
from torch.nn.utils import clip_grad_norm_, clip_grad_value_
from torch.optim import SGD, Adagrad, Adam, AdamW, RMSprop, lr_scheduler

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)

# --- Networks: lists of nodes, each fed by the one before it unless it names its sources. ---


def node(kind, *sources, **attrs):
    return {'kind': kind, **({'from': list(sources)} if sources else {}), **attrs}


def dense(units, *sources, **attrs):
    return node('dense', *sources, units=units, **attrs)


def act(function, *sources, **attrs):
    return node('activation', *sources, function=function, **attrs)


def layer_norm(*sources, epsilon=1e-5):
    return node('layerNorm', *sources, epsilon=epsilon)


def batch_norm(*sources, epsilon=1e-5, momentum=0.1):
    return node('batchNorm', *sources, epsilon=epsilon, momentum=momentum)


STEMS = {'activation': 'act', 'batchNorm': 'bn', 'layerNorm': 'ln'}


def complete(features, layers, loss):
    """The nodes with ids (dense1, act1, ln1, …) and sources, from input to loss."""
    nodes = [{'id': 'input', 'kind': 'input', 'features': features}]
    for layer in layers:
        same_kind = sum(other['kind'] == layer['kind'] for other in nodes)
        stem = STEMS.get(layer['kind'], layer['kind'])
        default = {'from': [nodes[-1]['id']]}
        nodes.append({'id': f'{stem}{same_kind + 1}', **default, **layer})
    return [*nodes, {'id': 'loss', 'kind': 'loss', 'from': [nodes[-1]['id']], 'function': loss}]


def widths_of(nodes):
    widths = {}
    for n in nodes[:-1]:
        sources = [widths[id] for id in n.get('from', [])]
        own = n.get('features') or n.get('units')
        widths[n['id']] = own or (sum(sources) if n['kind'] == 'concat' else sources[0])
    return widths


def initial_params(nodes, random):
    def normal(*shape):
        return torch.randn(*shape, generator=random)

    widths = widths_of(nodes)
    params = {}
    for n in nodes:
        if n['kind'] == 'dense':
            n_in, n_out = widths[n['from'][0]], n['units']
            params[n['id']] = {'W': normal(n_in, n_out) / math.sqrt(n_in)}
            if n.get('bias', True):
                params[n['id']]['b'] = 0.1 * normal(n_out)
        if n['kind'] in ('batchNorm', 'layerNorm'):
            d = widths[n['id']]
            params[n['id']] = {'gamma': 1 + 0.2 * normal(d), 'beta': 0.1 * normal(d)}
        if n['kind'] == 'batchNorm':
            params[n['id']]['runningMean'] = 0.2 * normal(d)
            params[n['id']]['runningVar'] = 1 + 0.5 * torch.rand(d, generator=random)
    return params


def initial_batch(nodes, rows, random):
    outputs = widths_of(nodes)[nodes[-1]['from'][0]]
    x = torch.randn(rows, nodes[0]['features'], generator=random)
    y = {
        'softmaxCrossEntropy': lambda: torch.randint(outputs, (rows,), generator=random),
        'binaryCrossEntropy': lambda: torch.randint(2, (rows, outputs), generator=random).double(),
        'meanSquaredError': lambda: torch.randn(rows, outputs, generator=random),
    }[nodes[-1]['function']]()
    return x, y


# --- What PyTorch computes. ---

ACTIVATIONS = {
    'identity': lambda x, n: x.clone(),
    'relu': lambda x, n: F.relu(x),
    'leakyRelu': lambda x, n: F.leaky_relu(x, n['negativeSlope']),
    'elu': lambda x, n: F.elu(x, n['alpha']),
    'gelu': lambda x, n: F.gelu(x),
    'silu': lambda x, n: F.silu(x),
    'sigmoid': lambda x, n: torch.sigmoid(x),
    'tanh': lambda x, n: torch.tanh(x),
    'softplus': lambda x, n: F.softplus(x),
    'softmax': lambda x, n: F.softmax(x, dim=1),
}

LOSSES = {
    'softmaxCrossEntropy': F.cross_entropy,
    'binaryCrossEntropy': F.binary_cross_entropy_with_logits,
    'meanSquaredError': F.mse_loss,
}


def apply(n, inputs, p, training):
    x = inputs[0]
    match = {
        'dense': lambda: F.linear(x, p['W'].T, p.get('b')),
        'activation': lambda: ACTIVATIONS[n['function']](x, n),
        'layerNorm': lambda: F.layer_norm(x, x.shape[1:], p['gamma'], p['beta'], n['epsilon']),
        'batchNorm': lambda: F.batch_norm(
            x,
            p['runningMean'],
            p['runningVar'],
            p['gamma'],
            p['beta'],
            training,
            n['momentum'],
            n['epsilon'],
        ),
        'add': lambda: sum(inputs),
        'concat': lambda: torch.cat(inputs, dim=1),
    }
    return match[n['kind']]()


def forward(nodes, params, x, y, training):
    outputs = {'input': x}
    for n in nodes[1:-1]:
        inputs = [outputs[id] for id in n['from']]
        outputs[n['id']] = apply(n, inputs, params.get(n['id']), training)
    return outputs, LOSSES[nodes[-1]['function']](outputs[nodes[-1]['from'][0]], y)


def penalty(params, l1, l2):
    weights = [p['W'] for p in params.values() if 'W' in p]
    return sum(l1 * W.abs().sum() + 0.5 * l2 * (W * W).sum() for W in weights)


def make_optimizer(params, o):
    lr, eps, betas = o['learningRate'], o.get('epsilon'), (o.get('beta1'), o.get('beta2'))
    return {
        'sgd': lambda: SGD(params, lr),
        'momentum': lambda: SGD(params, lr, o['momentum'], nesterov=o['nesterov']),
        'adagrad': lambda: Adagrad(params, lr, eps=eps),
        'rmsprop': lambda: RMSprop(params, lr, alpha=o['decay'], eps=eps),
        'adam': lambda: Adam(params, lr, betas, eps),
        'adamw': lambda: AdamW(params, lr, betas, eps, o['weightDecay']),
    }[o['kind']]()


def scheduler(optimizer, s):
    return {
        'constant': lambda: lr_scheduler.LambdaLR(optimizer, lambda t: 1),
        'step': lambda: lr_scheduler.StepLR(optimizer, s['every'], s['factor']),
        'exponential': lambda: lr_scheduler.ExponentialLR(optimizer, s['factor']),
        'inverseTime': lambda: lr_scheduler.LambdaLR(optimizer, lambda t: 1 / (1 + s['decay'] * t)),
        'cosine': lambda: lr_scheduler.CosineAnnealingLR(optimizer, s['period'], s['minimum']),
    }[s['kind']]()


def learning_rates(eta, schedule, steps, steps_per_epoch):
    """Rate of every step: PyTorch's schedule for η, times its linear warm-up for 1."""
    rate, warm = SGD([torch.zeros(1)], eta), SGD([torch.zeros(1)], 1)
    scheduled = scheduler(rate, schedule)
    w = schedule['warmup']
    warming = lr_scheduler.LinearLR(warm, 1 / w, 1, w - 1) if w > 1 else None
    rates = []
    for step in range(steps):
        rates.append(rate.param_groups[0]['lr'] * warm.param_groups[0]['lr'])
        rate.step()
        warm.step()
        if schedule.get('unit') == 'step' or (step + 1) % steps_per_epoch == 0:
            scheduled.step()
        if warming:
            warming.step()
    return rates


def clip(trained, clipping):
    if clipping:
        clip_grad = {'norm': clip_grad_norm_, 'value': clip_grad_value_}[clipping['kind']]
        clip_grad(trained, clipping['limit'])


def lists(tensors):
    return {name: t.detach().clone().tolist() for name, t in tensors.items()}


def golden(
    name,
    features,
    layers,
    loss,
    optimizer,
    rows=6,
    steps=4,
    seed=1,
    l1=0,
    l2=0,
    schedule=None,
    steps_per_epoch=1,
    clipping=None,
):
    random = torch.Generator().manual_seed(seed)
    nodes = complete(features, layers, loss)
    params = initial_params(nodes, random)
    x, y = initial_batch(nodes, rows, random)
    case = {
        'case': name,
        'source': f'PyTorch {torch.__version__}, float64, generate.py, seed {seed}',
        'network': {'nodes': nodes},
        'params': {id: lists(p) for id, p in params.items()},
        'batch': {'x': x.tolist(), 'y': y.tolist()},
        'regularization': {'l1': l1, 'l2': l2},
        'optimizer': optimizer,
        **({'schedule': schedule, 'stepsPerEpoch': steps_per_epoch} if schedule else {}),
        **({'clipping': clipping} if clipping else {}),
        'steps': steps,
    }

    trainable = {
        id: {key: t.requires_grad_() for key, t in p.items() if not key.startswith('running')}
        for id, p in params.items()
    }
    trained = [t for p in trainable.values() for t in p.values()]
    update = make_optimizer(trained, optimizer)
    constant = {'kind': 'constant', 'warmup': 0}
    eta = optimizer['learningRate']
    rates = learning_rates(eta, schedule or constant, steps, steps_per_epoch)
    expect = {'loss': [], **({'learningRates': rates} if schedule else {})}
    x.requires_grad_()
    for step in range(steps):
        update.param_groups[0]['lr'] = rates[step]
        update.zero_grad()
        outputs, data_loss = forward(nodes, params, x, y, training=True)
        total = data_loss + penalty(params, l1, l2)
        expect['loss'].append(total.item())
        for t in outputs.values():
            t.retain_grad()
        total.backward()
        clip(trained, clipping)
        if step == 0:
            expect['dataLoss'] = data_loss.item()
            expect['outputs'] = lists(outputs)
            expect['outputGradients'] = lists({id: t.grad for id, t in outputs.items()})
            expect['gradients'] = {
                id: lists({key: t.grad for key, t in p.items()}) for id, p in trainable.items()
            }
        update.step()
    expect['paramsAfter'] = {id: lists(p) for id, p in params.items()}
    expect['evaluationDataLoss'] = forward(nodes, params, x, y, training=False)[1].item()
    return {**case, 'expect': expect}


def write(case, folder):
    text = json.dumps(case, allow_nan=False)
    (pathlib.Path(folder) / f'{case["case"]}.json').write_text(text)


# --- The cases. ---


def sgd(rate):
    return {'kind': 'sgd', 'learningRate': rate}


def momentum(rate, alpha=0.9, nesterov=False):
    return {'kind': 'momentum', 'learningRate': rate, 'momentum': alpha, 'nesterov': nesterov}


def adagrad(rate, epsilon=1e-7):
    return {'kind': 'adagrad', 'learningRate': rate, 'epsilon': epsilon}


def rmsprop(rate, decay=0.99, epsilon=1e-7):
    return {'kind': 'rmsprop', 'learningRate': rate, 'decay': decay, 'epsilon': epsilon}


def adam(rate, beta1=0.9, beta2=0.999, epsilon=1e-7):
    return {
        'kind': 'adam',
        'learningRate': rate,
        'beta1': beta1,
        'beta2': beta2,
        'epsilon': epsilon,
    }


def adamw(rate, beta1=0.9, beta2=0.999, epsilon=1e-7, decay=0.01):
    return {**adam(rate, beta1, beta2, epsilon), 'kind': 'adamw', 'weightDecay': decay}


def schedule(kind, unit=None, warmup=0, **attrs):
    return {'kind': kind, **({'unit': unit} if unit else {}), **attrs, 'warmup': warmup}


def clip_norm(limit):
    return {'kind': 'norm', 'limit': limit}


def clip_value(limit):
    return {'kind': 'value', 'limit': limit}


SCE, BCE, MSE = 'softmaxCrossEntropy', 'binaryCrossEntropy', 'meanSquaredError'
SMALL = [dense(7), act('tanh'), dense(3)]
NORMED = [dense(9), layer_norm(), act('relu'), dense(3)]
DEEP = 8 * [dense(5), layer_norm(), act('gelu')]
BLOCK = [  # a residual block that normalises first
    dense(8),
    layer_norm(),
    dense(6),
    act('gelu'),
    dense(8),
    node('add', 'dense1', 'dense3'),
]
FAN_OUT = [
    dense(5),
    act('silu'),
    dense(5, 'act1'),
    node('add', 'act1', 'dense2', 'input'),
    node('concat', 'act1', 'add1', 'input'),
    dense(5),
    node('add', 'dense3', 'act1', 'add1'),
    dense(3),
]


def cases():
    yield golden('layer-norm', 5, NORMED, SCE, sgd(0.1))
    yield golden('layer-norm-one-row', 5, NORMED, SCE, adam(0.01), rows=1, seed=2)
    yield golden('layer-norm-residual', 5, [*BLOCK, dense(3)], SCE, momentum(0.05), seed=3)
    after = [*BLOCK, layer_norm(epsilon=0.01), act('relu'), dense(2)]
    yield golden('layer-norm-after-add', 4, after, MSE, adam(0.01), rows=7, seed=4)
    yield golden('layer-norm-deep', 4, [*DEEP, dense(3)], SCE, adamw(0.01), rows=5, seed=5, l2=0.01)
    both = [dense(6), batch_norm(), layer_norm(), act('elu', alpha=0.7), dense(2, bias=False)]
    yield golden('layer-norm-batch-norm', 3, both, BCE, rmsprop(0.01, 0.9), rows=8, seed=6)

    output = [dense(6), act('tanh'), dense(4), act('softmax')]
    yield golden('softmax-output', 5, output, MSE, sgd(0.5), seed=10)
    gate = [
        dense(6),
        dense(6, 'input'),
        act('softmax'),
        node('add', 'dense1', 'act1'),
        node('concat', 'act1', 'add1'),
        dense(2),
    ]
    yield golden('softmax-gate', 4, gate, MSE, adam(0.02), rows=7, seed=11)

    for name, optimizer, steps, steps_per_epoch, each in (
        ('constant-warmup', sgd(0.3), 8, 1, schedule('constant', warmup=5)),
        ('step', adam(0.03), 11, 2, schedule('step', 'epoch', every=2, factor=0.4)),
        ('exponential', momentum(0.1), 8, 1, schedule('exponential', 'step', factor=0.8)),
        ('exponential-warmup', sgd(0.2), 11, 4, schedule('exponential', 'epoch', 6, factor=0.5)),
        ('inverse-time', adagrad(0.1), 8, 1, schedule('inverseTime', 'step', decay=0.5)),
        ('cosine', sgd(0.3), 14, 1, schedule('cosine', 'step', period=6, minimum=0.01)),
        ('cosine-epoch', rmsprop(0.01), 11, 3, schedule('cosine', 'epoch', period=3, minimum=0)),
        ('cosine-warmup', adam(0.05), 12, 1, schedule('cosine', 'step', 4, period=9, minimum=0.01)),
    ):
        yield golden(
            f'schedule-{name}',
            4,
            SMALL,
            SCE,
            optimizer,
            steps=steps,
            seed=20,
            schedule=each,
            steps_per_epoch=steps_per_epoch,
        )

    # Norms cross their limit while training: the first steps are clipped, the last are not.
    for name, layers, optimizer, limit, more in (
        ('clip-norm', SMALL, sgd(0.3), clip_norm(0.5), {}),
        ('clip-norm-nesterov', NORMED, momentum(0.05, 0.8, True), clip_norm(0.75), {}),
        ('clip-norm-adam-l2', SMALL, adam(0.02), clip_norm(0.6), dict(l2=0.1)),
        ('clip-norm-rmsprop', [dense(6), batch_norm(), *NORMED], rmsprop(0.01), clip_norm(1), {}),
        ('clip-value', SMALL, sgd(0.3), clip_value(0.05), {}),
        ('clip-value-adagrad', NORMED, adagrad(0.05), clip_value(0.1), dict(l1=0.01)),
        ('clip-value-adamw', SMALL, adamw(0.02, 0.8, 0.99, 1e-5), clip_value(0.1), dict(l2=0.1)),
    ):
        yield golden(name, 4, layers, SCE, optimizer, steps=8, seed=30, clipping=limit, **more)
    yield golden(
        'clip-norm-adamw-cosine',
        5,
        FAN_OUT,
        SCE,
        adamw(0.05),
        steps=10,
        seed=31,
        l1=0.001,
        l2=0.01,
        schedule=schedule('cosine', 'step', 3, period=8, minimum=0),
        clipping=clip_norm(0.7),
    )

    yield golden('fan-out', 5, FAN_OUT, MSE, momentum(0.05, 0.9, True), rows=7, seed=40)


if __name__ == '__main__':
    folder = sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent
    for each in cases():
        write(each, folder)
