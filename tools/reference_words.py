"""What the reference pages say beyond the code: what a setting is for, who gets past an address, families of codes."""

__all__ = ["ADDRESSES", "DEADLINE_KINDS", "FAMILIES", "SETTINGS"]

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
}

_ANYONE = "*anyone*"
_SELF = "whoever is signed in, for themselves"
_SIGNED_IN = "whoever is signed in"
_REACH = "whoever has it within reach"
_ACCEPTOR = "within reach: officers of the accepting body, never of the owing one"
_OWING_WORD = "within reach: officers and leaders of the owing agency or of one above it"
_OWING_LEADER = "within reach: whoever leads the owing agency or one above it"
_STARTER = "whoever started the job"
_STANDING = "officers of the standing body, for plans of the body that their grant names"
_MANAGER = "administrators, officers of the standing body and agency leaders, within their scopes"
_CONTROL = "whoever manages the person's agencies and may give every role the person holds; never for oneself"
_GIVER = "whoever may give the role, at the agency of the post and in the scope of the role"
# URL name -> who gets past it.
ADDRESSES = {
    "accounts:language": _ANYONE,
    "accounts:password_change": _SELF,
    "accounts:password_set": "whoever came in by a one-time code; nothing else is open to them before",
    "accounts:sign_in": _ANYONE,
    "accounts:sign_out": _SELF,
    "agencies:detail": _SIGNED_IN,
    "agencies:list": _SIGNED_IN,
    "desk:dashboard": "whoever is signed in; it counts what this person has within reach",
    "desk:desk": _SELF,
    "desk:first_steps": _SELF,
    "desk:search": "whoever is signed in; it finds what this person has within reach, and every agency",
    "documents:detail": "whoever registered it, or sees something that uses it",
    "files:download": "whoever sees something that the file belongs to",
    "jobs:cancel": _STARTER,
    "jobs:detail": _STARTER,
    "obligations:accept": _ACCEPTOR,
    "obligations:approve": _OWING_LEADER,
    "obligations:clocks": "standing officers of a standing body and its leader; the page holds that body's terms alone",
    "obligations:contest": _OWING_WORD,
    "obligations:contest-decide": "within reach: officers of the assigning or the standing body, never for their own",
    "obligations:contest-withdraw": _OWING_WORD,
    "obligations:contests": "whoever is signed in; the list holds what this person's body has to answer",
    "obligations:detail": _REACH,
    "obligations:chain-remove": "whoever may record the event of the duty that waits",
    "obligations:chains": "whoever is signed in; the list holds duties whose event this person may record",
    "obligations:dormant": "whoever is signed in; the list holds duties whose event this person may record",
    "obligations:dormant-close": "officers of the standing body, or of the issuer",
    "obligations:event": "within reach: officers of the accepting, a monitoring or the standing body, or of the issuer",
    "obligations:event-repeats": "as for recording the event",
    "obligations:event-undo": "as for recording the event",
    "obligations:hint-dismiss": "officers of the standing body, or of the issuer",
    "obligations:late": _REACH,
    "obligations:list": _REACH,
    "obligations:on-behalf": "within reach: standing officers above the owing agency, never for their own",
    "obligations:practice": "whoever leads an agency; the page holds these agencies alone",
    "obligations:prepare": "within reach: officers of the owing agency or of one above it, where two steps are needed",
    "obligations:queue": "whoever is signed in; the list holds what this person may accept",
    "obligations:receipt-confirm": _OWING_WORD,
    "obligations:receipts": "whoever is signed in; the list holds what waits for the word of their own agencies",
    "obligations:reopen": "within reach: officers of the accepting body or of the standing body, never for their own",
    "obligations:return": _ACCEPTOR,
    "obligations:send-back": _OWING_LEADER,
    "obligations:submit": "within reach: leaders of the owing agency or of one above it; in one step officers too",
    "obligations:to-approve": "whoever is signed in; the list holds what waits for this person as a leader",
    "obligations:withdraw": "within reach: officers and leaders of the owing agency or of one above it",
    "plans:accept": _STANDING,
    "plans:add": _STANDING,
    "plans:agencies": _STANDING,
    "people:code_issue": _CONTROL,
    "people:create": _MANAGER,
    "people:detail": "whoever manages the person's agency, and the person",
    "people:disable": _CONTROL,
    "people:enable": _CONTROL,
    "people:grant_give": _GIVER,
    "people:grant_withdraw": _GIVER,
    "people:import": _MANAGER,
    "people:import_confirm": _MANAGER,
    "people:import_sample": _MANAGER,
    "people:list": _MANAGER,
    "people:post_close": "whoever manages the agency and may give every role held from the post",
    "people:post_open": "whoever manages the person's agency and the agency of the post",
    "people:roles": _SIGNED_IN,
    "plans:annex": "whoever sees the plan; figures only of the obligations within reach",
    "plans:bulk": _STANDING,
    "plans:cancel": _STANDING,
    "plans:confirm": _STANDING,
    "plans:correct": _STANDING,
    "plans:detail": "as for the review; once confirmed, also whoever has one of its obligations within reach",
    "plans:header": _STANDING,
    "plans:list": "whoever is signed in; the list holds the plans within reach",
    "plans:prose": _STANDING,
    "plans:review": _STANDING,
    "plans:row": _STANDING,
    "plans:settle": _STANDING,
    "plans:source": "whoever sees the plan, and whoever has one of its obligations within reach",
    "plans:upload": _STANDING,
    "plans:withdraw": _STANDING,
    "ui:style_guide": "administrators; everybody signed in where `CAICACH_DEBUG` is on",
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
    ("GRP", "groups of agencies, and what a phrase means"),
    ("DU", "how a due date came about"),
    ("TM", "how a deliverable is tracked"),
    ("EV", "whether the event it waits for may repeat"),
    ("OW", "who of the leads owes it"),
    ("RQ", "who is asked, not obliged"),
    ("AC", "who accepts it"),
    ("MS", "what another body decides on"),
)
