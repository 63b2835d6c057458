"""The own password (clauses 5.6, 9.1)."""

from typing import Any, Final

from flask_appbuilder.security.sqla.models import User
from flask_babel import gettext as _
from sqlalchemy import select, update
from werkzeug.security import check_password_hash, generate_password_hash

from access.session import db, system_write, writing

MIN_LENGTH: Final = 10  # characters


class PasswordError(ValueError):
    """A password is refused; `field` names the form's field, `sentence` says why."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field
        self.sentence = sentence


def change_password(session: Any, user_id: int, present: str, new: str) -> None:
    """Set the password of `user_id` to `new` where `present` is right.

    Raises PasswordError. Hashing is slow and so is done outside of any unit of work.
    """
    with db.engine.connect() as connection:
        row = connection.execute(
            select(User.username, User.password).where(User.id == user_id)
        ).one()
    if not check_password_hash(row.password or "", present):
        raise PasswordError("present", _("The present password is wrong."))
    if len(new) < MIN_LENGTH:
        raise PasswordError("new", _("The password is too short."))
    if row.username.lower() in new.lower():
        raise PasswordError("new", _("The password must not hold the login."))
    hashed = generate_password_hash(new)
    session.rollback()
    with writing():
        system_write(session, update(User).where(User.id == user_id).values(password=hashed))
        session.commit()
