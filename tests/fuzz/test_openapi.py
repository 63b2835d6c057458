"""Generated requests over the whole OpenAPI document, as several roles: nothing answers 5xx.

The suite sends a few for each operation, as one of the roles in turn; `make fuzz` sends many as
each of them.
"""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode

pytestmark = pytest.mark.sqlite_only
ROLES = ("teacher", "secretary", "department_head")
OFFICES = ("timetabler", "methodist", "deputy_director", "module_admin")  # what others only read
FEW, MANY = 2, 25
OPEN = "/api/v1/_openapi"
# Without a queue server, which these tests do not start, a report cannot be ordered: 503.
WITHOUT_QUEUE = 503


def _cases(operation: Any) -> Any:
    """Return a strategy of requests as the document says, and of such as it forbids."""
    right = operation.as_strategy(generation_mode=GenerationMode.POSITIVE)
    wrong = operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)
    return right | wrong


def _fuzz(
    app: Any, bearer: str, examples: int, turn: int | None = None
) -> tuple[int, int, list[str]]:
    """Send `examples` generated requests to each operation; return what was sent and what broke.

    With a `turn` every so many-th operation alone, as many as there are ROLES.
    """
    headers = {"Authorization": f"Bearer {bearer}"}
    schema = schemathesis.openapi.from_wsgi(OPEN, app, headers=headers)
    operations, requests, wrong = 0, [0], []
    for number, result in enumerate(schema.get_all_operations()):
        operation = result.ok()
        if turn is not None and number % len(ROLES) != turn:
            continue
        operations += 1

        @settings(
            max_examples=examples,
            database=None,
            deadline=None,
            derandomize=True,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=_cases(operation))
        def send(case: Any) -> None:
            requests[0] += 1
            if requests[0] % 2:  # every second request names rows that there are
                keys = case.path_parameters
                keys.update({k: abs(v) % 5 for k, v in keys.items() if isinstance(v, int)})
            status = case.call(headers=headers).status_code
            if status >= 500 and status != WITHOUT_QUEUE:
                wrong.append(f"{status}: {case.as_curl_command()}")

        send()
    return operations, requests[0], wrong


@pytest.mark.parametrize("login", ROLES)
def test_nothing_answers_5xx(login, app, api_as, record_property):
    bearer = api_as(login).bearer
    operations, requests, wrong = _fuzz(app, bearer, FEW, ROLES.index(login))
    record_property("walked", ("operations with generated requests", operations, requests))
    assert operations > 50
    assert not wrong, "\n".join(wrong)


@pytest.mark.fuzz
@pytest.mark.parametrize("login", ROLES + OFFICES)
def test_nothing_answers_5xx_to_many(login, app, api_as, record_property):
    bearer = api_as(login).bearer
    operations, requests, wrong = _fuzz(app, bearer, MANY)
    record_property("walked", ("operations with many generated requests", operations, requests))
    assert not wrong, "\n".join(wrong)
