"""Takes weights to PyTorch and back: the same logits on both sides.

    python benchmarks/weights_to_pytorch.py [--java JAVA_HOME]

Needs PyTorch, NumPy and safetensors. For each net: what the main job has trained a little is read in
PyTorch; then PyTorch's own weights are read in Java. The logits are those of the 500 test images that
the library carries.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file, save_file

sys.path.insert(0, str(Path(__file__).resolve().parent / "pytorch"))
import nets  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "target" / "weights"
NAMES = {"tutorial": ["conv1", "conv2", "fc1", "fc2", "fc3"],
         "paper": ["conv1", "conv2", "conv3", "fc1", "fc2"]}  # fmt: skip
GOAL = 1e-5


def java(home, *arguments):
    program = str(Path(home, "bin", "java")) if home else "java"
    path = f"target/classes{os.pathsep}{(ROOT / 'target' / 'classpath').read_text().strip()}"
    command = [program, "--add-modules", "jdk.incubator.vector", "-cp", path, *arguments]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def logits_of_java(home, net, weights):
    java(home, "benchmarks/speed/Logits.java", net, str(weights), str(OUT / "logits"))
    return load_file(OUT / "logits")["logits"]


def with_names(net, module):
    """Pairs of this library's name of a parameter and PyTorch's."""
    layers = [name for name, layer in module.named_children() if list(layer.parameters())]
    for ours, theirs in zip(NAMES[net], layers, strict=True):
        for kind in ("weight", "bias"):
            yield f"{ours}.{kind}", f"{theirs}.{kind}"


def images():
    records = np.fromfile(ROOT / "src/moments/data/sample-test.bin", np.uint8).reshape(500, -1)
    return nets.decode(records)[0]


def compare(what, ours, theirs):
    difference = (ours - theirs).abs().max().item()
    size = theirs.abs().max().item()
    print(f"{what}: logits up to {size:.2f}, largest difference {difference:.1e}")
    return difference <= GOAL


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--java", help="a JAVA_HOME (default: the usual java)")
    home = parser.parse_args().java
    maven = ["mvn", "-q", "compile", "dependency:build-classpath"]
    subprocess.run([*maven, "-Dmdep.outputFile=target/classpath"], cwd=ROOT, check=True)
    OUT.mkdir(parents=True, exist_ok=True)
    x = images()
    good = []
    for net in NAMES:
        job = f"--offline --data {OUT / 'none'} --net {net} --optimizers adam --limit 640 --epochs 2"
        java(home, "moments.cli.Main", *job.split(), "--out", str(OUT / net))
        trained = OUT / net / "weights-adam-1.safetensors"
        weights = load_file(trained)
        module = nets.net(net).eval()
        names = dict(with_names(net, module))
        module.load_state_dict({theirs: weights[ours] for ours, theirs in names.items()})
        with torch.no_grad():
            read = module(x)
        good.append(compare(f"{net}, from Java", logits_of_java(home, net, trained), read))

        torch.manual_seed(1)
        module = nets.net(net).eval()
        state = module.state_dict()
        made = OUT / f"{net}-from-pytorch.safetensors"
        save_file({ours: state[theirs] for ours, theirs in names.items()}, made)
        with torch.no_grad():
            there = module(x)
        good.append(compare(f"{net}, from PyTorch", logits_of_java(home, net, made), there))
    sys.exit(0 if all(good) else f"more than {GOAL}")


main()
