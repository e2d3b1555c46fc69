"""Kills a short main job at random moments, takes it up again, and compares every bit of the result.

    python benchmarks/kill_and_resume.py [--kills N] [--seed N] [--java JAVA_HOME]... [--threads N]...

Each kill is a SIGKILL. The run that is taken up again has to end with the weights and, but for the
seconds, the history of one that was never stopped, which each JDK makes once.
"""

import argparse
import os
import random
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "target" / "kills"
RUN = "--offline --optimizers adam,schedulefree,muon --limit 48 --eval-every 10 --epochs 2"


def java(home):
    return str(Path(home, "bin", "java")) if home else "java"


def version(home):
    words = subprocess.run([java(home), "--version"], capture_output=True, text=True, check=True)
    return words.stdout.split()[1]


def command(home, threads, out, *more):
    path = f"target/classes{os.pathsep}{(ROOT / 'target' / 'classpath').read_text().strip()}"
    options = ["--data", str(OUT / "none"), "--out", str(out), "--checkpoint-every", "0.02"]
    options += ["--threads", str(threads), *more]
    return [java(home), "--add-modules", "jdk.incubator.vector", "-cp", path, "moments.cli.Main",
            *RUN.split(), *options]  # fmt: skip


def start(*arguments):
    return subprocess.Popen(
        command(*arguments), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def finish(process):
    """What it printed."""
    said, _ = process.communicate()
    if process.returncode != 0:
        sys.exit(f"it failed:\n{said}")
    return said


def result(out):
    """Every file that a run has left but the page, the seconds of the history blank."""
    files = {file.name: file.read_bytes() for file in sorted(out.glob("weights-*"))}
    lines = (out / "history.csv").read_text().splitlines()
    files["history.csv"] = [re.sub(r"^((?:[^,]*,){5})[^,]*", r"\1", line) for line in lines]
    return files


def try_kills(home, threads, kills, whole, seconds, seed):
    """Returns how many of the kills came after the first checkpoint."""
    chance = random.Random(1000 * seed + threads)
    taken_up = 0
    for i in range(1, kills + 1):
        out = OUT / "killed"
        shutil.rmtree(out, ignore_errors=True)
        process = start(home, threads, out)
        time.sleep(chance.uniform(0, seconds))
        process.kill()
        process.communicate()
        said = finish(start(home, threads, out, "--resume"))
        taken_up += "taken up again" in said
        if result(out) != whole:
            sys.exit(f"kill {i}: another result, see {out}\n{said}")
        print(f"\r  {i} of {kills}", end="", file=sys.stderr, flush=True)
    return taken_up


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=100, help="for each JDK and number of threads")
    parser.add_argument("--seed", type=int, default=0, help="of the moments (default: 0)")
    parser.add_argument("--java", action="append", help="a JAVA_HOME (default: the usual java)")
    parser.add_argument("--threads", action="append", type=int)
    options = parser.parse_args()
    maven = ["mvn", "-q", "compile", "dependency:build-classpath"]
    subprocess.run([*maven, "-Dmdep.outputFile=target/classpath"], cwd=ROOT, check=True)
    first = None
    for home in options.java or [None]:
        out = OUT / "whole"
        shutil.rmtree(out, ignore_errors=True)
        began = time.perf_counter()
        finish(start(home, 1, out))
        seconds = time.perf_counter() - began
        whole = result(out)
        first = first or whole
        same = "the same bits as" if whole == first else "NOT the bits of"
        print(f"Java {version(home)}: {seconds:.1f} s, {same} the first JDK", flush=True)
        for threads in options.threads or [1, 2]:
            taken_up = try_kills(home, threads, options.kills, whole, seconds, options.seed)
            print(
                f"\r  {threads} threads: {options.kills} kills, {taken_up} of them after the first"
                " checkpoint, the same bits each time",
                flush=True,
            )


main()
