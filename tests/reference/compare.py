"""Peer values of comparisons of two models: python compare.py > compare.json (SciPy, statsmodels, NumPy).

AUC: covariance of DeLong's structural components written out over all pairs, as DeLong, DeLong & Clarke-Pearson (1988) define
them, and again by the midranks of Sun & Xu (2014); both must agree. Bonett and Price (2012): their formula.
"""

import itertools
import json

import numpy as np
from scipy import stats
from statsmodels.stats.contingency_tables import mcnemar

rng = np.random.default_rng(20240307)


def delong_pairs(y, a, b):
    pos, neg = np.where(y == 1)[0], np.where(y == 0)[0]
    psi = lambda s: (s[pos][:, None] > s[neg]) + 0.5 * (s[pos][:, None] == s[neg])
    pa, pb = psi(a), psi(b)
    s10 = np.cov(np.stack([pa.mean(1), pb.mean(1)]))
    s01 = np.cov(np.stack([pa.mean(0), pb.mean(0)]))
    s = s10 / len(pos) + s01 / len(neg)
    return pa.mean(), pb.mean(), s[0, 0] + s[1, 1] - 2 * s[0, 1]


def delong_midranks(y, a, b):
    pos, neg = y == 1, y == 0
    m, n = pos.sum(), neg.sum()
    v01, v10, auc = [], [], []
    for s in (a, b):
        tz = stats.rankdata(s)
        v01.append((tz[pos] - stats.rankdata(s[pos])) / n)
        v10.append(1 - (tz[neg] - stats.rankdata(s[neg])) / m)
        auc.append(v01[-1].mean())
    cov = np.cov(np.stack(v01)) / m + np.cov(np.stack(v10)) / n
    return auc[0], auc[1], cov[0, 0] + cov[1, 1] - 2 * cov[0, 1]


def auc_cases():
    for n, ties, prevalence in [(20, 0, 0.5), (40, 5, 0.3), (80, 0, 0.1), (150, 3, 0.5), (300, 40, 0.2), (500, 0, 0.02)]:
        for effect in (0.0, 0.7, 2.0):
            y = (rng.random(n) < prevalence).astype(int)
            y[:3], y[3:6] = 1, 0
            shared = rng.normal(size=n)
            a = effect * y + shared + rng.normal(size=n)
            b = 1.3 * effect * y + shared + 0.5 * rng.normal(size=n)
            if ties:
                a, b = np.round(a * ties) / ties, np.round(b * ties) / ties
            a, b = np.round(a, 6), np.round(b, 6)
            first, second, variance = delong_pairs(y, a, b)
            again = delong_midranks(y, a, b)
            assert np.allclose([first, second, variance], again, rtol=1e-9, atol=1e-15)
            z = (second - first) / np.sqrt(variance)
            yield dict(y=y.tolist(), a=a.tolist(), b=b.tolist(), first=first, second=second, variance=variance, p=2 * stats.norm.sf(abs(z)))


def mcnemar_cases():
    for b, c in [(0, 0), (0, 1), (1, 0), (0, 5), (3, 3), (4, 11), (10, 25), (59, 6), (100, 100), (123, 456), (480, 530), (900, 1000), (5000, 5100)]:
        exact = float(mcnemar([[7, b], [c, 9]], exact=True).pvalue) if b + c else 1.0
        again = float(stats.binomtest(min(b, c), b + c, 0.5).pvalue) if b + c else 1.0
        assert abs(exact - again) < 1e-12
        observed = float(stats.binom.pmf(b, b + c, 0.5))
        # Fagerland, Lydersen & Laake (2013), with 1 - f / 2 where both counts are equal.
        mid = 1.0 if b + c == 0 else 1 - observed / 2 if b == c else exact - observed
        yield dict(b=b, c=c, exact=exact, mid=mid)


def bonett_price_cases():
    z = stats.norm.ppf(0.975)
    for b, c, n in [(0, 0, 10), (1, 0, 10), (3, 9, 50), (59, 6, 1600), (150, 150, 1000), (0, 20, 20), (7, 2, 31)]:
        p12, p21 = (b + 1) / (n + 2), (c + 1) / (n + 2)
        half = z * np.sqrt((p12 + p21 - (p12 - p21) ** 2) / (n + 2))
        yield dict(b=b, c=c, n=n, low=max(-1.0, p21 - p12 - half), high=min(1.0, p21 - p12 + half))


def ttest_cases():
    for n in (2, 3, 10, 57, 400):
        a, b = np.round(rng.exponential(size=n), 6), np.round(rng.exponential(size=n) * 1.2, 6)
        test = stats.ttest_rel(b, a)
        interval = test.confidence_interval(0.95)
        yield dict(a=a.tolist(), b=b.tolist(), value=float(np.mean(b - a)), low=float(interval.low), high=float(interval.high), p=float(test.pvalue))


def permutation_cases():
    for n in (3, 6, 10):
        d = np.round(rng.normal(0.4, 1, size=n), 6)
        means = [abs(np.mean(d * np.array(signs))) for signs in itertools.product([1, -1], repeat=n)]
        exact = float(np.mean([m >= abs(d.mean()) * (1 - 1e-12) for m in means]))
        peer = stats.permutation_test((d,), np.mean, permutation_type="samples", n_resamples=np.inf)
        assert abs(exact - peer.pvalue) < 1e-12
        yield dict(differences=d.tolist(), p=exact)


def cluster_cases():
    import statsmodels.api as sm

    for groups, size in [(12, 3), (40, 5)]:
        g = np.repeat(np.arange(groups), rng.integers(1, size + 1, size=groups))
        d = np.round(rng.normal(size=len(g)) + rng.normal(size=groups)[g], 6)
        fit = sm.OLS(d, np.ones(len(d))).fit(cov_type="cluster", cov_kwds=dict(groups=g, use_correction=True, df_correction=True), use_t=True)
        # statsmodels multiplies by G/(G-1) * (n-1)/(n-k); with one parameter the second factor is 1.
        yield dict(differences=d.tolist(), groups=g.tolist(), se=float(fit.bse[0]), p=float(fit.pvalues[0]))


print(
    json.dumps(
        dict(
            auc=list(auc_cases()),
            mcnemar=list(mcnemar_cases()),
            bonettPrice=list(bonett_price_cases()),
            ttest=list(ttest_cases()),
            permutation=list(permutation_cases()),
            cluster=list(cluster_cases()),
        )
    )
)
