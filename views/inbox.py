"""The inbox: a page of the notices of the person who asks."""

from flask import abort, redirect, url_for
from flask_appbuilder.views import BaseView, expose
from werkzeug.wrappers import Response as BaseResponse

from access.matrix import Action, Resource
from access.session import db
from domain.clock import clock
from models import Notice
from services import notices
from views.needs import needs, page_number

NOTICE = Resource.notice


def own_notice(notice_id: int) -> Notice:
    """Return the person's own notice; 404 for a foreign or missing one."""
    notice = notices.find_notice(db.session, notice_id)
    if notice is None:
        abort(404)
    return notice


class InboxView(BaseView):
    """The person's notices, unread first."""

    route_base = "/inbox"
    default_view = "inbox"
    class_permission_name = NOTICE

    @expose("/")
    @needs(Action.read, NOTICE)
    def inbox(self) -> str:
        """Show a page of notices."""
        page = page_number()
        rows, more = notices.inbox(db.session, page)
        lines = [
            {
                "id": row.id,
                "text": notices.text_of(row),
                "kind": row.kind,
                "link": row.link,
                "at": clock.local(row.created_at),
                "unread": row.read_at is None,
            }
            for row in rows
        ]
        unread = notices.unread_count(db.session)
        return str(
            self.render_template(
                "inbox/inbox.html",
                lines=lines,
                more=more,
                page=page,
                unread=unread,
                unread_label=f"{notices.SHOWN_AT_MOST}+"
                if unread > notices.SHOWN_AT_MOST
                else str(unread),
            )
        )

    @expose("/<int:notice_id>/open", methods=["POST"])
    @needs(Action.update, NOTICE)
    def open(self, notice_id: int) -> BaseResponse:
        """Mark a notice as read and go to what it is about; without a link stay in the inbox."""
        notice = own_notice(notice_id)
        target = notice.link or url_for(".inbox")
        notices.mark_read(db.session, notice)
        db.session.commit()
        return redirect(target)

    @expose("/<int:notice_id>/read", methods=["POST"])
    @needs(Action.update, NOTICE)
    def read(self, notice_id: int) -> BaseResponse:
        """Mark a notice as read and stay."""
        notices.mark_read(db.session, own_notice(notice_id))
        db.session.commit()
        return redirect(url_for(".inbox", page=page_number() or None))

    @expose("/read", methods=["POST"])
    @needs(Action.update, NOTICE)
    def read_all(self) -> BaseResponse:
        """Mark all notices as read."""
        notices.mark_all_read(db.session)
        db.session.commit()
        return redirect(url_for(".inbox"))
