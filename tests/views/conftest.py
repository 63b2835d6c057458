"""What tests of works share: a teacher's program that adds them and types into their cells."""

import pytest


@pytest.fixture
def teacher(api_as):
    """Return the teacher's program."""
    return api_as("teacher")


@pytest.fixture
def add_work(api_as, cast):
    """Give `add_work(kind, lesson, **fields)`: the key of a new work."""

    def add(kind: str, lesson: str = "lesson_today", **fields) -> int:
        url = f"/api/v1/lesson/{cast[lesson]}/works"
        answer = api_as("teacher").post(url, json={"kind": kind} | fields)
        assert answer.status_code == 201, answer.json
        return answer.json["id"]

    return add


@pytest.fixture
def put(api_as, cast):
    """Give `put(lesson, work, (student, text, was), …)`: what became of the cells."""

    def send(lesson: str, work: int | None, *cells, reason: str = ""):
        sent = [
            {
                "lesson_id": cast[lesson],
                "student_id": cast[student],
                "work_id": work,
                "text": text,
                "was": was,
                "reason": reason,
            }
            for student, text, was in cells
        ]
        url = f"/api/v1/gradebook/{cast.gradebook}/cells"
        answer = api_as("teacher").put(url, json={"cells": sent})  # tokens last an hour only
        assert answer.status_code == 200, answer.json
        return answer.json

    return send
