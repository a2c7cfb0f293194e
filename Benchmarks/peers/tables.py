"""The loan tables of a peer harness: zen-engine's `engine.evaluate(key)` and ours over the same inputs.

PEERS is the folder of the harness, whose gen_tables.py writes tables, inputs and expected answers; every answer of
both engines is compared with them before anything is timed.
"""
import importlib
import os
import statistics
import sys
import time

SIZES = [10, 100, 1000, 10000]
GOALS = {10: 15, 100: 20, 1000: 60, 10000: 500}
COLUMNS = ["amount", "yearsInBusiness", "taxArrears", "industry", "fundKind"]
OUTPUTS = ["id", "decision", "rateBps"]


def generator(scratch):
    """The harness's generator, writing into a scratch folder; None where there is no harness."""
    folder = os.environ.get("PEERS", "")
    if not os.path.exists(os.path.join(folder, "gen_tables.py")):
        return None
    os.environ["PEERS_WORK"] = scratch
    sys.path.append(os.path.abspath(folder))
    return importlib.import_module("gen_tables")


def cells(rule):
    """A rule's unary tests in column order, empty for any."""
    amount, industry, fund = rule["amount"], rule["industry"], rule["fundKind"]
    return ["" if amount is None else "[{}..{})".format(*amount),
            "" if rule["yearsInBusiness"] is None else f">= {rule['yearsInBusiness']}",
            "" if rule["taxArrears"] is None else str(rule["taxArrears"]).lower(),
            ", ".join(f'"{each}"' for each in industry or []),
            f'"{fund}"' if fund else ""]


def graph(rules, hit):
    """A decision of zen-engine that is one table between its input and its output."""
    rows = []
    for rule in rules:
        row = {f"in{index}": cell for index, cell in enumerate(cells(rule))}
        row.update({"_id": str(rule["id"]), "out0": str(rule["id"]), "out1": f'"{rule["decision"]}"',
                    "out2": str(rule["rateBps"])})
        rows.append(row)
    content = {"hitPolicy": hit, "rules": rows,
               "inputs": [{"id": f"in{at}", "name": name, "field": name} for at, name in enumerate(COLUMNS)],
               "outputs": [{"id": f"out{at}", "name": name, "field": name} for at, name in enumerate(OUTPUTS)]}
    kinds = [("request", "inputNode", {}), ("table", "decisionTableNode", {"content": content}),
             ("answer", "outputNode", {})]
    return {"nodes": [{"id": name, "name": name, "type": kind, "position": {"x": 0, "y": 0}, **more}
                      for name, kind, more in kinds],
            "edges": [{"id": f"from {a}", "sourceId": a, "targetId": b, "type": "edge"}
                      for a, b in [("request", "table"), ("table", "answer")]]}


def zen_slice(rules, rows, hit, seconds):
    import zen
    engine = zen.ZenEngine({"loader": {"type": "static", "content": {"loan": graph(rules, hit)}}})
    inputs = [row["input"] for row in rows]
    for row in rows:
        result = engine.evaluate("loan", row["input"])["result"]
        given = result["id"] if hit == "first" else [each["id"] for each in result]
        if given != row[hit]:
            raise AssertionError(f"zen-engine gave {given}, expected {row[hit]}")

    def slice_of():
        began, done = time.process_time(), 0
        while True:
            for at in range(done, done + 50):
                engine.evaluate("loan", inputs[at % len(inputs)])
            done += 50
            took = time.process_time() - began
            if took >= seconds:
                return done / took, len(rows)
    return slice_of


def run(race, ours, seconds, scratch):
    tables = generator(scratch)
    if tables is None:
        print("tables: skipped beside other engines: PEERS names no folder of a peer harness")
        return
    costs = {}
    for hit in ["first", "collect"]:
        for count in SIZES:
            rules, rows = tables.load(count)

            def one(mode, count=count, hit=hit):
                return lambda: ours("table", tables.OUT, str(count), hit, mode)

            contestants = {"KoshaFlow": one("plain"), "KoshaFlow, traced": one("traced")}
            try:
                contestants["zen-engine, evaluate(key)"] = zen_slice(rules, rows, hit, seconds)
            except ImportError:
                pass
            rates = race(f"{hit} {count}", contestants)
            plain, traced, *peers = [statistics.median(each) for each in rates.values()]
            costs[hit, count] = plain
            goal = "".join(f"; {plain / peer:.0f} times zen-engine, goal {GOALS[count]}" for peer in peers)
            print(f"  traced at {traced / plain:.2f} of the untraced rate, goal 0.50{goal}")
        growth = costs[hit, SIZES[0]] / costs[hit, SIZES[-1]]
        print(f"{hit}: 10,000 rules cost {growth:.2f} times what 10 do, goal at most 3")
