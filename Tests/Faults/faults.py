#!/usr/bin/env python3
"""Many processes at once and kills at random moments: nothing acknowledged is lost, nothing is done twice or by half."""

import argparse
import json
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent.parent / "Benchmarks"))
from workspace import Workspace, require_binary  # noqa: E402


def verified(space):
    """What `audit verify --replay` says; ends the run where it finds anything."""
    done = space.run("audit", "verify", "--replay", "--json", check=False)
    answer = json.loads(done.stdout)
    if done.returncode != 0 or not answer["ok"]:
        raise SystemExit(f"audit verify: {answer}")
    return answer


def many_processes(processes, cases):
    """Each process sends one `step` to every case; each case must count exactly the acknowledged steps."""
    with tempfile.TemporaryDirectory() as folder:
        space = Workspace(folder)
        ids = space.open_cases(cases)
        acknowledged = [0] * cases
        busy = [0]
        lock = threading.Lock()

        def worker(seed):
            order = list(range(cases))
            random.Random(seed).shuffle(order)
            for index in order:
                while True:
                    done = space.run(
                        "case", "do", ids[index], "step", "--request-id", f"w{seed}-{index}", check=False)
                    with lock:
                        if done.returncode == 0:
                            acknowledged[index] += 1
                            break
                        if done.returncode != 75:
                            raise SystemExit(f"exit {done.returncode}: {done.stderr}")
                        busy[0] += 1

        started = time.perf_counter()
        threads = [threading.Thread(target=worker, args=(seed,)) for seed in range(processes)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        seconds = time.perf_counter() - started
        wrong = [
            case for case, count in zip(ids, acknowledged)
            if space.json("case", "show", case)["data"]["count"] != count or count != processes]
        answer = verified(space)
        print(
            f"{processes} processes, {cases} cases: {sum(acknowledged)} transitions in {seconds:.0f} s, "
            f"{busy[0]} told to try again, {len(wrong)} cases wrong, journal of {answer['records']} entries verified")
        if wrong or answer["records"] != cases * (processes + 1):
            raise SystemExit("a transition was lost, doubled or half done")


def kills(count, seed):
    """A loop of `case do`, killed at random moments: every acknowledged transition is there once."""
    generator = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        space = Workspace(folder)
        case = space.open_cases(1)[0]
        # Kills fall anywhere from the start of a command to a little after its end.
        started = time.perf_counter()
        space.run("case", "show", case)
        longest = 2 * (time.perf_counter() - started)
        acknowledged, sent, killed = set(), 0, 0
        while killed < count:
            request = f"k{sent}"
            sent += 1
            process = subprocess.Popen(
                space.arguments("case", "do", case, "step", "--request-id", request, "--json"),
                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            try:
                process.wait(timeout=generator.uniform(0, longest))
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                killed += 1
            output = process.communicate()[0]
            if process.returncode == 0 or output.endswith(b"\n"):
                acknowledged.add(request)
        log = [json.loads(line) for line in space.run("audit", "log", "--jsonl").stdout.splitlines()]
        recorded = [entry["request_id"] for entry in log if entry["event"] == "step"]
        answer = verified(space)
        count_now = space.json("case", "show", case)["data"]["count"]
        lost = acknowledged - set(recorded)
        doubled = len(recorded) - len(set(recorded))
        print(
            f"{killed} kills in {sent} commands: {len(acknowledged)} acknowledged, {len(recorded)} recorded, "
            f"{len(lost)} lost, {doubled} doubled, journal of {answer['records']} entries verified")
        if lost or doubled or count_now != len(recorded):
            raise SystemExit("an acknowledged transition is missing or doubled")


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--processes", type=int, default=8)
    options.add_argument("--cases", type=int, default=500)
    options.add_argument("--kills", type=int, default=200)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    require_binary()
    many_processes(chosen.processes, chosen.cases)
    kills(chosen.kills, chosen.seed)


if __name__ == "__main__":
    main()
