"""A template for the small form of ``figures_cast``."""

from pathlib import Path

from caicach.reports.constants import TemplateState
from caicach.reports.models import ReportTemplate
from reform.narratives import template_fingerprint

__all__ = ["TEMPLATE", "template_make"]

TEMPLATE = (Path(__file__).parent / "reports_template.yaml").read_text(encoding="utf-8")


def template_make(text: str = TEMPLATE) -> ReportTemplate:
    """Keep a published template that everybody may use."""
    return ReportTemplate.objects.create(
        template_key="mau",
        version="1",
        title="Báo cáo tỉnh Sông Mây",
        recipient="superior",
        form_key="song-may",
        state=TemplateState.PUBLISHED,
        definition=text,
        fingerprint=template_fingerprint(text),
        created_at="2026-01-01T00:00:00Z",
        published_at="2026-01-01T00:00:00Z",
    )
