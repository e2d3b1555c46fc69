"""Writes optimizers.json: where PyTorch's optimizers take two parameters in 100 steps.

Run it in this folder with PyTorch and NumPy installed (made with PyTorch 2.13.0, CPU):

    python optimizers.py

The Java tests only read the JSON. They make the same initial values and gradients from the same
generator, see numbers(): each is an integer times a power of two, so both sides have them exactly.
"""

import json
import math

import numpy as np
import torch

SHAPES = [(3, 4), (7,)]
STEPS = 100
RECORDED = [1, 2, 20, 100]


def numbers():
    """Floats in [-1, 1) of a linear congruential generator, one in eight of them 0."""
    x = 1
    while True:
        x = (1664525 * x + 1013904223) % 2**32
        high = x >> 8
        yield 0.0 if high % 8 == 0 else (high - 2**23) / 2**23


def gradient_scale(t, parameter):
    """Gradients change in size from step to step; those of the second parameter are tiny."""
    return 2.0 ** -(t % 5 + 8 * parameter)


def start(source):
    """Small initial values, so that the steps show."""
    return [np.array([next(source) / 64 for _ in range(math.prod(s))]).reshape(s) for s in SHAPES]


def run(step, theta, source):
    """Calls step(t, gradients) and records theta()."""
    recorded = {}
    for t in range(1, STEPS + 1):
        step(t, [np.array([next(source) * gradient_scale(t, p) for _ in range(math.prod(s))]).reshape(s)
                 for p, s in enumerate(SHAPES)])
        if t in RECORDED:
            recorded[t] = [[float(str(np.float32(x))) for x in p.flatten()] for p in theta()]
    return recorded


def pytorch(make, scheduler=None):
    """What PyTorch does in float32."""
    source = numbers()
    theta = [torch.tensor(s, dtype=torch.float32, requires_grad=True) for s in start(source)]
    optimizer = make(theta)
    schedule = scheduler(optimizer) if scheduler else None

    def step(t, gradients):
        for p, g in zip(theta, gradients):
            p.grad = torch.tensor(g, dtype=torch.float32)
        optimizer.step()
        if schedule:
            schedule.step()

    return run(step, lambda: [p.detach().numpy() for p in theta], source)


def reddi_amsgrad(lr, beta1, beta2, eps):
    """Algorithm 2 of Reddi et al. in double precision: PyTorch only has it with bias correction."""
    source = numbers()
    theta = start(source)
    m, v, v_hat = ([np.zeros(s) for s in SHAPES] for _ in range(3))

    def step(t, gradients):
        for p, g in enumerate(gradients):
            m[p] = beta1 * m[p] + (1 - beta1) * g
            v[p] = beta2 * v[p] + (1 - beta2) * g * g
            v_hat[p] = np.maximum(v_hat[p], v[p])
            theta[p] = theta[p] - lr * m[p] / (np.sqrt(v_hat[p]) + eps)

    return run(step, lambda: theta, source)


def nadam(lr, beta1, beta2, eps, psi):
    return pytorch(lambda p: torch.optim.NAdam(p, lr, (beta1, beta2), eps, momentum_decay=psi))


def lion(lr, beta1, beta2, weight_decay):
    """Algorithm 2 of Chen et al. 2023 in double precision; PyTorch has no Lion."""
    source = numbers()
    theta = start(source)
    m = [np.zeros(s) for s in SHAPES]

    def step(t, gradients):
        for p, g in enumerate(gradients):
            update = np.sign(beta1 * m[p] + (1 - beta1) * g)
            m[p] = beta2 * m[p] + (1 - beta2) * g
            theta[p] = theta[p] - lr * (update + weight_decay * theta[p])

    return run(step, lambda: theta, source)


def muon(lr, mu, weight_decay):
    """PyTorch's Muon on the first parameter, but in doubles; the second, a vector, stays."""
    source = numbers()
    theta = [torch.tensor(s, dtype=torch.float64, requires_grad=True) for s in start(source)]
    optimizer = torch.optim.Muon(theta[:1], lr, weight_decay, mu)
    bfloat16, torch.Tensor.bfloat16 = torch.Tensor.bfloat16, torch.Tensor.clone

    def step(t, gradients):
        theta[0].grad = torch.tensor(gradients[0], dtype=torch.float64)
        optimizer.step()

    try:
        return run(step, lambda: [p.detach().numpy() for p in theta], source)
    finally:
        torch.Tensor.bfloat16 = bfloat16


