"""Reference values of multilabel metrics: python3 multilabel.py writes multilabel.json (versions are in it)."""

import numpy as np
from sklearn import metrics as m

from inputs import attempt, versions, write

random = np.random.default_rng(14)


def values(y, s, w):
    p = (s >= 0.5).astype(int)
    k = {"sample_weight": w}
    some = y.any(1)
    pairs = some & ~y.all(1)
    of = lambda rows: {"sample_weight": None if w is None else w[rows]}
    out = {
        "subset_accuracy": m.accuracy_score(y, p, **k),
        "hamming_loss": m.hamming_loss(y, p, **k),
        "label_ranking_average_precision": attempt(lambda: m.label_ranking_average_precision_score(y[some], s[some], **of(some))),
        "label_ranking_loss": attempt(lambda: m.label_ranking_loss(y[pairs], s[pairs], **of(pairs))),
        "coverage_error": attempt(lambda: m.coverage_error(y[some], s[some], **of(some))),
    }
    for name, score in [("precision", m.precision_score), ("recall", m.recall_score), ("f1", m.f1_score)]:
        for average in ["macro", "weighted", "micro", "samples"]:
            out[f"{name} {average}"] = attempt(lambda: score(y, p, average=average, zero_division=np.nan, **k))
    with np.errstate(all="ignore"):
        out["average_precision macro"] = np.nanmean([m.average_precision_score(y[:, c], s[:, c], **k) if y[:, c].any() else np.nan for c in range(y.shape[1])])
        out["roc_auc macro"] = np.nanmean([attempt(lambda c=c: m.roc_auc_score(y[:, c], s[:, c], **k)) for c in range(y.shape[1])])
    return out


cases = []
for n in [3, 10, 40, 120]:
    for labels in [2, 3, 6]:
        for share in [0.15, 0.5]:
            for weighted in [False, True]:
                y = (random.random((n, labels)) < share).astype(int)
                y[0, 0] |= not y.any()
                s = np.round(0.3 * y + 0.7 * random.random((n, labels)), 1 if labels == 3 else 3)
                w = np.round(random.random(n) * 2 + 0.1, 2) if weighted else None
                cases.append({"name": f"{n} rows, {labels} labels, {share}{', weights' if weighted else ''}", "y": y, "s": s, "w": w, "values": values(y, s, w)})
write("multilabel", {"versions": versions("scikit-learn", "numpy"), "cases": cases})
