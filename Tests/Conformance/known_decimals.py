"""Writes Tests/KoshaRulesTests/Cases/decimal-known.csv: operations, operands and answers that stay.

Chosen by hand where an implementation is likely to be wrong, and by a seed beside: ties at the 34th digit, powers that are
rational, results near the ends of the exponents, cohorts, remainders of every sign, statistics that cancel. The answers
are worked out with Python's decimal to 110 digits and more and rounded once; where mpmath is installed, every root,
exponential, logarithm and power is worked out by it as well and both must agree.
"""
import decimal
import os
import random
from decimal import Decimal

import decimals as exact

try:
    import mpmath
except ImportError:
    mpmath = None

HERE = os.path.dirname(os.path.abspath(__file__))
FILE = os.path.join(HERE, "..", "KoshaRulesTests", "Cases", "decimal-known.csv")
SEED = 34

TIES = ["1", "2", "3", "7", "15", "25", "49", "0.5", "0.25", "0.125", "1e-33", "5e-34", "5e-35", "15e-35", "25e-35",
        "9999999999999999999999999999999999", "9999999999999999999999999999999995", "1e33", "1e34", "5e33",
        "1000000000000000000000000000000001", "4999999999999999999999999999999999", "3333333333333333333333333333333333"]
ENDS = ["9999999999999999999999999999999999e6111", "1e6144", "1e6111", "1e-6176", "5e-6176", "15e-6176", "1e-6143",
        "9999999999999999999999999999999999e-6176", "1e-3088", "1e3072", "0e6111", "0e-6176", "0"]
POWERS = [("6.25", "1.5"), ("16", "-12.5"), ("0.04", "-17.5"), ("2", "0.5"), ("2.25", "0.5"), ("4", "0.5"), ("1e34", "0.5"),
          ("1e33", "0.5"), ("32", "0.2"), ("3125", "-0.2"), ("65536", "0.0625"), ("0.0001", "0.25"), ("10", "0.3"),
          ("1234567654321", "1.5"), ("12345678987654321", "2.5"), ("3.0625", "3.5"), ("1.5", "2"), ("1.000001", "1000000"),
          ("2", "-113"), ("5", "-40"), ("7", "41"), ("-2", "111"), ("-2", "0.5"), ("0", "0"), ("0", "-1"), ("0", "0.5"),
          ("1", "1e34"), ("-1", "1e34"), ("-1", "1e33"), ("1.000000000000000000000000000000001", "0.5"),
          ("1.000000000000000000000000000000001", "1.5"), ("0.9999999999999999999999999999999999", "0.5"),
          ("10", "6144"), ("10", "6145"), ("10", "-6176"), ("10", "-6177"), ("1e-6176", "0.5"), ("2", "20000"),
          ("25e-6140", "1.5"), ("2025", "11.5"), ("1.1", "-30"), ("99999999999999999", "2"), ("100000000000000005", "2")]
EXPONENTIALS = ["0", "1", "-1", "0.5", "1e-34", "5e-34", "-5e-35", "4.999999999999999999999999999999999e-34", "1e-6176",
                "14149", "14150", "-14149", "-14200", "-14220", "1e10", "-1e10", "0.6931471805599453094172321214581766",
                "2.302585092994045684017991454684364", "100", "-100", "1e-17", "-1e-17"]
LOGARITHMS = ["1", "2", "10", "1e34", "1.000000000000000000000000000000001", "0.9999999999999999999999999999999999",
              "1.00000000000000001", "2.718281828459045235360287471352662", "9999999999999999999999999999999999e6111",
              "1e-6176", "0", "-1", "0.5", "1e-1", "3e17"]
SAMPLES = ["1 2", "1 2 3 4", "2 4 7 5", "1 1 1", "1e33 1e33 1e33", "1e34 1 -1e34", "0.1 0.2 0.3",
           "9999999999999999999999999999999999 9999999999999999999999999999999998", "1e6000 1e6000", "1 1e-34",
           "1 2 2 3", "-1 1", "1 -1 1e-40", "100000000000000001 100000000000000002 100000000000000003",
           "9999999999999999999999999999999999e6111 9999999999999999999999999999999999e6111", "5 3 1 4 2"]
COHORTS = [("1", "1.0"), ("1e3", "1000.00"), ("0", "0.000"), ("0e6111", "0e-6176"), ("1e34", "10000000000000000000000000000000000"),
           ("1e-34", "10e-35"), ("-1.10", "-1.1"), ("1.1", "1.10000000000000000000000000000001"), ("1e6111", "1e-6176"),
           ("123e2", "12300"), ("9999999999999999999999999999999999", "1e34"), ("-1", "1"), ("-1e-6176", "0")]
