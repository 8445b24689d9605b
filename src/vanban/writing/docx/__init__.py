"""Papers as DOCX."""

from vanban.writing.docx.package import write_docx

__all__ = ["write_docx"]
