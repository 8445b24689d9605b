"""All settings of the application; every value that differs between places is read by ``config.env``.

There is one module for every place: nothing exists only in production.
"""

from pathlib import Path

from caicach.config import env
from caicach.config.state import secret_key, state_folder

STATE = state_folder()  # database, files, key: all that must be kept
DEBUG = env.flag("CAICACH_DEBUG")
SECRET_KEY = secret_key(STATE)
ALLOWED_HOSTS = env.words("CAICACH_HOSTS", ("127.0.0.1", "localhost", "[::1]"))
CSRF_TRUSTED_ORIGINS = env.words("CAICACH_ORIGINS")
CSRF_FAILURE_VIEW = "caicach.ui.views.forged"
PROVINCE_NAME = env.text("CAICACH_PROVINCE", "Tỉnh Sông Mây")  # under the mark, on every page
# A demonstration may run plans of past years as if they were current; a real installation never does.
DEMO = env.flag("CAICACH_DEMO")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "template_partials.apps.SimpleAppConfig",
    "django_q",
    "caicach.web",
    "caicach.ui",
    "caicach.jobs",
    "caicach.audit",
    "caicach.files",
    "caicach.mail",
    "caicach.accounts",
    "caicach.agencies",
    "caicach.calendars",
    "caicach.people",
    "caicach.sheets",
    "caicach.documents",
    "caicach.doctor",
    "caicach.obligations",
    "caicach.notices",
    "caicach.plans",
    "caicach.figures",
    "caicach.reports",
    "caicach.scoring",
    "caicach.meetings",
    "caicach.desk",
    "caicach.api",
    "caicach.demo",
    "caicach.config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "caicach.web.middleware.ContentSecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "caicach.web.middleware.LanguageMiddleware",
    "caicach.web.doors.NormalFormMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "caicach.web.middleware.SignInRequiredMiddleware",
    "caicach.accounts.middleware.PasswordFirstMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "caicach.web.middleware.ClockMiddleware",
    "caicach.people.middleware.ActorMiddleware",
    "caicach.web.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "caicach.config.urls"
WSGI_APPLICATION = "caicach.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            ["django.template.loaders.app_directories.Loader"],
                        )
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "caicach.ui.context.shell",
            ],
            "builtins": ["template_partials.templatetags.partials", "caicach.ui.templatetags.ui"],
        },
    }
]
FORM_RENDERER = "caicach.ui.forms.Renderer"

DATABASES = {"default": env.database("CAICACH_DATABASE", f"sqlite:///{STATE / 'caicach.sqlite3'}")}
# Counters of the sign-in page are shared by every process; `caicach prepare` makes the table.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "/"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.flag("CAICACH_HTTPS")
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if env.flag("CAICACH_HTTPS") else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("CAICACH_BEHIND_PROXY") else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [Path(__file__).resolve().parents[1] / "locale"]
FORMAT_MODULE_PATH = ["caicach.config.formats"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True
# Numbers are grouped only by the filters of `ui`: in an attribute or an id a dot would be an error.
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "static/"
# An installation (`caicach prepare`, `caicach serve`) serves collected files under hashed names for ever; tests and
# development serve them from where they lie.
HASHED_STATIC = env.flag("CAICACH_HASHED_STATIC")
STATIC_ROOT = STATE / "static" if HASHED_STATIC else None
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if HASHED_STATIC
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not HASHED_STATIC
FILES_ROOT = STATE / "files"
UPLOAD_LIMIT_BYTES = 25 * 1024 * 1024
TRUST_FOLDER = env.text("CAICACH_TRUST")  # certificates (PEM, DER) that digital signatures are checked against
# An upload stays in memory until it was looked at: what bears the stamp of a state secret never touches the disk.
FILE_UPLOAD_MAX_MEMORY_SIZE = UPLOAD_LIMIT_BYTES
# One page of a review edits many fields; a plan of 200 rows needs some 3,000.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

# Reminders leave by e-mail only where a server is named; nothing depends on it.
EMAIL_HOST = env.text("CAICACH_MAIL_HOST")
EMAIL_PORT = env.number("CAICACH_MAIL_PORT", 587)
EMAIL_HOST_USER = env.text("CAICACH_MAIL_USER")
EMAIL_HOST_PASSWORD = env.text("CAICACH_MAIL_PASSWORD")
MAIL_SECURITY = env.choice("CAICACH_MAIL_SECURITY", ("starttls", "tls", "none"))
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL_SECURITY == "starttls", MAIL_SECURITY == "tls"
EMAIL_TIMEOUT = 20  # seconds of one answer
DEFAULT_FROM_EMAIL = env.text("CAICACH_MAIL_FROM")
if EMAIL_HOST and "@" not in DEFAULT_FROM_EMAIL:
    raise env.BadSetting("CAICACH_MAIL_FROM: đã đặt CAICACH_MAIL_HOST thì phải có địa chỉ gửi, ví dụ cchc@tinh.gov.vn.")
# Where people open the application: links in what leaves it (letters, calendars). Empty: no links.
SITE_ADDRESS = env.text("CAICACH_ADDRESS").rstrip("/")

Q_CLUSTER = {
    "name": "caicach",
    "orm": "default",
    "workers": 1,
    # A scan is read page by page for minutes. `jobs.sweep` takes up what shows no sign of life long before.
    "timeout": 900,
    "retry": 960,
    "max_attempts": 3,
    "ack_failures": False,
    "catch_up": False,
    "poll": 0.5,
    "bulk": 1,
    "label": "caicach",
    "log_level": "WARNING",
    "save_limit": -1,  # what a person sees of a job is `JobRun`
}
# Tests and commands run a job at once, in the same process, after the transaction.
JOBS_INLINE = env.flag("CAICACH_JOBS_INLINE")

SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # other hosts of the same domain are not ours to bind
    "security.W008",  # the proxy in front sends http to https
    "security.W021",  # nor is a list built into browsers
    *([] if env.flag("CAICACH_HTTPS") else ["security.W004", "security.W012", "security.W016"]),
]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    # A signature whose authority is not at hand is ordinary, and said on its document's page.
    "loggers": {"pyhanko": {"level": "CRITICAL"}},
    "root": {"handlers": ["stderr"], "level": env.text("CAICACH_LOG_LEVEL", "WARNING")},
}
