"""Grades a class of made-up submissions: in a batch, in one that is killed and taken up, and as shares on Slurm.

    python benchmarks/grade_a_class.py [--students N] [--slurm TASKS] [--java JAVA_HOME]

Needs bubblewrap for the strong sandbox; what it had is printed.

Each submission is right, partly right, broken or hostile, and has a result that it must get. The three
ways have to end with the same grades.csv; on Slurm, one of the tasks is killed and requeued.
"""

import argparse
import csv
import io
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "target" / "class"
SOLUTION = ROOT / "lessons/08-what-is-adam/assignment/solution/MyAdam.java"
RIGHT = SOLUTION.read_text()
PAGE = os.sysconf("SC_PAGE_SIZE") >> 10

# What is changed in the solution, and the test that finds it.
MISTAKES = [
    ("Math.sqrt(vHat) + eps", "Math.sqrt(vHat + eps)", "epsInsideTheRoot"),
    ("mHat / (Math.sqrt(vHat) + eps)", "(mHat / Math.sqrt(vHat) + eps)", "epsOutsideTheFraction"),
    ("(1 - beta1) * ", "", "oneMinusBeta1Missing"),
    ("(1 - beta2) * ", "", "oneMinusBeta2Missing"),
    ("    t++;\n", "    t = 1;\n", "timeNeverAdvanced"),
    ("(1 - Math.pow(beta2, t))", "1", "noBiasCorrection"),
    ("(1 - Math.pow(beta1, t))", "beta1", "correctedByBeta"),
    ("g[i] * g[i]", "g[i]", "firstStepIsAlphaLong"),
    ("theta[i] -=", "g[i] /= 2; theta[i] -=", "gradientIsOnlyRead"),
    ("theta[i] -=", "theta[i] +=", "stepsDownAParabola"),
]

# What a submission does as soon as there is a second parameter, and how it ends. Those tests have 6 of
# the 20 points; the others count.
HOSTILE = [
    ("System.exit(0);", "crashed"),
    ("Runtime.getRuntime().halt(0);", "crashed"),
    ("while (true) Thread.onSpinWait();", "time out"),
    ("while (true) try { Thread.sleep(1000); } catch (Throwable e) { }", "time out"),
    ("step();", "graded"),
    ("throw new AssertionError();", "graded"),
    ("long[] all = new long[1 << 28];", "crashed"),
    ('try { new ProcessBuilder("sleep", "600").start(); } catch (Exception e) { } System.exit(1);', "crashed"),
]

BROKEN = [
    (RIGHT.replace("t++;", "t++"), "compile error"),
    (RIGHT.replace("double eps) {", "double eps, int more) {"), "wrong signature"),
    (RIGHT.replace("public final class", "package mine; public final class"), "missing"),
    (RIGHT.replace("import moments.nn.Parameter;", "import moments.optim.Adam;"), "compile error"),
    (RIGHT.encode("utf-16"), "missing"),
]


class Expected:
    """What a submission must get: its status, its points (none: not all), a test that it fails."""

    def __init__(self, status, points=None, fails=None):
        self.status, self.points, self.fails = status, points, fails

    def holds(self, row):
        points = int(row["points"])
        as_many = points < 20 if self.points is None else points == self.points
        return row["status"] == self.status and as_many and (not self.fails or row[self.fails] == "0")


def draw(chance):
    """A source and what it must get."""
    kind = chance.choices(["right", "partly", "broken", "hostile"], [9, 6, 3, 2])[0]
    if kind == "right":
        return RIGHT, Expected("graded", 20)
    if kind == "partly":
        old, new, test = chance.choice(MISTAKES)
        return RIGHT.replace(old, new), Expected("graded", fails=test)
    if kind == "broken":
        source, status = chance.choice(BROKEN)
        return source, Expected(status, 0)
    mischief, status = chance.choice(HOSTILE)
    begin = f"// BEGIN SOLUTION\n    if (parameters.size() > 1) {{ {mischief} }}\n"
    return RIGHT.replace("// BEGIN SOLUTION\n", begin), Expected(status, 14)


def hand_in(folder, name, source, chance):
    """As a file, a folder, a zip or a notebook."""
    form = chance.choice(["file", "folder", "zip"] + ["notebook"] * isinstance(source, str))
    data = source if isinstance(source, bytes) else source.encode()
    if form == "file":
        (folder / f"{name}.java").write_bytes(data)
    elif form == "folder":
        (folder / name).mkdir()
        (folder / name / "MyAdam.java").write_bytes(data)
    elif form == "zip":
        with zipfile.ZipFile(folder / f"{name}.zip", "w") as file:
            file.writestr("work/MyAdam.java", data)
    else:
        cells = [{"cell_type": "code", "source": source}]
        (folder / f"{name}.ipynb").write_text(json.dumps({"cells": cells}))


