"""Reference curves: python3 threshold-curves.py writes threshold-curves.json (versions are in it)."""

import json
import pathlib

import numpy as np
import sklearn
from sklearn import metrics as m


def numbers(values):
    return [v if np.isfinite(v) else ("inf" if v > 0 else "-inf") for v in np.asarray(values, dtype=float).tolist()]


def case(name, y, s, w=None):
    fpr, tpr, roc = m.roc_curve(y, s, sample_weight=w, drop_intermediate=False)
    precision, recall, pr = m.precision_recall_curve(y, s, sample_weight=w)
    det_fpr, det_fnr, det = m.det_curve(y, s, sample_weight=w)
    return {
        "name": name,
        "labels": y.tolist(),
        "scores": s.tolist(),
        "weights": None if w is None else w.tolist(),
        "roc": {"threshold": numbers(roc), "fpr": numbers(fpr), "tpr": numbers(tpr)},
        "precision_recall": {"threshold": numbers(pr), "precision": numbers(precision), "recall": numbers(recall)},
        "det": {"threshold": numbers(det), "fpr": numbers(det_fpr), "fnr": numbers(det_fnr)},
    }


def main():
    random = np.random.default_rng(3)
    cases = []
    for n in (2, 7, 40, 120):
        y = random.integers(0, 2, n)
        y[:2] = [0, 1]
        score = random.normal(size=n) + y
        cases.append(case(f"random {n}", y, score))
        cases.append(case(f"ties {n}", y, np.round(score * 2) / 2))
        cases.append(case(f"weights {n}", y, np.round(score * 4) / 4, random.integers(1, 9, n) / 4))
        cases.append(case(f"constant {n}", y, np.full(n, 0.5)))
        cases.append(case(f"separated {n}", y, y + random.random(n) / 2))
        cases.append(case(f"reversed {n}", y, -y - np.round(random.random(n), 1) / 2))
    path = pathlib.Path(__file__).with_suffix(".json")
    path.write_text(json.dumps({"scikit-learn": sklearn.__version__, "cases": cases}) + "\n")


main()
