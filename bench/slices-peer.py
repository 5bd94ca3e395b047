"""The metrics of slices.ts with pandas and scikit-learn: `python slices-peer.py FOLDER THRESHOLD`.

FOLDER holds label.u1, group.u1 and score.f8. Prints {"ms": …, "values": {slice: {metric: value}}}; reading and
importing are not timed, and a pass over a few rows comes first.
"""

import json
import sys
import time

import numpy as np
import pandas as pd
from sklearn.metrics import brier_score_loss, confusion_matrix, precision_score, recall_score, roc_auc_score


def measure(frame):
    negative = confusion_matrix(frame["label"], frame["predicted"], labels=[0, 1])[0]
    return {
        "roc_auc": roc_auc_score(frame["label"], frame["score"]),
        "recall": recall_score(frame["label"], frame["predicted"]),
        "precision": precision_score(frame["label"], frame["predicted"]),
        "false_positive_rate": negative[1] / negative.sum(),
        "brier_score": brier_score_loss(frame["label"], frame["score"]),
    }


def measure_all(frame, threshold):
    frame = frame.assign(predicted=(frame["score"] >= threshold).astype("uint8"))
    slices = {f"group={name}": measure(rows) for name, rows in frame.groupby("group", observed=True)}
    return {"all": measure(frame), **slices}


def main():
    folder, threshold = sys.argv[1], float(sys.argv[2])
    codes = np.fromfile(f"{folder}/group.u1", "u1")
    frame = pd.DataFrame(
        {
            "label": np.fromfile(f"{folder}/label.u1", "u1"),
            "score": np.fromfile(f"{folder}/score.f8", "f8"),
            "group": pd.Categorical.from_codes(codes, [f"g{code}" for code in range(codes.max() + 1)]),
        }
    )
    measure_all(frame.head(20_000), threshold)
    start = time.perf_counter()
    values = measure_all(frame, threshold)
    ms = 1000 * (time.perf_counter() - start)
    print(json.dumps({"ms": ms, "values": {name: {key: float(value) for key, value in row.items()} for name, row in values.items()}}))


main()
