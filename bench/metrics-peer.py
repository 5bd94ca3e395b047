"""The peers of metrics.ts: `python metrics-peer.py FOLDER` reads the data, then a task a line, and prints {"ms": …, "values": […]} for each.

Each task is timed once a line, so that the peers and ours take turns; reading and importing are not timed.
"""

import json
import sys
import time

import numpy as np

folder = sys.argv[1]
scores = np.fromfile(f"{folder}/scores", "f8")
worst = np.fromfile(f"{folder}/worst", "f8")
small = {name: np.fromfile(f"{folder}/{name}", "u1") for name in ("positive", "predicted", "actual10", "predicted10", "groups")}
y, p = small["positive"].astype("i8"), small["predicted"].astype("i8")
actual, guess = small["actual10"].astype("i8"), small["predicted10"].astype("i8")
sizes = json.loads(sys.argv[2])
features = np.fromfile(f"{folder}/features", "u1").reshape(len(sizes), len(scores))


def few(rows):
    return scores[:rows], y[:rows]


def auc():
    from sklearn.metrics import roc_auc_score
    return lambda: [roc_auc_score(y, scores)]


def auc_worst():
    from sklearn.metrics import roc_auc_score
    return lambda: [roc_auc_score(y, worst)]


def average_precision():
    from sklearn.metrics import average_precision_score
    return lambda: [average_precision_score(y, scores)]


def log_loss():
    from sklearn.metrics import log_loss as own
    return lambda: [own(y, scores)]


def brier():
    from sklearn.metrics import brier_score_loss
    return lambda: [brier_score_loss(y, scores)]


def ece():
    def best():
        bins = np.minimum((scores * 15).astype("i8"), 14)
        positives = np.bincount(bins, weights=y, minlength=15)
        sums = np.bincount(bins, weights=scores, minlength=15)
        return [np.abs(positives - sums).sum() / len(scores)]
    return best


def ece_netcal():
    from netcal.metrics import ECE
    return lambda: [ECE(15).measure(scores, y)]


def confusion():
    from sklearn.metrics import confusion_matrix
    return lambda: confusion_matrix(y, scores >= 0.5).ravel()


def macro_f1():
    from sklearn.metrics import f1_score
    return lambda: [f1_score(actual, guess, average="macro")]


def accuracy():
    one, other = small["positive"], small["predicted"]
    return lambda: [(one == other).mean()]


def slices():
    from sklearn.metrics import confusion_matrix
    def masks():
        values = []
        for codes, size in zip(features, sizes):
            for value in range(size):
                mask = codes == value
                values.extend(confusion_matrix(y[mask], p[mask], labels=[0, 1]).ravel())
        return values
    return masks


def slices_numpy():
    cells = small["positive"] << 1
    def best():
        codes = cells | (scores >= 0.5)
        values = []
        for feature, size in zip(features, sizes):
            values.extend(np.bincount((feature << 2) | codes, minlength=4 * size))
        return values
    return best


def groups():
    from fairlearn.metrics import MetricFrame, false_positive_rate, selection_rate
    from sklearn.metrics import accuracy_score, precision_score, recall_score
    metrics = {"a": accuracy_score, "p": precision_score, "r": recall_score, "f": false_positive_rate, "s": selection_rate}
    def frame():
        made = MetricFrame(metrics=metrics, y_true=y, y_pred=p, sensitive_features=small["groups"])
        return made.by_group.to_numpy(dtype="f8").ravel()
    return frame


def bootstrap():
    from sklearn.metrics import roc_auc_score
    own, labels = few(100_000)
    random = np.random.default_rng(1)
    def replicates():
        values = []
        for _ in range(5):
            rows = random.integers(0, len(own), len(own))
            values.append(roc_auc_score(labels[rows], own[rows]))
        return values
    return replicates


def bootstrap_numpy():
    own, labels = few(100_000)
    order = np.argsort(own)
    positive = labels[order] == 1
    random = np.random.default_rng(1)
    def replicates():
        values = []
        for _ in range(20):
            weights = np.bincount(random.integers(0, len(own), len(own)), minlength=len(own))[order]
            positives = np.where(positive, weights, 0)
            negatives = weights - positives
            below = np.cumsum(negatives)
            total = below[-1]
            values.append((positives * (below - negatives / 2)).sum() / (positives.sum() * total))
        return values
    return replicates


def csv():
    import resource
    import pandas
    def read():
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        frame = pandas.read_csv(f"{folder}/big.csv")
        return [len(frame), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, before]
    return read


made = {}
for line in sys.stdin:
    name = line.strip()
    try:
        run = made.get(name) or made.setdefault(name, globals()[name]())
    except ImportError as error:
        print(json.dumps({"missing": str(error)}), flush=True)
        continue
    start = time.perf_counter()
    values = run()
    ms = 1000 * (time.perf_counter() - start)
    print(json.dumps({"ms": ms, "values": [float(value) for value in values]}), flush=True)
