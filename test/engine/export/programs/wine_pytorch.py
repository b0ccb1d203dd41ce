"""wine with a skip: exported from Gradscope 1.2.3 to PyTorch 1.13 or later.

Input: 13 numbers (Wine), scaled to mean 0 and standard deviation 1 of every feature of
    the training examples.
Output: 3 logits, one for each class; their softmax gives probabilities.
Not in this file: early stopping.
"""

import json
import math
from pathlib import Path

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

SEED = 1
EPOCHS = 5
BATCH_SIZE = 64
LEARNING_RATE = 0.003
WEIGHTS = Path(__file__).with_name('net.weights.safetensors')


class WineWithASkip(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm1 = nn.LayerNorm(13, eps=1e-5)
        self.dense1 = nn.Linear(13, 16)
        self.bn1 = nn.BatchNorm1d(16, eps=1e-5, momentum=0.1)
        self.relu1 = nn.ReLU()
        self.drop1 = nn.Dropout(0.2)
        self.dense2 = nn.Linear(16, 16)
        self.gelu1 = nn.GELU()
        self.dense3 = nn.Linear(29, 3, bias=False)
        self.reset_parameters()

    @torch.no_grad()
    def reset_parameters(self):
        """Draws all weights anew."""
        nn.init.kaiming_normal_(self.dense1.weight, nonlinearity='relu')
        nn.init.zeros_(self.dense1.bias)
        nn.init.kaiming_normal_(self.dense2.weight, nonlinearity='linear')
        nn.init.zeros_(self.dense2.bias)
        nn.init.kaiming_normal_(self.dense3.weight, nonlinearity='relu')

    def forward(self, inputs):
        x = self.norm1(inputs)
        x = self.dense1(x)
        x = self.bn1(x)
        relu1 = self.relu1(x)
        x = self.drop1(relu1)
        dense2 = self.dense2(x)
        x = dense2 + relu1
        gelu1 = self.gelu1(x)
        x = torch.cat([gelu1, inputs], dim=1)
        x = self.dense3(x)
        return x


def load_weights(model, path=WEIGHTS):
    """Reads a .safetensors file: the size of a JSON header, the header, numbers."""
    data = bytearray(Path(path).read_bytes())
    start = 8 + int.from_bytes(data[:8], 'little')
    header = json.loads(data[8:start])
    header.pop('__metadata__', None)
    state = {}
    for name, entry in header.items():
        begin, end = entry['data_offsets']
        values = data[start + begin : start + end]
        shape = entry['shape']
        state[name] = torch.frombuffer(values, dtype=torch.float32).reshape(shape)
    model.load_state_dict(state)


def learning_rate(step, epoch):
    """Of a step of an epoch, both from 0: the first 10 steps warm up."""
    share = (1 + math.cos(math.pi * epoch / 20)) / 2
    rate = LEARNING_RATE * share
    return rate * min(1, (step + 1) / 10)


def penalty(model):
    """Of the weights of linear layers, not of biases and norms."""
    layers = [layer for layer in model.modules() if isinstance(layer, nn.Linear)]
    weights = [layer.weight for layer in layers]
    return sum(0.5 * 0.001 * w.square().sum() for w in weights)


def train(model, loader):
    """Trains on batches (x, y) of a DataLoader and prints the loss of every epoch."""
    optimizer = torch.optim.Adam(
        model.parameters(),
        lr=LEARNING_RATE,
        betas=(0.9, 0.999),
        eps=1e-7,
    )
    step = 0
    criterion = nn.CrossEntropyLoss()
    model.train()
    for epoch in range(EPOCHS):
        total, count = 0.0, 0
        for x, y in loader:
            if len(x) < 2:
                continue  # batch norm cannot normalise one example
            for group in optimizer.param_groups:
                group['lr'] = learning_rate(step, epoch)
            optimizer.zero_grad()
            loss = criterion(model(x), y) + penalty(model)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            step += 1
            total += loss.item() * len(x)
            count += len(x)
        print(f'epoch {epoch + 1}: loss {total / max(count, 1):.4f}')


def training_data():
    """Random numbers of the right shapes: return your own examples here."""
    x = torch.randn(1000, 13)
    y = torch.randint(3, (1000,))  # the class of each example
    return TensorDataset(x, y)


if __name__ == '__main__':
    torch.manual_seed(SEED)
    model = WineWithASkip()
    load_weights(model)
    print(model)
    train(model, DataLoader(training_data(), batch_size=BATCH_SIZE, shuffle=True))
