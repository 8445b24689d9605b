"""Bad input for the examination of documents."""

__all__ = ["BROKEN_DOCX", "SECRET"]

BROKEN_DOCX = b"PK\x03\x04" + b"\x00" * 60
SECRET = "UBND XÃ SUỐI NHẠN\nMẬT\nSố: 01/KH-UBND\n\nKẾ HOẠCH\nvề việc khác\n".encode()
