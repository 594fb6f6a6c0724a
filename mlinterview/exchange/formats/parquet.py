"""Export as Parquet, for data frames: typed columns, written in groups of rows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, ClassVar

from mlinterview.errors import ExchangeError
from mlinterview.exchange.formats.writers import chunks, schema, table_of
from mlinterview.exchange.tables import rows
from mlinterview.exchange.values import TYPES
from mlinterview.model.exchange import Exporter

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import ModuleType

    from mlinterview.exchange.columns import Table
    from mlinterview.exchange.source import Source

_ROWS_PER_GROUP = 50_000


class ParquetExporter(Exporter):
    """Apache Parquet, through pyarrow."""

    name: ClassVar[str] = "parquet"
    description: ClassVar[str] = (
        'typed columns for data frames; `pip install "mlinterview[parquet]"`'
    )
    suffix: ClassVar[str] = ".parquet"
    subjects: ClassVar[frozenset[str]] = frozenset({"reviews", "cards", "questions", "stats"})

    def export(
        self, subject: str, source: Source, target: Path, progress: Callable[[int], None]
    ) -> int:
        """Write a subject's rows; times are UTC, dates are dates, lists are lists.

        Raises:
            ExchangeError: pyarrow is not installed.
        """
        arrow, parquet = _pyarrow()
        table, count = table_of(subject), 0
        about = json.dumps(schema(subject, table.version, source.now_ms))
        columns = arrow.schema(
            [
                arrow.field(column.name, _type(arrow, column.type), metadata={
                    "meaning": column.meaning})
                for column in table.columns
            ],
            metadata={"mlinterview": about},
        )  # fmt: skip
        with parquet.ParquetWriter(str(target), columns) as writer:
            for chunk in chunks(rows(source, table), _ROWS_PER_GROUP):
                writer.write_batch(_batch(arrow, columns, table, chunk))
                count += len(chunk)
                progress(len(chunk))
        return count


def _batch(arrow: ModuleType, columns: Any, table: Table, chunk: list[tuple[Any, ...]]) -> Any:
    arrays = []
    for column, values, field in zip(table.columns, zip(*chunk, strict=True), columns, strict=True):
        if column.type == "json":
            write = TYPES["json"].to_text
            arrays.append(arrow.array([None if v is None else write(v) for v in values]))
        elif column.type in ("time", "date"):
            whole = arrow.int64() if column.type == "time" else arrow.int32()
            arrays.append(arrow.array(values, type=whole).cast(field.type))
        else:
            arrays.append(arrow.array(values, type=field.type))
    return arrow.record_batch(arrays, schema=columns)


def _type(arrow: ModuleType, name: str) -> Any:
    return {
        "text": arrow.string(),
        "integer": arrow.int64(),
        "number": arrow.float64(),
        "time": arrow.timestamp("ms", tz="UTC"),
        "date": arrow.date32(),
        "flag": arrow.bool_(),
        "words": arrow.list_(arrow.string()),
        "json": arrow.string(),
    }[name]


def _pyarrow() -> tuple[ModuleType, ModuleType]:
    try:
        import pyarrow  # type: ignore[import-untyped]
        import pyarrow.parquet  # type: ignore[import-untyped]
    except ImportError:
        raise ExchangeError(
            'the format parquet needs pyarrow: `pip install "mlinterview[parquet]"`'
        ) from None
    return pyarrow, pyarrow.parquet
