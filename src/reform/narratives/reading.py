"""Reading a template from YAML, and its fingerprint."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import yaml

from reform.narratives.model import Chapter, Recipient, Section, Template
from reform.narratives.parsing import TemplateError

__all__ = ["read_template", "template_fingerprint"]


def read_template(text: str) -> Template:
    """Return the template that the YAML ``text`` defines; its sentences are read by whoever fills or checks them.

    Raises:
        TemplateError: it is no YAML (NT010), or something is missing or not known (NT011).
    """
    table = _table(text)
    head = table["template"]
    return Template(
        key=_text(head, "id"),
        version=_text(head, "version"),
        title=_text(head, "title"),
        recipient=_recipient(head),
        levels=tuple(str(level) for level in head.get("levels") or ()),
        form_key=_text(head, "form"),
        kind=_text(head, "kind"),
        subject=_text(head, "subject"),
        chapters=tuple(_chapter(row) for row in _rows(table, "chapters")),
    )


def template_fingerprint(text: str) -> str:
    """Return the SHA-256 of what the YAML ``text`` says, whatever its blanks and comments."""
    said = json.dumps(_table(text), sort_keys=True, ensure_ascii=False, default=str, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()


def _table(text: str) -> Mapping[str, Any]:
    try:
        table = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise TemplateError("NT010", line=mark.line + 1 if mark is not None else 1) from None
    if not isinstance(table, dict) or not isinstance(table.get("template"), dict):
        raise TemplateError("NT011", name="template")
    return table


def _recipient(head: Mapping[str, Any]) -> Recipient:
    try:
        return Recipient(str(head.get("recipient")))
    except ValueError:
        raise TemplateError("NT011", name="recipient") from None


def _chapter(row: Mapping[str, Any]) -> Chapter:
    return Chapter(_text(row, "key"), str(row.get("title") or ""), tuple(map(_section, _rows(row, "sections"))))


def _section(row: Mapping[str, Any]) -> Section:
    return Section(
        key=_text(row, "key"),
        title=str(row.get("title") or ""),
        text=_text(row, "text"),
        area=str(row.get("area") or ""),
        form_section=str(row.get("form_section") or ""),
    )


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    if not isinstance(value, str) or not value.strip():
        raise TemplateError("NT011", name=name)
    return value


def _rows(row: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    found = row.get(name)
    if not isinstance(found, list) or not found or not all(isinstance(one, dict) for one in found):
        raise TemplateError("NT011", name=name)
    return found
