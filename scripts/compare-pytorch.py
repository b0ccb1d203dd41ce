"""Measures training steps in PyTorch: reads names of workloads, writes milliseconds per step.

The workloads are those of `gradscope bench`: one random batch that stays in place, forward,
backward, the norm of every parameter's gradient, and the optimizer's step.
"""

import statistics
import sys
import time

import torch
from torch import nn

MNIST = [784, 100, 100, 100, 100, 10]
WORKLOADS = {
    'mnist4x100-sgd': dict(widths=MNIST, activation=nn.ReLU, batch=128, optimizer='sgd'),
    'mnist4x100-adam': dict(widths=MNIST, activation=nn.ReLU, batch=128, optimizer='adam'),
    'mnist4x100-bn-drop': dict(
        widths=MNIST, activation=nn.ReLU, batch=128, optimizer='adam', normalize=True
    ),
    'deep-sigmoid-20x16': dict(
        widths=[2] + [16] * 20 + [2], activation=nn.Sigmoid, batch=32, optimizer='sgd'
    ),
    'wide-2x1024': dict(widths=[784, 1024, 1024, 10], activation=nn.ReLU, batch=256, optimizer='sgd'),
    'tiny-playground': dict(widths=[2, 4, 2, 2], activation=nn.Tanh, batch=10, optimizer='sgd'),
}


def make_step(widths, activation, batch, optimizer, normalize=False):
    layers = []
    for i, (n_in, n_out) in enumerate(zip(widths, widths[1:])):
        layers.append(nn.Linear(n_in, n_out))
        if i == len(widths) - 2:
            break
        if normalize:
            layers.append(nn.BatchNorm1d(n_out))
        layers.append(activation())
        if normalize:
            layers.append(nn.Dropout(0.2))
    model = nn.Sequential(*layers)
    parameters = list(model.parameters())
    if optimizer == 'adam':
        update = torch.optim.Adam(parameters, lr=1e-3)
    else:
        update = torch.optim.SGD(parameters, lr=0.01)
    loss = nn.CrossEntropyLoss()
    x = torch.randn(batch, widths[0])
    target = torch.randint(widths[-1], (batch,))

    def step():
        update.zero_grad(set_to_none=True)
        loss(model(x), target).backward()
        norms = [p.grad.norm() for p in parameters]
        update.step()
        return norms

    return step


def milliseconds_of(step, steps):
    start = time.perf_counter()
    for _ in range(steps):
        step()
    return (time.perf_counter() - start) / steps * 1e3


def measure(name, repeats=9, repeat_ms=100):
    torch.manual_seed(1)
    step = make_step(**WORKLOADS[name])
    steps = 1
    while milliseconds_of(step, steps) * steps < repeat_ms / 2:
        steps *= 2
    steps = max(1, round(repeat_ms / milliseconds_of(step, steps)))
    return statistics.median(milliseconds_of(step, steps) for _ in range(repeats))


if __name__ == '__main__':
    torch.set_num_threads(int(sys.argv[1]))
    print(torch.__version__, flush=True)
    for line in sys.stdin:
        print(measure(line.strip()), flush=True)