TEXTS = ["1.10", "100", "1e3", "-0", "0.000", "1e-7", "123e-2", "-12.50", "1e21", "5e-34", "1e33", "10e-1", "1e-33"]


def agrees(name, operands, answer):
    """Whether mpmath rounds to the same 34 digits; nothing is told of answers that are not within ordinary exponents."""
    if mpmath is None or name not in ("sqrt", "exp", "log", "power") or answer in ("nil", "0") or Decimal(answer) == 0:
        return True
    if abs(Decimal(answer).adjusted()) > 6000:
        return True
    mpmath.mp.dps = 140
    values = [mpmath.mpf(str(each)) for each in operands]
    got = {"sqrt": mpmath.sqrt, "exp": mpmath.exp, "log": mpmath.log, "power": mpmath.power}[name](*values)
    return mpmath.fabs(got - mpmath.mpf(answer)) <= mpmath.mpf(5) * mpmath.mpf(10) ** (
        Decimal(answer).adjusted() - 34) * (1 + mpmath.mpf(10) ** -90)


def answer(name, operands):
    first = operands[0]
    if name in exact.BASIC:
        return exact.spelled(exact.basic(name, *operands))
    if name == "modulo":
        return exact.spelled(exact.modulo(*operands))
    if name == "compare":
        return str(int(exact.EXACT.compare(*operands)))
    if name == "sqrt":
        return "nil" if first < 0 else exact.spelled(exact.FORMAT.sqrt(first))
    if name == "exp":
        return exact.spelled(exact.exponential(first))
    if name == "log":
        return "nil" if first <= 0 else exact.spelled(exact.into_format(exact.WIDE.ln(first)))
    if name == "power":
        return exact.spelled(exact.power(*operands))
    if name in ("mean", "median", "stddev"):
        work = {"mean": exact.mean, "median": exact.median, "stddev": exact.deviation}[name]
        try:
            return exact.spelled(work(operands))
        except decimal.Overflow:
            return "nil"
    if name == "text":
        plain = format(first, "f") if first else "0"
        return plain.rstrip("0").rstrip(".") if "." in plain else plain
    return exact.spelled(exact.rounded(first, int(operands[1]), exact.ROUNDINGS[name]))


def cases():
    numbers = [Decimal(text) for text in TIES]
    ends = [Decimal(text) for text in ENDS]
    for name in exact.BASIC:
        for left in numbers:
            for right in numbers[::2]:
                yield name, [left, right]
        for left in ends:
            for right in ends[::2] + numbers[:4]:
                yield name, [left, right]
    for left in numbers[:12]:
        for right in numbers[:12]:
            for signs in [(1, 1), (-1, 1), (1, -1), (-1, -1)]:
                yield "modulo", [left * signs[0], right * signs[1]]
    for left, right in POWERS:
        yield "power", [Decimal(left), Decimal(right)]
    for text in EXPONENTIALS:
        yield "exp", [Decimal(text)]
    for text in LOGARITHMS:
        yield "log", [Decimal(text)]
    for value in numbers + ends + [Decimal("-1"), Decimal("2e1"), Decimal("2e-1")]:
        yield "sqrt", [value]
    for name in ("mean", "median", "stddev"):
        for text in SAMPLES:
            yield name, [Decimal(each) for each in text.split()]
    for left, right in COHORTS:
        yield "compare", [Decimal(left), Decimal(right)]
        yield "compare", [Decimal(right), Decimal(left)]
    for text in TEXTS:
        yield "text", [Decimal(text)]
    for name in exact.ROUNDINGS:
        for text in ["2.5", "-2.5", "3.5", "0.05", "-0.05", "1.005", "1.0049", "999.95", "1e-40", "-1e-40", "12345", "0"]:
            for scale in (-2, -1, 0, 1, 2):
                yield name, [Decimal(text), Decimal(scale)]
    rnd = random.Random(SEED)
    for name in ("sqrt", "exp", "log", "power", "divide", "stddev"):
        for _ in range(120):
            yield name, exact.operation(rnd, name)[0]


def main():
    decimal.setcontext(exact.EXACT.copy())
    decimal.getcontext().traps[decimal.Inexact] = False
    rows, seen = [], set()
    for name, operands in cases():
        row = f"{name},{' '.join(map(str, operands))}"
        if row in seen:
            continue
        seen.add(row)
        given = answer(name, operands)
        if not agrees(name, operands, given):
            raise SystemExit(f"mpmath does not agree: {row} = {given}")
        rows.append(f"{row},{given}\n")
    with open(FILE, "w", encoding="utf-8") as file:
        file.writelines(["operation,operands,answer\n", *rows])
    print(f"{len(rows)} answers{'' if mpmath else ', without mpmath'}")


if __name__ == "__main__":
    main()
