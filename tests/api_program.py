"""A program that asks the API with the token of one person."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.test import Client

__all__ = ["ROOT", "Program"]

ROOT = "/api/v1"


@dataclass(frozen=True, slots=True)
class Program:
    """Asks the API with one token."""

    secret: str

    def get(self, path: str, **query: Any) -> HttpResponse:
        """Read."""
        return Client().get(ROOT + path, query, headers=self.headers)  # type: ignore[return-value]

    def post(self, path: str, data: Any = None, *, key: str | None = None, **kwargs: Any) -> HttpResponse:
        """Write JSON, or a form where a file is among the values."""
        headers = self.headers if key is None else {**self.headers, "Idempotency-Key": key}
        kwargs.setdefault("content_type", "application/json")
        if kwargs["content_type"] is None:
            del kwargs["content_type"]
        return Client().post(ROOT + path, data, headers=headers, **kwargs)  # type: ignore[return-value]

    def put(self, path: str, data: Any, *, key: str | None = None) -> HttpResponse:
        """Write JSON over what stands."""
        headers = self.headers if key is None else {**self.headers, "Idempotency-Key": key}
        answer = Client().put(ROOT + path, data, headers=headers, content_type="application/json")
        return answer  # type: ignore[return-value]

    @property
    def headers(self) -> dict[str, str]:
        """What each request carries."""
        return {"Authorization": f"Bearer {self.secret}"}
