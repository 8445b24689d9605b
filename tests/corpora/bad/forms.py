"""What may stand in any field of a form: by slip, by paste, by an old page, by malice."""

import unicodedata

__all__ = ["HARMLESS", "SCRIPT", "SHARP", "VALUES"]

SCRIPT = "<script>alert('x')</script>"

# Words that a field of text may keep as they are; they come back escaped.
HARMLESS: dict[str, str] = {
    "markup": SCRIPT,
    "an attribute": "\"' onmouseover=alert(1) x='\"><img src=x onerror=alert(1)>",
    "a template": "{{ settings.SECRET_KEY }} {% debug %} %(name)s %s {0}",
    "words of SQL": "'; DROP TABLE plans_plan; -- ' OR '1'='1",
    "wild cards": "%_*?[a-z]\\",
    "emoji": "👩🏽‍💻🇻🇳 " * 3,
    "letters in two parts": unicodedata.normalize("NFD", "Ủy ban nhân dân xã Suối Nhạn"),
    "writing turned round": "\u202eđảo ngược\u2066 chữ\u200b ẩn",
    "zeros": "a\x00b\x00",
    "control characters": "a\x01\x08\x1b[31mb\x7f",
    "lines": "một\r\nhai\rba\u2028bốn\v",
    "a half of a pair": "a\ud83d b",
    "a path": "../../../../etc/passwd",
    "a header": "a\r\nSet-Cookie: x=1\r\n\r\n<html>",
}
VALUES: dict[str, str] = HARMLESS | {
    "nothing": "",
    "only blanks": " \t\u00a0\u3000 ",
    "a negative number": "-1",
    "a huge number": "9" * 25,
    "a number of 5,000 digits": "9" * 5_000,
    "no number": "NaN",
    "endless": "-Infinity",
    "a power": "1e400",
    "a comma": "1,5",
    "digits of another script": "٣٤٥",
    "no day": "31/02/2026",
    "a day of zeros": "00/00/0000",
    "the year 0": "01/01/0000",
    "the year 9999": "31/12/9999",
    "the year 10000": "01/01/10000",
    "month first": "12/31/2026",
    "an unknown uid": "01990000-0000-7000-8000-000000000000",
    "no uid": "01990000-zzzz",
    "a foreign choice": "a:999999",
    "an unknown group": "g:khong_co(",
    "a list": "[1, 2, {}]",
    "a megabyte": "x" * 1_000_000,
    "a megabyte of letters in two parts": "e\u0323\u0302 " * 250_000,
}
# Those that are tried in each field by itself, where all others of the form are good.
SHARP = ("nothing", "a negative number", "a huge number", "a number of 5,000 digits", "no day", "zeros", "a megabyte")
