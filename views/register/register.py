"""The declaration of a register: page, form, REST resource, export and rights follow from it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from access.matrix import Action, Resource, roles_with
from models.labels import label_of
from views.register.columns import Column, Derived, Kind, RegisterError, column_of, derived
from views.register.naming import own_name_loads

# Names of their own: within the class below, `list` is a field.
Loads = list[Any]
Links = list[tuple[Any, str]]


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter that is no plain column: `where` turns the chosen id into a criterion.

    Without a `target` to choose from it is a day that is chosen.
    """

    name: str
    label: Any
    target: type | None
    where: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Related:
    """A block of a detail page: rows of another register whose `via` filter is the shown row."""

    resource: Resource
    via: str
    limit: int = 10
    only: tuple[str, ...] = ()  # columns, where not the list's own
    most: int = 0  # no more of them than that can be added; 0: any number
    title: Any = None  # where the register's own says too much beside the shown row


@dataclass(frozen=True, slots=True)
class Fields:
    """A titled group of fields of a form."""

    title: Any
    names: tuple[str, ...]


@dataclass(frozen=True)
class Register:
    """One register.

    `list` and `detail` name columns, relations, properties or hold a `Derived`; `form` the fields
    that people write, none for a register that is only read. `search` names text columns, folded
    ones by their folded column, dotted through a relation («student.search_name»). `filters` beyond
    `main_filters` stand under «more». A `big` register is searched by prefix and sorted by
    indexed columns alone, so that it does not slow down as it grows.
    """

    model: Any
    resource: Resource
    one: Any  # «New student»
    list: tuple[str | Derived, ...]
    form: tuple[Fields, ...] = ()
    detail: tuple[str | Derived, ...] = ()
    search: tuple[str, ...] = ()
    filters: tuple[str | Filter, ...] = ()
    main_filters: int = 2
    order: str | tuple[str, ...] = "id"
    descending: bool = False
    related: tuple[Related, ...] = ()
    big: bool = False
    elsewhere: frozenset[str] = frozenset()  # REST methods that a resource of its own serves
    create_only: frozenset[str] = frozenset()  # fields that an edit shows but never changes
    depends: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    # Numbers that people call by a name: column → the names of its values in their language.
    named: Mapping[str, Callable[[], Mapping[int, str]]] = field(default_factory=dict)
    defaults: Callable[[Session], dict[str, Any]] | None = None
    before_save: Callable[[Session, Any], Any] | None = None  # its answer goes to after_save
    after_save: Callable[[Session, Any, Any], None] | None = None
    links: Callable[[Any], Links] | None = None
    # Where «Save» leads after adding a row, given the address of the form; to the row by itself.
    onward: Callable[[Any, Mapping[str, str]], str] | None = None

    @property
    def title(self) -> Any:
        """Return the lazy title of the list."""
        return label_of(self.resource)

    @property
    def path(self) -> str:
        """Return where the pages are."""
        return f"/registers/{self.resource}"

    @cached_property
    def columns(self) -> dict[str, Column]:
        """Return every column that the declaration names, by name."""
        specs = [*self.list, *self.detail, *self.fields]
        specs += [f for f in self.filters if isinstance(f, str)]
        found: dict[str, Column] = {}
        for spec in specs:
            if isinstance(spec, Derived):
                found[spec.name] = derived(spec)
            elif spec not in found:
                found[spec] = replace(column_of(self.model, spec), names=self.named.get(spec))
        return found

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """Return the names of the fields that are written, in the form's order."""
        return tuple(name for group in self.form for name in group.names)

    @cached_property
    def list_columns(self) -> tuple[Column, ...]:
        """Return the columns of the list."""
        return tuple(self.columns[_name(spec)] for spec in self.list)

    @cached_property
    def detail_columns(self) -> tuple[Column, ...]:
        """Return the columns of the detail page: its own, then what the form writes."""
        names = dict.fromkeys([*map(_name, self.detail or self.list), *self.fields])
        return tuple(self.columns[name] for name in names)

    @cached_property
    def custom_filters(self) -> dict[str, Filter]:
        """Return the filters that are no plain columns, by name."""
        return {f.name: f for f in self.filters if isinstance(f, Filter)}

    @cached_property
    def filter_names(self) -> tuple[str, ...]:
        """Return the names of all filters, in their order on the page."""
        return tuple(f if isinstance(f, str) else f.name for f in self.filters)

    @cached_property
    def sortable(self) -> dict[str, Any]:
        """Return what the list can be sorted by: column name → SQL column."""
        able = {c.name: c.order for c in self.list_columns if c.order is not None}
        if not self.big:
            targets = [c for c in self.list_columns if c.target is not None]
            return able | {c.name: _name_of_target(c) for c in targets}
        leading = _leading_columns(self.model)
        return {name: order for name, order in able.items() if order.key in leading}

    @property
    def ordered_by(self) -> tuple[str, ...]:
        """Return the names of the columns that the list is in the order of, unless asked else."""
        return (self.order,) if isinstance(self.order, str) else self.order

    @cached_property
    def loads(self) -> Loads:
        """Return the loader options that a row of the list needs."""
        return [option for column in self.list_columns for option in column.loads] + own_name_loads(
            self.model
        )

    @cached_property
    def detail_loads(self) -> Loads:
        """Return the loader options that the detail page and REST's single row need."""
        return [
            option for column in self.detail_columns for option in column.loads
        ] + own_name_loads(self.model)

    @property
    def writable(self) -> bool:
        """Return whether the register has a form at all."""
        return bool(self.form)

    def check(self) -> None:
        """Raise RegisterError where the declaration cannot be served."""
        if not isinstance(self.resource, Resource):
            raise RegisterError(f"{self.model.__name__}: no resource of the matrix")
        if not self.list:
            raise RegisterError(f"{self.resource}: the columns of the list are not named")
        for column in self.columns.values():
            if column.name in self.fields and column.attribute is None:
                raise RegisterError(f"{self.resource}: «{column.name}» cannot be written")
        if self.writable and not roles_with(self.resource, Action.create):
            raise RegisterError(f"{self.resource}: has a form, but nobody may write")
        for name in self.filter_names:
            if name not in self.custom_filters and self.columns[name].kind is Kind.derived:
                raise RegisterError(f"{self.resource}: «{name}» is no filter")
        for name in self.ordered_by:
            if name != "id" and name not in self.columns:
                raise RegisterError(f"{self.resource}: cannot be ordered by «{name}»")


def _name(spec: str | Derived) -> str:
    return spec if isinstance(spec, str) else spec.name


def _name_of_target(column: Column) -> Any:
    """Return the name of the row that `column` refers to, as something to sort by."""
    target: Any = column.target
    names = ("sort_name", "name", "index_code", "number")
    name = next((getattr(target, n) for n in names if hasattr(target, n)), target.id)
    return select(name).where(target.id == column.attribute).scalar_subquery()


def _leading_columns(model: Any) -> set[str]:
    """Return the columns by which an index of the table begins: sorting by them costs no sort."""
    table = inspect(model).local_table
    leading = {column.name for column in table.columns if column.unique or column.primary_key}
    leading |= {index.columns[0].name for index in table.indexes if len(index.columns)}
    return leading


# Resource → its register, filled by `views/registers/__init__.py` at start.
REGISTERS: Final[dict[Resource, Register]] = {}


def register_of(model: Any) -> Register | None:
    """Return the register of `model`, or None where it has none."""
    return next((r for r in REGISTERS.values() if r.model is model), None)
