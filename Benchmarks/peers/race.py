"""Other engines and ours in short slices, in turn; prints rates and how many times ours is.

Arguments choose among `expressions` and `tables`; without any both run.
Seconds are processor time of the process at work. The engines are installed with pip into .build-bench/venv; where that cannot be done only ours are measured.
"""
import os
import statistics
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
SCRATCH = os.path.join(HERE, "..", "..", ".build-bench")
BINARY = os.path.join(SCRATCH, "release", "rules-rate")
PACKAGES = ["zen-engine", "cel-expr-python", "common-expression-language", "rule-engine"]
ROUNDS, SLICE = 5, 0.3


def interpreter():
    """A Python with the engines, or None."""
    python = os.path.join(SCRATCH, "venv", "bin", "python")
    try:
        if not os.path.exists(python):
            subprocess.run([sys.executable, "-m", "venv", os.path.join(SCRATCH, "venv")], check=True,
                           capture_output=True)
        if subprocess.run([python, "-c", "import zen"], capture_output=True).returncode == 0:
            return python
        for package in PACKAGES:
            subprocess.run([python, "-m", "pip", "install", "-q", package], capture_output=True, timeout=180)
        subprocess.run([python, "-c", "import zen"], check=True, capture_output=True)
        return python
    except (OSError, subprocess.SubprocessError):
        return None


def ours(*arguments):
    """Evaluations a second and how many of a thousand were true, or right."""
    out = subprocess.run([BINARY, *arguments, str(SLICE)], check=True, capture_output=True, text=True).stdout
    rate, holds = out.split()
    return float(rate), int(holds)


def race(title, contestants):
    """contestants: name -> function() that gives (rate, answers that hold); the first is ours. Gives the rates."""
    rates, answers = {name: [] for name in contestants}, {}
    for _ in range(ROUNDS):
        for name, slice_of in contestants.items():
            rate, answers[name] = slice_of()
            rates[name].append(rate)
    first = statistics.median(next(iter(rates.values())))
    for name, samples in rates.items():
        median = statistics.median(samples)
        print(f"{title:12s} {name:28s} {median:14,.0f}/s  [{min(samples):,.0f} .. {max(samples):,.0f}]"
              f"  ours is {first / median:.1f} times; {answers[name]} hold", flush=True)
    return rates


def main(parts):
    sys.path.insert(0, HERE)
    import expressions
    import tables
    if "expressions" in parts:
        expressions.run(race, ours, SLICE)
    if "tables" in parts:
        tables.run(race, ours, SLICE, SCRATCH)


if __name__ == "__main__":
    chosen = [name for name in sys.argv[1:] if name != "--inside"] or ["expressions", "tables"]
    found = None if "--inside" in sys.argv else interpreter()
    if found:
        sys.exit(subprocess.run([found, os.path.abspath(__file__), "--inside", *chosen]).returncode)
    if "--inside" not in sys.argv:
        print("the other engines could not be installed with pip: only ours are measured")
    main(chosen)
