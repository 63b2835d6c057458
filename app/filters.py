"""Days and numbers as the reader's language writes them: filters of the templates."""

from datetime import date, datetime
from enum import Enum

from flask import Flask
from flask_babel import format_date, format_decimal, format_percent

from domain.clock import clock
from models.labels import label_of


def day(value: date) -> str:
    """Return «17 окт.»."""
    return format_date(value, "d MMM")


def date_in_full(value: date) -> str:
    """Return «17.10.2026»."""
    return f"{value:%d.%m.%Y}"


def long_day(value: date) -> str:
    """Return «Среда, 14 октября»."""
    text = format_date(value, "EEEE, d MMMM")
    return text[:1].upper() + text[1:]


def weekday(value: date) -> str:
    """Return «ср 14»."""
    return format_date(value, "EEE d")


def percent(value: float) -> str:
    """Return «82 %» for 82.4: whole percents."""
    return format_percent(round(value) / 100)


def decimal(value: float) -> str:
    """Return «1 234» with the language's separators."""
    return format_decimal(value)


def label(value: Enum) -> str:
    """Return what people call a member of a closed vocabulary."""
    return str(label_of(value))


def day_of(value: datetime) -> str:
    """Return «17.10.2026», the college's day of a stored instant."""
    return f"{clock.day_of(value):%d.%m.%Y}"


def init_app(app: Flask) -> None:
    """Give every template the filters."""
    for function in (day, date_in_full, long_day, weekday, percent, decimal, label, day_of):
        app.jinja_env.filters[function.__name__] = function
