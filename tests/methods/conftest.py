"""A shipped method on its sample, judged by the engine and by an auditor: once for each module of tests.

A module that uses these says which: `NAME` of the method, `FILE` of the sample, `audit` of the auditor.
"""

from collections.abc import Mapping
from typing import Any

import pytest

from scoring.judge import judge
from scoring.language.scheme import Scheme
from scoring.model.sheet import Key
from scoring.model.verdict import Standing, Verdict
from scoring.shipped import shipped
from scoring.tables.gather import Facts
from scoring.tables.source import opened


@pytest.fixture(scope="module")
def scheme(request: pytest.FixtureRequest) -> Scheme:
    return shipped(request.module.NAME)


@pytest.fixture(scope="module")
def facts(request: pytest.FixtureRequest, scheme: Scheme) -> Facts:
    return opened(request.module.FILE, scheme)


@pytest.fixture(scope="module")
def verdict(scheme: Scheme, facts: Facts) -> Verdict:
    return judge(scheme, facts.sheet)


@pytest.fixture(scope="module")
def audited(request: pytest.FixtureRequest) -> Any:
    return request.module.audit(request.module.FILE)


@pytest.fixture(scope="module")
def standings(verdict: Verdict) -> Mapping[Key, Standing]:
    return {one.key: one for one in verdict.standings}
