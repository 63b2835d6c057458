"""How much each person works with the journal (8.1): one row a person and a day."""

from datetime import date

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Key, Model, Scoped, reference


class ActivityDay(Scoped, Model):
    """What a person did on a day, counted by the college's clock; kept by the system."""

    __tablename__ = "activity_day"
    __table_args__ = (
        UniqueConstraint("user_id", "day"),
        CheckConstraint("sign_ins >= 0 AND refusals >= 0 AND writes >= 0", name="counts"),
        Index("ix_activity_day_day", "day"),
    )

    id: Mapped[Key]
    user_id: Mapped[int] = reference("ab_user.id", index=False, ondelete="CASCADE")
    day: Mapped[date]
    sign_ins: Mapped[int] = mapped_column(default=0)
    refusals: Mapped[int] = mapped_column(default=0)  # sign-ins with a wrong password
    writes: Mapped[int] = mapped_column(default=0)  # requests and commands that changed something

    def __str__(self) -> str:
        return f"{self.day:%d.%m.%Y}"
