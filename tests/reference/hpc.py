"""scikit-learn's metrics of the recorded predictions in notebooks/log-only.

python3 hpc.py > hpc.json   (from this folder; needs scikit-learn and pandas)
"""

import json
import pathlib

import pandas as pd
import sklearn
from sklearn import metrics as m

classes = ["F", "L", "M", "VF"]


def measure(rows):
    scores = rows[classes].to_numpy()
    recalls = m.recall_score(rows.obs, rows.pred, labels=classes, average=None)
    return {
        "accuracy": m.accuracy_score(rows.obs, rows.pred),
        "balanced_accuracy": m.balanced_accuracy_score(rows.obs, rows.pred),
        "f1": m.f1_score(rows.obs, rows.pred, average="macro"),
        "matthews_corrcoef": m.matthews_corrcoef(rows.obs, rows.pred),
        "cohen_kappa": m.cohen_kappa_score(rows.obs, rows.pred),
        "log_loss": m.log_loss(rows.obs, scores, labels=classes),
        "roc_auc": m.roc_auc_score(rows.obs, scores, labels=classes, multi_class="ovr"),
        "recall": dict(zip(classes, recalls.tolist())),
    }


rows = pd.read_csv(pathlib.Path(__file__).parent / "../../notebooks/log-only/hpc-cv.csv")
print(
    json.dumps(
        {
            "versions": {"scikit-learn": sklearn.__version__, "pandas": pd.__version__},
            "all": measure(rows),
            "folds": {fold: measure(part) for fold, part in rows.groupby("Resample")},
        },
        indent=2,
    )
)
