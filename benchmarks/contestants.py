"""The sides of a benchmark: processes that work when they get a line, and else wait."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PAUSE = 0.3  # seconds in which the threads of the one that worked before fall asleep
VECTORS = ["--add-modules", "jdk.incubator.vector"]


def maven(*arguments):
    program = shutil.which("mvn") or sys.exit("mvn is not on the PATH; install Maven")
    subprocess.run([program, "-q", "-B", *arguments], cwd=ROOT, check=True)


def build():
    """Compiles the library and its benchmarks, which fetches JMH and DJL once."""
    maven("package", "-Dmaven.test.skip")
    path = ["dependency:build-classpath", "-Dmdep.outputFile=target/class-path"]
    maven("-f", "benchmarks/pom.xml", "compile", *path)
    if hasattr(os, "getloadavg") and os.getloadavg()[0] > 0.5:
        print(f"others are at work here: load {os.getloadavg()[0]:.1f}", file=sys.stderr)


def java_command(home, *flags):
    """A Java of that home, or the default, with the class path of the benchmarks."""
    home = home or os.environ.get("JAVA_HOME")
    program = str(Path(home, "bin", "java")) if home else "java"
    class_path = (HERE / "target" / "class-path").read_text()
    return [program, *flags, "-cp", os.pathsep.join([str(HERE / "target/classes"), class_path])]


def version(home):
    """What that Java is called: Java 17.0.2."""
    command = [*java_command(home), "--version"]
    words = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    return f"Java {words[1]}"


class Contestant:
    def __init__(self, family, command, **environment):
        self.family = family
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=os.environ | environment,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self.name = self.answer()

    def answer(self):
        line = self.process.stdout.readline().strip()
        if not line:
            sys.exit(f"{' '.join(self.process.args)}: ended without an answer")
        return line

    def work(self, line, threads, seconds):
        """Returns how much it did in a second, and a number by which to check what it did."""
        time.sleep(PAUSE)
        print(seconds, threads, line, file=self.process.stdin, flush=True)
        speed, check = self.answer().split()
        return float(speed), float(check)

    def end(self):
        self.process.stdin.close()
        self.process.wait()


def java(home):
    return Contestant("Java", [*java_command(home, *VECTORS), "speed.Moments"])


def narrow_java(home):
    """As on a machine whose vectors have 256 bits."""
    flags = [*VECTORS, "-XX:+IgnoreUnrecognizedVMOptions", "-XX:UseAVX=2"]
    return Contestant("Java, 256 bits", [*java_command(home, *flags), "speed.Moments"])


def pytorch(*options):
    return Contestant("PyTorch", pytorch_command(options))


def narrow_pytorch(*options):
    """As on a machine whose vectors have 256 bits: PyTorch, oneDNN and MKL are told one by one."""
    return Contestant(
        "PyTorch, 256 bits",
        pytorch_command(options),
        ATEN_CPU_CAPABILITY="avx2",
        ONEDNN_MAX_CPU_ISA="AVX2",
        MKL_ENABLE_INSTRUCTIONS="AVX2",
    )


def pytorch_command(options):
    return [sys.executable, "benchmarks/pytorch/work.py", *options]


def djl():
    flags = ["-Dai.djl.offline=true", "-DOPT_OUT_TRACKING=true"]
    return Contestant("DJL", [*java_command(None, *flags), "speed.Djl"])
