"""What OpenAPI says of the site holds: whatever is asked within it or beside it, every answer is of the shape that is
described, and none is a fault of ours."""

from __future__ import annotations

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import Case
from schemathesis.specs.openapi.checks import positive_data_acceptance
from tests.web.generated import fill

import filrouge
from filrouge.web.app import create

pytestmark = pytest.mark.slow

EXAMPLES = 3
"""Requests a route of each kind: what hypothesis finds odd comes first."""

desk = filrouge.open(":memory:")
schema = schemathesis.openapi.from_asgi("/openapi.json", create(desk))


@pytest.fixture(scope="module", autouse=True)
def filled() -> None:
    fill(desk.store, 40, words=20)


@schema.parametrize()
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
def test_every_answer_is_as_described(case: Case) -> None:
    answer = case.call(headers={"Accept": "application/json"})
    case.validate_response(answer, excluded_checks=[positive_data_acceptance])  # an id or a cursor may be of nothing
    assert "Traceback" not in answer.text
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == ["application/problem+json"]
        assert answer.json()["detail"]
