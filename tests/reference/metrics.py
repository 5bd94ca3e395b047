"""Reference values of metrics, distributions, intervals and tests from peer libraries.

python3 metrics.py > metrics.json   (needs scikit-learn, scipy, statsmodels)
NaN is written as null.
"""

import json
import math
import warnings

import numpy as np
import scipy
import sklearn
import statsmodels
from scipy import stats
from sklearn import metrics as m
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint, proportions_ztest

warnings.filterwarnings("ignore")
random = np.random.default_rng(20261124)


def binary(y, s, w):
    p = (s >= 0.5).astype(int)
    k = {"sample_weight": w}
    (tn, fp), (fn, tp) = m.confusion_matrix(y, p, sample_weight=w)
    n = tn + fp + fn + tp
    fpr, tpr, _ = m.roc_curve(y, s, sample_weight=w, drop_intermediate=False)
    return {
        "accuracy": m.accuracy_score(y, p, **k),
        "balanced_accuracy": m.balanced_accuracy_score(y, p, **k),
        "precision": m.precision_score(y, p, **k),
        "recall": m.recall_score(y, p, **k),
        "specificity": m.recall_score(y, p, pos_label=0, **k),
        "false_positive_rate": fp / (fp + tn),
        "false_negative_rate": fn / (fn + tp),
        "negative_predictive_value": m.precision_score(y, p, pos_label=0, **k),
        "f1": m.f1_score(y, p, **k),
        "fbeta": m.fbeta_score(y, p, beta=2, **k),
        "jaccard": m.jaccard_score(y, p, **k),
        "matthews_corrcoef": m.matthews_corrcoef(y, p, **k),
        "cohen_kappa": m.cohen_kappa_score(y, p, **k),
        "informedness": m.balanced_accuracy_score(y, p, adjusted=True, **k),
        "prevalence": (tp + fn) / n,
        "selection_rate": (tp + fp) / n,
        "roc_auc": m.roc_auc_score(y, s, **k),
        "average_precision": m.average_precision_score(y, s, **k),
        "ks_separation": float(np.max(tpr - fpr)),
        "log_loss": m.log_loss(y, s, **k),
        "brier_score": m.brier_score_loss(y, s, **k),
    }


def multiclass(y, p):
    guess = p.argmax(1)
    classes = np.arange(p.shape[1])
    out = {
        "accuracy": m.accuracy_score(y, guess),
        "balanced_accuracy": m.balanced_accuracy_score(y, guess),
        "matthews_corrcoef": m.matthews_corrcoef(y, guess),
        "cohen_kappa": m.cohen_kappa_score(y, guess),
        "top_k_accuracy": m.top_k_accuracy_score(y, p, k=2),
        "log_loss": m.log_loss(y, p),
        "brier_score": m.brier_score_loss(y, p),
        "roc_auc": m.roc_auc_score(y, p, multi_class="ovr", average="macro"),
        "roc_auc_none": [m.roc_auc_score(y == c, p[:, c]) for c in classes],
        "average_precision_none": [m.average_precision_score(y == c, p[:, c]) for c in classes],
    }
    for name, score in [("precision", m.precision_score), ("recall", m.recall_score), ("f1", m.f1_score), ("jaccard", m.jaccard_score)]:
        for average in ["macro", "weighted", "micro"]:
            out[f"{name}_{average}"] = score(y, guess, average=average)
        out[f"{name}_none"] = score(y, guess, average=None).tolist()
    return out


def regression(y, p, w):
    k = {"sample_weight": w}
    return {
        "mean_absolute_error": m.mean_absolute_error(y, p, **k),
        "median_absolute_error": m.median_absolute_error(y, p),
        "max_error": m.max_error(y, p),
        "mean_squared_error": m.mean_squared_error(y, p, **k),
        "root_mean_squared_error": m.root_mean_squared_error(y, p, **k),
        "mean_error": float(np.average(p - y, weights=w)),
        "mean_absolute_percentage_error": m.mean_absolute_percentage_error(y, p, **k),
        "mean_squared_log_error": m.mean_squared_log_error(y, p, **k),
        "mean_pinball_loss": m.mean_pinball_loss(y, p, alpha=0.9, **k),
        "weighted_absolute_percentage_error": float(np.average(abs(p - y), weights=w) / np.average(abs(y), weights=w)),
        "r2": m.r2_score(y, p, **k),
        "explained_variance": m.explained_variance_score(y, p, **k),
        "pearson": stats.pearsonr(y, p).statistic,
        "spearman": stats.spearmanr(y, p).statistic,
    }


def delong(positive, negative):
    """Straight from the definition: placements of every pair."""
    psi = (positive[:, None] > negative[None, :]) + 0.5 * (positive[:, None] == negative[None, :])
    variance = psi.mean(1).var(ddof=1) / len(positive) + psi.mean(0).var(ddof=1) / len(negative)
    auc = psi.mean()
    half = stats.norm.ppf(0.975) * math.sqrt(variance) / (auc * (1 - auc))
    logit = math.log(auc / (1 - auc))
    return {"auc": auc, "variance": variance, "low": 1 / (1 + math.exp(half - logit)), "high": 1 / (1 + math.exp(-half - logit))}


