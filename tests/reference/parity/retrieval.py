"""Reference values of ranking and retrieval, by query: python3 retrieval.py writes retrieval.json (versions are in it)."""

import math

import numpy as np
import torch
from sklearn import metrics as m
from torchmetrics.functional import retrieval as t

from inputs import attempt, versions, write

random = np.random.default_rng(13)


def values(relevance, scores, k):
    """torchmetrics where no scores are equal (it sorts ties as they come); scikit-learn shares gains among ties."""
    out = {
        "ndcg": attempt(lambda: m.ndcg_score([relevance], [scores], k=k)) if len(relevance) > 1 else math.nan,
        "dcg": attempt(lambda: m.dcg_score([relevance], [scores], k=k)) if len(relevance) > 1 else relevance[0],
    }
    if len(set(scores)) == len(scores):
        p, y = torch.tensor(scores), torch.tensor(relevance > 0)
        precision, recall = t.retrieval_precision(p, y, top_k=k).item(), t.retrieval_recall(p, y, top_k=k).item()
        out |= {
            "mean_reciprocal_rank": t.retrieval_reciprocal_rank(p, y, top_k=k).item(),
            "hit_rate": t.retrieval_hit_rate(p, y, top_k=k).item(),
            "precision_at_k": precision,
            "recall_at_k": recall,
            "f_at_k": 2 * precision * recall / (precision + recall) if precision > 0 else 0,
            "r_precision": t.retrieval_r_precision(p, y).item(),
            # torchmetrics divides by the hits among the first k, here it is the most that there could be
            "map_at_k": t.retrieval_average_precision(p, y, top_k=k).item() * precision * k / min(k, int(y.sum())),
        }
    return out


cases = []
for n in [1, 2, 3, 5, 10, 30]:
    for kind in ["binary", "graded", "rare", "ties"]:
        for k in [1, 3, 10]:
            relevance = random.integers(0, 4, n) if kind == "graded" else (random.random(n) < (0.15 if kind == "rare" else 0.4)).astype(int)
            scores = random.integers(0, 4, n) / 4 if kind == "ties" else np.round(random.random(n), 6)
            if relevance.any():
                cases.append({"name": f"{n} items, {kind}, k {k}", "k": k, "relevance": relevance, "scores": scores, "values": values(relevance, scores, k)})
write("retrieval", {"versions": versions("scikit-learn", "torchmetrics", "torch", "numpy"), "cases": cases})
