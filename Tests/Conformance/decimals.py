"""Random operations on numbers against Python's decimal.

Every operation goes to the program given as a line with the expected answer; it tells what it holds otherwise.
OPERATIONS (1,000,000) is how many, SEED (1) which ones.
"""
import decimal
import os
import random
import subprocess
import sys
import time
from decimal import Decimal
from fractions import Fraction

TOTAL = int(os.environ.get("OPERATIONS", "1000000"))
SEED = int(os.environ.get("SEED", "1"))
TRAPS = [decimal.InvalidOperation, decimal.DivisionByZero, decimal.Overflow]
# decimal128 with gradual underflow; a large exponent is clamped.
FORMAT = decimal.Context(prec=34, rounding=decimal.ROUND_HALF_EVEN, Emin=-6143, Emax=6144, clamp=1, traps=TRAPS)
# Far beyond the format, for what is rounded into it afterwards.
WIDE = decimal.Context(prec=110, rounding=decimal.ROUND_HALF_EVEN, Emin=-999999, Emax=999999,
                       traps=[decimal.InvalidOperation, decimal.DivisionByZero])
EXACT = decimal.Context(prec=60000, rounding=decimal.ROUND_HALF_EVEN, Emin=-999999, Emax=999999,
                        traps=[decimal.InvalidOperation, decimal.DivisionByZero, decimal.Inexact])
ROUNDINGS = {"halfEven": decimal.ROUND_HALF_EVEN, "halfUp": decimal.ROUND_HALF_UP,
             "halfDown": decimal.ROUND_HALF_DOWN, "up": decimal.ROUND_UP, "down": decimal.ROUND_DOWN,
             "floor": decimal.ROUND_FLOOR, "ceiling": decimal.ROUND_CEILING}
# How often each kind comes among 1,000; the rest are the four operations.
SHARES = {"compare": 120, "text": 60, "modulo": 60, "power": 24, "sqrt": 40, "exp": 24, "log": 24, "mean": 20,
          "median": 20, "stddev": 12, **{name: 16 for name in ROUNDINGS}}
BASIC = ["add", "subtract", "multiply", "divide"]


def coefficient(rnd):
    kind = rnd.randrange(9)
    if kind == 0:
        return rnd.randrange(0, 12)
    if kind == 1:
        return rnd.randrange(10 ** rnd.randint(1, 34))
    if kind == 2:
        return rnd.randrange(10 ** rnd.randint(1, 8)) * 10 ** rnd.randint(0, 26)
    if kind == 3:
        return max(0, 10 ** rnd.randint(1, 34) - rnd.randint(1, 3))
    if kind == 4:
        return 10 ** rnd.randint(0, 33) + rnd.randint(0, 2)
    if kind == 5:
        return 5 * 10 ** rnd.randint(0, 33)
    if kind == 6:
        return min(10 ** 34 - 1, 2 ** rnd.randint(0, 113) + rnd.randint(-1, 1)) % 10 ** 34
    if kind == 7:
        return rnd.randrange(10 ** 33, 10 ** 34)
    return int("".join(rnd.choice("0599") for _ in range(34)))


def exponent(rnd):
    kind = rnd.randrange(10)
    if kind < 5:
        return rnd.randint(-6, 4)
    if kind < 8:
        return rnd.randint(-45, 45)
    if kind == 8:
        return rnd.choice([-6176, -6160, -6143, -6100, 6111, 6090, 6050]) + rnd.randint(0, 30) * rnd.choice([0, 1])
    return rnd.randint(-6176, 6111)


def number(rnd, low=-6176, high=6111):
    place = min(max(exponent(rnd), low), high)
    return Decimal((rnd.randrange(2), tuple(map(int, str(coefficient(rnd)))), place))


def other(rnd, left):
    """An operand that often cancels, ties with or stands beside the first."""
    kind = rnd.randrange(5)
    sign, digits, place = left.as_tuple()
    if kind == 0:
        whole = int("".join(map(str, digits))) + rnd.randint(-2, 2)
        return Decimal((rnd.randrange(2), tuple(map(int, str(min(abs(whole), 10 ** 34 - 1)))), place))
    if kind == 1 and len(digits) < 34:
        padding = min(rnd.randint(1, 34 - len(digits)), place + 6176)
        return Decimal((rnd.randrange(2), digits + (0,) * max(padding, 0), place - max(padding, 0)))
    if kind == 2:
        near = min(max(place + rnd.randint(-36, 36), -6176), 6111)
        return Decimal((rnd.randrange(2), (rnd.choice([1, 5, 5, 9]),), near))
    return number(rnd)


