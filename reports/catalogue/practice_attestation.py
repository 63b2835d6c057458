"""The attestation sheet of a student's practice by competences (clause 5.5.13)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from flask_babel import gettext, lazy_gettext
from sqlalchemy.orm import Session

from access.matrix import Resource
from models.labels import label_of
from models.mark_labels import mark_in_words
from reports.base import Report
from reports.dataset import Column, Dataset, Fact, Kind, Row, Signature, capped
from reports.kinds_of_practice import PlacementKind
from reports.params import Asked
from services.practice_view import Practice, load_practice


@dataclass(frozen=True, slots=True)
class OnePractice:
    """What the report asks for."""

    placement_id: Annotated[int, Asked(PlacementKind(), lazy_gettext("Practice of a student"))]


def dataset(session: Session, params: OnePractice) -> Dataset:
    """Return the competences of a practice with their levels, as frozen primitives."""
    practice = load_practice(session, params.placement_id)
    row = practice.row
    return Dataset(
        title=gettext("Attestation sheet of a practice"),
        facts=tuple(_facts(practice)),
        columns=(
            Column(gettext("No."), 10, Kind.number, centred=True),
            Column(gettext("Code"), 24),
            Column(gettext("Competence"), 106),
            Column(gettext("Level"), 50, centred=True),
        ),
        rows=tuple(
            Row(
                (
                    number,
                    one.code,
                    capped(one.title),
                    str(label_of(one.level)) if one.level else "—",
                )
            )
            for number, one in enumerate(practice.competences, 1)
        ),
        notes=tuple(_notes(practice)),
        signatures=(
            Signature(
                "practice_head",
                gettext("Head of practice from the college"),
                gettext("signed") if row.signed_at else "",
                row.signed_name or row.head,
            ),
            Signature(
                "enterprise_head",
                gettext("Head of practice from the enterprise"),
                "",
                row.enterprise_head or "",
            ),
        ),
    )


def _facts(practice: Practice) -> Iterator[Fact]:
    row, sums = practice.row, practice.sums
    yield Fact(gettext("Student"), row.student)
    yield Fact(gettext("Group"), row.group)
    yield Fact(gettext("Practice"), row.item)
    yield Fact(gettext("Practice base"), row.base or gettext("in the college"))
    yield Fact(gettext("Days"), f"{row.starts_on:%d.%m.%Y} – {row.ends_on:%d.%m.%Y}")
    yield Fact(
        gettext("Hours"),
        gettext("%(done)s of %(planned)s", done=sums.confirmed, planned=sums.planned),
    )


def _notes(practice: Practice) -> Iterator[str]:
    row = practice.row
    if row.characteristic:
        yield gettext("Characteristic: %(text)s", text=row.characteristic)
    if row.code:
        words = mark_in_words(row.code)
        yield gettext("Mark: %(code)s (%(words)s)", code=row.code, words=words)
    if row.signed_at is None:
        yield gettext("A draft: the practice is not signed yet.")


REPORT = Report(
    "practice_attestation",
    lazy_gettext("Attestation sheet of a practice"),
    Resource.practice_placement,
    params=OnePractice,
    dataset=dataset,
    about=lazy_gettext(
        "Competences that a student showed in a practice and their levels, hours, characteristic, "
        "mark; for the signatures of both heads."
    ),
    signatures=("practice_head", "enterprise_head"),
)
