"""The nets and the images of the benchmarks in PyTorch."""

import numpy as np
import torch
from torch import nn

RECORDS = 2000


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


def two_convolutions(channels):
    return nn.Sequential(
        nn.Conv2d(3, channels, 5, 1, 2), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(channels, channels, 5, 1, 2), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
        nn.Linear(channels * 8 * 8, 10),
    )  # fmt: skip


def net(name):
    """The net of that name; a number stands for two convolutions to so many channels."""
    return {"tutorial": tutorial, "paper": paper}.get(name, lambda: two_convolutions(int(name)))()


def carried():
    """The images that the library carries: records of a label and its pixels, as bytes."""
    return np.fromfile("src/moments/data/sample-train.bin", np.uint8).reshape(RECORDS, -1)


def decode(records):
    """Images [N, 3, 32, 32] in -1 ... 1, and their labels [N]."""
    x = (records[:, 1:].astype(np.float32) / 255 - 0.5) / 0.5
    return torch.from_numpy(x.reshape(-1, 3, 32, 32)), torch.from_numpy(
        records[:, 0].astype(np.int64)
    )


def batches(batch, layout=torch.contiguous_format):
    """The carried images in batches: image i of the cycle is record 1009·i mod 2000."""
    x, labels = decode(carried()[1009 * np.arange(RECORDS // batch * batch) % RECORDS])
    x = [part.contiguous(memory_format=layout) for part in x.split(batch)]
    return list(zip(x, labels.split(batch)))


def epoch(records, batch, generator):
    """Every image once, in a new order, decoded batch by batch."""
    for part in torch.randperm(len(records), generator=generator).split(batch):
        yield decode(records[part.numpy()])
