"""Printed documents: who printed them, who signed them off, where they lie, how they end."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.enums import CommissionRole, CustodyPlaceKind
from models.archive import ArchivedReport
from models.base import Key, LongText, Model, Scoped, choice, folded, reference
from models.calendar import AcademicYear
from models.contingent import StudyGroup
from models.journal import Gradebook
from models.staff import Department


class PrintedDocument(Scoped, Model):
    """A document put on paper (5.2.6, 10.5–10.7); `code` stands on each of its pages.

    The file that was printed lies in the store of documents by its SHA-256.
    """

    __tablename__ = "printed_document"
    __table_args__ = (
        CheckConstraint("pages > 0", name="pages"),
        CheckConstraint("(signed_at IS NULL) = (signed_name IS NULL)", name="signed"),
        CheckConstraint("(place = 'disposed') = (disposal_act_id IS NOT NULL)", name="disposed"),
        Index("ix_printed_document_group_printed", "group_id", "printed_at"),
        Index("ix_printed_document_place_kept", "place", "kept_until"),
    )

    id: Mapped[Key]
    code: Mapped[str] = mapped_column(String(20), unique=True)
    report: Mapped[str] = mapped_column(String(64))  # code of the catalogue
    title: Mapped[str] = mapped_column(String(250))
    search_title: Mapped[str] = mapped_column(String(250), index=True)
    group_id: Mapped[int | None] = reference("study_group.id", index=False)
    gradebook_id: Mapped[int | None] = reference("gradebook.id")
    department_id: Mapped[int | None] = reference("department.id")
    academic_year_id: Mapped[int | None] = reference("academic_year.id")
    archived_id: Mapped[int | None] = reference("archived_report.id")
    printed_at: Mapped[datetime]
    user_id: Mapped[int] = reference("ab_user.id")
    user_name: Mapped[str] = mapped_column(String(200))
    pages: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    signed_at: Mapped[datetime | None]  # by the deputy director (5.2.6)
    signed_by_id: Mapped[int | None] = reference("ab_user.id", index=False)
    signed_name: Mapped[str | None] = mapped_column(String(200))
    place: Mapped[CustodyPlaceKind] = choice(CustodyPlaceKind, default=CustodyPlaceKind.maker)
    kept_until: Mapped[date | None]  # none: the group has no day of graduation yet
    disposal_act_id: Mapped[int | None] = reference("disposal_act.id")

    group: Mapped[StudyGroup | None] = relationship(passive_deletes="all")
    gradebook: Mapped[Gradebook | None] = relationship(passive_deletes="all")
    department: Mapped[Department | None] = relationship(passive_deletes="all")
    academic_year: Mapped[AcademicYear | None] = relationship()
    archived: Mapped[ArchivedReport | None] = relationship(passive_deletes="all")

    def __str__(self) -> str:
        return f"{self.code} · {self.title}"


folded("search_title", "code", "title")(PrintedDocument)


class CustodyPlace(Scoped, Model):
    """A place in the sequence of places where a printed document lay. Only added to."""

    __tablename__ = "custody_place"
    __table_args__ = (Index("ix_custody_place_document", "document_id", "id"),)

    id: Mapped[Key]
    document_id: Mapped[int] = reference("printed_document.id", index=False)
    place: Mapped[CustodyPlaceKind] = choice(CustodyPlaceKind)
    since: Mapped[date]
    note: Mapped[str | None] = mapped_column(String(250))
    user_id: Mapped[int] = reference("ab_user.id", index=False)
    user_name: Mapped[str] = mapped_column(String(200))
    recorded_at: Mapped[datetime]

    document: Mapped[PrintedDocument] = relationship()

    def __str__(self) -> str:
        return f"{self.place} · {self.since:%d.%m.%Y}"


class DocumentHold(Scoped, Model):
    """A reason not to dispose of a printed document: while it stands, no act takes it."""

    __tablename__ = "document_hold"
    __table_args__ = (
        CheckConstraint("(lifted_at IS NULL) = (lift_reason IS NULL)", name="lifted"),
        Index(
            "uq_document_hold_standing",
            "document_id",
            unique=True,
            sqlite_where=text("lifted_at IS NULL"),
            postgresql_where=text("lifted_at IS NULL"),
        ),
        Index("ix_document_hold_document", "document_id", "id"),
    )

    id: Mapped[Key]
    document_id: Mapped[int] = reference("printed_document.id", index=False)
    reason: Mapped[str] = mapped_column(String(500))
    placed_at: Mapped[datetime]
    placed_name: Mapped[str] = mapped_column(String(200))
    lifted_at: Mapped[datetime | None]
    lifted_name: Mapped[str | None] = mapped_column(String(200))
    lift_reason: Mapped[str | None] = mapped_column(String(500))

    document: Mapped[PrintedDocument] = relationship()

    def __str__(self) -> str:
        return self.reason


class DisposalAct(Scoped, Model):
    """An act by which printed documents are disposed of (10.7); signed, it is frozen."""

    __tablename__ = "disposal_act"
    __table_args__ = (UniqueConstraint("number"),)

    id: Mapped[Key]
    number: Mapped[str] = mapped_column(String(20))
    drawn_on: Mapped[date]
    ground: Mapped[LongText]
    created_at: Mapped[datetime]
    author_id: Mapped[int] = reference("ab_user.id", index=False)
    signed_at: Mapped[datetime | None]
    signed_name: Mapped[str | None] = mapped_column(String(200))
    archived_id: Mapped[int | None] = reference("archived_report.id")

    def __str__(self) -> str:
        return f"№ {self.number}"


class DisposalMember(Scoped, Model):
    """Somebody of the commission of a disposal act."""

    __tablename__ = "disposal_member"
    __table_args__ = (
        Index("ix_disposal_member_act", "act_id", "ordinal"),
        Index(
            "uq_disposal_member_chairman",
            "act_id",
            unique=True,
            sqlite_where=text("role = 'chairman'"),
            postgresql_where=text("role = 'chairman'"),
        ),
    )

    id: Mapped[Key]
    act_id: Mapped[int] = reference("disposal_act.id", index=False, ondelete="CASCADE")
    role: Mapped[CommissionRole] = choice(CommissionRole, default=CommissionRole.member)
    name: Mapped[str] = mapped_column(String(200))
    position: Mapped[str | None] = mapped_column(String(200))
    ordinal: Mapped[int] = mapped_column(default=0)

    act: Mapped[DisposalAct] = relationship()

    def __str__(self) -> str:
        return self.name


class DisposalLine(Scoped, Model):
    """A printed document that a disposal act names."""

    __tablename__ = "disposal_line"
    __table_args__ = (UniqueConstraint("act_id", "document_id"),)

    id: Mapped[Key]
    act_id: Mapped[int] = reference("disposal_act.id", index=False, ondelete="CASCADE")
    document_id: Mapped[int] = reference("printed_document.id")

    act: Mapped[DisposalAct] = relationship()
    document: Mapped[PrintedDocument] = relationship()

    def __str__(self) -> str:
        return str(self.document)