def spelled(value):
    return "nil" if value is None or not value.is_finite() else str(value)


def into_format(value):
    try:
        return FORMAT.plus(value)
    except decimal.Overflow:
        return None


def basic(name, left, right):
    try:
        return {"add": FORMAT.add, "subtract": FORMAT.subtract, "multiply": FORMAT.multiply,
                "divide": FORMAT.divide}[name](left, right)
    except (decimal.Overflow, decimal.DivisionByZero, decimal.InvalidOperation):
        return None


def modulo(left, right):
    if not right:
        return None
    (ls, ld, le), (rs, rd, re) = left.as_tuple(), right.as_tuple()
    low = min(le, re)
    dividend, divisor = int("".join(map(str, ld))) * 10 ** (le - low), int("".join(map(str, rd))) * 10 ** (re - low)
    rest = (-dividend if ls else dividend) % (-divisor if rs else divisor)
    return into_format(Decimal((rest < 0, tuple(map(int, str(abs(rest)))), low)))


def whole_root(number, degree):
    """The largest whole number whose power is not larger."""
    if number < 2:
        return number
    root = 1 << -(-number.bit_length() // degree)
    while True:
        following = ((degree - 1) * root + number // root ** (degree - 1)) // degree
        if following >= root:
            return root
        root = following


def rational_power(left, right):
    """The power of a positive number to a fraction where it is rational; nothing near it tells a tie from its like."""
    exponent, base = Fraction(right), Fraction(left)
    if exponent.denominator > 113 or abs(exponent.numerator) > 2000 or abs(left.adjusted()) > 200:
        return None
    top = whole_root(base.numerator, exponent.denominator)
    bottom = whole_root(base.denominator, exponent.denominator)
    if Fraction(top, bottom) ** exponent.denominator != base:
        return None
    value = Fraction(top, bottom) ** exponent.numerator
    try:
        return EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))
    except decimal.Inexact:
        return None


def power(left, right):
    if not right:
        return Decimal(1)
    if not left:
        return None if right < 0 else Decimal(0)
    whole = right == right.to_integral_value()
    if left < 0 and not whole:
        return None
    exact = None if whole else rational_power(left, right)
    if exact is not None:
        return into_format(exact)
    try:
        return into_format(WIDE.power(left, right))
    except decimal.InvalidOperation:
        return None


def exponential(value):
    if abs(value) > 20000:
        return Decimal(0) if value < 0 else None
    return into_format(WIDE.exp(value))


def rounded(value, scale, rounding):
    place = -scale
    if value.as_tuple().exponent >= place:
        return value
    (sign, digits, at) = value.as_tuple()
    whole = EXACT.scaleb(Decimal((sign, digits, 0)), 0)
    if place - at > 40:
        # Only whether anything is dropped counts.
        whole, at = Decimal((sign, (1,) if any(digits) else (0,), 0)), place - 40
    kept = whole.scaleb(at - place, context=EXACT).to_integral_value(rounding=rounding, context=EXACT)
    return into_format(kept.scaleb(place, context=EXACT))


def mean(numbers):
    total = Decimal(0)
    for each in numbers:
        total = EXACT.add(total, each)
    try:
        return FORMAT.divide(total, Decimal(len(numbers)))
    except decimal.Overflow:
        return None


def median(numbers):
    numbers = sorted(numbers)
    middle = len(numbers) // 2
    return numbers[middle] if len(numbers) % 2 else mean(numbers[middle - 1:middle + 1])


def deviation(numbers):
    count, total, squares = len(numbers), Decimal(0), Decimal(0)
    for each in numbers:
        total = EXACT.add(total, each)
        squares = EXACT.add(squares, EXACT.multiply(each, each))
    top = EXACT.subtract(EXACT.multiply(Decimal(count), squares), EXACT.multiply(total, total))
    return into_format(WIDE.sqrt(WIDE.divide(top, Decimal(count * (count - 1)))))


def sample(rnd):
    base = number(rnd, -60, 60)
    numbers = [base]
    for _ in range(rnd.randint(1, 7)):
        each = other(rnd, base)
        numbers.append(each if -200 < each.as_tuple().exponent < 200 else number(rnd, -60, 60))
    return numbers


