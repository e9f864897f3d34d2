"""Prints the page of the API from its OpenAPI document and its limits."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

Node = dict[str, Any]
SHAPES = "#/components/schemas/"


def api_page() -> Iterator[str]:
    document, limits = described()
    yield "# The API"
    yield (
        f"{document['info']['description']} How to begin is in "
        "[the how-to](../how-to/use-the-api.md). For machines: `/api/v1/openapi.json`. Every "
        "request has `Authorization: Bearer KEY`."
    )
    for tag in dict.fromkeys(each["tags"][0] for _, _, each in operations(document)):
        yield f"## {tag}"
        for path, method, each in operations(document):
            if each["tags"] == [tag]:
                yield f"### `{method.upper()} {path}`"
                yield from operation(each)
    yield "## What is sent and answered"
    for name, shape in document["components"]["schemas"].items():
        if "enum" in shape:
            continue
        yield f"### {name}"
        if said := shape.get("description"):
            yield joined(said)
        yield fields(shape, document)
    yield "## When it is refused"
    yield (
        "400, 401, 403, 404, 409, 422 and 429 are answered with [Problems](#problems), at every "
        "address. With 429 comes `Retry-After`: seconds."
    )
    yield "## Limits"
    yield "\n".join(
        ["| | | |", "| --- | --- | --- |"]
        + [
            f"| {each['title']} | {max(each['from'].items())[1]} | "
            f"{each['authority']}: {each['source']} |"
            for each in limits.values()
        ]
    )


def described() -> tuple[Node, Node]:
    """The OpenAPI document, and the dated numbers. Django is set up, and needs no database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onroll.web.config.settings")
    import django

    django.setup()
    from onroll.web.api.endpoints import document
    from onroll.web.api.limits import numbers

    return document(), numbers()


def operations(document: Node) -> Iterator[tuple[str, str, Node]]:
    for path, methods in document["paths"].items():
        for method, each in methods.items():
            yield path, method, each


def operation(each: Node) -> Iterator[str]:
    yield joined(each["description"])
    rows = [
        f"| `{one['name']}` | {one['in']}{'' if one['required'] else ', may be left out'} | "
        f"{kind(one['schema'])} | {one.get('description', '')} |"
        for one in each.get("parameters", [])
    ]
    if rows:
        yield "\n".join(["| | | | |", "| --- | --- | --- | --- |", *rows])
    if body := each.get("requestBody"):
        yield f"Send: {kind(body['content']['application/json']['schema'])}."
    status, answer = next((n, one) for n, one in each["responses"].items() if str(n)[0] == "2")
    told = answer["content"].get("application/json")
    said = kind(told["schema"]) if told else "a file"
    same = (
        " 304: it is the same as its `ETag` in `If-None-Match`." if 304 in each["responses"] else ""
    )
    yield f"Answered ({status}): {said}.{same}"


def fields(shape: Node, document: Node) -> str:
    needed = shape.get("required", [])
    rows = [
        f"| `{name}` | {kind(each)}{'' if name in needed else ', may be left out'} | "
        f"{joined(each.get('description', ''))}{options(each, document)} |"
        for name, each in shape["properties"].items()
    ]
    return "\n".join(["| | | |", "| --- | --- | --- |", *rows])


def options(each: Node, document: Node) -> str:
    """What there is to choose from, where it is a choice."""
    named = each.get("$ref", "").removeprefix(SHAPES)
    found = document["components"]["schemas"].get(named, {}).get("enum", [])
    return f"One of {', '.join(f'`{one}`' for one in found)}." if found else ""


def kind(schema: Node) -> str:
    """What a value is, in words; a shape of ours by its name, which leads to it."""
    if ref := schema.get("$ref"):
        name = ref.removeprefix(SHAPES)
        return name if name in ("Kind", "How") else f"[{name}](#{name.lower()})"
    if several := schema.get("anyOf"):
        return " or ".join(kind(each) for each in several)
    if schema.get("type") == "array":
        return f"list of {kind(schema['items'])}"
    if schema.get("type") == "object":
        return f"by key: {kind(schema['additionalProperties'])}"
    words = {"string": "text", "null": "null", "boolean": "true or false"}
    if known := schema.get("format"):
        return {"date": "day", "date-time": "moment"}[known]
    if found := schema.get("enum"):
        return f"One of {', '.join(f'`{one}`' for one in found)}."
    pattern = f" `{schema['pattern']}`".replace("|", "\\|") if "pattern" in schema else ""
    return words.get(schema["type"], "number") + pattern


def joined(text: str) -> str:
    return " ".join(text.split())
