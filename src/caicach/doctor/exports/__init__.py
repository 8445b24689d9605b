"""What an examination is handed out as."""

from caicach.doctor.exports.docx import commented
from caicach.doctor.exports.xlsx import listed

__all__ = ["commented", "listed"]
