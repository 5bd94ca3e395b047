"""Random and adversarial inputs that the scripts of this folder share, drawn from one seed, and how they are written."""

import json
import math
import warnings
from importlib.metadata import version

import numpy as np

warnings.filterwarnings("ignore")


def attempt(f):
    """The value of a peer; NaN where it throws."""
    try:
        return f()
    except (ValueError, ZeroDivisionError, FloatingPointError, IndexError):
        return math.nan


def plain(value):
    """NaN as null, infinities as text, numbers that are whole as such."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if value is None or isinstance(value, str):
        return value
    value = value.item() if isinstance(value, np.generic) else value
    if isinstance(value, float):
        if math.isnan(value):
            return None
        if math.isinf(value):
            return "inf" if value > 0 else "-inf"
        if value == int(value) and abs(value) < 1e15 and not (value == 0 and math.copysign(1, value) < 0):
            return int(value)
    return value


def versions(*names):
    return {name: version(name) for name in names}


def write(name, content):
    with open(f"{name}.json", "w") as file:
        json.dump(plain(content), file, separators=(",", ":"))
        file.write("\n")


def chance(random, y, pull, digits):
    """Scores from 0 to 1 that lean to the label."""
    s = pull * y + (1 - pull) * random.random(len(y))
    return s if digits is None else np.round(s, digits)


def weights(random, n, kind):
    if kind is None:
        return None
    if kind == "plain":
        return np.round(random.random(n) * 3 + 0.1, 3)
    if kind == "whole":
        return random.integers(1, 6, n).astype(float)
    if kind == "zeros":
        return np.round(random.random(n) * 2, 2) * (random.random(n) < 0.6)
    if kind == "extreme":
        return 10.0 ** random.integers(-9, 10, n)
    return np.zeros(n)


def binary_inputs():
    random = np.random.default_rng(1)
    out = []

    def add(name, y, s, w=None):
        out.append({"name": name, "y": np.asarray(y, int), "s": np.asarray(s, float), "w": None if w is None else np.asarray(w, float)})

    for n in [1, 2, 3, 4, 5, 8, 13, 30, 100, 300]:
        for share in [0.5, 0.15]:
            for digits in [None, 1]:
                y = (random.random(n) < share).astype(int)
                add(f"random, {n} rows, {share} positive, {digits} digits", y, chance(random, y, 0.3, digits if n > 13 else digits or 2))
    for kind in ["plain", "whole", "zeros", "extreme", "none"]:
        for n in [2, 5, 20, 60, 120]:
            y = (random.random(n) < 0.4).astype(int)
            add(f"weights {kind}, {n} rows", y, chance(random, y, 0.25, 2), weights(random, n, kind))
    for n in [1, 2, 7, 40]:
        y = np.ones(n, int)
        add(f"all positive, {n} rows", y, chance(random, y, 0.2, 2))
        add(f"all negative, {n} rows", 1 - y, chance(random, 1 - y, 0.2, 2))
    for score in [0, 0.5, 1, 0.3]:
        add(f"all scores {score}", [0, 1, 1, 0, 1, 0, 0], [score] * 7)
        add(f"all scores {score}, weights", [0, 1, 1, 0], [score] * 4, [0.5, 2, 0, 1])
    for pull in [0, 0.2, 0.6]:
        y = random.integers(0, 2, 50)
        add(f"scores 0 and 1, pull {pull}", y, np.round(chance(random, y, pull, None)))
    y = random.integers(0, 2, 80)
    add("perfect", y, 0.1 + 0.8 * y)
    add("inverse", y, 0.9 - 0.8 * y)
    add("perfect, many scores", y, 0.5 * y + 0.499 * random.random(80))
    add("one positive of 300", np.arange(300) == 150, np.round(random.random(300), 3))
    add("one negative of 300", np.arange(300) != 150, np.round(random.random(300), 3))
    add("one positive on top", np.arange(200) == 199, np.arange(200) / 200)
    add("denormal scores", y[:20], [5e-324 * (i % 4) for i in range(20)])
    add("denormal and tiny scores", y[:30], np.where(random.random(30) < 0.5, 1e-310, 1e-300) * (1 + np.arange(30) % 3))
    add("neighbours of a half", y[:24], 0.5 + (np.arange(24) % 5 - 2) * 2.0**-53)
    add("neighbours of one", y[:24], 1 - (np.arange(24) % 3) * 2.0**-53)
    add("minus zero and zero", [0, 1, 1, 0, 1], [-0.0, 0.0, -0.0, 0.0, 0.5])
    add("beyond probabilities, 1e300", y[:40], np.where(np.arange(40) == 7, 1e300, random.normal(0, 1, 40)))
    add("beyond probabilities, huge ties", y[:40], random.choice([-1e308, -1, 0, 1e308], 40))
    add("beyond probabilities, normal", y, random.normal(0, 2, 80) + y)
    add("beyond probabilities, 1e9 apart by 1", y[:60], 1e9 + random.integers(0, 5, 60))
    add("beyond probabilities, weights", y[:60], random.normal(0, 2, 60), weights(random, 60, "plain"))
    for n in [150, 250]:
        y = (random.random(n) < 0.03).astype(int)
        y[0] = 1
        add(f"rare, {n} rows", y, chance(random, y, 0.2, 3))
        add(f"rare, heavy ties, {n} rows", y, chance(random, y, 0.2, 1))
        add(f"rare, weights, {n} rows", y, chance(random, y, 0.2, 3), weights(random, n, "plain"))
    return out


def multiclass_inputs():
    random = np.random.default_rng(2)
    out = []

    def add(name, y, p, w=None):
        p = np.asarray(p, float)
        out.append({"name": name, "k": p.shape[1], "y": np.asarray(y, int), "p": p, "w": None if w is None else np.asarray(w, float)})

    def draw(n, k, pull=0.35, digits=None, present=None):
        y = random.choice(present if present is not None else np.arange(k), n)
        p = random.random((n, k)) ** 2
        p[np.arange(n), y] += pull
        p /= p.sum(1, keepdims=True)
        return y, p if digits is None else dyadic(p, digits)

    def dyadic(p, digits):
        """Probabilities of few values that sum to one exactly: multiples of 1 / 2^digits."""
        scale = 2**digits
        q = np.floor(p * scale)
        q[np.arange(len(q)), p.argmax(1)] += scale - q.sum(1)
        return q / scale

    for k in [3, 4, 5, 7, 12]:
        for n in [k, 2 * k, 40, 150]:
            add(f"random, {k} classes, {n} rows", *draw(n, k, digits=None if n == 40 else 10))
    for k in [3, 6, 12]:
        for n in [20, 80]:
            add(f"heavy ties, {k} classes, {n} rows", *draw(n, k, digits=3))
            add(f"absent classes, {k} classes, {n} rows", *draw(n, k, digits=8, present=[0, k - 1]))
            add(f"one class, {k} classes, {n} rows", *draw(n, k, digits=8, present=[1]))
            y, p = draw(n, k, digits=8)
            p[:, [0, k - 1]] = p[:, [k - 1, 0]]
            p[:, 1] = 0
            p[:, 0] += 1 - p.sum(1)
            add(f"a class never predicted, {k} classes, {n} rows", y, p)
    for kind in ["plain", "whole", "zeros", "extreme"]:
        for k in [3, 5]:
            y, p = draw(50, k, digits=8)
            add(f"weights {kind}, {k} classes", y, p, weights(random, 50, kind))
    y, p = draw(30, 4)
    add("all equal", y, np.full((30, 4), 0.25))
    add("certain and right", y, np.eye(4)[y])
    add("certain and wrong", y, np.eye(4)[(y + 1) % 4])
    add("certain, half right", y, np.eye(4)[(y + (np.arange(30) % 2)) % 4])
    add("one row", y[:1], p[:1])
    add("two rows", [0, 2], p[:2])
    for share in [0.9, 0.97]:
        y = np.where(random.random(200) < share, 0, random.integers(1, 5, 200))
        p = random.random((200, 5)) ** 2
        p[np.arange(200), y] += 0.3
        add(f"imbalanced, {share}", y, dyadic(p / p.sum(1, keepdims=True), 10))
    return out


def regression_inputs():
    random = np.random.default_rng(3)
    out = []

    def add(name, y, p, w=None):
        out.append({"name": name, "y": np.asarray(y, float), "p": np.asarray(p, float), "w": None if w is None else np.asarray(w, float)})

    for n in [1, 2, 3, 4, 5, 10, 31, 100, 300]:
        for digits in [None, 1]:
            y = random.gamma(2, 10, n) + 0.5
            p = np.abs(y * random.normal(1.05, 0.2, n)) + 0.01
            y, p = (y, p) if digits is None else (np.round(y, digits), np.round(p, digits) + 0.1)
            add(f"positive, {n} rows, {digits} digits", y, p)
            add(f"both signs, {n} rows, {digits} digits", *(np.round(v, digits or 6) for v in (y - 20, p - 21)))
    for kind in ["plain", "whole", "zeros", "extreme", "none"]:
        for n in [3, 12, 60, 150]:
            y = np.round(random.gamma(2, 10, n) + 0.5, 2)
            add(f"weights {kind}, {n} rows", y, np.round(y * random.normal(1, 0.3, n), 2), weights(random, n, kind))
    for offset in [1e6, 1e9, -1e9, 1e12]:
        y = offset + np.round(random.normal(0, 1, 60), 3)
        add(f"offset {offset}", y, y + np.round(random.normal(0.1, 0.5, 60), 3))
    for scale in [1e-300, 1e-12, 1e12, 1e100, 1e150]:
        y = scale * random.normal(3, 1, 40)
        add(f"scale {scale}", y, y * random.normal(1, 0.1, 40))
    y = np.round(random.normal(0, 3, 50), 1)
    add("zeros among the targets", np.where(np.arange(50) % 5 == 0, 0, y), y + 0.5)
    add("all targets zero", np.zeros(9), random.normal(0, 1, 9))
    add("all zero", np.zeros(9), np.zeros(9))
    add("constant target", np.full(20, 0.1), random.normal(0, 1, 20))
    add("constant prediction", y, np.full(50, 0.7))
    add("both constant", np.full(12, 3.3), np.full(12, 3.4))
    add("exact", y, y)
    add("inverse", y, -y)
    add("heavy ties", random.integers(0, 3, 120), random.integers(0, 3, 120))
    add("heavy ties, weights", random.integers(1, 4, 90), random.integers(1, 4, 90), weights(random, 90, "plain"))
    add("one outlier of 1e12", np.where(np.arange(60) == 11, 1e12, random.normal(0, 1, 60)), random.normal(0, 1, 60))
    add("below minus one", [-2, -1, 0.5, 3], [0.1, -1.5, 0.2, 2.8])
    add("minus one", [-1, 0.5, 3], [0.3, 0.2, 2.8])
    add("counts", random.poisson(2, 80), random.gamma(2, 1, 80) + 0.05)
    add("heavy tail", random.standard_cauchy(100), random.standard_cauchy(100))
    return out
