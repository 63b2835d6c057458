"""Sent files that nobody confirmed go by the clock, not only when the next one comes."""

from flask import current_app

from services.uploads import folder_of, remove_expired


def remove_expired_files() -> int:
    """Remove the files whose time to wait for a yes is over; return how many."""
    return remove_expired(folder_of(current_app.config["INSTANCE_DIR"]))
