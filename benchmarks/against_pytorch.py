"""Moments against PyTorch and DJL, in turns, and the main job. README.md says how.

    python benchmarks/against_pytorch.py [--quick] [--java JAVA_HOME]...
"""

import argparse
import os
import sys
from dataclasses import dataclass
from statistics import median

import contestants
import main_job
import report


@dataclass(frozen=True)
class Work:
    """A row of the table: `line` is what contestants read, `goals` are ratios by family."""

    title: str
    line: str
    unit: str
    ways: tuple  # in which PyTorch does it
    goals: dict
    narrow_goal: float = 0
    limit: str = ""
    one_core: bool = False

    def opponents(self, family):
        """Whom a Java is compared with, and the goal, if there is one."""
        if family == "Java":
            return {other: self.goals.get(other) for other in ["PyTorch", "DJL", "limit"]}
        return {"PyTorch": self.narrow_goal, "PyTorch, 256 bits": None}

    def takes_part(self, contestant):
        if contestant.family.endswith("256 bits") and not self.narrow_goal:
            return False
        if contestant.family.startswith("PyTorch"):
            way = contestant.name.split(",")[0].split()[2:]
            return way in [way.split() for way in self.ways]
        return contestant.family != "DJL" or self.line.startswith("train")


PLAIN, FUSED, FUSED_LAST = "", "fused", "fused channels_last"
WAYS = (PLAIN, FUSED, FUSED_LAST)
PARAMETERS = 10_000_000
WORKS = [
    Work("training, tutorial net, batch 4", "train tutorial 4", "images/s", WAYS,
         {"PyTorch": 5}, narrow_goal=2.5),
    Work("training, tutorial net, batch 32", "train tutorial 32", "images/s", WAYS,
         {"PyTorch": 2.5}),
    Work("training, tutorial net, batch 128", "train tutorial 128", "images/s", WAYS,
         {"PyTorch": 1.5}),
    Work("training, paper’s net, batch 128", "train paper 128", "images/s", WAYS,
         {"PyTorch": 1.5}, narrow_goal=1),
    Work("inference, tutorial net, batches of 100", "infer tutorial 100", "images/s",
         (PLAIN, FUSED_LAST), {"PyTorch": 2}),
    Work("inference, tutorial net, batches of 1000", "infer tutorial 1000", "images/s",
         (PLAIN, FUSED_LAST), {"PyTorch": 2}),
    Work("GEMM 1024³, one core", "gemm 1024", "GFLOP/s", (PLAIN,),
         {"PyTorch": 1.7, "limit": 0.8}, limit="fma", one_core=True),
    Work("Adam, 10M parameters", f"adam {PARAMETERS}", "GB/s", (PLAIN, FUSED),
         {"PyTorch": 1, "limit": 0.8}, limit=f"stream {PARAMETERS}"),
]  # fmt: skip
LIMITS = {"fma": "FMA peak", f"stream {PARAMETERS}": "memory, same reads and writes"}


def turns(work, sides):
    """Who does what in a round: (family, name, contestant, line)."""
    taking_part = [side for side in sides if work.takes_part(side)]
    yield from ((side.family, side.name, side, work.line) for side in taking_part)
    if work.limit:
        for side in taking_part:
            if side.family == "Java":
                yield "limit", f"{LIMITS[work.limit]} ({side.name})", side, work.limit


def measure(work, sides, all_threads, rounds, warm_up, seconds):
    """Yields a row for each turn; the turns of a round follow each other, for paired ratios."""
    threads = [1] if work.one_core else all_threads
    for _, _, side, line in turns(work, sides):
        for n in threads:
            side.work(line, n, warm_up)
    for round_number in range(1, rounds + 1):
        for n in threads:
            for family, name, side, line in turns(work, sides):
                speed, check = side.work(line, n, seconds)
                yield {
                    "work": work.line,
                    "family": family,
                    "contestant": name,
                    "threads": n,
                    "round": round_number,
                    "speed": speed,
                    "unit": work.unit,
                    "check": check,
                }
    print(f"measured: {work.title}", file=sys.stderr)


