"""Fairlearn's aggregates of metrics by group, on random predictions.

python3 fairness.py > fairness.json   (from this folder; needs fairlearn, scikit-learn, numpy and pandas)
"""

import json
import warnings

import fairlearn
import numpy as np
from fairlearn.metrics import (
    MetricFrame,
    demographic_parity_difference,
    demographic_parity_ratio,
    equal_opportunity_difference,
    equal_opportunity_ratio,
    equalized_odds_difference,
    equalized_odds_ratio,
    false_positive_rate,
    selection_rate,
    true_positive_rate,
)
from sklearn.metrics import accuracy_score, precision_score

warnings.filterwarnings("ignore")
random = np.random.default_rng(20)
METRICS = {
    "selection_rate": selection_rate,
    "recall": true_positive_rate,
    "false_positive_rate": false_positive_rate,
    "accuracy": accuracy_score,
    "precision": lambda y, p, sample_weight=None: precision_score(y, p, sample_weight=sample_weight),
}


def frames_of(y, p, group, weights, control=None):
    params = None if weights is None else {name: {"sample_weight": weights} for name in METRICS}
    return MetricFrame(metrics=METRICS, y_true=y, y_pred=p, sensitive_features=group, control_features=control, sample_params=params)


def case(weighted):
    n = int(random.integers(200, 500))
    group = random.choice(["a", "b", "c"], n, p=[0.5, 0.3, 0.2])
    control = random.choice(["x", "y"], n)
    y = (random.random(n) < np.where(group == "b", 0.5, 0.3)).astype(int)
    p = (random.random(n) < 0.15 + 0.5 * y + np.where(group == "c", 0.15, 0)).astype(int)
    weights = random.integers(1, 5, n).astype(float) if weighted else None
    frame = frames_of(y, p, group, weights)
    within = frames_of(y, p, group, weights, control)
    args = {"sensitive_features": group, "sample_weight": weights}
    expected = {
        "demographic_parity_difference": demographic_parity_difference(y, p, **args),
        "demographic_parity_ratio": demographic_parity_ratio(y, p, **args),
        "equal_opportunity_difference": equal_opportunity_difference(y, p, **args),
        "equal_opportunity_ratio": equal_opportunity_ratio(y, p, **args),
        "equalized_odds_difference": equalized_odds_difference(y, p, **args),
        "equalized_odds_ratio": equalized_odds_ratio(y, p, **args),
    }
    mean = {
        "equalized_odds_difference": equalized_odds_difference(y, p, agg="mean", **args),
        "equalized_odds_ratio": equalized_odds_ratio(y, p, agg="mean", **args),
    }
    to_overall = {
        "demographic_parity_difference": demographic_parity_difference(y, p, method="to_overall", **args),
        "demographic_parity_ratio": demographic_parity_ratio(y, p, method="to_overall", **args),
    }
    for name in METRICS:
        expected[f"{name}_group_min"] = float(frame.group_min()[name])
        expected[f"{name}_group_max"] = float(frame.group_max()[name])
        expected[f"{name}_difference"] = float(frame.difference()[name])
        expected[f"{name}_ratio"] = float(frame.ratio()[name])
        to_overall[f"{name}_difference"] = float(frame.difference(method="to_overall")[name])
        to_overall[f"{name}_ratio"] = float(frame.ratio(method="to_overall")[name])
    levels = {
        level: {f"{name}_difference": float(within.difference().loc[level][name]) for name in METRICS}
        | {f"{name}_ratio": float(within.ratio().loc[level][name]) for name in METRICS}
        for level in ["x", "y"]
    }
    return {
        "y": "".join(map(str, y)),
        "p": "".join(map(str, p)),
        "group": "".join(group),
        "control": "".join(control),
        "weights": None if weights is None else "".join(str(int(w)) for w in weights),
        "between_groups": {k: float(v) for k, v in expected.items()},
        "mean": mean,
        "to_overall": {k: float(v) for k, v in to_overall.items()},
        "within": levels,
    }


print(json.dumps({"fairlearn": fairlearn.__version__, "cases": [case(at % 2 == 1) for at in range(12)]}))
