"""Input that is meant to hold the program up: how long `kosha-flow feel` takes over each, beyond starting.

usage: bad_input.py BINARY [MILLISECONDS]
Prints the slowest; ends with 1 where one takes longer (250 unless said) or ends the process.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time

TEXT = '"' + "x" * 60000 + '"'
MEGABYTE = "x" * (1 << 20)


def doubled(use):
    """A value of 2^40 members that share each other, and what is done with it as Z."""
    steps = ", ".join(f"a{i}: [a{i - 1}, a{i - 1}]" for i in range(1, 40))
    return "{a0: [1, 1], " + steps + ", r: " + use.replace("Z", "a39") + "}.r"


def many(count, expression):
    return f"for i in 1..{count} return {expression}"


def over(expression, size=100000):
    return f"{{x: for i in 1..{size} return i, r: {many(100000, expression)}}}.r"


def nested():
    pairs = [
        ("(", ")"), ("[", "]"), ("{a:", "}"), ("-", ""), ("not(", ")"), ("if true then ", " else 1"),
        ("function(x) ", ""), ("1+", ""), ("abs(", ")"), ("some x in [1] satisfies ", ""), ("1 in (", ")"),
        ("a.", ""), ("f(", ")"),
        ("[1][", "]"), ("for x in [1] return ", ""), ("1**", ""), ("x instance of list<", ">"), ("/*", "*/"), ("@", ""),
        ("{", "}"), ("]1..", "["), ('\\"', ""), ("`", "`"),
    ]
    for opening, closing in pairs:
        yield f"nested {opening.strip()}", opening * 10000 + "1" + closing * 10000


def external(class_name, signature, arguments):
    names = ", ".join("abcdefgh"[: arguments.count(",") + 1])
    mapping = f'{{java: {{class: "{class_name}", method signature: "{signature}"}}}}'
    return f"(function({names}) external {mapping})({arguments})"


def cases():
    yield "unknown function", "foo(1)"
    yield "unknown functions", "+".join(["foo(1)"] * 9000)
    yield from nested()
    for use in [
        "Z", "string(Z)", "Z = Z", "is(Z, Z)", "flatten(Z)", "list contains([Z], Z)", "distinct values([Z, Z, Z])",
        "Z in Z", "min(Z)", "sqrt(Z)", "Z.a.a", "string join(Z)", "Z instance of " + "list<" * 39 + "number" + ">" * 39,
        "index of([Z], Z)", external("java.lang.String", "valueOf(java.lang.Object)", "Z"),
    ]:
        yield f"doubled: {use[:30]}", doubled(use)
    for expression in [
        "log(i)", "exp(0.1)", "1.01**i", "1.01**0.3", "sqrt(i)", "i", "1/3", f"{TEXT} + string(i)",
        f'contains({TEXT}, "y")', f"upper case({TEXT})", f"substring({TEXT}, 2)",
        f"string length({TEXT})", f'split({TEXT}, "y")',
        "string(1e6000)", '@"2020-01-01T00:00:00@Europe/Berlin" + @"PT1H"', 'time("00:00:00@A/b" + string(i))',
        'week of year(@"2020-01-01")',
        'date and time("2020-01-01T00:00:00@Europe/Ber" + "lin")', 'range("[1.." + string(i) + "]")',
        'matches("a", "a{1,500}" + string(i))', 'matches("' + "a" * 50 + '", "(a+)+$")', "partial", "count(partial)",
        external("java.lang.Math", "tan(double)", "i"),
        external("java.lang.String", "format(java.lang.String, [Ljava.lang.Object;)", '"%9999s", i'),
    ]:
        yield f"a million: {expression[:40]}", many(1000000, expression)
    for expression in [
        "reverse(x)", "append(x, 1)", "sublist(x, 1)", "concatenate(x, x)", "remove(x, 1)", "x = x", "0 in x",
        "x[item < 0]", "list contains(x, 0)", "x instance of list<number>", "(function(l: list<number>) 1)(x)",
    ]:
        yield f"long list: {expression}", over(expression)
    record = 'context(for i in 1..5000 return {key: "k" + string(i), value: i})'
    for expression in ["get entries(c)", "c = c", "c.k5000", 'context put(c, "a", 1)']:
        yield f"wide context: {expression}", f"{{c: {record}, r: {many(100000, expression)}}}.r"
    yield "range", "for i in 1..1000000000 return i"
    yield "quantifier", "some i in 1..1000000000 satisfies i < 0"
    yield "nested loops", "for i in 1..1000, j in 1..1000, k in 1..1000 return i"
    yield "recursion", "{f: function(n) f(n + 1), r: f(1)}.r"
    yield "recursion twice", "{f: function(n) f(n + 1) + f(n + 1), r: f(1)}.r"
    yield "recursion, list", "{f: function(n) [f(n + 1)], r: f(1)}.r"
    yield "recursion, text", '{f: function(s) f(s + s), r: f("xxxxxxxxxxxxxxxx")}.r'
    yield "recursion of itself", "(function(f) f(f))(function(f) f(f))"
    yield "string join", f'string join(for i in 1..100000 return {TEXT[:1000]}")'
    texts = [f"s{i}: s{i - 1} + s{i - 1}" for i in range(1, 40)]
    yield "text doubled", '{s0: "xxxxxxxxxxxxxxxx", ' + ", ".join(texts) + "}.s39"
    yield "texts of 16 MiB", (
        '{s0: "xxxxxxxxxxxxxxxx", ' + ", ".join(f"s{i}: s{i - 1} + s{i - 1}" for i in range(1, 20)) + ", "
        + ", ".join(f't{i}: s19 + "{i}"' for i in range(1000)) + "}.s1")
    yield "replacement", f'replace({TEXT}, "x", "{"$0" * 1000}")'
    for text, pattern in [
        ("a" * 5000 + "!", "(a+)+$"), ("a" * 5000 + "!", "(a|a)*$"), ("a" * 30000, "(.*)(.*)(.*)(.*)(.*)x"),
        ("a" * 100, "(a?){1000}a{1000}"), ("a" * 3000, "(a*)*\\\\1b"),
        ("a", "((((a{1,100}){1,100}){1,100}){1,100})"),
        ("a", "(" * 10000 + "a" + ")" * 10000), ("a", "[" + "a-z" * 10000 + "]"),
    ]:
        yield f"pattern {pattern[:30]}", f'matches("{text}", "{pattern}")'
    for number in ["1" * 60000, "0." + "1" * 60000, "1e999999999999999999999", "10**999999999", "9.99**999999999",
                   "1.0000001**99999999999", "exp(1e6000)", "log(1e-6000)", "sqrt(2e-6001)", "modulo(9e6000, 7e-6000)",
                   "decimal(1/3, 6000)", 'format number(1e6000, "#,##0.00")']:
        yield f"number {number[:30]}", number
    for function in ["stddev", "median", "mode", "sum", "product", "distinct values"]:
        yield f"{function} of a million", f"{function}(for i in 1..900000 return i)"
    yield "sort", "sort(for i in 1..100000 return i, function(x, y) true)"
    yield "context of entries", "context(for i in 1..100000 return {key: string(i), value: i})"
    yield "context merge", "context merge(for i in 1..100000 return context([{key: string(i), value: i}]))"
    yield "dates", 'for i in @"0001-01-01"..@"999999999-01-01" return i'
    yield "duration", 'duration("P' + "9" * 50000 + 'D")'
    yield "closures", "{f: for i in 1..100000 return function(x) x + i, r: f[1](1)}.r"
    yield "conjunctions", "1 = 1" + " and 1 = 1" * 5000
    yield "a megabyte of text", f'"{MEGABYTE}"'
    yield "a megabyte of a name", MEGABYTE
    yield "a megabyte of brackets", "[" * (1 << 20)
    yield "a megabyte of digits", "1" * (1 << 20)


def run(binary, requests):
    """The seconds of the process and what it printed."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        for request in requests:
            file.write(json.dumps(request) + "\n")
        file.flush()
        begin = time.perf_counter()
        try:
            process = subprocess.run(
                [binary, "--lang", "en", "feel", "--batch", file.name], capture_output=True, text=True, timeout=60,
                preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30)))
        except subprocess.TimeoutExpired:
            return 60.0, "", "no answer within a minute"
        answer = process.stdout if process.returncode == 0 else ""
        return time.perf_counter() - begin, answer, process.stderr[:200]


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    binary, bound = sys.argv[1], float(sys.argv[2]) if len(sys.argv) > 2 else 250.0
    start = min(run(binary, [{"expression": "1"}])[0] for _ in range(5))
    outcomes = []
    requests = [(name, {"expression": expression}) for name, expression in cases()]
    requests.append(("a megabyte in the context", {"expression": 'matches(s, "(x+x+)+y")', "context": {"s": MEGABYTE}}))
    requests.append(("a megabyte split", {"expression": 'count(split(s, "x"))', "context": {"s": MEGABYTE}}))
    for name, request in requests:
        seconds, answer, error = run(binary, [request])
        taken = max(0.0, seconds - start) * 1000
        if answer:
            answer = answer.strip()
            shown = answer if len(answer) < 100 else f"{len(answer)} bytes: {answer[:60]}…"
        else:
            shown = f"ENDED: {error}"
        outcomes.append((taken, name, shown, bool(answer)))
    outcomes.sort(reverse=True)
    for taken, name, shown, _ in outcomes[:20]:
        print(f"{taken:8.0f} ms  {name:40.40}  {shown}")
    slow = sum(taken > bound for taken, _, _, _ in outcomes)
    ended = sum(not answered for _, _, _, answered in outcomes)
    print(f"{len(outcomes)} inputs: {slow} over {bound:.0f} ms, {ended} without an answer; "
          f"a process starts in {start * 1000:.0f} ms")
    sys.exit(1 if slow or ended else 0)


main()
