"""The reference page of the API, from its own OpenAPI description: operations, what they take, what they answer."""

from collections.abc import Iterator, Mapping
from typing import Any

from caicach.api.constants import Scope
from caicach.api.problems import titles

__all__ = ["ABOUT", "TITLE", "operations", "refusals", "schemas", "scopes"]

TITLE = "API v1"
ABOUT = (
    "Every operation wants `Authorization: Bearer` with a token of the scope named, and does what the person of the "
    "token may do on the pages, no more. The description for programs stands at `/api/v1/openapi.json` (OpenAPI 3.1) "
    "of each installation. How to connect: [Nối chương trình khác qua API](../how-to/connect-a-program.md)."
)
Rows = tuple[tuple[str, ...], list[tuple[str, ...]]]


def operations() -> Rows:
    """Return the table of operations: method and address, scope, what is taken, what is answered."""
    return ("operation", "scope", "takes", "answers", "what"), list(_operations())


def schemas() -> Iterator[tuple[str, Rows]]:
    """Yield (name, table of fields) of each value that is sent or answered."""
    for name, schema in sorted(_described()["components"]["schemas"].items()):
        rows = [(f"`{field}`", _type(one), one.get("description", "")) for field, one in _fields(schema)]
        if rows:
            yield name, (("field", "type", "what"), rows)


def refusals() -> Rows:
    """Return the table of statuses that the API refuses with."""
    return ("status", "title"), [(str(status), words) for status, words in sorted(titles().items())]


def scopes() -> Rows:
    """Return the table of scopes."""
    return ("scope", "on the screen"), [(f"`{scope.value}`", str(scope.label)) for scope in Scope]


def _operations() -> Iterator[tuple[str, ...]]:
    for path, item in _described()["paths"].items():
        for method, operation in item.items():
            answers = (f"{status} {_answer(one)}" for status, one in operation["responses"].items() if status != "4XX")
            yield (
                f"`{method.upper()} {path}`",
                f"`{operation['x-scope']}`",
                ", ".join(_taken(operation)),
                ", ".join(answers),
                operation["summary"],
            )


def _taken(operation: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"`{one['name']}`" for one in operation.get("parameters", ()) if one["in"] == "query")
    yield from operation.get("requestBody", {}).get("content", {})


def _answer(response: Mapping[str, Any]) -> str:
    return ", ".join(_type(one["schema"]) for one in response.get("content", {}).values())


def _fields(schema: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    yield from schema.get("properties", {}).items()


def _type(schema: Mapping[str, Any]) -> str:
    if "$ref" in schema:
        return f"`{schema['$ref'].rpartition('/')[2]}`"
    if "anyOf" in schema:
        return " or ".join(_type(one) for one in schema["anyOf"])
    if schema.get("type") == "array":
        return f"list of {_type(schema['items'])}"
    return str(schema.get("format") or schema.get("type", "any"))


def _described() -> Mapping[str, Any]:
    from caicach.api.endpoint import api  # asks the settings as soon as it is imported

    return api.get_openapi_schema(path_prefix="/api/v1/")
