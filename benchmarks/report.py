"""Where results go: a section of README.md, results/*.csv and results/*.svg."""

import csv
import datetime
import os
import platform
from pathlib import Path
from statistics import median

import matplotlib

matplotlib.use("svg")
from matplotlib import pyplot  # noqa: E402

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results"
COLORS = ["#c2185b", "#2e86de", "#e08e00", "#4bc387", "#780fe1"]
pyplot.rcParams.update(
    {
        "svg.fonttype": "none",
        "svg.hashsalt": "moments",
        "font.family": "sans-serif",
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.prop_cycle": matplotlib.cycler(color=COLORS),
    }
)


def machine():
    """The processor, the number of processors, the system and the date."""
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text().splitlines() if cpuinfo.exists() else []
    models = [line.split(":")[1].strip() for line in lines if line.startswith("model name")]
    model = models[0] if models else platform.processor()
    system = f"{os.cpu_count()} processors, {platform.system()} {platform.machine()}"
    return f"{model}, {system}; {datetime.date.today().isoformat()}"


def spread(values, form):
    """The median (lowest – highest)."""
    if len(values) == 1:
        return f"{values[0]:{form}}"
    return f"{median(values):{form}} ({min(values):{form}} – {max(values):{form}})"


def met(ratios, goal):
    """What to reach, and whether the median does."""
    return "" if goal is None else f"≥ {goal}: {'met' if median(ratios) >= goal else 'missed'}"


def table(rows):
    """A table in Markdown of rows that are dictionaries with the same keys."""
    lines = [rows[0].keys(), ["---"] * len(rows[0]), *(row.values() for row in rows)]
    return "\n".join(f"| {' | '.join(str(cell) for cell in line)} |" for line in lines)


def write_csv(name, rows):
    RESULTS.mkdir(exist_ok=True)
    with (RESULTS / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def write_plot(name, figure):
    RESULTS.mkdir(exist_ok=True)
    file = RESULTS / f"{name}.svg"
    figure.savefig(file, bbox_inches="tight", metadata={"Date": None})
    text = file.read_text(encoding="utf-8")
    file.write_text("\n".join(line.rstrip() for line in text.splitlines()) + "\n", encoding="utf-8")


def write_section(name, text):
    """Replaces what stands between the marks of that name in README.md."""
    readme = HERE / "README.md"
    start, end = f"<!-- written by {name}.py -->", f"<!-- end of {name}.py -->"
    before, rest = readme.read_text(encoding="utf-8").split(start)
    after = rest.split(end)[1]
    readme.write_text(f"{before}{start}\n{text}\n{end}{after}", encoding="utf-8")
