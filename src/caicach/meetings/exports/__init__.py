"""A meeting on paper."""

from caicach.meetings.exports.pack import pack_docx

__all__ = ["pack_docx"]
