"""Reference values of intervals, tests and distributions: python3 intervals.py writes intervals.json (versions are in it)."""

import math

import numpy as np
from scipy import special, stats
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint, proportions_ztest

from inputs import attempt, versions, write

random = np.random.default_rng(11)


def proportions():
    for n in [1, 2, 3, 10, 30, 100, 997, 1_000_000]:
        for k in sorted({0, 1, n // 3, n // 2, n - 1, n}):
            for level in [0.8, 0.95, 0.99]:
                yield [k, n, level, *proportion_confint(k, n, 1 - level, "wilson"), *proportion_confint(k, n, 1 - level, "beta")]


def pairs():
    for n1, n2 in [(1, 1), (5, 9), (30, 30), (40, 900), (1000, 3)]:
        for share1, share2 in [(0, 0), (0, 1), (0.2, 0.7), (0.5, 0.5), (1, 1), (1, 0.4)]:
            k1, k2 = round(n1 * share1), round(n2 * share2)
            interval = confint_proportions_2indep(k1, n1, k2, n2, method="newcomb", compare="diff")
            p = attempt(lambda: float(proportions_ztest([k1, k2], [n1, n2])[1]))
            yield [k1, n1, k2, n2, *map(float, interval), 1.0 if math.isnan(p) else p]


def welch():
    for n1, n2, scale in [(2, 2, 1), (3, 50, 4), (25, 60, 2.5), (300, 7, 0.1)]:
        for shift in [0, 0.5, 30]:
            a, b = random.normal(3, 2, n1), random.normal(3 + shift, 2 * scale, n2)
            test = stats.ttest_ind(a, b, equal_var=False)
            yield [a.var(ddof=1), n1, b.var(ddof=1), n2, a.mean() - b.mean(), test.df, test.pvalue]


def students():
    for n in [2, 3, 10, 200]:
        for level in [0.5, 0.95, 0.999]:
            values = random.exponential(2, n)
            yield [values.mean(), values.std(ddof=1), n, level, *stats.t.interval(level, n - 1, values.mean(), stats.sem(values))]


def families():
    for m in [1, 2, 7, 40]:
        p = np.round(random.random(m) ** 3, 4)
        if m > 5:
            p[3] = p[1]
        yield {"p": p, "benjamini_hochberg": multipletests(p, method="fdr_bh")[1], "holm": multipletests(p, method="holm")[1]}


write(
    "intervals",
    {
        "versions": versions("scipy", "statsmodels", "numpy"),
        "proportions": list(proportions()),
        "pairs": list(pairs()),
        "mcnemar": [[b, c, mcnemar([[0, b], [c, 0]], exact=True).pvalue] for b, c in [(0, 0), (0, 1), (0, 9), (1, 1), (3, 8), (20, 45), (500, 430), (700, 800)]],
        "welch": list(welch()),
        "student": list(students()),
        "families": list(families()),
        "beta_quantile": [[p, a, b, special.betaincinv(a, b, p)] for p in [1e-6, 0.025, 0.5, 0.9, 0.975] for a, b in [(1, 1), (0.5, 0.5), (3, 40), (1, 300), (900, 100), (1e5, 2e5)]],
        "student_quantile": [[p, df, stats.t.ppf(p, df)] for p in [0.001, 0.025, 0.4, 0.9, 0.9995] for df in [1, 1.5, 4, 31, 400, 1e5]],
        "normal_quantile": [[p, stats.norm.ppf(p)] for p in [1e-200, 1e-9, 0.01, 0.3, 0.5, 0.8, 0.999999]],
        "normal_cdf": [[z, stats.norm.cdf(z)] for z in [-37, -9, -2.5, -0.1, 0, 0.2, 1.96, 5]],
    },
)
