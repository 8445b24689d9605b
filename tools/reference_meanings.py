"""What the reference pages say beyond the code: what a setting is for, kinds of deadlines, families of codes."""

__all__ = ["DEADLINE_KINDS", "FAMILIES", "SETTINGS"]

SETTINGS = {
    "CAICACH_ADDRESS": "Where people open the application, such as `https://caicach.example.vn`: links in e-mails and "
    "calendars lead there. Without it they hold none.",
    "CAICACH_BEHIND_PROXY": "A proxy in front ends TLS: its `X-Forwarded-Proto` and `X-Forwarded-For` are believed.",
    "CAICACH_DATABASE": "`sqlite:///relative`, `sqlite:////absolute` or `postgresql://user:word@host:port/name`.",
    "CAICACH_DEBUG": "Django's debug pages; never on a machine that others reach.",
    "CAICACH_DEMO": "A demonstration: a plan of a past year may run as if it were current. `make demo` sets it.",
    "CAICACH_HASHED_STATIC": "Serve collected files under hashed names; `caicach prepare` and `serve` set it.",
    "CAICACH_HOSTS": "Names under which the application answers.",
    "CAICACH_HTTPS": "Cookies travel by HTTPS alone, and browsers are told to come back by HTTPS.",
    "CAICACH_JOBS_INLINE": "Run background jobs at once in the same process; for tests and commands.",
    "CAICACH_LOG_LEVEL": "The least that is written to the error output: `DEBUG`, `INFO`, `WARNING`, `ERROR`.",
    "CAICACH_MAIL_FROM": "The address that reminders come from; needed where `CAICACH_MAIL_HOST` is given.",
    "CAICACH_MAIL_HOST": "The SMTP server; without it no e-mail leaves, and everything else works as before.",
    "CAICACH_MAIL_PASSWORD": "The word of the account at the SMTP server; better as `CAICACH_MAIL_PASSWORD_FILE`.",
    "CAICACH_MAIL_PORT": "Its port: 587 with `starttls`, 465 with `tls`, 25 with `none`.",
    "CAICACH_MAIL_SECURITY": "`starttls`, `tls` (from the first byte) or `none` (a server on the same machine).",
    "CAICACH_MAIL_USER": "The account at the SMTP server; empty: without signing in.",
    "CAICACH_ORIGINS": "Origins, such as `https://caicach.example.vn`, whose forms are believed behind a proxy.",
    "CAICACH_PROVINCE": "The name under the mark on every page.",
    "CAICACH_SECRET_KEY": "Signs sessions and queued jobs; without it the key of the state folder, made once.",
    "CAICACH_STATE": "The folder of all that must be kept: database, files, key.",
    "CAICACH_TRUST": "A folder of certificates (PEM, DER) that digital signatures are checked against; empty: none.",
}

# Kind of a deadline -> what it means, what becomes of it (reform.due).
DEADLINE_KINDS = (
    ("by", ("a day", "due on that day; “trước ngày” leaves the day out")),
    ("within", ("a span", "due on its last day")),
    ("recurring", ("again and again", "once a period: on its own day, else with that period's report")),
    ("continuous", ("all the time", "declared once a quarter, with that quarter's report")),
    ("relative", ("so long after an event", "sleeps until the event is entered, then counted from it")),
    ("as_directed", ("another text or event will say", "sleeps until a date is entered")),
    ("ad_hoc", ("when asked", "sleeps until it is asked for")),
    ("done", ("already done", "closed, nobody owes it")),
    ("none", ("the cell says nothing", "end of the plan's year, with a finding")),
    ("impossible", ("a day that no calendar has", "must be settled before the plan is confirmed")),
    ("unread", ("no rule reads it", "must be settled before the plan is confirmed")),
)

# Prefix of codes -> what they are about, in the order of the page.
FAMILIES = (
    ("RD", "a file that cannot be read, and how a file was read"),
    ("PL", "the structure of a plan"),
    ("DL", "deadlines as read"),
    ("AG", "phrases that name agencies"),
    ("CT", "citations of other documents"),
    ("TG", "targets"),
    ("PC", "in what a plan falls short of that of the body above"),
    ("RP", "statistics and figures of a report"),
    ("D", "the doctor: days and years"),
    ("N", "the doctor: numbering"),
    ("R", "the doctor: what a document points at"),
    ("C", "the doctor: a document against itself"),
    ("A", "the doctor: sums and ratios"),
    ("F", "the doctor: form"),
    ("GRP", "groups of agencies, and what a phrase means"),
    ("DU", "how a due date came about"),
    ("TM", "how a deliverable is tracked"),
    ("EV", "whether the event it waits for may repeat"),
    ("OW", "who of the leads owes it"),
    ("RQ", "who is asked, not obliged"),
    ("AC", "who accepts it"),
    ("MS", "what another body decides on"),
    ("FX", "formulas of forms"),
    ("FM", "definitions of forms"),
    ("FJ", "what does not fit in a return"),
    ("FD", "a blank annex made into the draft of a form"),
    ("OF", "figures of a report offered for a return"),
    ("NT", "templates of reports"),
    ("IX", "definitions of criteria sets"),
    ("IA", "the annex of a decision made into the draft of a criteria set"),
    ("SC", "points of a criterion, and how they come about"),
)