def binary_case():
    n = 120
    y = random.integers(0, 2, n)
    s = np.clip(np.round(0.35 * y + random.random(n) * 0.65, 2), 0.01, 0.99)
    w = np.round(random.random(n) * 3 + 0.1, 3)
    return {
        "y": y.tolist(),
        "s": s.tolist(),
        "w": w.tolist(),
        "values": binary(y, s, None),
        "weighted": binary(y, s, w),
        "delong": delong(s[y == 1], s[y == 0]),
        "curve": {name: array.tolist() for name, array in zip(["fpr", "tpr"], m.roc_curve(y, s, drop_intermediate=False)[:2])},
    }


def multiclass_case():
    n = 150
    y = random.integers(0, 4, n)
    p = random.random((n, 4)) ** 2
    p[np.arange(n), y] += 0.4
    p /= p.sum(1, keepdims=True)
    return {"y": y.tolist(), "p": p.tolist(), "values": multiclass(y, p)}


def regression_case():
    n = 101
    y = np.round(random.gamma(2, 10, n) + 0.5, 2)
    p = np.round(np.abs(y * random.normal(1.05, 0.2, n)), 2)
    w = np.round(random.random(n) * 2 + 0.1, 3)
    error = np.abs(p - y)
    low, high = stats.t.interval(0.95, n - 1, error.mean(), stats.sem(error))
    return {
        "y": y.tolist(),
        "p": p.tolist(),
        "w": w.tolist(),
        "values": regression(y, p, None),
        "weighted": regression(y, p, w),
        "mean_absolute_error_interval": [low, high],
    }


def distribution_case():
    z = [-38, -8.5, -3.2, -3, -1.96, -0.3, 0, 0.7, 2.9999, 3, 5]
    ps = [1e-300, 1e-12, 0.001, 0.02425, 0.2, 0.5, 0.8, 0.975, 0.999999]
    dfs = [1, 2, 2.5, 7, 29, 150.3, 2000, 1e6, 1e9]
    ts = [-12, -2, -0.4, 0, 1.1, 3.7]
    return {
        "normal_cdf": [[x, stats.norm.cdf(x)] for x in z],
        "normal_quantile": [[x, stats.norm.ppf(x)] for x in ps],
        "student_cdf": [[t, df, stats.t.cdf(t, df)] for df in dfs for t in ts],
        "student_quantile": [[p, df, stats.t.ppf(p, df)] for df in dfs for p in [0.025, 0.5, 0.9, 0.975, 0.9995]],
        "log_gamma": [[x, float(scipy.special.gammaln(x))] for x in [0.1, 0.5, 1, 1.5, 2, 10, 171.5, 1e4, 1e7]],
        "beta": [[x, a, b, float(scipy.special.betainc(a, b, x))] for x, a, b in [(0.2, 1, 1), (0.3, 2, 5), (0.99, 50, 0.5), (0.5, 0.5, 0.5), (0.01, 20, 3)]],
    }


def interval_case():
    pairs = [(8, 10), (0, 10), (10, 10), (1, 3), (412, 1190), (3, 1000000)]
    two = [(8, 10, 3, 12), (0, 10, 5, 9), (40, 41, 300, 800), (9, 9, 0, 7)]
    a = random.normal(3, 2, 25)
    b = random.normal(3.8, 5, 60)
    welch = stats.ttest_ind(a, b, equal_var=False)
    ps = [0.03, 0.01, 0.02, 0.5, 0.9, 0.0004, 0.02]
    return {
        "wilson": [[k, n, *map(float, proportion_confint(k, n, 0.05, "wilson"))] for k, n in pairs],
        "newcombe": [[*q, *map(float, confint_proportions_2indep(q[0], q[1], q[2], q[3], method="newcomb", compare="diff"))] for q in two],
        "proportion_test": [[*q, float(proportions_ztest([q[0], q[2]], [q[1], q[3]])[1])] for q in two],
        "welch": {"a": a.tolist(), "b": b.tolist(), "p": welch.pvalue, "df": welch.df, "interval": list(welch.confidence_interval(0.95))},
        "benjamini_hochberg": {"p": ps, "q": multipletests(ps, method="fdr_bh")[1].tolist()},
        "quantiles": {"values": a.tolist(), "q": [0, 0.025, 0.3, 0.5, 0.975, 1], "at": np.quantile(a, [0, 0.025, 0.3, 0.5, 0.975, 1]).tolist()},
    }


def plain(value):
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, (float, np.floating)):
        return None if math.isnan(value) else float(value)
    return int(value) if isinstance(value, np.integer) else value


print(
    json.dumps(
        plain(
            {
                "versions": {"scikit-learn": sklearn.__version__, "scipy": scipy.__version__, "statsmodels": statsmodels.__version__, "numpy": np.__version__},
                "binary": binary_case(),
                "multiclass": multiclass_case(),
                "regression": regression_case(),
                "distributions": distribution_case(),
                "intervals": interval_case(),
            }
        ),
        indent=1,
    )
)
