"""SCION's statechart fixtures through `flow import`, `case open`, `case do` and `run --once`: a score, and what differs.

usage: scion.py BINARY FOLDER [NAME…]   (only charts whose path holds one of the names)
Charts listed in scion-exceptions.txt are expected to differ, for the reason told there. Ends with 1 where any other
chart differs, or where a listed one no longer does.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import time

EXPRESSIONS = re.compile(r"\b(cond|expr|location|array|namelist|\w+expr)\s*=|<(\w+:)?(script|content|data)\b")


def exceptions():
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "scion-exceptions.txt")
    with open(path, encoding="utf-8") as file:
        lines = [line.strip() for line in file if line.strip() and not line.startswith("#")]
    return dict(line.split(": ", 1) for line in lines)


class Office:
    """One workspace that all charts are imported into."""

    def __init__(self, binary, folder):
        self.binary, self.folder = binary, os.path.join(folder, "charts")
        self.store = "sqlite:" + os.path.join(folder, "cases.db")

    def run(self, *arguments):
        command = [self.binary, "--lang", "en", *arguments]
        return subprocess.run(command, capture_output=True, text=True, cwd="/")

    def cases(self, *arguments):
        return self.run("--workspace", self.folder, "--store", self.store, *arguments)

    def play(self, name, chart, script):
        """None where the chart does as its script says, else what differs."""
        imported = self.run("flow", "import", chart, "--name", name, "--into", self.folder)
        if imported.returncode:
            return "import: " + imported.stderr.strip()
        opened = self.cases("case", "open", name, "--json")
        if opened.returncode:
            return "open: " + opened.stderr.strip()
        case = json.loads(opened.stdout)
        difference = self.compare("at the beginning", case["state"], script["initialConfiguration"])
        for number, step in enumerate(script.get("events", []), 1):
            if difference:
                return difference
            if step.get("after"):
                time.sleep(step["after"] / 1000)
                self.cases("run", "--once")
            event = step["event"]["name"]
            done = self.cases("case", "do", case["id"], event, "--json")
            # An event that nothing takes is refused, and leaves the case as it is.
            if done.returncode not in (0, 77):
                return f"event {number}: " + done.stderr.strip()
            shown = json.loads(self.cases("case", "show", case["id"], "--json").stdout)
            difference = self.compare(f"after event {number} `{event}`", shown["state"], step["nextConfiguration"])
        return difference

    @staticmethod
    def compare(when, found, wanted):
        if sorted(found) == sorted(wanted):
            return None
        return f"{when}: {' '.join(sorted(found))} instead of {' '.join(sorted(wanted))}"


def main():
    binary, root, names = os.path.abspath(sys.argv[1]), os.path.join(sys.argv[2], "scion"), sys.argv[3:]
    if not os.path.isdir(root):
        print(f"skipped: {root} is not there")
        return 0
    root, known = os.path.abspath(root), exceptions()
    scores, faults = {True: [0, 0], False: [0, 0]}, []
    with tempfile.TemporaryDirectory() as folder:
        office = Office(binary, folder)
        charts = sorted(
            os.path.join(place, name) for place, _, files in os.walk(root) for name in files if name.endswith(".scxml"))
        for number, chart in enumerate(charts):
            label = os.path.relpath(chart, root)[: -len(".scxml")]
            script = chart[: -len(".scxml")] + ".json"
            if (names and not any(name in label for name in names)) or not os.path.exists(script):
                continue
            with open(chart, encoding="utf-8") as file:
                is_free = not EXPRESSIONS.search(re.sub(r"<!--.*?-->", "", file.read(), flags=re.S))
            with open(script, encoding="utf-8") as file:
                difference = office.play(f"chart-{number}", chart, json.load(file))
            scores[is_free][1] += 1
            scores[is_free][0] += difference is None
            if difference and label not in known:
                faults.append(f"{label}: {difference}")
            elif difference:
                print(f"  {label}: {known[label]}")
            elif label in known:
                faults.append(f"{label}: listed as an exception, and does as its script says")
    for fault in faults:
        print("  FAILED " + fault)
    print("SCION charts without expressions: %d of %d" % tuple(scores[True]))
    print("SCION charts with expressions:    %d of %d" % tuple(scores[False]))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
