"""Parameters of a report: a frozen dataclass, from which form, REST schema and checks are made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, get_type_hints

from flask_babel import gettext
from flask_babel.speaklater import LazyString
from sqlalchemy.orm import Session

from reports.base import Report
from reports.kinds import Choice, Kind, ParameterError


class ParamsError(ValueError):
    """Parameters that are refused: `errors` holds a sentence for each field at fault."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        self.errors = dict(errors)
        super().__init__("; ".join(f"{name}: {text}" for name, text in errors.items()))


@dataclass(frozen=True, slots=True)
class Asked:
    """Stands in the annotation of a parameter: of what kind it is and how it is called."""

    kind: Kind
    label: LazyString


@dataclass(frozen=True, slots=True)
class Input:
    """One field of the generated form."""

    name: str
    label: str
    value: str
    choices: Sequence[Choice]
    searched: bool  # there are more choices than are listed
    error: str | None


def _asked(report: Report) -> dict[str, Asked]:
    """Return what each parameter of `report` is, in the order of the dataclass."""
    hints = get_type_hints(report.params, include_extras=True)
    return {part.name: hints[part.name].__metadata__[0] for part in fields(report.params)}


def read_params(report: Report, session: Session, raw: object) -> Any:
    """Return the parameters of `report` that `raw`, names and values, stands for.

    Raises ParamsError with a sentence for each field, UnknownRowError for a row that the
    session's principal does not see.
    """
    if not isinstance(raw, Mapping):
        raise ParamsError({"params": gettext("Parameters are given by name.")})
    known = _asked(report)
    errors = {
        str(name)[:40]: gettext("The report has no such parameter.")
        for name in raw
        if name not in known
    }
    values: dict[str, Any] = {}
    for name, asked in known.items():
        try:
            values[name] = asked.kind.read(session, raw.get(name))
        except ParameterError as error:
            errors[name] = str(error)
    if errors:
        raise ParamsError(errors)
    return report.params(**values)


def dump_params(report: Report, params: Any) -> dict[str, str | int]:
    """Return the parameters as JSON keeps them."""
    return {name: asked.kind.dump(getattr(params, name)) for name, asked in _asked(report).items()}


def show_params(report: Report, session: Session, params: Any) -> list[tuple[str, str]]:
    """Return (label, value in words) of each parameter."""
    return [
        (str(asked.label), asked.kind.show(session, getattr(params, name)))
        for name, asked in _asked(report).items()
    ]


def name_of(report: Report, session: Session, params: Any) -> str:
    """Return what a run with these parameters is called: «… за месяц ИС-21 октябрь 2026»."""
    return " ".join(
        [str(report.title), *(words for _, words in show_params(report, session, params))]
    )


def schema(report: Report) -> list[dict[str, str]]:
    """Return what REST says of the parameters."""
    return [
        {
            "name": name,
            "label": str(asked.label),
            "type": asked.kind.json_type,
            "kind": asked.kind.name,
        }
        for name, asked in _asked(report).items()
    ]


def choices(report: Report, session: Session, name: str, sought: str) -> Sequence[Choice]:
    """Return the values of parameter `name` whose label contains `sought`; raise KeyError."""
    return _asked(report)[name].kind.choices(session, sought)


def form(
    report: Report,
    session: Session,
    given: Mapping[str, str],
    errors: Mapping[str, str],
    sought: str = "",
) -> list[Input]:
    """Return the inputs of the report's form: what was given, else the usual values."""
    return [
        _input(name, asked, session, given.get(name), errors.get(name), sought)
        for name, asked in _asked(report).items()
    ]


def _input(
    name: str, asked: Asked, session: Session, value: str | None, error: str | None, sought: str
) -> Input:
    kind = asked.kind
    if value is None:
        usual = kind.usual(session)
        value = "" if usual is None else str(kind.dump(usual))
    searched = kind.has_more(session)
    offered = list(kind.choices(session, sought if searched else ""))
    if value and not sought and value not in {choice.value for choice in offered}:
        offered += _chosen(kind, session, value)
    return Input(name, str(asked.label), value, offered, searched, error)


def _chosen(kind: Kind, session: Session, value: str) -> list[Choice]:
    """Return a chosen value that the list leaves out, so that the form keeps it."""
    try:
        return [Choice(value, kind.show(session, kind.read(session, value)))]
    except (ParameterError, LookupError):
        return []
