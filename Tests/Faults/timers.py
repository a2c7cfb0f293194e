#!/usr/bin/env python3
"""Many timers over several `run` processes, one of which is stopped for longer than the others wait: each fires once."""

import argparse
import collections
import json
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent.parent / "Benchmarks"))
from workspace import Workspace, require_binary  # noqa: E402

WORKFLOW = """\
kosha: 1
workflow: bell
title: {ja: 鐘, en: Bell}
number: "B-{seq:6}"
data: {count: {type: number, initial: 0}}
states:
  ringing:
    after:
      - {delay: PT5S, actions: [{assign: {count: count + 1}}]}
      - {delay: PT12S, actions: [{assign: {count: count + 1}}]}
"""

YEARLY = """\
kosha: 1
workflow: yearly
title: {ja: 年に一度, en: Yearly}
schedule: [{id: selection, every: R/2023-04-01/P1Y}]
states:
  open: {on: {close: {by: [clerk], target: closed}}}
  closed: {final: true}
"""


def open_bells(space, count):
    requests = "\n".join(
        json.dumps({"workflow": "bell", "request_id": f"bell-{index}"}) for index in range(count))
    space.run("case", "open", "--batch", "-", input_text=requests + "\n")


def many_timers(workers, timers, stop_seconds):
    cases = timers // 2
    with tempfile.TemporaryDirectory() as folder:
        space = Workspace(folder)
        for name, text in (("bell", WORKFLOW), ("yearly", YEARLY)):
            flow = space.folder / "Workflows" / name
            flow.mkdir()
            (flow / "workflow.yaml").write_text(text)
        open_bells(space, cases)
        outputs = [open(space.folder / f"run-{number}.jsonl", "w") for number in range(workers)]
        processes = [
            subprocess.Popen(space.arguments("run", "--json"), stdout=output, stderr=subprocess.STDOUT)
            for output in outputs]
        started = time.perf_counter()
        try:
            # In the midst of its work: it may hold the store's lock, and the others have to wait for it.
            time.sleep(2)
            processes[0].send_signal(signal.SIGSTOP)
            time.sleep(stop_seconds)
            processes[0].send_signal(signal.SIGCONT)
            last = time.monotonic() + 300
            while time.monotonic() < last:
                time.sleep(1)
                fired = events(space, workers)
                if len(fired) >= timers:
                    break
            seconds = time.perf_counter() - started
        finally:
            for process in processes:
                process.send_signal(signal.SIGCONT)
                process.send_signal(signal.SIGTERM)
        ends = [process.wait(timeout=30) for process in processes]
        for output in outputs:
            output.close()
        fired = events(space, workers)
        by_worker = collections.Counter(worker for worker, _ in fired)
        doubled = len(fired) - len({timer for _, timer in fired})
        log = [json.loads(line) for line in space.run("audit", "log", "--jsonl").stdout.splitlines()]
        recorded = [entry for entry in log if entry["kind"] == "timer"]
        opened = [entry for entry in log if entry["kind"] == "opened" and entry["by"] == "system"]
        backward = sum(1 for one, next_one in zip(log, log[1:]) if next_one["at"] < one["at"])
        verified = space.run("audit", "verify", "--replay", "--json", check=False)
        print(
            f"{timers} timers over {workers} workers, one stopped for {stop_seconds} s: {len(recorded)} fired in "
            f"{seconds:.0f} s by {dict(sorted(by_worker.items()))}, {doubled} doubled, {timers - len(recorded)} not fired, "
            f"{len(opened)} opened by the schedule, journal of {len(log)} entries verified")
        if ends != [0] * workers:
            raise SystemExit(f"a worker ended with {ends}")
        if doubled or len(recorded) != timers or len(fired) != timers or len(opened) != 1 or backward:
            raise SystemExit("a timer fired twice or not at all")
        if verified.returncode != 0:
            raise SystemExit(f"audit verify: {verified.stdout}")


def events(space, workers):
    """What the workers told: who fired which timer."""
    fired = []
    for number in range(workers):
        for line in (space.folder / f"run-{number}.jsonl").read_text().splitlines():
            try:
                event = json.loads(line)
            except json.JSONDecodeError:
                # A line that is being written.
                continue
            if event["event"] == "fired":
                fired.append((number, (event["case"], event["timer"])))
            elif event["event"] in ("timer_failed", "schedule_failed"):
                raise SystemExit(f"worker {number}: {event}")
    return fired


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--workers", type=int, default=4)
    options.add_argument("--timers", type=int, default=10_000)
    options.add_argument("--stop", type=int, default=20, help="seconds for which one worker is stopped")
    chosen = options.parse_args()
    require_binary()
    many_timers(chosen.workers, chosen.timers, chosen.stop)


if __name__ == "__main__":
    main()
