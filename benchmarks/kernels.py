"""The kernels one at a time under JMH, beside what the machine can do at most.

    python benchmarks/kernels.py [--quick] [--java JAVA_HOME]
"""

import argparse
import csv
import math
import os
import subprocess
import tempfile
from pathlib import Path

import contestants
import report

LIMITS = {"GFLOP/s": "fma", "GB/s": "stream"}
IN_MEMORY = ("stream", "sgd", "momentum", "adam")


def measure(home, quick):
    """A row for each kernel and number of threads."""
    threads = ",".join(str(n) for n in sorted({1, os.cpu_count()}))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "jmh.csv")
        command = [*contestants.java_command(home), "org.openjdk.jmh.Main", "LoopSpeed", "-foe", "true"]
        command += ["-p", f"threads={threads}", "-rf", "csv", "-rff", str(file)]
        if quick:
            command += ["-f", "1", "-wi", "1", "-i", "1", "-w", "300ms", "-r", "300ms"]
        subprocess.run(command, cwd=contestants.ROOT, check=True)
        with file.open(newline="", encoding="utf-8") as results:
            scores = [row for row in csv.DictReader(results) if row["Benchmark"].endswith("amount")]
    rows = [
        {
            "work": score["Param: work"],
            "threads": int(score["Param: threads"]),
            "speed": float(score["Score"]),
            "error": float(score["Score Error (99.9%)"]),
            "unit": "GB/s" if score["Param: work"].startswith(IN_MEMORY) else "GFLOP/s",
        }
        for score in scores
    ]
    for row in rows:
        row["of_limit"] = round(row["speed"] / limit(rows, row), 3)
    return rows


def limit(rows, row):
    """The speed of the limit that holds for that row."""
    kind = LIMITS[row["unit"]]
    same = [r for r in rows if r["work"].startswith(kind) and r["threads"] == row["threads"]]
    return same[0]["speed"]


def markdown(rows):
    lines = []
    for work in dict.fromkeys(row["work"] for row in rows):
        of_work = [row for row in rows if row["work"] == work]
        line = {"kernel": work, "unit": of_work[0]["unit"]}
        for row in of_work:
            threads = f"{row['threads']} thread{'s' if row['threads'] > 1 else ''}"
            error = "" if math.isnan(row["error"]) else f" ± {row['error']:.1f}"
            line[threads] = f"{row['speed']:.1f}{error}"
            line[f"of the limit, {threads}"] = f"{100 * row['of_limit']:.0f} %"
        lines.append(line)
    return report.table(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="a moment each; nothing is written")
    parser.add_argument("--java", metavar="JAVA_HOME", help="instead of the default JDK")
    options = parser.parse_args()
    contestants.build()
    rows = measure(options.java, options.quick)
    text = f"{report.machine()}; {contestants.version(options.java)}\n\n{markdown(rows)}"
    print(text)
    if not options.quick:
        report.write_csv("kernels", rows)
        report.write_section("kernels", text)


if __name__ == "__main__":
    main()
