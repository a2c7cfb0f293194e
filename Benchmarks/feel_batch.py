#!/usr/bin/env python3
"""`feel --batch`: lines a second and peak memory over few texts met again and again, and over texts all distinct."""

import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time

from workspace import BINARY, require_binary

SEED = 20230401
COUNTS = (100_000, 1_000_000)
REPEATED = 1_000
TEMPLATES = (
    "amount * 1.{0} + {1}",
    "if amount > {0} then \"over {1}\" else \"within\"",
    "sum(items) + {0} * {1}",
    "applicant.age >= {0} and count(items) < {1}",
    "kind = \"k{0}\" or amount between {1} and {1} + 5000",
    "upper case(kind) + string({0}) + \"{1}\"",
    "date(\"2023-04-01\") + duration(\"P{0}D\") > date(\"2024-01-01\") and amount > {1}",
    "some item in items satisfies item > {0} + {1}",
)


def text(number):
    return TEMPLATES[number % len(TEMPLATES)].format(number // 997 + 1, number % 997)


def write(path, count, texts, seed=SEED):
    """Requests over contexts that differ from line to line; `texts` of them are distinct."""
    chance = random.Random(seed)
    quoted = [text(number).replace('"', '\\"') for number in range(texts)] if texts < count else None
    with open(path, "w", encoding="ascii") as file:
        for number in range(count):
            expression = quoted[chance.randrange(texts)] if quoted else text(number).replace('"', '\\"')
            file.write(
                f'{{"expression":"{expression}","context":{{"amount":{chance.randrange(1_000_000) / 100},'
                f'"kind":"k{chance.randrange(100)}","items":[{chance.randrange(100)},{chance.randrange(100)},3],'
                f'"applicant":{{"age":{chance.randrange(100)},"name":"n{number}"}}}}}}\n')


def measure(path, binary):
    """Seconds and peak kibibytes of one run."""
    start = time.perf_counter()
    with open(os.devnull, "wb") as nowhere:
        process = subprocess.Popen([binary, "feel", "--batch", path], stdout=nowhere)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"feel --batch ended with {process.returncode}")
    return time.perf_counter() - start, usage.ru_maxrss


def main():
    require_binary()
    binary = sys.argv[1] if len(sys.argv) > 1 else BINARY
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "requests.jsonl"
        for what, texts in (("1,000 distinct texts", REPEATED), ("all texts distinct", COUNTS[-1])):
            for count in COUNTS:
                write(path, count, texts)
                seconds, peak = measure(path, binary)
                print(
                    f"feel --batch, {what:<20} {count:>9,} lines {count / seconds:>10,.0f} lines/s"
                    f"   peak {peak / 1024:6.1f} MiB", flush=True)


if __name__ == "__main__":
    main()
