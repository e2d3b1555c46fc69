"""How cost grows with images, batch, threads and channels, in Java and in PyTorch.

    python benchmarks/scaling.py [--quick] [--java JAVA_HOME]
"""

import argparse
import os
import sys
from dataclasses import dataclass, replace
from statistics import median

import contestants
import report

CORES = os.cpu_count()
WAYS = (["fused"], ["fused", "channels_last"])


@dataclass(frozen=True)
class Sweep:
    """`line` is what contestants read, and `size` the images of what is timed, for a value x."""

    name: str
    timed: str
    line: str
    values: tuple
    size: str
    threads: str = str(CORES)
    rounds: int = 3

    def at(self, x):
        return self.line.format(x=x), int(self.size.format(x=x)), int(self.threads.format(x=x))


def quick(sweep):
    return replace(sweep, values=sweep.values[:3], rounds=1)


def doubling(first, last):
    values = [first]
    while values[-1] * 2 <= last:
        values.append(values[-1] * 2)
    return tuple(values)


SWEEPS = [
    Sweep("images", "an epoch of the tutorial’s net, batch 4", "epoch tutorial {x}",
          (1000, 2000, 5000, 10_000, 20_000, 50_000), "{x}", rounds=1),
    Sweep("batch", "a step of the tutorial’s net", "train tutorial {x}", doubling(1, 512), "{x}"),
    Sweep("threads", "a step of the paper’s net, batch 128", "train paper 128",
          tuple(sorted({*doubling(1, CORES), CORES})), "128", "{x}"),
    Sweep("channels", "a step of two convolutions, batch 16", "train {x} 16",
          doubling(4, 256), "16"),
]  # fmt: skip


def measure(sweep, sides, warm_up, seconds):
    """Yields a row for each turn."""
    for x in sweep.values:
        line, size, threads = sweep.at(x)
        for side in sides:
            side.work(line, threads, warm_up)
        for round_number in range(1, sweep.rounds + 1):
            for side in sides:
                speed, _ = side.work(line, threads, seconds)
                yield {
                    "sweep": sweep.name,
                    "value": x,
                    "family": side.family,
                    "contestant": side.name,
                    "threads": threads,
                    "round": round_number,
                    "milliseconds": float(f"{1000 * size / speed:.4g}"),
                }
    print(f"measured: {sweep.name}", file=sys.stderr)


def curve(rows, sweep, family):
    """The median time for each value, in milliseconds, of the fastest of that family."""
    times = []
    for x in sweep.values:
        runs = {}
        for row in rows:
            if (row["sweep"], row["value"], row["family"]) == (sweep.name, x, family):
                runs.setdefault(row["contestant"], []).append(row["milliseconds"])
        times.append(min(median(run) for run in runs.values()))
    return times


def families(rows):
    return dict.fromkeys(row["family"] for row in rows)


def milliseconds(x):
    return f"{x:,.0f} ms" if x >= 100 else f"{x:.3g} ms"


def times_as_long(x):
    return f"{x:.0f}" if x >= 10 else f"{x:.2g}"


def seen(sweeps, rows):
    """A sentence for each sweep: its ends."""
    sentences = []
    for sweep in sweeps:
        ends = []
        for family in families(rows):
            times = curve(rows, sweep, family)
            first, last = times[0], times[-1]
            ends.append(
                f"{family} {milliseconds(first)}, then {milliseconds(last)}, "
                f"{times_as_long(last / first)} times as long"
            )
        name = f"{sweep.name}, {sweep.values[0]:,} to {sweep.values[-1]:,}"
        sentences.append(f"- **{name}**: {sweep.timed} takes {'; '.join(ends)}.")
    return "\n".join(sentences)


def plot(rows):
    """The time of each sweep, on logarithmic axes: a line of slope 1 grows as what is below it."""
    figure, panels = report.pyplot.subplots(2, 2, figsize=(9, 7), layout="constrained")
    for axes, sweep in zip(panels.flat, SWEEPS):
        for family in families(rows):
            axes.loglog(sweep.values, curve(rows, sweep, family), marker="o", label=family)
        axes.set_title(sweep.timed, fontsize=10)
        axes.set_xlabel(sweep.name)
        axes.set_ylabel("milliseconds")
        axes.set_xticks(sweep.values, [f"{x:,}" for x in sweep.values], fontsize=8)
        axes.tick_params(axis="x", which="minor", bottom=False, labelbottom=False)
        axes.grid(alpha=0.3)
    panels[0, 0].legend(frameon=False)
    return figure


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="short turns; nothing is written")
    parser.add_argument("--java", metavar="JAVA_HOME", help="instead of the default JDK")
    options = parser.parse_args()
    contestants.build()
    sides = [contestants.java(options.java), *(contestants.pytorch(*way) for way in WAYS)]
    sweeps = [quick(sweep) for sweep in SWEEPS] if options.quick else SWEEPS
    times = (0.2, 0.2) if options.quick else (2, 1)
    rows = [row for sweep in sweeps for row in measure(sweep, sides, *times)]
    for side in sides:
        side.end()
    names = "; ".join(dict.fromkeys(row["contestant"] for row in rows))
    picture = "![Time against images, batch, threads and channels](results/scaling.svg)"
    text = f"{report.machine()}\n\n{names}\n\n{picture}\n\n{seen(sweeps, rows)}"
    print(text)
    if not options.quick:
        report.write_csv("scaling", rows)
        report.write_plot("scaling", plot(rows))
        report.write_section("scaling", text)


if __name__ == "__main__":
    main()