def make_class(students):
    folder = OUT / "handed-in"
    folder.mkdir(parents=True)
    chance = random.Random(16)
    expected = {}
    for i in range(students):
        name = f"student{i:03}"
        source, expected[name] = draw(chance)
        hand_in(folder, name, source, chance)
    return folder, expected


def options(folder, out, *more):
    arguments = ["--lesson", "08", "--submissions", str(folder), "--out", str(out), "--seed", "7"]
    return [*arguments, *more]


def command(home, *arguments):
    java = str(Path(home, "bin", "java")) if home else "java"
    path = f"target/classes{os.pathsep}{(ROOT / 'target' / 'classpath').read_text().strip()}"
    return [java, "-cp", path, "moments.cli.Main", "grade", *arguments]


def start(line):
    return subprocess.Popen(
        line, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def finish(process):
    said, _ = process.communicate()
    if process.returncode != 0:
        sys.exit(f"it failed:\n{said}")
    return said


def family(pid):
    """The process and all that it has started, with their memory in KB."""
    parents, memory = {}, {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            memory[int(entry.name)] = int((entry / "statm").read_text().split()[1]) * PAGE
        except (OSError, IndexError):
            pass  # It has ended.
    found = [pid]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return {one: memory.get(one, 0) for one in found}


def watched(process):
    """Its output, the most memory that it had, and the most that it had with its children, in MB."""
    most = [0, 0]

    def watch():
        while process.poll() is None:
            now = family(process.pid)
            most[0] = max(most[0], now[process.pid] >> 10)
            most[1] = max(most[1], sum(now.values()) >> 10)
            time.sleep(0.2)

    watcher = threading.Thread(target=watch)
    watcher.start()
    said = finish(process)
    watcher.join()
    return said, *most


def check(text, expected):
    rows = {row["submission"]: row for row in csv.DictReader(io.StringIO(text))}
    wrong = [name for name, what in expected.items() if not what.holds(rows[name])]
    for name in wrong:
        got = {key: rows[name][key] for key in ("status", "points", "why")}
        print(f"  {name}: expected {vars(expected[name])}, got {got}", flush=True)
    if wrong or len(rows) != len(expected):
        sys.exit(f"{len(wrong)} results are not as expected")


def compare(way, whole, out):
    if (out / "grades.csv").read_text() != whole:
        sys.exit(f"{way}: other grades, see {out}")
    print(f"{way}: the same grades.csv", flush=True)


def kill_half_way(home, folder, out, students):
    process = start(command(home, *options(folder, out, "--jobs", "2")))
    while len(list(out.glob("students/*/results.json"))) < students // 2:
        if process.poll() is not None:
            sys.exit(f"it ended before it could be killed:\n{process.communicate()[0]}")
        time.sleep(0.05)
    started = family(process.pid)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    time.sleep(2)
    left = [pid for pid in started if Path(f"/proc/{pid}").exists()]
    done = len(list(out.glob("students/*/results.json")))
    began = time.perf_counter()
    finish(start(command(home, *options(folder, out, "--jobs", "2", "--resume"))))
    seconds = time.perf_counter() - began
    print(f"killed after {done} results, {len(left)} processes left; the rest took {seconds:.0f} s")


def on_slurm(home, folder, out, tasks):
    script = ["bash", ".ci/with-slurm", "bash", "benchmarks/cluster/killed_share.sh", str(tasks), str(out)]
    began = time.perf_counter()
    said = finish(start(script + options(folder, out)))
    print(said.splitlines()[0])
    print(f"Slurm, {tasks} tasks on one node: {time.perf_counter() - began:.0f} s", flush=True)
    finish(start(command(home, *options(folder, out, "--resume"))))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--students", type=int, default=200)
    parser.add_argument("--slurm", type=int, default=4, help="tasks; 0 leaves Slurm out")
    parser.add_argument("--java", help="a JAVA_HOME (default: the usual java)")
    given = parser.parse_args()
    maven = ["mvn", "-q", "compile", "dependency:build-classpath"]
    subprocess.run([*maven, "-Dmdep.outputFile=target/classpath"], cwd=ROOT, check=True)
    shutil.rmtree(OUT, ignore_errors=True)
    folder, expected = make_class(given.students)

    began = time.perf_counter()
    process = start(command(given.java, *options(folder, OUT / "whole", "--jobs", "2")))
    said, own, all_of_it = watched(process)
    seconds = time.perf_counter() - began
    whole = (OUT / "whole" / "grades.csv").read_text()
    print(said.strip())
    print(f"{seconds:.0f} s, at most {own} MB for the grader, {all_of_it} MB with its children")
    check(whole, expected)
    print(f"all {len(expected)} results are as expected", flush=True)

    kill_half_way(given.java, folder, OUT / "killed", given.students)
    compare("killed and resumed", whole, OUT / "killed")
    if given.slurm:
        on_slurm(given.java, folder, OUT / "slurm", given.slurm)
        compare("as shares on Slurm", whole, OUT / "slurm")


main()
