"""Reference values of multiclass metrics: python3 multiclass.py writes multiclass.json (versions are in it)."""

import math

import numpy as np
import torch
from sklearn import metrics as m
from torchmetrics.functional.classification import multiclass_calibration_error

from inputs import attempt, multiclass_inputs, versions, write

averages = ["macro", "weighted", "micro", None]


def one_against_one(y, p, w):
    """scikit-learn's; with weights, which it does not take here, the same mean of directed areas over pairs of classes."""
    if w is None:
        return attempt(lambda: m.roc_auc_score(y, p, multi_class="ovo", labels=np.arange(p.shape[1])))
    areas = []
    for a in range(p.shape[1]):
        for b in range(a):
            rows = (y == a) | (y == b)
            area = lambda c: attempt(lambda: m.roc_auc_score(y[rows] == c, p[rows, c], sample_weight=w[rows]))
            areas.append((area(a) + area(b)) / 2)
    return np.nanmean(areas)


def whole(y, p, guess, w):
    """Metrics of all classes together. scikit-learn gives ties of a top k to the last class, so they are parted for the first one."""
    parted = p - 1e-9 * np.arange(p.shape[1])
    classes = np.arange(p.shape[1])
    k = {"sample_weight": w}
    kappa = {"labels": classes, "replace_undefined_by": np.nan, **k}
    return {
        "accuracy": attempt(lambda: m.accuracy_score(y, guess, **k)),
        "zero_one_loss": attempt(lambda: m.zero_one_loss(y, guess, **k)),
        "balanced_accuracy": attempt(lambda: m.balanced_accuracy_score(y, guess, **k)),
        "matthews_corrcoef": attempt(lambda: m.matthews_corrcoef(y, guess, **k)),
        "cohen_kappa": attempt(lambda: m.cohen_kappa_score(y, guess, **kappa)),
        "cohen_kappa linear": attempt(lambda: m.cohen_kappa_score(y, guess, weights="linear", **kappa)),
        "cohen_kappa quadratic": attempt(lambda: m.cohen_kappa_score(y, guess, weights="quadratic", **kappa)),
        "top_1_accuracy": attempt(lambda: m.top_k_accuracy_score(y, parted, k=1, labels=classes, **k)),
        "top_2_accuracy": attempt(lambda: m.top_k_accuracy_score(y, parted, k=2, labels=classes, **k)),
        "log_loss": attempt(lambda: m.log_loss(y, p, labels=classes, **k)),
        "brier_score": attempt(lambda: m.brier_score_loss(y, p, labels=classes, scale_by_half=False, **k)),
        "d2_log_loss_score": attempt(lambda: m.d2_log_loss_score(y, p, labels=classes, **k)),
        "d2_brier_score": attempt(lambda: m.d2_brier_score(y, p, labels=classes, **k)),
        "roc_auc ovo": one_against_one(y, p, w),
    }


def averaged(y, guess, classes, w):
    """Metrics of one class against the rest, averaged and by class; zero_division leaves undefined classes out of means."""
    k = {"sample_weight": w, "labels": np.arange(classes)}
    nan = {"zero_division": np.nan, **k}
    out = {}
    for name, f, options in [
        ("precision", m.precision_score, nan),
        ("recall", m.recall_score, nan),
        ("f1", m.f1_score, nan),
        ("fbeta", lambda *a, **o: m.fbeta_score(*a, beta=2, **o), nan),
    ]:
        for average in averages:
            out[f"{name} {average or 'none'}"] = attempt(lambda f=f: f(y, guess, average=average, **options))
    union = np.array([np.any((y == c) | (guess == c)) if w is None else np.sum(w[(y == c) | (guess == c)]) > 0 for c in range(classes)])
    jaccard = attempt(lambda: m.jaccard_score(y, guess, average=None, zero_division=0, **k))
    if isinstance(jaccard, np.ndarray):
        out["jaccard none"] = np.where(union, jaccard, np.nan)
        out["jaccard macro"] = jaccard[union].mean() if union.any() else math.nan
        out["jaccard micro"] = attempt(lambda: m.jaccard_score(y, guess, average="micro", **k))
        out["jaccard weighted"] = attempt(lambda: m.jaccard_score(y, guess, average="weighted", zero_division=0, **k))
    with np.errstate(all="ignore"):
        tn, fp, fn, tp = attempt(lambda: m.multilabel_confusion_matrix(y, guess, **k).reshape(classes, 4).T)
        out["specificity none"] = tn / (tn + fp)
        out["negative_predictive_value none"] = tn / (tn + fn)
    return out


def by_class(y, p, w):
    """Curves of each class against the rest."""
    k = {"sample_weight": w}
    areas = [attempt(lambda c=c: m.roc_auc_score(y == c, p[:, c], **k)) for c in range(p.shape[1])]
    return {
        "roc_auc none": areas,
        "roc_auc macro": np.nanmean(areas),
        "average_precision none": [attempt(lambda c=c: m.average_precision_score(y == c, p[:, c], **k)) for c in range(p.shape[1])],
    }


def top_label(y, p, w):
    """torchmetrics, in single precision, over 10 bins of equal width."""
    return multiclass_calibration_error(torch.tensor(p), torch.tensor(y), num_classes=p.shape[1], n_bins=10, norm="l1").item() if w is None else math.nan


cases = []
for case in multiclass_inputs():
    y, p, w = case["y"], case["p"], case["w"]
    guess = p.argmax(1)
    cases.append({**case, "whole": whole(y, p, guess, w), "averaged": averaged(y, guess, p.shape[1], w), "classes": by_class(y, p, w), "top_label": top_label(y, p, w)})
write("multiclass", {"versions": versions("scikit-learn", "torchmetrics", "torch", "numpy"), "cases": cases})
