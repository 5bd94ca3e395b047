"""Reference values of calibration: python3 calibration.py writes calibration.json (versions are in it)."""

import math

import numpy as np
import statsmodels.api as sm
import torch
from netcal.metrics import ECE, MCE
from sklearn.calibration import calibration_curve
from sklearn.isotonic import IsotonicRegression
from torchmetrics.functional.classification import binary_calibration_error

from inputs import attempt, versions, write

random = np.random.default_rng(12)


def draw(n, share, slope, kind):
    z = random.normal(0, 1.5, n) + math.log(share / (1 - share))
    y = (random.random(n) < 1 / (1 + np.exp(-z))).astype(int)
    s = 1 / (1 + np.exp(-slope * z))
    if kind == "tied":
        s = np.round(s * 20 + 0.25) / 20.7 + 0.003
    return y, s


def binned(y, s, bins, strategy):
    true, mean = calibration_curve(y, s, n_bins=bins, strategy=strategy)
    edges = np.linspace(0, 1, bins + 1) if strategy == "uniform" else np.percentile(s, np.linspace(0, 1, bins + 1) * 100)
    n = np.bincount(np.searchsorted(edges[1:-1], s), minlength=bins)
    n = n[n > 0]
    gap = np.abs(true - mean)
    share = n / n.sum()
    return {
        "expected": (share * gap).sum(),
        "maximum": gap.max(),
        "reliability": (share * gap**2).sum(),
        "resolution": (share * (true - y.mean()) ** 2).sum(),
    }


def values(y, s, w):
    fitted = IsotonicRegression(out_of_bounds="clip").fit_transform(s, y, sample_weight=w)
    average = lambda v: np.average(v, weights=w)
    base = average(y)
    own, recalibrated = average((s - y) ** 2), average((fitted - y) ** 2)
    logit = np.log(s / (1 - s))  # of separated classes the slope grows without bound: none
    line = attempt(lambda: sm.GLM(y, sm.add_constant(logit), family=sm.families.Binomial(), freq_weights=w).fit(tol=1e-14, maxiter=200).params)
    line = line if abs(line[1]) < 50 else (math.nan, math.nan)
    return {
        "brier_uncertainty": base * (1 - base),
        "brier_miscalibration": own - recalibrated,
        "brier_discrimination": base * (1 - base) - recalibrated,
        "calibration_intercept": line[0],
        "calibration_slope": line[1],
        "calibration_sum_ratio": average(s) / base,
    }


def peers(y, s, bins):
    """Equal widths, by netcal and torchmetrics: no score lies on an edge."""
    return {
        "netcal_ece": ECE(bins).measure(s, y),
        "netcal_mce": MCE(bins).measure(s, y),
        "torchmetrics_ece": binary_calibration_error(torch.tensor(s), torch.tensor(y), n_bins=bins, norm="l1").item(),
        "torchmetrics_mce": binary_calibration_error(torch.tensor(s), torch.tensor(y), n_bins=bins, norm="max").item(),
    }


cases = []
for n in [30, 60, 150, 300]:
    for share in [0.1, 0.5]:
        for slope in [0.6, 1, 2]:
            for kind in ["smooth", "tied"]:
                y, s = draw(n, share, slope, kind)
                if 3 < y.sum() < n - 3:
                    w = None if slope != 2 else np.round(random.random(n) * 2 + 0.1, 2)
                    case = {"name": f"{n} rows, {share}, slope {slope}, {kind}", "y": y, "s": s, "w": w, "values": values(y, s, w)}
                    if w is None:
                        case["uniform"] = {str(bins): {**binned(y, s, bins, "uniform"), **peers(y, s, bins)} for bins in [5, 10, 15]}
                        if kind == "smooth":
                            case["quantile"] = {str(bins): binned(y, s, bins, "quantile") for bins in [5, 10, 15] if n % bins == 0}
                    cases.append(case)
write("calibration", {"versions": versions("scikit-learn", "statsmodels", "netcal", "torchmetrics", "torch", "numpy"), "cases": cases})
