"""Queries whose SQL is composed once in a process: for the few that every request asks.

Composing costs Django ten times what the database needs to answer (docs/benchmarks.md). A composed query keeps the
statement and fills in its values; the rows become the same objects, related ones included.
"""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators
from django.db.models.sql.compiler import SQLCompiler

M = TypeVar("M", bound=Model)

# What stands for a number while a statement is composed: small enough for every column of integers.
NUMBERS = range(32_001, 32_010)


class Composed(Generic[M]):
    """A query that is called with its values: `Composed(lambda pk: Person.objects.filter(pk=pk))`.

    Its SQL must be the same whatever the values are. Nothing is looked at but the values: a query of a tenant's table
    takes the municipality as one of them (`scoping.municipality_in_scope`). `places` are values that stand for those
    of a call while the statement is composed, and nowhere else in it; without them all values are whole numbers.
    """

    def __init__(self, make: Callable[..., "QuerySet[M]"], places: Sequence[Any] = NUMBERS) -> None:
        self.make = make
        self.places = places
        self.plan: _Plan[M] | None = None

    def __call__(self, *values: Any) -> list[M]:
        """Every row that the query finds now."""
        if self.plan is None:
            # Two threads may compose at the same time; both plans are alike.
            self.plan = _Plan(self.make, self.places[: len(values)])
        return self.plan.rows(values)


class _Plan(Generic[M]):
    def __init__(self, make: Callable[..., "QuerySet[M]"], places: Sequence[Any]) -> None:
        compiler: SQLCompiler = make(*places).query.get_compiler(connection=connection)
        self.sql, parameters = compiler.as_sql()
        self.fixed = list(parameters)
        self.filled = [(at, places.index(one)) for at, one in enumerate(self.fixed) if one in places]
        if {value for _at, value in self.filled} != set(range(len(places))):
            raise ValueError(f"not every value stands in the query: {self.sql}")
        select: Sequence[Any] = compiler.select
        self.converters = compiler.get_converters([expression for expression, *_rest in select])
        klass_info: Any = compiler.klass_info
        self.model: type[M] = klass_info["model"]
        self.own = slice(klass_info["select_fields"][0], klass_info["select_fields"][-1] + 1)
        self.names = [expression.target.attname for expression, *_rest in select[self.own]]
        # The types are those of a later Django.
        self.related = get_related_populators(klass_info, select, connection.alias)  # type: ignore[call-arg]

    def rows(self, values: Sequence[Any]) -> list[M]:
        parameters = self.fixed.copy()
        for at, value in self.filled:
            parameters[at] = values[value]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, parameters)
            return [self._object(list(row)) for row in cursor.fetchall()]

    def _object(self, row: list[Any]) -> M:
        for at, (converters, expression) in self.converters.items():
            for convert in converters:
                row[at] = convert(row[at], expression, connection)
        found = self.model.from_db(connection.alias, self.names, row[self.own])
        for one in self.related:
            one.populate(row, found)
        return found
