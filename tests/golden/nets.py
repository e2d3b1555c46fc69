"""Writes nets.json: what PyTorch computes for the layers and nets of moments.nn.

Run from the root of the project, with PyTorch and NumPy installed:

    python tests/golden/nets.py

No input is stored. Both sides compute `fill(seed, size)`, which is exact in 32-bit floats, and
PyTorch continues in double precision, so that the tolerance of the tests is for Java alone. Of a
result the file holds its norm, its dot product with `fill(DOT, size)` and some of its elements.
"""

import json
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

DOT, SAMPLE = 1001, 1002
SAMPLES = 48


def bits(seed, size):
    """Hashes seed and 0 ... size-1 to 32-bit numbers."""
    h = np.arange(size, dtype=np.uint32) + np.uint32(seed * 0x9E3779B9 & 0xFFFFFFFF)
    h = (h ^ (h >> np.uint32(16))) * np.uint32(0x7FEB352D)
    h = (h ^ (h >> np.uint32(15))) * np.uint32(0x846CA68B)
    return h ^ (h >> np.uint32(16))


def fill(seed, *shape):
    """Multiples of 2^-23 in [-1, 1)."""
    values = (bits(seed, int(np.prod(shape))) >> np.uint32(8)).astype(np.float64) / 2**23 - 1
    return torch.tensor(values).reshape(shape)


def quarters(seed, *shape):
    """Multiples of 1/4 in [-1, 1): many equal elements."""
    return torch.floor(fill(seed, *shape) * 4) / 4


def set_parameters(module, seed):
    """Uniform in +-2s, s the largest power of two up to 1/sqrt(fanIn); biases like weights."""
    scale = 1.0
    with torch.no_grad():
        for i, p in enumerate(module.parameters()):
            if p.dim() > 1:
                scale = 2.0
                while (scale / 2) ** 2 * (p.numel() // p.shape[0]) > 1:
                    scale /= 2
            p.copy_(fill(seed + i, *p.shape) * scale)


def digest(tensor):
    flat = tensor.detach().flatten().numpy()
    size = flat.size
    at = range(size) if size <= SAMPLES else bits(SAMPLE, SAMPLES) % np.uint32(size)
    return {
        "shape": list(tensor.shape),
        "norm": float(np.linalg.norm(flat)),
        "dot": float(flat @ fill(DOT, size).numpy()),
        "samples": [float("%.9g" % flat[i]) for i in at],
    }


def layer(kind, module, arguments, x):
    set_parameters(module, 10)
    x.requires_grad_()
    y = module(x)
    (y * fill(3, *y.shape)).sum().backward()
    results = {"y": y, "dx": x.grad, **{n: p.grad for n, p in module.named_parameters()}}
    return {
        "layer": kind,
        "arguments": arguments,
        "x": list(x.shape),
        "results": {name: digest(r) for name, r in results.items()},
    }


def conv(n, height, width, *arguments):
    channels, out, kernel, stride, padding = arguments
    module = nn.Conv2d(channels, out, kernel, stride, padding).double()
    return layer("Conv2d", module, arguments, fill(2, n, channels, height, width))


def pool(n, channels, height, width, *arguments):
    return layer("MaxPool2d", nn.MaxPool2d(*arguments), arguments, quarters(2, n, channels, height, width))


def linear(n, *arguments):
    return layer("Linear", nn.Linear(*arguments).double(), arguments, fill(2, n, arguments[0]))


def conv5(i, o, padding):
    return nn.Conv2d(i, o, 5, padding=padding)


def tutorial():
    net = nn.Sequential()
    for name, module in [
        ("conv1", conv5(3, 6, 0)), ("relu1", nn.ReLU()), ("pool1", nn.MaxPool2d(2)),
        ("conv2", conv5(6, 16, 0)), ("relu2", nn.ReLU()), ("pool2", nn.MaxPool2d(2)),
        ("flatten", nn.Flatten()),
        ("fc1", nn.Linear(400, 120)), ("relu3", nn.ReLU()),
        ("fc2", nn.Linear(120, 84)), ("relu4", nn.ReLU()),
        ("fc3", nn.Linear(84, 10)),
    ]:
        net.add_module(name, module)
    return net


def paper():
    net = nn.Sequential()
    for i, (inputs, outputs) in enumerate([(3, 64), (64, 64), (64, 128)], 1):
        net.add_module(f"conv{i}", conv5(inputs, outputs, 2))
        net.add_module(f"relu{i}", nn.ReLU())
        net.add_module(f"pool{i}", nn.MaxPool2d(3, 2, 1))
    net.add_module("flatten", nn.Flatten())
    net.add_module("fc1", nn.Linear(2048, 1000))
    net.add_module("relu4", nn.ReLU())
    net.add_module("fc2", nn.Linear(1000, 10))
    return net


def training(name, net, batch, lr, steps=10):
    """The first step in detail, and the loss of each step of plain SGD on changing batches."""
    net = net.double()
    set_parameters(net, 100)
    entry = {"net": name, "batch": batch, "lr": lr, "losses": []}
    for step in range(steps):
        labels = torch.tensor((bits(300 + step, batch) % np.uint32(10)).astype(np.int64))
        net.zero_grad()
        x = fill(200 + step, batch, 3, 32, 32).requires_grad_()
        logits = net(x)
        loss = F.cross_entropy(logits, labels)
        loss.backward()
        entry["losses"].append(loss.item())
        if step == 0:
            results = {"logits": logits, "dx": x.grad}
            results |= {n: p.grad for n, p in net.named_parameters()}
            entry["results"] = {n: digest(r) for n, r in results.items()}
        with torch.no_grad():
            for p in net.parameters():
                p -= lr * p.grad
    return entry


def main():
    layers = [
        conv(1, 5, 5, 1, 1, 1, 1, 0),
        conv(3, 7, 4, 5, 17, 1, 2, 1),
        conv(1, 9, 11, 1, 5, 3, 1, 0),
        conv(3, 8, 13, 5, 17, 3, 2, 1),
        conv(3, 6, 9, 17, 20, 3, 1, 3),
        conv(1, 10, 7, 20, 1, 4, 2, 3),
        conv(3, 12, 5, 17, 5, 4, 1, 1),
        conv(1, 32, 20, 3, 6, 5, 1, 0),
        conv(3, 9, 16, 20, 17, 5, 1, 2),
        conv(1, 4, 4, 2, 3, 4, 3, 0),
        pool(3, 5, 8, 6, 2, 2, 0),
        pool(1, 3, 9, 7, 2, 2, 0),
        pool(3, 4, 16, 12, 3, 2, 1),
        pool(1, 2, 7, 11, 3, 2, 1),
        pool(1, 5, 6, 9, 2, 1, 0),
        pool(3, 1, 7, 5, 3, 3, 1),
        pool(1, 2, 9, 13, 5, 4, 2),
        linear(1, 7, 3),
        linear(3, 33, 17),
        linear(5, 130, 70),
        linear(17, 1, 1),
    ]
    nets = [
        training("tutorial", tutorial(), 4, 0.02),
        training("paper", paper(), 4, 0.02),
    ]
    target = Path(__file__).with_name("nets.json")
    target.write_text(json.dumps({"layers": layers, "nets": nets}, separators=(",", ":")) + "\n")
    for net in nets:
        print(net["net"], "losses", *("%.6f" % loss for loss in net["losses"]))


if __name__ == "__main__":
    main()
