"""scikit-learn's metrics on the predictions of the bundled notebooks.

npm run -s assay -- run notebooks/mortgage/notebook.md --rows --json mortgage.json
npm run -s assay -- run notebooks/digits/notebook.md --rows --json digits.json
python3 examples.py mortgage.json digits.json > examples.json   (needs pandas and scikit-learn)
"""

import json
import sys

import pandas as pd
import sklearn
from sklearn import metrics as m


def table(report, cell):
    for found in json.load(open(report))["cells"]:
        if found["name"] == cell:
            made = found["tables"][cell]
            return pd.DataFrame(made["rows"], columns=[column["name"] for column in made["columns"]])
    raise SystemExit(f"no cell {cell} in {report}")


def binary(rows, threshold):
    y, s = (rows.deny == "yes").astype(int), rows.score
    p = (s >= threshold).astype(int)
    (tn, fp), (fn, tp) = m.confusion_matrix(y, p)
    return {
        "n": len(rows),
        "roc_auc": m.roc_auc_score(y, s),
        "recall": m.recall_score(y, p),
        "false_positive_rate": fp / (fp + tn),
        "precision": m.precision_score(y, p),
        "brier_score": m.brier_score_loss(y, s),
    }


def mortgage(report):
    rows = table(report, "scored")
    black, single = rows.afam == "yes", rows.single == "yes"
    slices = {"all": rows}
    for column in ["afam", "single"]:
        for value, part in rows.groupby(column):
            slices[f"{column}={value}"] = part
    for (race, alone), part in rows.groupby(["afam", "single"]):
        slices[f"afam={race}, single={alone}"] = part
    slices["single and Black"] = rows[black & single]
    found = {name: binary(part, 0.15) for name, part in slices.items()}
    rates = {value: found[f"afam={value}"]["false_positive_rate"] for value in ["yes", "no"]}
    return {"slices": found, "gap": rates["yes"] - rates["no"]}


def digits(report):
    rows = table(report, "read")
    y, p = rows.label.astype(str), rows.prediction.astype(str)
    classes = [str(digit) for digit in range(10)]
    return {
        "n": len(rows),
        "accuracy": m.accuracy_score(y, p),
        "f1": m.f1_score(y, p, average="macro"),
        "recall": dict(zip(classes, m.recall_score(y, p, average=None, labels=classes))),
        "precision": dict(zip(classes, m.precision_score(y, p, average=None, labels=classes))),
        "confusion": m.confusion_matrix(y, p, labels=classes).tolist(),
    }


print(json.dumps({"sklearn": sklearn.__version__, "mortgage": mortgage(sys.argv[1]), "digits": digits(sys.argv[2])}, indent=1))
