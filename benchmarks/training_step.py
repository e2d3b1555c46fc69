"""The PyTorch side of against_pytorch.py: answers each line of work with one line of results.

Arguments, in any combination: fused (Adam in one kernel), channels_last (the memory format).
"""

import sys
import time

import numpy as np
import torch
from torch import nn

STEPS_BEFORE_THE_CLOCK = 10
RECORDS = 2000
OPTIONS = sys.argv[1:]


def tutorial():
    return nn.Sequential(
        nn.Conv2d(3, 6, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
        nn.Linear(16 * 5 * 5, 120), nn.ReLU(),
        nn.Linear(120, 84), nn.ReLU(),
        nn.Linear(84, 10),
    )  # fmt: skip


def paper():
    return nn.Sequential(
        nn.Conv2d(3, 64, 5, 1, 2), nn.ReLU(), nn.MaxPool2d(3, 2, 1),
        nn.Conv2d(64, 64, 5, 1, 2), nn.ReLU(), nn.MaxPool2d(3, 2, 1),
        nn.Conv2d(64, 128, 5, 1, 2), nn.ReLU(), nn.MaxPool2d(3, 2, 1), nn.Flatten(),
        nn.Linear(128 * 4 * 4, 1000), nn.ReLU(),
        nn.Linear(1000, 10),
    )  # fmt: skip


def batches(batch, layout):
    """The carried images in batches: image i of the cycle is record 1009·i mod 2000."""
    records = np.fromfile("src/moments/data/sample-train.bin", np.uint8).reshape(RECORDS, -1)
    records = records[1009 * np.arange(RECORDS // batch * batch) % RECORDS]
    x = (records[:, 1:].astype(np.float32) / 255 - 0.5) / 0.5
    x = torch.from_numpy(x.reshape(-1, batch, 3, 32, 32))
    labels = torch.from_numpy(records[:, 0].astype(np.int64).reshape(-1, batch))
    return [(x[k].contiguous(memory_format=layout), labels[k]) for k in range(len(x))]


def run(net_name, batch, threads, seconds):
    """Trains a new net for some seconds; returns images per second and the mean loss."""
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    channels_last = "channels_last" in OPTIONS
    layout = torch.channels_last if channels_last else torch.contiguous_format
    data = batches(batch, layout)
    net = (paper if net_name == "paper" else tutorial)().to(memory_format=layout)
    adam = torch.optim.Adam(net.parameters(), fused="fused" in OPTIONS)
    cross_entropy = nn.CrossEntropyLoss()
    losses = steps = elapsed = i = 0
    while elapsed < seconds:
        if i == STEPS_BEFORE_THE_CLOCK:
            start = time.perf_counter()
        x, labels = data[i % len(data)]
        adam.zero_grad()
        loss = cross_entropy(net(x), labels)
        loss.backward()
        adam.step()
        if i >= STEPS_BEFORE_THE_CLOCK:
            losses += loss.item()
            steps += 1
            elapsed = time.perf_counter() - start
        i += 1
    return f"{steps * batch / elapsed:.1f} {losses / steps:.4f}"


print(f"PyTorch {' '.join([torch.__version__, *OPTIONS])}", flush=True)
for line in sys.stdin:
    net_name, batch, threads, seconds = line.split()
    print(run(net_name, int(batch), int(threads), float(seconds)), flush=True)
