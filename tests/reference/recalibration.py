"""Reference maps and decompositions: python3 recalibration.py writes recalibration.json (versions are in it)."""

import json
import pathlib

import numpy as np
import scipy
import sklearn
import statsmodels
import statsmodels.api as sm
from scipy.optimize import minimize, minimize_scalar
from scipy.special import expit, logit, log_softmax
from sklearn.calibration import _sigmoid_calibration, calibration_curve
from sklearn.isotonic import IsotonicRegression


def beta(p, y, w):
    x = np.column_stack([np.log(p), -np.log1p(-p), np.ones_like(p)])

    def loss(theta):
        eta = x @ theta
        return np.sum(w * (np.logaddexp(0, eta) - y * eta)), x.T @ (w * (expit(eta) - y))

    best = minimize(loss, [1, 1, 0], jac=True, method="L-BFGS-B", bounds=[(0, None), (0, None), (None, None)], options={"ftol": 1e-15, "gtol": 1e-10, "maxiter": 5000})
    return best.x.tolist(), best.fun


def case(name, p, y, w=None):
    weights = np.ones_like(p) if w is None else w
    iso = IsotonicRegression(out_of_bounds="clip").fit(p, y, sample_weight=w)
    grid = np.linspace(-0.1, 1.1, 25)
    a, b = _sigmoid_calibration(logit(p), y, sample_weight=w)
    temperature = minimize_scalar(lambda u: np.sum(weights * np.logaddexp(0, -(2 * y - 1) * logit(p) * np.exp(u))), bounds=(-6, 6), method="bounded", options={"xatol": 1e-12})
    theta, fun = beta(p, y, weights)
    fitted = iso.predict(p)
    rate = np.average(y, weights=weights)
    out = {
        "name": name,
        "scores": p.tolist(),
        "labels": y.tolist(),
        "weights": None if w is None else w.tolist(),
        "isotonic": {"grid": grid.tolist(), "values": iso.predict(grid).tolist()},
        "platt": [-a, -b],
        "temperature": float(np.exp(-temperature.x)),
        "beta": theta,
        "beta_loss": float(fun),
        "miscalibration": float(np.average((p - y) ** 2 - (fitted - y) ** 2, weights=weights)),
        "discrimination": float(np.average((rate - y) ** 2 - (fitted - y) ** 2, weights=weights)),
    }
    if w is None:
        glm = sm.GLM(y, sm.add_constant(logit(p)), family=sm.families.Binomial()).fit(tol=1e-12)
        share, mean = calibration_curve(y, p, n_bins=10, strategy="uniform")
        out |= {"line": glm.params.tolist()[::-1], "errors": glm.bse.tolist()[::-1], "share": share.tolist(), "mean": mean.tolist()}
    return out


def heat(random, n, k):
    scores = random.dirichlet(np.ones(k) * 2, n)
    labels = np.array([random.choice(k, p=np.sqrt(row) / np.sqrt(row).sum()) for row in scores])
    loss = lambda u: -np.sum(log_softmax(np.log(scores) * np.exp(u), axis=1)[np.arange(n), labels])
    best = minimize_scalar(loss, bounds=(-5, 5), method="bounded", options={"xatol": 1e-12})
    return {"scores": scores.tolist(), "labels": labels.tolist(), "temperature": float(np.exp(-best.x))}


def main():
    random = np.random.default_rng(11)
    cases = []
    for n in (20, 60, 200):
        for power in (0.5, 1, 2):
            p = random.uniform(0.02, 0.98, n)
            y = (random.uniform(size=n) < p**power).astype(float)
            y[:2] = [0, 1]
            ties = np.round(p * 12) / 12 * 0.9 + 0.05
            cases.append(case(f"{n} rows, power {power}", p, y))
            cases.append(case(f"{n} rows, power {power}, ties and weights", ties, y, random.integers(1, 9, n) / 4))
    versions = {"sklearn": sklearn.__version__, "scipy": scipy.__version__, "statsmodels": statsmodels.__version__}
    result = {"versions": versions, "cases": cases, "heated": [heat(random, 80, 3), heat(random, 150, 5)]}
    pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(result) + "\n")


main()
