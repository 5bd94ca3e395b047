"""Reference values of binary metrics: python3 binary.py writes binary.json (versions are in it)."""

import math

import numpy as np
from MLstatkit import Delong_test
from scipy import stats
from sklearn import metrics as m

from inputs import attempt, binary_inputs, versions, write


def likelihood_ratios(y, p, w):
    ratios = attempt(lambda: m.class_likelihood_ratios(y, p, labels=[0, 1], replace_undefined_by=np.nan, sample_weight=w))
    return ratios if isinstance(ratios, tuple) else (math.nan, math.nan)


def rounded(theirs, tn, fp, fn, tp):
    """Matthews' correlation of scikit-learn, or of long floats where it has lost digits to weights of very different size."""
    tn, fp, fn, tp = map(np.longdouble, (tn, fp, fn, tp))
    product = (tp + fp) * (tp + fn) * (tn + fp) * (tn + fn)
    exact = float((tp * tn - fp * fn) / np.sqrt(product)) if product > 0 else theirs
    return exact if abs(theirs - exact) > 1e-13 * abs(exact) else theirs


def labels(y, p, w):
    """Metrics of predicted labels."""
    k = {"sample_weight": w}
    nan = {"zero_division": np.nan, **k}
    tn, fp, fn, tp = (np.sum(np.ones(len(y)) if w is None else w, where=(y == actual) & (p == guess)) for actual in [0, 1] for guess in [0, 1])
    positive, negative = likelihood_ratios(y, p, w)
    with np.errstate(all="ignore"):
        n = tn + fp + fn + tp
        return {
            "accuracy": attempt(lambda: m.accuracy_score(y, p, **k)),
            "zero_one_loss": attempt(lambda: m.zero_one_loss(y, p, **k)),
            "balanced_accuracy": attempt(lambda: m.balanced_accuracy_score(y, p, **k)),
            "precision": attempt(lambda: m.precision_score(y, p, **nan)),
            "recall": attempt(lambda: m.recall_score(y, p, **nan)),
            "specificity": attempt(lambda: m.recall_score(y, p, pos_label=0, labels=[0], average="micro", **nan)),
            "negative_predictive_value": attempt(lambda: m.precision_score(y, p, labels=[0], average="micro", **nan)),
            "false_positive_rate": fp / (fp + tn),
            "false_negative_rate": fn / (fn + tp),
            "false_discovery_rate": fp / (fp + tp),
            "false_omission_rate": fn / (fn + tn),
            "f1": attempt(lambda: m.f1_score(y, p, **nan)),
            "fbeta": attempt(lambda: m.fbeta_score(y, p, beta=2, **nan)),
            "jaccard": attempt(lambda: m.jaccard_score(y, p, **k) if tp + fp + fn > 0 else math.nan),
            "matthews_corrcoef": rounded(attempt(lambda: m.matthews_corrcoef(y, p, **k)), tn, fp, fn, tp),
            "cohen_kappa": attempt(lambda: m.cohen_kappa_score(y, p, labels=[0, 1], replace_undefined_by=np.nan, **k)),
            "informedness": tp / (tp + fn) + tn / (tn + fp) - 1,
            "markedness": tp / (tp + fp) + tn / (tn + fn) - 1,
            "positive_likelihood_ratio": positive,
            "negative_likelihood_ratio": negative,
            "odds_ratio": tp * tn / (fp * fn) if fp * fn > 0 else math.nan,
            "fowlkes_mallows": math.sqrt(tp / (tp + fp) * (tp / (tp + fn))) if tp + fp > 0 and tp + fn > 0 else math.nan,
            "prevalence": (tp + fn) / n,
            "selection_rate": (tp + fp) / n,
        }


def separation(y, s, w):
    fpr, tpr, _ = m.roc_curve(y, s, sample_weight=w, drop_intermediate=False)
    return np.max(tpr - fpr)


def scores(y, s, w):
    """Metrics of scores."""
    k = {"sample_weight": w}
    inside = s.min() >= 0 and s.max() <= 1
    values = {
        "roc_auc": attempt(lambda: m.roc_auc_score(y, s, **k)),
        "partial_roc_auc": attempt(lambda: m.roc_auc_score(y, s, max_fpr=0.2, **k)),
        "average_precision": attempt(lambda: m.average_precision_score(y, s, **k)),
        "ks_separation": attempt(lambda: separation(y, s, w)),
        "log_loss": attempt(lambda: m.log_loss(y, s, labels=[0, 1], **k)) if inside else math.nan,
        "brier_score": attempt(lambda: m.brier_score_loss(y, s, pos_label=1, labels=[0, 1], **k)) if inside else math.nan,
        "d2_log_loss_score": attempt(lambda: m.d2_log_loss_score(y, s, labels=[0, 1], **k)) if inside else math.nan,
        "d2_brier_score": attempt(lambda: m.d2_brier_score(y, s, pos_label=1, labels=[0, 1], **k)) if inside else math.nan,
    }
    if w is None and 0 < y.sum() < len(y):
        values["ks_by_scipy"] = stats.ks_2samp(s[y == 1], s[y == 0], alternative="less").statistic
        values["tjur"] = s[y == 1].mean() - s[y == 0].mean() if inside else math.nan
    return values


def delong(y, s):
    """Variance of the AUC by MLstatkit's fast DeLong, from its plain interval at one standard error."""
    if min(y.sum(), len(y) - y.sum()) < 2:
        return None
    level = 2 * stats.norm.cdf(1) - 1
    random = np.random.default_rng(9)
    other = random.random(len(y))
    _, p, (low, high), _, auc, auc_other, info = Delong_test(y, s, other, alpha=level)
    clipped = low == 0 or high == 1
    return {"auc": auc, "se": math.nan if clipped else (high - low) / 2, "other": np.round(other, 4), **paired(y, s, np.round(other, 4))}


def paired(y, s, other):
    z, p, *_, info = Delong_test(y, s, other)
    return {"z": z if info["method"] == "delong" else math.nan, "p": p if info["method"] == "delong" else math.nan}


def curves(y, s, w):
    """Points of the curves, one a distinct score."""
    if len(y) > 40 or len(set(y)) < 2 or (w is not None and (w == 0).any()):
        return None
    fpr, tpr, thresholds = m.roc_curve(y, s, sample_weight=w, drop_intermediate=False)
    precision, recall, steps = m.precision_recall_curve(y, s, sample_weight=w)
    det = m.det_curve(y, s, sample_weight=w)
    return {"roc": [fpr, tpr, thresholds], "precision_recall": [precision, recall, steps], "det": list(det)}


cases = []
for case in binary_inputs():
    y, s, w = case["y"], case["s"], case["w"]
    extra = {"delong": delong(y, s)} if w is None else {}
    cases.append({**case, "labels": labels(y, (s >= 0.5).astype(int), w), "scores": scores(y, s, w), "curves": curves(y, s, w), **extra})
write("binary", {"versions": versions("scikit-learn", "scipy", "numpy", "MLstatkit"), "cases": cases})