def schedule_free_adamw(lr, beta1, beta2, eps, weight_decay, warmup):
    """Algorithm 1 of Defazio et al. 2024 with the v̂ of the authors' code since 1.3, written out here in
    double precision, as PyTorch has none; records y, where gradients are taken."""
    source = numbers()
    y = start(source)
    z = [p.copy() for p in y]
    x = [p.copy() for p in y]
    v = [np.zeros(s) for s in SHAPES]
    rates = []

    def step(t, gradients):
        rates.append(lr * min(1, t / warmup))
        c = rates[-1] ** 2 / sum(r ** 2 for r in rates)
        for p, g in enumerate(gradients):
            v[p] = beta2 * v[p] + (1 - beta2) * g * g
            v_hat = v[p] / (1 - beta2 ** t)
            z[p] = z[p] - rates[-1] * (g / (np.sqrt(v_hat) + eps) + weight_decay * y[p])
            x[p] = (1 - c) * x[p] + c * z[p]
            y[p] = (1 - beta1) * z[p] + beta1 * x[p]

    return run(step, lambda: y, source)


def sgd(schedule, lr):
    schedulers = {
        "constant": None,
        "inverseSqrt": lambda o: torch.optim.lr_scheduler.LambdaLR(o, lambda e: 1 / math.sqrt(e + 1)),
        "cosine": lambda o: torch.optim.lr_scheduler.CosineAnnealingLR(o, STEPS),
        "step": lambda o: torch.optim.lr_scheduler.StepLR(o, 15, 0.5),
    }
    return pytorch(lambda p: torch.optim.SGD(p, lr), schedulers[schedule])


def adam(kind, lr, beta1, beta2, eps, **more):
    return pytorch(lambda p: kind(p, lr, (beta1, beta2), eps, **more))


RULES = {
    "momentum": lambda lr, mu: pytorch(lambda p: torch.optim.SGD(p, lr, mu)),
    "nesterov": lambda lr, mu: pytorch(lambda p: torch.optim.SGD(p, lr, mu, nesterov=True)),
    "adagrad": lambda lr, eps: pytorch(lambda p: torch.optim.Adagrad(p, lr, eps=eps)),
    "rmsprop": lambda lr, rho, eps: pytorch(lambda p: torch.optim.RMSprop(p, lr, rho, eps)),
    "adam": lambda *h: adam(torch.optim.Adam, *h, weight_decay=0),
    "adamax": lambda *h: adam(torch.optim.Adamax, *h),
    "amsgrad": reddi_amsgrad,
    "amsgrad corrected": lambda *h: adam(torch.optim.Adam, *h, amsgrad=True),
    "adamw": lambda *h: adam(torch.optim.AdamW, *h[:4], weight_decay=h[4]),
    "nadam": nadam,
    "lion": lion,
    "muon": muon,
    "schedulefree": schedule_free_adamw,
    **{f"sgd {s}": lambda lr, s=s: sgd(s, lr) for s in ("constant", "inverseSqrt", "cosine", "step")},
}

CASES = [
    ("sgd constant", 0.001),
    ("sgd constant", 0.1),
    ("sgd inverseSqrt", 0.1),
    ("sgd cosine", 0.1),
    ("sgd step", 0.1),
    ("momentum", 0.001, 0.9),
    ("momentum", 0.1, 0.5),
    ("nesterov", 0.001, 0.9),
    ("nesterov", 0.1, 0.5),
    ("adagrad", 0.01, 1e-10),
    ("adagrad", 0.5, 1e-3),
    ("rmsprop", 0.01, 0.99, 1e-8),
    ("rmsprop", 0.001, 0.9, 1e-3),
    ("adam", 0.001, 0.9, 0.999, 1e-8),
    ("adam", 0.01, 0.0, 0.9, 1e-8),
    ("adam", 0.05, 0.8, 0.99, 1e-3),
    ("adamax", 0.002, 0.9, 0.999, 1e-8),
    ("adamax", 0.05, 0.5, 0.9, 1e-3),
    ("amsgrad", 0.001, 0.9, 0.999, 1e-8),
    ("amsgrad", 0.05, 0.8, 0.99, 1e-3),
    ("amsgrad corrected", 0.001, 0.9, 0.999, 1e-8),
    ("amsgrad corrected", 0.05, 0.8, 0.99, 1e-3),
    ("adamw", 0.001, 0.9, 0.999, 1e-8, 0.01),
    ("adamw", 0.05, 0.8, 0.99, 1e-3, 0.3),
    ("nadam", 0.002, 0.9, 0.999, 1e-8, 0.004),
    ("nadam", 0.05, 0.8, 0.99, 1e-3, 0.5),
    ("lion", 0.0001, 0.9, 0.99, 0.0),
    ("lion", 0.01, 0.7, 0.9, 0.3),
    ("muon", 0.02, 0.95, 0.0),
    ("muon", 0.05, 0.8, 0.3),
    ("schedulefree", 0.0025, 0.9, 0.999, 1e-8, 0.0, 1),
    ("schedulefree", 0.05, 0.8, 0.99, 1e-3, 0.3, 10),
]

if __name__ == "__main__":
    lines = [json.dumps({"rule": rule, "hyperparameters": h, "theta": RULES[rule](*h)})
             for rule, *h in CASES]
    with open("optimizers.json", "w") as file:
        file.write("[\n" + ",\n".join(lines) + "\n]\n")
