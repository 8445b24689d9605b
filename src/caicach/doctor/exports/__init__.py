"""What an examination is handed out as."""

from caicach.doctor.exports.docx import Accepted, commented
from caicach.doctor.exports.xlsx import listed

__all__ = ["Accepted", "commented", "listed"]