def operation(rnd, name):
    """The operands and what the answer is."""
    if name in ("mean", "median", "stddev"):
        numbers = sample(rnd)
        return numbers, spelled({"mean": mean, "median": median, "stddev": deviation}[name](numbers))
    left = number(rnd)
    if name == "text":
        left = number(rnd, -60, 60)
        plain = format(left, "f") if left else "0"
        return [left], plain.rstrip("0").rstrip(".") if "." in plain else plain
    if name == "sqrt":
        if rnd.randrange(3) == 0:
            root = rnd.randrange(10 ** rnd.randint(1, 17))
            left = Decimal((0, tuple(map(int, str(root * root))), rnd.randint(-50, 50)))
        return [left], "nil" if left < 0 else spelled(FORMAT.sqrt(left))
    if name == "exp":
        left = number(rnd, -80, 3)
        return [left], spelled(exponential(left))
    if name == "log":
        if rnd.randrange(3) == 0:
            left = FORMAT.add(Decimal(1), Decimal((rnd.randrange(2), (rnd.randint(1, 9),), -rnd.randint(1, 33))))
        return [left], "nil" if left <= 0 else spelled(into_format(WIDE.ln(left)))
    if name == "power":
        kind = rnd.randrange(3)
        if kind == 0:
            right = Decimal(rnd.randint(-60, 60))
        elif kind == 1:
            # Squares and fourth powers: rational powers, and with a root that ends in 5 many ties of 35 digits.
            shape, odd = rnd.randrange(4), rnd.choice([3, 5, 7, 9])
            if shape == 0:
                digits = 34 // odd
                root = Decimal(rnd.randrange(10 ** (digits - 1), 10 ** (digits + 1)) // 10 * 10 + 5)
                left, right = EXACT.multiply(root, root), Decimal(odd) / 2
            elif shape == 1:
                left = EXACT.power(Decimal(rnd.randrange(1, 10 ** rnd.randint(1, 8))), 4)
                right = Decimal(rnd.randint(-30, 30)) / 4
            else:
                root = Decimal(rnd.randrange(10 ** rnd.randint(1, 17)))
                left, right = EXACT.multiply(root, root), Decimal(rnd.randint(-9, 9)) / 2
        else:
            left, right = abs(number(rnd, -60, 60)), number(rnd, -36, 1)
        return [left, right], spelled(power(left, right))
    if name in ROUNDINGS:
        scale = -(left.as_tuple().exponent + rnd.randint(-3, 37))
        if not -6111 <= scale <= 6176:
            scale = rnd.randint(-40, 40)
        if rnd.randrange(3) == 0:
            digits = coefficient(rnd) // 100 * 100 + 50
            left, scale = Decimal((rnd.randrange(2), tuple(map(int, str(digits))), -scale - 2)), scale
            if not -6176 <= left.as_tuple().exponent <= 6111:
                left, scale = Decimal("2.5"), 0
        return [left, Decimal(scale)], spelled(rounded(left, scale, ROUNDINGS[name]))
    right = other(rnd, left)
    if name == "compare":
        return [left, right], str(int(EXACT.compare(left, right)))
    if name == "modulo":
        return [left, right], spelled(modulo(left, right))
    return [left, right], spelled(basic(name, left, right))


def main():
    # Remainders across the whole range of exponents are longer than Python turns into text by itself.
    sys.set_int_max_str_digits(0)
    decimal.setcontext(EXACT.copy())
    decimal.getcontext().traps[decimal.Inexact] = False
    rnd = random.Random(SEED)
    kinds = [name for name, share in SHARES.items() for _ in range(share)]
    kinds += [BASIC[index % 4] for index in range(1000 - len(kinds))]
    began, counts, lines = time.perf_counter(), {}, []
    for _ in range(TOTAL):
        name = kinds[rnd.randrange(1000)]
        operands, expected = operation(rnd, name)
        counts[name] = counts.get(name, 0) + 1
        lines.append(f"{name}\t{' '.join(map(str, operands))}\t{expected}\n")
    generated = time.perf_counter() - began
    began = time.perf_counter()
    given = subprocess.run([sys.argv[1], "decimals"], input="".join(lines), text=True, capture_output=True, check=True)
    answered = time.perf_counter() - began
    *wrong, last = given.stdout.splitlines()
    print("\n".join(wrong[:40]))
    for name in sorted(counts):
        failures = sum(line.startswith(name + "\t") for line in wrong)
        print(f"  {name:10s} {counts[name]:9,d} operations {failures:6,d} disagreements")
    print(f"decimals: {TOTAL:,} operations of seed {SEED}, {len(wrong):,} disagreements "
          f"({generated:.0f} s to ask, {answered:.0f} s to answer)")
    sys.exit(0 if last == f"answered {TOTAL} disagreements 0" else 1)


if __name__ == "__main__":
    main()
