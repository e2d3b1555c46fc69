"""PyTorch as a contestant: says its name and answers each line of work with a line of results.

Arguments, in any combination: fused (Adam in one kernel), channels_last (the memory format).
A line is SECONDS THREADS KIND WHAT..., its answer SPEED CHECK, as in speed/Contestant.java.
"""

import itertools
import sys
import time

import nets
import numpy as np
import torch
from torch import nn

STEPS_BEFORE_THE_CLOCK = 10
BATCH_OF_EPOCH = 4
OPTIONS = sys.argv[1:]
FUSED = "fused" in OPTIONS
LAYOUT = torch.channels_last if "channels_last" in OPTIONS else torch.contiguous_format


def training(name):
    """A net and a function that does a step of it and returns the loss."""
    net = nets.net(name).to(memory_format=LAYOUT)
    adam = torch.optim.Adam(net.parameters(), fused=FUSED)
    cross_entropy = nn.CrossEntropyLoss()

    def step(x, labels):
        adam.zero_grad()
        loss = cross_entropy(net(x), labels)
        loss.backward()
        adam.step()
        return loss.item()

    return step


def train(name, batch):
    """Images of training steps."""
    step = training(name)
    batches = itertools.cycle(nets.batches(int(batch), LAYOUT))
    return int(batch), STEPS_BEFORE_THE_CLOCK, lambda: step(*next(batches))


def infer(name, batch):
    """Images whose logits are computed."""
    net = nets.net(name).to(memory_format=LAYOUT).eval()
    batches = itertools.cycle(nets.batches(int(batch), LAYOUT))

    @torch.inference_mode()
    def step():
        return net(next(batches)[0])[0, 0].item()

    return int(batch), STEPS_BEFORE_THE_CLOCK, step


def epoch(name, images):
    """Images of whole epochs through a loader: the carried ones over and over."""
    step = training(name)
    carried = nets.carried()
    records = carried[np.arange(int(images)) % len(carried)]
    generator = torch.Generator()

    def whole():
        losses = [step(*batch) for batch in nets.epoch(records, BATCH_OF_EPOCH, generator)]
        return sum(losses) / len(losses)

    return int(images), 0, whole


def numbers(n, period):
    """Numbers in ±½ that another contestant can make too."""
    x = (7919 * np.arange(n) % period + np.float32(0.5)) / np.float32(period) - np.float32(0.5)
    return torch.from_numpy(x.astype(np.float32))


def gemm(size):
    """GFLOP of C = A·B, all of them n × n."""
    n = int(size)
    a = numbers(n * n, 1009).reshape(n, n)
    b = numbers(n * n, 1013).reshape(n, n)
    c = torch.empty(n, n)

    def step():
        torch.mm(a, b, out=c)
        return c[1, 0].item()

    return 2e-9 * n**3, STEPS_BEFORE_THE_CLOCK, step


def adam(size):
    """GB of Adam's steps over n parameters in one tensor: 28 bytes for each."""
    n = int(size)
    p = nn.Parameter(torch.zeros(n))
    p.grad = numbers(n, 1009)
    optimizer = torch.optim.Adam([p], fused=FUSED)
    steps = itertools.count(1)

    def step():
        optimizer.step()
        return abs(p.data[1].item()) / next(steps)

    return 28e-9 * n, STEPS_BEFORE_THE_CLOCK, step


def measure(seconds, amount, uncounted, step):
    """Works for some seconds, a step at least: the amount in a second and the mean of the checks."""
    for _ in range(uncounted):
        step()
    checks = elapsed = steps = 0
    start = time.perf_counter()
    while steps == 0 or elapsed < seconds:
        checks += step()
        steps += 1
        elapsed = time.perf_counter() - start
    return f"{steps * amount / elapsed:.6g} {checks / steps:.4f}"


KINDS = {"train": train, "infer": infer, "epoch": epoch, "gemm": gemm, "adam": adam}

if __name__ == "__main__":
    vectors = torch.backends.cpu.get_cpu_capability()
    print(f"PyTorch {' '.join([torch.__version__, *OPTIONS])}, {vectors}", flush=True)
    for line in sys.stdin:
        seconds, threads, kind, *what = line.split()
        torch.set_num_threads(int(threads))
        torch.manual_seed(1)
        print(measure(float(seconds), *KINDS[kind](*what)), flush=True)
