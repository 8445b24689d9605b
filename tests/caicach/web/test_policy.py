"""What every answer carries."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_only_our_own_files_may_run(client: Client) -> None:
    policy = client.get("/tai-khoan/dang-nhap/").headers["Content-Security-Policy"]

    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


def test_answers_differ_by_cookie(client: Client) -> None:
    assert "Cookie" in client.get("/tai-khoan/dang-nhap/").headers["Vary"]
