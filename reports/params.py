"""Parameters of a report: a frozen dataclass, from which form, REST schema and checks are made."""

from collections.abc import Mapping, Sequence
from dataclasses import Field, dataclass, field, fields
from typing import Any

from flask_babel import gettext
from flask_babel.speaklater import LazyString
from sqlalchemy.orm import Session

from reports.base import Report
from reports.kinds import Choice, GroupKind, Kind, MonthKind, ParameterError


class InvalidParams(ValueError):
    """Parameters that are refused: `errors` holds a sentence for each field at fault."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        self.errors = dict(errors)
        super().__init__("; ".join(f"{name}: {text}" for name, text in errors.items()))


def group(label: LazyString) -> Any:
    """Return a field of a parameter dataclass: a study group by id."""
    return field(metadata={"kind": GroupKind(), "label": label})


def month(label: LazyString) -> Any:
    """Return a field of a parameter dataclass: a calendar month."""
    return field(metadata={"kind": MonthKind(), "label": label})


@dataclass(frozen=True, slots=True)
class Input:
    """One field of the generated form."""

    name: str
    label: str
    value: str
    choices: Sequence[Choice]
    searched: bool  # there are more choices than are listed
    error: str | None


def _kind(part: Field[Any]) -> Kind:
    kind: Kind = part.metadata["kind"]
    return kind


def read_params(report: Report, session: Session, raw: object) -> Any:
    """Return the parameters of `report` that `raw`, names and values, stands for.

    Raises InvalidParams with a sentence for each field, UnknownRowError for a row that the
    session's principal does not see.
    """
    if not isinstance(raw, Mapping):
        raise InvalidParams({"params": gettext("Parameters are given by name.")})
    known = {part.name: part for part in fields(report.params)}
    errors = {
        str(name)[:40]: gettext("The report has no such parameter.")
        for name in raw
        if name not in known
    }
    values: dict[str, Any] = {}
    for name, part in known.items():
        try:
            values[name] = _kind(part).read(session, raw.get(name))
        except ParameterError as error:
            errors[name] = str(error)
    if errors:
        raise InvalidParams(errors)
    return report.params(**values)


def dump_params(params: Any) -> dict[str, str | int]:
    """Return the parameters as JSON keeps them."""
    return {part.name: _kind(part).dump(getattr(params, part.name)) for part in fields(params)}


def show_params(session: Session, params: Any) -> list[tuple[str, str]]:
    """Return (label, value in words) of each parameter."""
    return [
        (str(part.metadata["label"]), _kind(part).show(session, getattr(params, part.name)))
        for part in fields(params)
    ]


def schema(report: Report) -> list[dict[str, str]]:
    """Return what REST says of the parameters."""
    return [
        {
            "name": part.name,
            "label": str(part.metadata["label"]),
            "type": _kind(part).json_type,
            "kind": _kind(part).name,
        }
        for part in fields(report.params)
    ]


def choices(report: Report, session: Session, name: str, sought: str) -> Sequence[Choice]:
    """Return the values of parameter `name` whose label contains `sought`; raise KeyError."""
    parts = {part.name: part for part in fields(report.params)}
    return _kind(parts[name]).choices(session, sought)


def form(
    report: Report,
    session: Session,
    given: Mapping[str, str],
    errors: Mapping[str, str],
    sought: str = "",
) -> list[Input]:
    """Return the inputs of the report's form: what was given, else the usual values."""
    return [_input(part, session, given, errors, sought) for part in fields(report.params)]


def _input(
    part: Field[Any],
    session: Session,
    given: Mapping[str, str],
    errors: Mapping[str, str],
    sought: str,
) -> Input:
    kind = _kind(part)
    value = given.get(part.name)
    if value is None:
        usual = kind.usual(session)
        value = "" if usual is None else str(kind.dump(usual))
    searched = kind.has_more(session)
    offered = list(kind.choices(session, sought if searched else ""))
    if value and not sought and value not in {choice.value for choice in offered}:
        offered += _chosen(kind, session, value)
    return Input(
        part.name, str(part.metadata["label"]), value, offered, searched, errors.get(part.name)
    )


def _chosen(kind: Kind, session: Session, value: str) -> list[Choice]:
    """Return a chosen value that the list leaves out, so that the form keeps it."""
    try:
        return [Choice(value, kind.show(session, kind.read(session, value)))]
    except (ParameterError, LookupError):
        return []
