"""Expressions compiled once, over a thousand contexts."""
import time

MASK = (1 << 64) - 1
INDUSTRIES = ["retail", "trade", "it", "foods", "metal", "paper", "games", "care"]
TEXTS = {
    "loan": 'amount * rate / 12 <= limit and industry in ["retail", "trade", "it", "foods"]',
    "arithmetic": "(a + b) * 2 - c / 3 + a * b - (c - a) * 4 + b / 5 - a * 6 + (b + c) * 7 "
                  "- a / 8 + b * 9 - c + a > 100",
    "comparison": "amount <= 1000",
}


class Stream:
    """SplitMix64, as in ExpressionRates.swift."""

    def __init__(self, seed):
        self.state = seed

    def below(self, bound):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        word = self.state
        word = ((word ^ (word >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        word = ((word ^ (word >> 27)) * 0x94D049BB133111EB) & MASK
        return (word ^ (word >> 31)) % bound


def contexts(name):
    if name == "arithmetic":
        stream = Stream(8)
        return [{key: float(stream.below(100)) for key in "abc"} for _ in range(1000)]
    stream = Stream(7)
    return [{"amount": 1000.0 + stream.below(500000), "rate": (200 + stream.below(900)) / 10000,
             "limit": 100.0 + stream.below(2500), "industry": INDUSTRIES[stream.below(8)]} for _ in range(1000)]


def peers(name):
    """name -> function(context), of the engines that are installed."""
    text, found = TEXTS[name], {}
    try:
        import zen
        found["zen-engine, compiled"] = zen.compile_expression(text).evaluate
    except ImportError:
        pass
    try:
        import rule_engine
        found["rule-engine"] = rule_engine.Rule(text).matches
    except ImportError:
        pass
    try:
        import cel
        found["common-expression-language"] = cel.compile(doubles(text)).execute
    except ImportError:
        pass
    return found


def doubles(text):
    """CEL does not mix whole numbers and doubles in arithmetic."""
    words = []
    for word in text.replace(" and ", " && ").split(" "):
        words.append(word + ".0" if word.isdigit() else word)
    return " ".join(words)


def timed(evaluate, data, seconds):
    def slice_of():
        began, done = time.process_time(), 0
        while True:
            holds = sum(1 for context in data if evaluate(context) is True)
            done += len(data)
            took = time.process_time() - began
            if took >= seconds:
                return done / took, holds
    return slice_of


def run(race, ours, seconds):
    for name in TEXTS:
        data = contexts(name)
        contestants = {"KoshaFlow": lambda name=name: ours("expressions", name)}
        for peer, evaluate in peers(name).items():
            contestants[peer] = timed(evaluate, data, seconds)
        race(name, contestants)
