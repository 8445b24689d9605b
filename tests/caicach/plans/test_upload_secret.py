"""A plan that bears the stamp of a state secret never reaches the store."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from caicach.files.models import StoredFile
from caicach.plans.models import Plan
from caicach.web.errors import BadInput
from cast import Cast
from plans_sample import ROWS, plan_text


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (plan_text(*ROWS), "[Tối mật] Kế hoạch.txt"),
        ("UBND TỈNH SÔNG MÂY\nTỐI MẬT\n".encode() + plan_text(*ROWS), "ke-hoach.txt"),
    ],
)
def test_it_is_refused_and_nothing_is_written(
    upload: Callable[..., Plan], files_root: Path, content: bytes, name: str
) -> None:
    with pytest.raises(BadInput, match="dấu độ mật “Tối mật”"):
        upload(content, file_name=name)

    assert not Plan.objects.exists()
    assert not StoredFile.objects.exists()
    assert not files_root.exists()


def test_the_page_says_so(cast: Cast, client: Client) -> None:
    client.force_login(cast.standing_officer.user)
    file = SimpleUploadedFile("Kế hoạch (MẬT).txt", plan_text(*ROWS))

    response = client.post(reverse("plans:upload"), {"file": file, "issuer": cast.province.pk, "year": 2026})

    assert response.status_code == 422
    assert "mang dấu độ mật" in response.content.decode()
