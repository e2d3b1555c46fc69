"""The main job in PyTorch: the tutorial's net trained with SGD, momentum and Adam, on CIFAR-10.

    python benchmarks/pytorch/main_job.py --data FOLDER --out FOLDER [--limit N] [--threads N]

As the Java one does: two epochs, batches of 4, a test after every 1000 steps and each epoch.
"""

import argparse
import csv
from pathlib import Path

import nets
import numpy as np
import torch
from torch import nn

EPOCHS = 2
BATCH = 4
EVAL_EVERY = 1000
TEST_BATCH = 100
OPTIMIZERS = {
    "sgd": lambda p: torch.optim.SGD(p, 0.001, fused=True),
    "momentum": lambda p: torch.optim.SGD(p, 0.001, momentum=0.9, fused=True),
    "adam": lambda p: torch.optim.Adam(p, 0.001, fused=True),
}
cross_entropy = nn.CrossEntropyLoss()


def read(folder, *names):
    records = [np.fromfile(folder / f"{name}.bin", np.uint8) for name in names]
    return np.concatenate(records).reshape(-1, 1 + 3 * 32 * 32)


@torch.inference_mode()
def evaluate(net, test):
    """Mean loss and accuracy."""
    loss = right = 0
    for first in range(0, len(test), TEST_BATCH):
        x, labels = nets.decode(test[first : first + TEST_BATCH])
        logits = net(x)
        loss += cross_entropy(logits, labels).item() * len(x)
        right += (logits.argmax(1) == labels).sum().item()
    return loss / len(test), right / len(test)


def train(name, train_set, test_set):
    """Yields a row for each test."""
    torch.manual_seed(1)
    net = nets.tutorial()
    optimizer = OPTIMIZERS[name](net.parameters())
    order = torch.Generator().manual_seed(1)
    step = 0
    last = (len(train_set) + BATCH - 1) // BATCH
    losses = []
    for epoch in range(1, EPOCHS + 1):
        for x, labels in nets.epoch(train_set, BATCH, order):
            step += 1
            optimizer.zero_grad()
            loss = cross_entropy(net(x), labels)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
            if step % EVAL_EVERY == 0 or step == epoch * last:
                test_loss, accuracy = evaluate(net, test_set)
                yield {
                    "optimizer": name,
                    "epoch": epoch,
                    "step": step,
                    "train_loss": sum(losses) / len(losses),
                    "test_loss": test_loss,
                    "test_accuracy": accuracy,
                }
                losses = []


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--limit", type=int, default=50_000)
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    train_set = read(options.data, *(f"data_batch_{i}" for i in range(1, 6)))[: options.limit]
    test_set = read(options.data, "test_batch")
    rows = [row for name in OPTIMIZERS for row in train(name, train_set, test_set)]
    options.out.mkdir(parents=True, exist_ok=True)
    with (options.out / "history.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
