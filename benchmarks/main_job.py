"""The main job as a whole process, from the command to its results, in Java and in PyTorch.

    python benchmarks/main_job.py [--limit N] [--rounds N] [--java JAVA_HOME]...
"""

import argparse
import csv
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

import contestants
import report

ROOT = contestants.ROOT
IMAGES = 50_000
OUT = ROOT / "target" / "benchmark"
UNIT = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss, in bytes
GOALS = {"Java": 5, "Java, scalar": 1}


def folder():
    """Where the main job keeps CIFAR-10."""
    home = os.environ.get("MOMENTS_HOME") or Path.home() / ".cache" / "moments"
    data = Path(home, "cifar-10-batches-bin")
    if not data.exists():
        sys.exit(f"{data} is not there; mvn -q compile exec:java fetches it")
    return data


def jobs(homes, images):
    """What to run: (family, name, command, environment)."""
    job = f"--offline --limit {images} --out {OUT}"
    for home in homes:
        environment = {**os.environ, **({"JAVA_HOME": home} if home else {})}
        name = contestants.version(home)
        command = ["mvn", "-q", "-B", "compile", "exec:java", f"-Dexec.args={job}"]
        yield "Java", name, command, environment
        scalar = [*command, "-Dmoments.vectors=off"]
        yield "Java, scalar", f"{name}, no Vector API", scalar, environment
    script = [sys.executable, "benchmarks/pytorch/main_job.py", "--data", str(folder())]
    script += ["--limit", str(images), "--out", str(OUT)]
    for n in sorted({1, os.cpu_count()}):
        name = f"PyTorch fused, {n} thread{'s' if n > 1 else ''}"
        yield "PyTorch", name, [*script, "--threads", str(n)], dict(os.environ)


def run(command, environment):
    """Returns the seconds and the peak memory in MB of the process."""
    shutil.rmtree(OUT, ignore_errors=True)
    time.sleep(contestants.PAUSE)
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status != 0:
        sys.exit(f"{' '.join(command)}: failed")
    return seconds, usage.ru_maxrss * UNIT / 1e6


def accuracies():
    """The last test accuracy of each optimizer, of what the run before left."""
    with (OUT / "history.csv").open(newline="", encoding="utf-8") as file:
        return {row["optimizer"]: float(row["test_accuracy"]) for row in csv.DictReader(file)}


def measure(homes, images, rounds):
    for round_number in range(1, rounds + 1):
        for family, name, command, environment in jobs(homes, images):
            seconds, memory = run(command, environment)
            print(f"measured: {name}, {seconds:.1f} s", file=sys.stderr)
            yield {
                "family": family,
                "contestant": name,
                "images": images,
                "round": round_number,
                "seconds": round(seconds, 2),
                "peak_mb": round(memory),
                **accuracies(),
            }


def column(rows, name, key):
    return [row[key] for row in rows if row["contestant"] == name]


def markdown(rows):
    opponents = [row["contestant"] for row in rows if row["family"] == "PyTorch"]
    fastest = min(opponents, key=lambda name: median(column(rows, name, "seconds")))
    lines = []
    for name in dict.fromkeys(row["contestant"] for row in rows):
        seconds = column(rows, name, "seconds")
        ratio = [b / a for a, b in zip(seconds, column(rows, fastest, "seconds"))]
        goal = GOALS.get(column(rows, name, "family")[0])
        lines.append(
            {
                "main job": name,
                "seconds": report.spread(seconds, ".1f"),
                "peak memory, MB": report.spread(column(rows, name, "peak_mb"), ".0f"),
                **{
                    f"{optimizer}, %": f"{100 * median(column(rows, name, optimizer)):.1f}"
                    for optimizer in ["sgd", "momentum", "adam"]
                },
                f"{fastest} takes … times as long": f"**{report.spread(ratio, '.2f')}**",
                "goal": report.met(ratio, goal),
            }
        )
    return report.table(lines)


def compete(homes, limit=None, rounds=1):
    """Measures and reports; with a limit, writes nothing."""
    rows = list(measure(homes, limit or IMAGES, rounds))
    text = f"{report.machine()}\n\n{markdown(rows)}"
    print(text)
    if not limit:
        report.write_csv("main_job", rows)
        report.write_section("main_job", text)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--limit", type=int, help="so many images only; nothing is written")
    parser.add_argument("--rounds", type=int, default=1, help="how often each runs (default: 1)")
    parser.add_argument("--java", action="append", metavar="JAVA_HOME", help="may be repeated")
    options = parser.parse_args()
    folder()
    contestants.build()
    compete(options.java or [None], options.limit, options.rounds)


if __name__ == "__main__":
    main()
