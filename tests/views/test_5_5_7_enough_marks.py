"""Clauses 5.5.7, 6.2, 5.7: whether marks suffice in the grid, and works in the diary."""

import pytest

GRID = "/api/v1/gradebook/{}/grid"


def test_5_5_7_the_grid_says_whether_marks_suffice(teacher, add_work, put, cast) -> None:
    grid = teacher.get(GRID.format(cast.gradebook)).json
    said = {one["id"]: one["enough"] for one in grid["students"]}
    assert said[cast.student_gone]["state"] == "left"
    assert said[cast.student_c]["few"]
    assert said[cast.student_c]["sign"]
    add_work("lab", lesson="lesson")  # held two days ago: 6.2 asks for a mark of this class
    grid = teacher.get(GRID.format(cast.gradebook)).json
    assert all(
        "lab" in one["enough"]["kinds"]
        for one in grid["students"]
        if one["enough"]["state"] != "left"
    )


@pytest.mark.sqlite_only
def test_5_7_students_and_parents_see_works_in_the_diary(
    add_work, put, client_as, teacher, cast
) -> None:
    key = add_work("lab", title="Кольцо и мост")
    add_work("homework", due_on="2026-10-21")
    put("lesson_today", None, ("student", "3", ""))
    put("lesson_today", key, ("student", "5", ""), ("student_b", "2", ""))
    parent = client_as("parent")
    assert "Кольцо и мост" in (unsaid := parent.get("/").text)
    assert '<b class="mark">5</b>' not in unsaid.split("Кольцо и мост")[1][:300]  # not recorded yet
    teacher.put(f"/api/v1/lesson/{cast.lesson_today}", json={"topic": "Топология сети"})
    teacher.post(f"/api/v1/lesson/{cast.lesson_today}/confirm", json={})
    for login in ("student", "parent"):
        page = client_as(login).get("/").text
        line = page.split("Кольцо и мост")[1].split("</li>")[0]
        assert line.count('<b class="mark">5</b>') == 1
        assert line.count('<b class="mark">3</b>') == 1
        assert "21.10.2026" in line
        assert '<b class="mark bad">2</b>' not in line  # another student's


@pytest.mark.sqlite_only
def test_6_2_the_college_s_own_table_counts_from_its_day(teacher, api_as, cast) -> None:
    def needed() -> int:
        grid = teacher.get(GRID.format(cast.gradebook)).json
        return grid["students"][0]["needed"]

    before = needed()
    setting = {"key": "marks_needed", "starts_on": "2026-10-15", "value": "2:1 …:2"}
    url, admin = "/api/v1/regulation_setting/", api_as("module_admin")
    assert admin.post(url, json=setting).status_code == 201
    assert needed() == before  # of tomorrow
    setting |= {"starts_on": "2026-10-14"}
    assert admin.post(url, json=setting).status_code == 201
    assert needed() == 2 != before
