"""Frozen dataclasses to JSON and back: strict both ways, fields at their default left out.

Handles what records are made of: dataclasses, tuples, ``X | None``, literals, str, int, float, bool, date,
datetime and bytes (base 64). A field of a later version is an error, not a loss.
"""

from __future__ import annotations

import base64
import dataclasses
import json
import types
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from filrouge.errors import StoreError
from filrouge.records import Why

T = TypeVar("T")
Decoder = Callable[[Any], Any]


def dumps(value: object) -> str:
    """Compact JSON of a record, or of a tuple of records."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))


def loads(kind: type[T], text: str) -> T:
    """The record of type ``kind`` that `dumps` wrote. Raises StoreError where the text is not one."""
    try:
        record: T = _decoder(cast(Any, kind))(json.loads(text))
        return record
    except (ValueError, TypeError, KeyError) as error:
        raise StoreError(f"The database holds a {_name(kind)} that this version cannot read: {error}.") from error


def _plain(value: Any) -> Any:
    if type(value) is Why:
        return {"why": value.message, "of": {name: _plain(item) for name, item in value.values.items()}}
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    out = {}
    for name, default in _fields(cast(Any, type(value))):
        item = getattr(value, name)
        if item is not default and item != default:
            out[name] = _plain(item)
    return out


@cache
def _fields(kind: type) -> tuple[tuple[str, Any], ...]:
    """Names of the fields with their defaults (a value equal to nothing where there is none)."""
    if not dataclasses.is_dataclass(kind):
        raise TypeError(f"{kind.__name__} is not a record")
    return tuple(
        (f.name, f.default if f.default is not dataclasses.MISSING else _NONE) for f in dataclasses.fields(kind)
    )


class _Nothing:
    __slots__ = ()


_NONE = _Nothing()


@cache
def _decoder(kind: Any) -> Decoder:
    """How values of a type are read; made once a type."""
    origin = get_origin(kind)
    if origin is tuple:
        return _tuple(get_args(kind))
    if origin in (Union, types.UnionType):
        return _optional(get_args(kind))
    if origin is Literal:
        return _literal(get_args(kind))
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return _record(kind)
    if kind is date or kind is datetime:
        return kind.fromisoformat
    if kind is bytes:
        return base64.b64decode
    if kind is float:
        return _checked((int, float), float)
    if kind is str:
        return _text
    if kind in (int, bool):
        return _checked((kind,), kind)
    raise TypeError(f"no way to read {kind}")


def _checked(kinds: tuple[type, ...], kind: type) -> Decoder:
    def decode(value: Any) -> Any:
        if type(value) not in kinds:
            raise ValueError(f"{value!r} is not {kind.__name__}")
        return kind(value)

    return decode


def _text(value: Any) -> Any:
    """Text, and a reason wherever text may stand."""
    if type(value) is dict and "why" in value:
        return Why(value["why"], **{k: v if type(v) in (int, float) else _text(v) for k, v in value["of"].items()})
    if type(value) is not str:
        raise ValueError(f"{value!r} is not str")
    return value


def _literal(options: tuple[Any, ...]) -> Decoder:
    def decode(value: Any) -> Any:
        if value not in options:
            raise ValueError(f"{value!r} is not one of {', '.join(map(str, options))}")
        return value

    return decode


def _tuple(args: tuple[Any, ...]) -> Decoder:
    if len(args) == 2 and args[1] is Ellipsis:
        each = _decoder(args[0])
        return lambda values: tuple(each(value) for value in values)
    parts = [_decoder(arg) for arg in args]
    return lambda values: tuple(part(value) for part, value in zip(parts, values, strict=True))


def _optional(args: tuple[Any, ...]) -> Decoder:
    inner = [arg for arg in args if arg is not type(None)]
    if len(inner) != 1:
        raise TypeError(f"no way to tell {args} apart")
    decode = _decoder(inner[0])
    return lambda value: None if value is None else decode(value)


def _record(kind: type) -> Decoder:
    hints = get_type_hints(kind)
    names = [field.name for field in dataclasses.fields(kind)]
    decoders = {name: _decoder(hints[name]) for name in names}
    plain = {name: _plain_types(hints[name]) for name in names}

    def decode(value: Any) -> Any:
        if not isinstance(value, dict):
            raise ValueError(f"{value!r} is not a {kind.__name__}")
        try:
            return kind(**{k: item if type(item) in plain[k] else decoders[k](item) for k, item in value.items()})
        except KeyError as unknown:
            if unknown.args[0] in value and unknown.args[0] not in decoders:
                raise ValueError(f"{kind.__name__} has no field {unknown}") from unknown
            raise

    return decode


def _plain_types(kind: Any) -> frozenset[type]:
    """What JSON gives that is already a value of the type: most fields, read without a call."""
    inner = set(get_args(kind)) if get_origin(kind) in (Union, types.UnionType) else {kind}
    return frozenset(inner & {str, int, bool, type(None)})


def _name(kind: Any) -> str:
    return getattr(kind, "__name__", str(kind))
