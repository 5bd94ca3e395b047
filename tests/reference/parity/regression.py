"""Reference values of regression metrics: python3 regression.py writes regression.json (versions are in it)."""

import math
from fractions import Fraction

import mpmath
import numpy as np
from scipy import stats
from sklearn import metrics as m

from inputs import attempt, regression_inputs, versions, write


def exact(y, p, w):
    """Moments in exact arithmetic, rounded once: the peers lose digits where offsets are large, and overflow at large scales."""
    w = [Fraction(1)] * len(y) if w is None else list(map(Fraction, w))
    y, p = list(map(Fraction, y)), list(map(Fraction, p))
    total = sum(w)
    if total == 0:
        return {}
    mean = lambda v: sum(a * b for a, b in zip(w, v)) / total
    product = lambda u, v: mean([(a - mu) * (b - mv) for a, b in zip(u, v)]) if (mu := mean(u), mv := mean(v)) else 0
    e = [b - a for a, b in zip(y, p)]
    yy, pp, yp, ee = product(y, y), product(p, p), product(y, p), product(e, e)
    squares = mean([a * a for a in e])
    out = {"r2": float(1 - squares / yy), "explained_variance": float(1 - ee / yy)} if yy > 0 else {}
    if all(a != 0 for a in y):
        out["mean_absolute_percentage_error"] = float(mean([abs(b - a) / abs(a) for a, b in zip(y, p)]))
    if yy > 0 and pp > 0 and len(y) > 2:
        out["pearson"] = math.copysign(float(mpmath.sqrt(mpmath.mpf(yp.numerator) ** 2 / yp.denominator**2 / (mpmath.mpf(yy.numerator) * pp.numerator) * (yy.denominator * pp.denominator))), yp)
        out["concordance_correlation"] = float(2 * yp / (yy + pp + (mean(p) - mean(y)) ** 2))
    if min(*y, *p) > 0:
        big = lambda v: mpmath.mpf(v.numerator) / v.denominator
        poisson = lambda a, b: big(a) * mpmath.log(big(a) / big(b)) - big(a - b)
        average = lambda terms: sum(big(u) * t for u, t in zip(w, terms)) / big(total)
        own = average([poisson(a, b) for a, b in zip(y, p)])
        constant = average([poisson(a, Fraction(float(mean(y)))) for a in y])
        out["mean_poisson_deviance"] = float(2 * own)
        out["mean_gamma_deviance"] = float(2 * average([mpmath.log(big(b) / big(a)) + big(a / b) - 1 for a, b in zip(y, p)]))
        for power in [Fraction(3, 2), Fraction(3)]:
            q = big(power)
            unit = lambda a, b: a ** (2 - q) / ((1 - q) * (2 - q)) - a * b ** (1 - q) / (1 - q) + b ** (2 - q) / (2 - q)
            out[f"mean_tweedie_deviance {float(power):g}"] = float(2 * average([unit(big(a), big(b)) for a, b in zip(y, p)]))
        if yy > 0:
            out["d2_tweedie_score 1"] = float(1 - own / constant)
    if min(*y, *p) > -1:
        log = lambda v: mpmath.log1p(mpmath.mpf(v.numerator) / v.denominator)
        terms = [(log(b) - log(a)) ** 2 * u.numerator / u.denominator for a, b, u in zip(y, p, w)]
        out["mean_squared_log_error"] = float(sum(terms) * total.denominator / total.numerator)
        out["root_mean_squared_log_error"] = float(mpmath.sqrt(sum(terms) * total.denominator / total.numerator))
    return out


def rounded(theirs, ours):
    """Their value, or the exact one where theirs is off by more than 1e-13 of it or lost; squares below 1e-150 are lost to both."""
    return theirs if abs(ours) < 1e-150 or abs(theirs - ours) <= 1e-13 * abs(ours) else ours


def values(y, p, w):
    own = peers(y, p, w)
    return {name: rounded(value, exact_value) if (exact_value := known.get(name)) is not None else value for known in [exact(y, p, w)] for name, value in own.items()}


def peers(y, p, w):
    k = {"sample_weight": w}
    with np.errstate(all="ignore"):
        return {
            "mean_absolute_error": attempt(lambda: m.mean_absolute_error(y, p, **k)),
            "median_absolute_error": attempt(lambda: m.median_absolute_error(y, p, **k)),
            "max_error": attempt(lambda: m.max_error(*((y, p) if w is None else (y[w > 0], p[w > 0])))),
            "mean_squared_error": attempt(lambda: m.mean_squared_error(y, p, **k)),
            "root_mean_squared_error": attempt(lambda: m.root_mean_squared_error(y, p, **k)),
            "mean_error": attempt(lambda: float(np.average(p - y, weights=w))),
            "mean_absolute_percentage_error": attempt(lambda: m.mean_absolute_percentage_error(y, p, **k)),
            "mean_squared_log_error": attempt(lambda: m.mean_squared_log_error(y, p, **k)),
            "root_mean_squared_log_error": attempt(lambda: m.root_mean_squared_log_error(y, p, **k)),
            "mean_pinball_loss 0.5": attempt(lambda: m.mean_pinball_loss(y, p, alpha=0.5, **k)),
            "mean_pinball_loss 0.9": attempt(lambda: m.mean_pinball_loss(y, p, alpha=0.9, **k)),
            "mean_poisson_deviance": attempt(lambda: m.mean_poisson_deviance(y, p, **k)),
            "mean_gamma_deviance": attempt(lambda: m.mean_gamma_deviance(y, p, **k)),
            **{f"mean_tweedie_deviance {power}": attempt(lambda: m.mean_tweedie_deviance(y, p, power=power, **k)) for power in [0, 1.5, 3]},
            "r2": attempt(lambda: m.r2_score(y, p, force_finite=False, **k)),
            "explained_variance": attempt(lambda: m.explained_variance_score(y, p, force_finite=False, **k)),
            "d2_absolute_error_score": attempt(lambda: m.d2_absolute_error_score(y, p, **k)),
            "d2_pinball_score 0.9": attempt(lambda: m.d2_pinball_score(y, p, alpha=0.9, **k)),
            "d2_tweedie_score 1": attempt(lambda: m.d2_tweedie_score(y, p, power=1, **k)),
            **(unweighted(y, p) if w is None else {}),
        }


def unweighted(y, p):
    size = np.abs(y) + np.abs(p)
    total = np.abs(y).sum()
    return {
        "pearson": attempt(lambda: stats.pearsonr(y, p).statistic),
        "spearman": attempt(lambda: stats.spearmanr(y, p).statistic),
        "kendall_tau": attempt(lambda: stats.kendalltau(y, p).statistic),
        "concordance_correlation": math.nan,
        "weighted_absolute_percentage_error": np.abs(p - y).sum() / total if total > 0 else math.nan,
        "symmetric_mean_absolute_percentage_error": (2 * np.abs(p - y)[size > 0] / size[size > 0]).mean() if (size > 0).any() else math.nan,
    }


mpmath.mp.dps = 60
cases = [{**case, "values": values(case["y"], case["p"], case["w"])} for case in regression_inputs()]
write("regression", {"versions": versions("scikit-learn", "scipy", "numpy", "mpmath"), "cases": cases})
