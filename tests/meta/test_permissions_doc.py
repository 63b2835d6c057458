"""docs/permissions.md is what the matrix and the sources say."""

from app.permissions_doc import document
from config import ROOT


def test_the_document_of_rights_is_up_to_date() -> None:
    written = (ROOT / "docs" / "permissions.md").read_text(encoding="utf-8")
    assert written == document(ROOT), "run `flask --app app access docs`"
