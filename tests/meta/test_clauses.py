"""The table of compliance: every clause stands in it; what it names exists."""

import ast
from importlib import import_module
from pathlib import Path

import pytest

from domain.regulation import NORMS
from models.clause_labels import CLAUSE_LABELS
from services.compliance import MEASURED
from tests.clauses import clauses_of
from views.compliance.table import CLAUSES, Met

ROOT = Path(__file__).parent.parent.parent
# The clauses of the regulation that lay a duty on somebody, 9.1.4 and 9.1.6 (no duty of software)
# and 11.1, 11.2 (how the regulation itself comes into force) aside.
REGULATION = [
    "2.2", "2.3", "3.1", "3.2", "3.3", "3.4", "3.5", "3.6", "3.7", "3.8", "3.9", "3.10", "3.11",
    "4.1", "4.2", "4.3", "4.4", "4.5", "4.6", "5.1", "5.2.1", "5.2.2", "5.2.3", "5.2.4", "5.2.5",
    "5.2.6", "5.3.1", "5.3.2", "5.3.3", "5.3.4", "5.3.5", "5.3.6", "5.4.1", "5.4.2", "5.4.3",
    "5.4.4", "5.5.1", "5.5.2", "5.5.3", "5.5.4", "5.5.5", "5.5.6", "5.5.7", "5.5.8", "5.5.9",
    "5.5.10", "5.5.11", "5.5.12", "5.5.13", "5.6", "5.7", "6.1", "6.2", "7.1", "7.2", "7.3",
    "7.4", "7.5", "7.6", "7.7", "8.1", "8.2", "9.1", "10.1", "10.2", "10.3", "10.4", "10.5",
    "10.6", "10.7", "10.8", "11.3",
]  # fmt: skip
# Those that the journal's rules are about: each has a test that is named after it.
RULES = [
    "3.1", "3.6", "4.3", "4.6", "5.5.3", "5.5.4", "5.5.5", "5.5.6", "5.5.7", "5.5.8", "5.5.9",
    "5.5.10", "5.5.11", "5.5.12", "5.5.13", "6.1", "6.2",
]  # fmt: skip


def _tests() -> dict[str, list[str]]:
    """Return the tests that each clause names, as «file::test»."""
    found: dict[str, list[str]] = {}
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                name = f"{path.relative_to(ROOT)}::{node.name}"
                for clause in clauses_of(f"/{name}"):
                    found.setdefault(clause, []).append(name)
    return found


def test_every_clause_stands_in_the_table_once():
    assert [row.clause for row in CLAUSES] == REGULATION
    assert set(CLAUSE_LABELS) == set(REGULATION)
    assert set(REGULATION) >= MEASURED
    assert {rule.clause for rule in NORMS.values()} <= set(REGULATION)


@pytest.mark.parametrize("row", CLAUSES, ids=lambda row: row.clause)
def test_what_a_clause_names_exists(row):
    if row.met is not Met.not_yet:
        assert row.pages
    if row.rule:
        module, _dot, name = row.rule.rpartition(".")
        assert callable(getattr(import_module(module), name))
    if row.test:
        assert (ROOT / row.test).exists()


def test_each_rule_of_the_journal_has_a_test_named_after_its_clause(capsys):
    tests = _tests()
    missing = [clause for clause in RULES if not tests.get(clause)]
    with capsys.disabled():
        print()
        for clause in RULES:
            names = tests.get(clause, ["none"])
            print(f"clause {clause}: {len(names)} tests, such as {names[0]}")
    assert missing == []
