"""wine with a skip: exported from Gradscope 1.2.3 to Keras 3.

Input: 13 numbers (Wine), scaled to mean 0 and standard deviation 1 of every feature of
    the training examples.
Output: 3 logits, one for each class; their softmax gives probabilities.
Not in this file: early stopping.
Batch norm: Keras keeps the biased variance for evaluation, Gradscope the unbiased one.
Epsilon: Keras adds it before the bias is corrected, Gradscope after that.
"""

import json
import math
from pathlib import Path

import keras
import numpy as np
from keras import initializers, layers, ops, regularizers

SEED = 1
EPOCHS = 5
BATCH_SIZE = 64
LEARNING_RATE = 0.003
WEIGHTS = Path(__file__).with_name('net.weights.safetensors')


def he_normal():
    """Variance 2 / fan_in with tails, which Keras' own cuts off."""
    return initializers.VarianceScaling(2.0, 'fan_in', 'untruncated_normal')


def lecun_normal():
    """Variance 1 / fan_in with tails, which Keras' own cuts off."""
    return initializers.VarianceScaling(1.0, 'fan_in', 'untruncated_normal')


def build_model():
    inputs = keras.Input(shape=(13,), name='data1')
    x = layers.LayerNormalization(epsilon=1e-5, name='norm1')(inputs)
    x = layers.Dense(
        16,
        kernel_initializer=he_normal(),
        kernel_regularizer=regularizers.L2(5e-4),
        name='dense1',
    )(x)
    x = layers.BatchNormalization(momentum=0.9, epsilon=1e-5, name='bn1')(x)
    relu1 = layers.ReLU(name='relu1')(x)
    x = layers.Dropout(0.2, name='drop1')(relu1)
    dense2 = layers.Dense(
        16,
        kernel_initializer=lecun_normal(),
        kernel_regularizer=regularizers.L2(5e-4),
        name='dense2',
    )(x)
    x = layers.Add(name='skip')([dense2, relu1])
    gelu1 = layers.Activation('gelu', name='gelu1')(x)
    x = layers.Concatenate(name='both')([gelu1, inputs])
    x = layers.Dense(
        3,
        use_bias=False,
        kernel_initializer=he_normal(),
        kernel_regularizer=regularizers.L2(5e-4),
        name='dense3',
    )(x)
    return keras.Model(inputs, x, name='WineWithASkip')


def load_weights(model, path=WEIGHTS):
    """Reads a .safetensors file: the size of a JSON header, the header, numbers."""
    data = Path(path).read_bytes()
    start = 8 + int.from_bytes(data[:8], 'little')
    header = json.loads(data[8:start])
    header.pop('__metadata__', None)
    tensors = {}
    for name, entry in header.items():
        begin, end = entry['data_offsets']
        values = np.frombuffer(data[start + begin : start + end], dtype='<f4')
        tensors[name] = values.reshape(entry['shape'])
    for layer in model.layers:
        layer.set_weights([tensors[f'{layer.name}.{w.name}'] for w in layer.weights])


class LearningRate(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, steps_per_epoch):
        self.steps_per_epoch = steps_per_epoch

    def __call__(self, step):
        step = ops.cast(step, 'float32')
        t = ops.floor(step / self.steps_per_epoch)
        share = (1.0 + ops.cos(math.pi * t / 20.0)) / 2.0
        rate = LEARNING_RATE * share
        return rate * ops.minimum(1.0, (step + 1.0) / 10.0)

    def get_config(self):
        return {'steps_per_epoch': self.steps_per_epoch}


def compile_model(model, steps_per_epoch):
    optimizer = keras.optimizers.Adam(
        LearningRate(steps_per_epoch),
        beta_1=0.9,
        beta_2=0.999,
        epsilon=1e-7,
        global_clipnorm=1.0,
    )
    model.compile(
        optimizer=optimizer,
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=['accuracy'],
    )


def training_data():
    """Random numbers of the right shapes: return your own examples here."""
    random = np.random.default_rng(SEED)
    x = random.standard_normal((1000, 13), dtype='float32')
    y = random.integers(3, size=1000)  # the class of each example
    return x, y


if __name__ == '__main__':
    keras.utils.set_random_seed(SEED)
    model = build_model()
    load_weights(model)
    model.summary()
    x, y = training_data()
    compile_model(model, math.ceil(len(x) / BATCH_SIZE))
    model.fit(x, y, batch_size=BATCH_SIZE, epochs=EPOCHS)
