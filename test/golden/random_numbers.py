"""The random numbers of a training run, drawn without any code of the project.

Philox4x32-10 (Salmon, Moraes, Dror & Shaw, SC 2011), keyed by the seed; streams are numbered by
FNV-1a of their names.
"""

import math

import torch

MASK = 0xFFFFFFFF


def philox(counter, key):
    (a, b, c, d), (k0, k1) = counter, key
    for _ in range(10):
        left, right = 0xD2511F53 * a, 0xCD9E8D57 * c
        a, b, c, d = (right >> 32) ^ b ^ k0, right & MASK, (left >> 32) ^ d ^ k1, left & MASK
        k0, k1 = (k0 + 0x9E3779B9) & MASK, (k1 + 0xBB67AE85) & MASK
    return [a, b, c, d]


def stream_id(name):
    number = 0x811C9DC5
    for letter in name:
        number = ((number ^ ord(letter)) * 0x01000193) & MASK
    return number


def words(seed, name):
    block = 0
    while True:
        yield from philox((block, 0, stream_id(name), 0), (seed, 0))
        block += 1


def uniforms(seed, name):
    """In [0, 1), of 53 bits."""
    source = words(seed, name)
    while True:
        high, low = next(source), next(source)
        yield ((high << 21) | (low >> 11)) / 2**53


def normals(seed, name):
    """By Box and Muller."""
    u = uniforms(seed, name)
    while True:
        radius, angle = math.sqrt(-2 * math.log(1 - next(u))), 2 * math.pi * next(u)
        yield radius * math.cos(angle)
        yield radius * math.sin(angle)


def shuffled(count, seed, epoch):
    order, u = list(range(count)), uniforms(seed, f'epoch {epoch}')
    for i in range(count - 1, 0, -1):
        j = math.floor(next(u) * (i + 1))
        order[i], order[j] = order[j], order[i]
    return order


def dropout_mask(shape, rate, seed, step, id):
    count = shape[0] * shape[1]
    drawn = [
        word
        for i in range(math.ceil(count / 4))
        for word in philox((i, step, stream_id(id), 0), (seed, 1))
    ]
    kept = torch.tensor([word >= rate * 2**32 for word in drawn[:count]]).reshape(shape)
    return kept.double() / (1 - rate)