def best(rows):
    """The contestant and thread count of the highest median: (speeds by round, name, threads)."""
    runs = {}
    for row in rows:
        runs.setdefault((row["contestant"], row["threads"]), []).append(row["speed"])
    name, n = max(runs, key=lambda run: median(runs[run]))
    return runs[name, n], name, n


def compare(rows):
    """Yields (work, our name, ours, their family, their name, theirs, goal), each at its best."""
    for work in WORKS:
        families = {}
        for row in rows:
            if row["work"] == work.line:
                families.setdefault(row["family"], []).append(row)
        for family in [family for family in families if family.startswith("Java")]:
            for name in dict.fromkeys(row["contestant"] for row in families[family]):
                ours = best([row for row in families[family] if row["contestant"] == name])
                for other, goal in work.opponents(family).items():
                    if other in families:
                        yield work, ours, other, best(families[other]), goal


def ratios(ours, theirs):
    return [a / b for a, b in zip(ours[0], theirs[0])]


def described(side):
    _, name, threads = side
    return f"{name}, {threads} thread{'s' if threads > 1 else ''}"


def markdown(rows):
    lines = []
    for work, ours, _, theirs, goal in compare(rows):
        form = ".0f" if work.unit == "images/s" else ".1f"
        ratio = ratios(ours, theirs)
        lines.append(
            {
                "work": work.title,
                "unit": work.unit,
                "Java": described(ours),
                "speed": report.spread(ours[0], form),
                "opponent": described(theirs),
                "its speed": report.spread(theirs[0], form),
                "ratio": f"**{report.spread(ratio, '.2f')}**",
                "goal": report.met(ratio, goal),
            }
        )
    return report.table(lines)


def plot(rows):
    """Bars: Java over PyTorch, with the goals."""
    compared = [c for c in compare(rows) if c[2] == "PyTorch"]
    figure, axes = report.pyplot.subplots(figsize=(8, 0.32 * len(compared) + 1))
    labels = []
    colors = dict(zip(dict.fromkeys(ours[1] for _, ours, *_ in compared), report.COLORS))
    for y, (work, ours, _, theirs, goal) in enumerate(compared):
        ratio = ratios(ours, theirs)
        around = [[median(ratio) - min(ratio)], [max(ratio) - median(ratio)]]
        label = ours[1] if ours[1] not in axes.get_legend_handles_labels()[1] else None
        axes.barh(y, median(ratio), color=colors[ours[1]], label=label, height=0.7)
        axes.errorbar(median(ratio), y, xerr=around, color="#444", linewidth=1)
        axes.plot([goal, goal], [y - 0.45, y + 0.45], color="#222", linewidth=2)
        labels.append(work.title)
    axes.set_yticks(range(len(labels)), labels)
    axes.invert_yaxis()
    axes.axvline(1, color="#888", linestyle="--", linewidth=1)
    axes.set_xlabel("times as fast as PyTorch; a black stroke is the goal")
    axes.legend(loc="lower right", frameon=False)
    return figure


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="short turns; nothing is written")
    parser.add_argument("--rounds", type=int, default=5, help="of the table (default: 5)")
    parser.add_argument("--java", action="append", metavar="JAVA_HOME", help="may be repeated")
    options = parser.parse_args()
    if not options.quick:
        main_job.folder()
    contestants.build()
    homes = options.java or [None]
    sides = [contestants.java(home) for home in homes]
    sides += [contestants.narrow_java(home) for home in homes]
    sides += [contestants.pytorch(*way.split()) for way in WAYS]
    sides += [contestants.narrow_pytorch(*way.split()) for way in WAYS]
    sides.append(contestants.djl())
    threads = sorted({1, min(2, os.cpu_count())})
    times = (2, 0.5, 0.3) if options.quick else (options.rounds, 3, 2)
    rows = [row for work in WORKS for row in measure(work, sides, threads, *times)]
    for side in sides:
        side.end()

    picture = "![Java over PyTorch, work by work](results/against_pytorch.svg)"
    text = f"{report.machine()}; {times[0]} rounds\n\n{picture}\n\n{markdown(rows)}"
    print(text)
    if not options.quick:
        report.write_csv("against_pytorch", rows)
        report.write_plot("against_pytorch", plot(rows))
        report.write_section("against_pytorch", text)
        main_job.compete(homes)


if __name__ == "__main__":
    main()
