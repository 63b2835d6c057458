"""What no document describes: bodies that are no JSON, keys that no column holds, bad queries."""

import pytest

pytestmark = pytest.mark.sqlite_only
WITHOUT_QUEUE = 503
BODIES = {
    "nothing": b"",
    "half": b"{",
    "list": b"[]",
    "null": b"null",
    "text": b'"text"',
    "number": b"1e999",
    "not a number": b'{"id": NaN}',
    "not utf-8": b'{"last_name": "\xff\xfe"}',
    "zero byte": b'{"last_name": "a\\u0000b", "name": "a\\u0000b", "topic": "a\\u0000b"}',
    "surrogate": b'{"last_name": "\\ud800", "name": "\\ud800", "topic": "\\ud800"}',
    "deep": b"[" * 5000 + b"]" * 5000,
    "huge number": b'{"number": 99999999999999999999999999, "student": 99999999999999999999}',
    "nested": b'{"student": {}, "group": [], "last_name": {"a": 1}, "cells": {"a": 1}}',
    "cells": b'{"cells": [1, null, {}, {"student_id": "x"}, {"student_id": 1e20, "lesson_id": 1}]}',
}
QUERIES = [
    "q=(", "q=!", "q=(page_size:99999999999999999999)", "q=(page:-1)", "q=(page_size:-1)",
    "q=(page:99999999999999999999)", "q=(order_column:nothing)", "q=(filters:x)",
    "q=(filters:!((col:x,opr:eq,value:1)))", "page=99999999999999999999", "q=((((((((",
    "q=(filters:!((col:last_name,opr:nothing,value:1)))", "q=(columns:!(nothing))",
    "q=(filters:!((col:id,opr:eq,value:!(1,2))))", "q=%00", "q=%ff", "search=%00", "page=x",
    "sort=%00", "q=!(1,2)", "q='x'", "q=1",
]  # fmt: skip


def _rules(app, *methods):
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith(("/api/v1/", "/registers/")) and rule.methods & set(methods):
            path = rule.rule
            for name in rule.arguments:
                converter = rule._converters[name]
                number = type(converter).__name__ == "IntegerConverter"
                kind = "int" if number else "string"
                path = path.replace(f"<{kind}:{name}>", "1" if number else "attendance_month")
            yield from ((method, path) for method in methods if method in rule.methods)


@pytest.mark.parametrize(
    "login", ["teacher", "secretary", "methodist", "timetabler", "deputy_director"]
)
def test_a_body_that_is_no_json_is_refused(login, app, api_as, record_property):
    program, wrong, requests = api_as(login), [], 0
    for method, path in _rules(app, "POST", "PUT"):
        if not path.startswith("/api/"):
            continue
        for name, body in BODIES.items():
            requests += 1
            answer = program.open(
                path, method=method, data=body, headers={"Content-Type": "application/json"}
            )
            if answer.status_code >= 500 and answer.status_code != WITHOUT_QUEUE:
                wrong.append(f"{method} {path} {name}: {answer.status_code}")
        answer = program.open(path, method=method, data=b"x=1")
        if answer.status_code >= 500 and answer.status_code != WITHOUT_QUEUE:
            wrong.append(f"{method} {path} as a form: {answer.status_code}")
    record_property("walked", ("requests with malformed bodies", requests, requests))
    assert not wrong, "\n".join(wrong)


def test_a_query_that_says_nothing_is_refused(app, client_as, record_property):
    """Registers share their code, so that each address gets its share of the queries."""
    client, wrong, requests = client_as("module_admin"), [], 0
    paths = [path for _, path in _rules(app, "GET") if not path.endswith(("export", "_info"))]
    for number, path in enumerate(paths):
        for query in QUERIES[number % 3 :: 3]:
            requests += 1
            if (status := client.get(f"{path}?{query}").status_code) >= 500:
                wrong.append(f"{path}?{query}: {status}")
    record_property("walked", ("requests with malformed queries", requests, requests))
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("key", ["0", "-1", "99999999999999999999999", "x", "1.5", "%00", ""])
def test_a_key_that_no_row_can_have_is_404(key, app, api_as, client_as):
    program, person = api_as("module_admin"), client_as("module_admin")
    for path in (
        f"/api/v1/student/{key}",
        f"/api/v1/gradebook/{key}/grid",
        f"/api/v1/lesson/{key}",
    ):
        assert program.get(path).status_code in (200 if not key else 404, 404, 308), path
    for path in (f"/registers/student/show/{key}", f"/journal/{key}", f"/reports/runs/{key}"):
        assert person.get(path).status_code in (404, 400), path
