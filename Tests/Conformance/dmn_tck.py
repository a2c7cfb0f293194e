"""The DMN TCK against `kosha-flow dmn test`: a score for each folder, exact first, then with the runners' tolerance of 1e-8.

usage: dmn_tck.py BINARY FOLDER [NAME…]   (only folders whose path holds one of the names)
Prints what fails; ends with 1 where a case fails with tolerance. At the end it tries the decision files that `dmn import`
makes of the models, and tells why the others cannot be made.
"""

import collections
import json
import os
import re
import subprocess
import sys


def results(binary, model, tests, exact):
    command = [binary, "--lang", "en", "dmn", "test", model, *tests, "--json"] + (["--exact"] if exact else [])
    run = subprocess.run(command, capture_output=True, text=True, cwd="/")
    try:
        return json.loads(run.stdout)["results"]
    except (ValueError, KeyError):
        return run.stderr.strip()


def imported(binary, model, tests):
    """How many cases the decision files answer, how many there are, and what could not be written."""
    run = subprocess.run([binary, "--lang", "en", "dmn", "test", model, *tests, "--imported", "--json"],
                         capture_output=True, text=True, cwd="/")
    made = subprocess.run([binary, "--lang", "en", "dmn", "import", model, "--json"],
                          capture_output=True, text=True, cwd="/")
    try:
        cases = by_case(json.loads(run.stdout)["results"])
        told = [each for each in json.loads(made.stdout)["diagnostics"] if each["severity"] == "error"]
    except (ValueError, KeyError):
        return 0, 0, 0, [f"{run.stderr.strip()} {made.stderr.strip()}"]
    answered = sum(all(node["status"] == "passed" for node in nodes) for nodes in cases.values())
    missing = sum(any(node["message"] == "no decision file holds it" for node in nodes) for nodes in cases.values())
    return answered, missing, len(cases), [
        each["code"] + " " + re.sub("`[^`]*`", "`…`", each["message"]) for each in told]


def by_case(outcomes):
    """A case of several result nodes passes where all do."""
    cases = {}
    for outcome in outcomes:
        cases.setdefault(outcome["test_case"], []).append(outcome)
    return cases


def main():
    binary, root, names = os.path.abspath(sys.argv[1]), os.path.join(sys.argv[2], "dmn-tck"), sys.argv[3:]
    if not os.path.isdir(root):
        print(f"skipped: {root} is not there")
        return 0
    root = os.path.abspath(root)
    totals, failures, written, reasons = [0, 0, 0], [], [0, 0, 0], collections.Counter()
    for folder, _, files in sorted(os.walk(root)):
        label = os.path.relpath(folder, root)
        suites = sorted(name for name in files if "-test-" in name and name.endswith(".xml"))
        if not suites or (names and not any(name in label for name in names)):
            continue
        score = [0, 0, 0]
        for suite in suites:
            model = os.path.join(folder, suite.split("-test-")[0] + ".dmn")
            if not os.path.exists(model):
                model = os.path.join(folder, next(name for name in sorted(files) if name.endswith(".dmn")))
            tests = [os.path.join(folder, suite)]
            for index, exact in ((0, True), (1, False)):
                outcomes = results(binary, model, tests, exact)
                if isinstance(outcomes, str):
                    if not exact:
                        failures.append(f"{label}: {outcomes}")
                        with open(tests[0], encoding="utf-8") as file:
                            score[2] += file.read().count("<testCase ")
                    continue
                for case, nodes in by_case(outcomes).items():
                    failed = [node for node in nodes if node["status"] != "passed"]
                    score[index] += not failed
                    if not exact:
                        score[2] += 1
                        for node in failed:
                            expected, actual = (json.dumps(node[key], ensure_ascii=False) for key in ("expected", "actual"))
                            failures.append(
                                f"{label} {case} {node['result_node']}: expected {expected}, actual {actual}"
                                f"  ({node['message']})")
            *counts, told = imported(binary, model, tests)
            written = [total + part for total, part in zip(written, counts)]
            reasons.update(told)
        print(f"{label:56} exact {score[0]:4} / {score[2]:4}   tolerant {score[1]:4} / {score[2]:4}")
        totals = [total + part for total, part in zip(totals, score)]
    print(f"{'all':56} exact {totals[0]:4} / {totals[2]:4}   tolerant {totals[1]:4} / {totals[2]:4}")
    answered, missing, count = written
    print(f"as decision files: {answered} of {count} answered, {missing} in decisions that cannot be written, "
          f"{count - answered - missing} answered otherwise")
    for reason, times in reasons.most_common():
        print(f"  {times:4} {reason}")
    if answered + missing < count:
        failures.append("decision files answer otherwise than their models")
    for failure in failures:
        print(f"  {failure}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
