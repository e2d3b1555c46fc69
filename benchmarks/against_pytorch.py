"""Training steps of Moments and of PyTorch, in turns. README.md says what is measured and how.

    python benchmarks/against_pytorch.py [--quick] [--java JAVA_HOME]...

needs PyTorch, NumPy, Maven and a JDK, and takes about twelve minutes, or three with --quick.
"""

import argparse
import csv
import datetime
import os
import platform
import shutil
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
WORKS = [("tutorial", 4), ("tutorial", 32), ("tutorial", 128), ("paper", 128)]
OPPONENTS = [[], ["fused"], ["fused", "channels_last"]]
PAUSE = 0.3  # seconds in which the threads of the one that worked before fall asleep
START, END = "<!-- written by against_pytorch.py -->", "<!-- end -->"


class Contestant:
    """A process that trains when it gets a line, and else waits."""

    def __init__(self, command):
        self.process = subprocess.Popen(
            command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self.name = self.answer()
        self.is_java = self.name.startswith("Java")

    def answer(self):
        line = self.process.stdout.readline().strip()
        if not line:
            sys.exit(f"{' '.join(self.process.args)}: ended without an answer")
        return line

    def train(self, net, batch, threads, seconds):
        """Returns images per second and the mean loss."""
        time.sleep(PAUSE)
        print(net, batch, threads, seconds, file=self.process.stdin, flush=True)
        return [float(word) for word in self.answer().split()]

    def end(self):
        self.process.stdin.close()
        self.process.wait()


def java(home):
    program = str(Path(home, "bin", "java")) if home else "java"
    flags = ["--add-modules", "jdk.incubator.vector", "-cp", "target/classes"]
    return Contestant([program, *flags, "benchmarks/TrainingStep.java"])


def pytorch(options):
    return Contestant([sys.executable, "benchmarks/training_step.py", *options])


def measure(contestants, threads, rounds, warm_up, seconds):
    """Yields a row for each turn; the turns of a round follow each other, for paired ratios."""
    for net, batch in WORKS:
        for contestant in contestants:
            for n in threads:
                contestant.train(net, batch, n, warm_up)
        for round_number in range(1, rounds + 1):
            for n in threads:
                for contestant in contestants:
                    speed, loss = contestant.train(net, batch, n, seconds)
                    yield {
                        "net": net,
                        "batch": batch,
                        "threads": n,
                        "round": round_number,
                        "contestant": contestant.name,
                        "images_per_second": speed,
                        "mean_loss": loss,
                    }
        print(f"measured: {net}, batch {batch}", file=sys.stderr)


def best(rows, names, threads):
    """The contestant and thread count of the highest median: (median, speeds, name, threads)."""
    candidates = []
    for name in names:
        for n in threads:
            of_one = [r for r in rows if r["contestant"] == name and r["threads"] == n]
            speeds = [r["images_per_second"] for r in of_one]
            candidates.append((median(speeds), speeds, name, n))
    return max(candidates)


def spread(values, form):
    return f"{median(values):{form}} ({min(values):{form}} – {max(values):{form}})"


def table(rows, threads):
    """Markdown: each Java against the fastest way in which PyTorch does the same."""
    names = list(dict.fromkeys(r["contestant"] for r in rows))
    javas = [n for n in names if n.startswith("Java")]
    opponents = [n for n in names if n not in javas]
    lines = [
        "| net, batch | threads | Java | images/s | PyTorch | images/s | ratio |",
        "|---|---|---|---|---|---|---|",
    ]
    for net, batch in WORKS:
        of_work = [r for r in rows if (r["net"], r["batch"]) == (net, batch)]
        for allowed in [[n] for n in threads] + [threads] * (len(threads) > 1):
            _, theirs, opponent, theirs_n = best(of_work, opponents, allowed)
            for name in javas:
                _, ours, _, ours_n = best(of_work, [name], allowed)
                ratios = [a / b for a, b in zip(ours, theirs)]
                label = allowed[0] if len(allowed) == 1 else f"best: {ours_n}, {theirs_n}"
                lines.append(
                    f"| {net}, {batch} | {label} | {name.split(',')[0]} | {spread(ours, '.0f')} "
                    f"| {opponent} | {spread(theirs, '.0f')} | **{spread(ratios, '.2f')}** |"
                )
    return "\n".join(lines)


def machine():
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text().splitlines() if cpuinfo.exists() else []
    models = [line.split(":")[1].strip() for line in lines if line.startswith("model name")]
    model = models[0] if models else platform.processor()
    return f"{model}, {os.cpu_count()} processors, {platform.system()} {platform.machine()}"


def write_readme(text):
    readme = HERE / "README.md"
    before, rest = readme.read_text(encoding="utf-8").split(START)
    after = rest.split(END)[1]
    readme.write_text(f"{before}{START}\n{text}\n{END}{after}", encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="short turns; nothing is written")
    parser.add_argument("--java", action="append", metavar="JAVA_HOME", help="may be repeated")
    options = parser.parse_args()
    maven = shutil.which("mvn") or sys.exit("mvn is not on the PATH; install Maven")
    subprocess.run([maven, "-q", "-B", "compile"], cwd=ROOT, check=True)
    if hasattr(os, "getloadavg") and os.getloadavg()[0] > 0.5:
        print(f"others are at work here: load {os.getloadavg()[0]:.1f}", file=sys.stderr)

    contestants = [java(home) for home in options.java or [os.environ.get("JAVA_HOME")]]
    contestants += [pytorch(opponent) for opponent in OPPONENTS]
    threads = sorted({1, min(2, os.cpu_count())})
    times = (2, 0.5, 0.3) if options.quick else (5, 3, 2)
    rows = list(measure(contestants, threads, *times))
    for contestant in contestants:
        contestant.end()

    names = "; ".join(contestant.name for contestant in contestants)
    date = datetime.date.today().isoformat()
    text = f"{machine()}; {date}\n\n{names}\n\n{table(rows, threads)}"
    print(text)
    if not options.quick:
        results = HERE / "results" / "against_pytorch.csv"
        results.parent.mkdir(exist_ok=True)
        with results.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        write_readme(text)


if __name__ == "__main__":
    main()
