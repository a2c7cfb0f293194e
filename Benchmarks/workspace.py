"""A small workspace and the commands of the measurements; shared by benchmarks and fault tests."""

import json
import os
import pathlib
import pwd
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent
BINARY = ROOT / "bin" / "kosha-flow"

KOSHA = """\
kosha: 1
organisation: {{ja: 計測, en: Measurements}}
languages: [en, ja]
time_zone: Asia/Tokyo
roles:
  clerk: {{title: {{ja: 担当, en: Clerk}}}}
people:
  desk-1: {{title: {{ja: 窓口1, en: Desk 1}}, roles: [clerk, operator], os_user: {account}}}
"""

WORKFLOW = """\
kosha: 1
workflow: counter
title: {ja: 計数, en: Counter}
data:
  count: {type: number, initial: "0"}
  note: {type: string}
access: {open: {by: [clerk], input: [note]}}
states:
  counting:
    on:
      step:
        by: [clerk]
        guard: count < 1000000
        input: [note]
        actions:
          - assign: {count: count + 1}
      finish: {by: [clerk], target: finished}
  finished: {final: true, outcome: finished}
"""


def account():
    return pwd.getpwuid(os.getuid()).pw_name


class Workspace:
    """A workspace in a folder of its own, with its store beside it."""

    def __init__(self, folder, store_options=""):
        self.folder = pathlib.Path(folder)
        flow = self.folder / "Workflows" / "counter"
        flow.mkdir(parents=True)
        (self.folder / "Workflows" / "kosha.yaml").write_text(KOSHA.format(account=account()))
        (flow / "workflow.yaml").write_text(WORKFLOW)
        self.database = self.folder / ".kosha" / "kosha.db"
        self.store = f"sqlite:{self.database}{store_options}"

    def arguments(self, *words):
        return [
            str(BINARY), *words, "--workspace", str(self.folder / "Workflows"), "--store", self.store, "--lang", "en",
        ]

    def run(self, *words, input_text=None, check=True):
        done = subprocess.run(self.arguments(*words), input=input_text, capture_output=True, text=True)
        if check and done.returncode != 0:
            raise SystemExit(f"{' '.join(words)}: exit {done.returncode}\n{done.stdout}{done.stderr}")
        return done

    def json(self, *words):
        return json.loads(self.run(*words, "--json").stdout)

    def open_cases(self, count, start=0):
        """Opens cases in one batch; their ids in order."""
        requests = "\n".join(
            json.dumps({"workflow": "counter", "data": {"note": f"case {start + index}"},
                        "request_id": f"open-{start + index}"})
            for index in range(count))
        done = self.run("case", "open", "--batch", "-", input_text=requests + "\n")
        return [json.loads(line)["id"] for line in done.stdout.splitlines()]

    def advance(self, cases):
        """One `step` for each case of a list, in one batch."""
        requests = "\n".join(json.dumps({"case": case, "event": "step"}) for case in cases)
        self.run("case", "do", "--batch", "-", input_text=requests + "\n")


def skip(reason):
    print(f"skipped: {reason}")
    raise SystemExit(0)


def require(tool):
    from shutil import which
    if which(tool) is None:
        skip(f"`{tool}` is not installed")


def require_binary():
    if not BINARY.exists():
        skip("bin/kosha-flow is not built (`make build`)")
