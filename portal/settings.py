"""Settings of the portal. Everything a site may change comes from the environment (see docs/operating.md)."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from portal.operations.environment import Environment

env = Environment()

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.text("VAR_DIR", str(BASE_DIR / "var"))).absolute()

YEAR = 365 * 24 * 3600  # seconds

# With DATABASE_URL the site counts as a real installation: secrets and hosts then have no defaults.
EMBEDDED = not env.text("DATABASE_URL")


def local_secret() -> str:
    """The key of an embedded installation: made once, kept under ``var/``, readable by its owner only."""
    path = VAR_DIR / "secret_key"
    try:
        return path.read_text()
    except FileNotFoundError:
        pass
    except OSError as error:
        raise ImproperlyConfigured(
            f"{path} cannot be read: {error.strerror}. Give it to this account."
        ) from None
    try:
        return _make_secret(path)
    except OSError as error:
        raise ImproperlyConfigured(
            f"The secret key cannot be kept in {VAR_DIR}: {error.strerror}. "
            "Make the folder writable for this account, or set VAR_DIR to another one."
        ) from None


def _make_secret(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Linked into place: of two commands that start at once, both go on with the same key.
    draft = path.with_name(f"secret_key.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(50))
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_text()


# --- the site ---------------------------------------------------------------------------------
DEBUG = env.flag("DEBUG", default=False)
SECRET_KEY = env.text("SECRET_KEY") or (
    local_secret() if EMBEDDED else env.required("SECRET_KEY", "when DATABASE_URL is set")
)
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS", [])
SITE_URL = env.text("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
if urlsplit(SITE_URL).scheme not in ("http", "https") or not urlsplit(SITE_URL).hostname:
    raise ImproperlyConfigured(
        f"SITE_URL must be an address like https://news.example.org, not {SITE_URL!r}."
    )
HTTPS = SITE_URL.startswith("https://")
PROXY_COUNT = env.number("PROXY_COUNT", 0, most=9)  # web servers in front of the portal
ALLOWED_HOSTS = env.words(
    "ALLOWED_HOSTS",
    [str(urlsplit(SITE_URL).hostname)] + (["127.0.0.1", "localhost", "[::1]"] if EMBEDDED else []),
)

# What a site says of itself. Empty duties are not shown, and never made up.
SITE = {
    "name": env.text("SITE_NAME", "工会动态"),
    "description": env.text("SITE_DESCRIPTION", "区总工会和基层工会的新闻、活动与服务"),
    "organizer": env.text("SITE_ORGANIZER"),
    "contact": env.text("SITE_CONTACT"),
    "icp_number": env.text("SITE_ICP_NUMBER"),
    "police_number": env.text("SITE_POLICE_NUMBER"),
    "news_licence": env.text("SITE_NEWS_LICENCE"),
    "institution_mark": env.text("SITE_INSTITUTION_MARK"),
}

INSTALLED_APPS = [
    "portal.apps.PortalConfig",
    "portal.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "taggit",
    "tree_queries",
    "js_asset",
    "django_prose_editor",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "common",
    "pagecache",
    "search",
    "photos",
    "organizations",
    "accounts",
    "articles",
    "events",
    "newsroom",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.web.middleware.HeadsLikePages",
    "portal.web.middleware.CompressMiddleware",
    "portal.web.middleware.AskAgain",
    "django.middleware.http.ConditionalGetMiddleware",
    "portal.web.middleware.NoCookiesForReaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.web.middleware.AddressLocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "portal.web.middleware.NotForIndexes",
    "portal.web.texts.StorableTexts",
    "portal.web.middleware.RefusedBodies",
    "portal.web.middleware.BoundedForms",
    "portal.web.middleware.ReadersOnlyRead",
    "portal.readers.former_addresses.FormerAddresses",
    "portal.web.middleware.Maintenance",
    "portal.web.away.DatabaseAway",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "portal.web.context_processors.site",
            ],
        },
    },
]

# --- database and files -------------------------------------------------------------------------
if EMBEDDED:
    DATABASES: dict[str, dict[str, Any]] = {
        "default": {
            "ENGINE": "portal.operations.embedded_postgres",
            "NAME": "portal",
            "USER": "postgres",
            "DATA_DIR": VAR_DIR / "postgres",
        }
    }
else:
    DATABASES = {"default": env.postgres("DATABASE_URL")}
DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
if env.text("DATABASE_REPLICA_URL"):
    # A streaming replica that readers' pages are read from, as long as it has all that they have to show.
    REPLICA = env.postgres("DATABASE_REPLICA_URL")
    DATABASES["replica"] = {
        **REPLICA,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 2, **REPLICA.get("OPTIONS", {})},
        "TEST": {"MIRROR": "default"},
    }
    DATABASE_ROUTERS = ["portal.web.standby.ReadersRouter"]
    MIDDLEWARE.insert(
        MIDDLEWARE.index("portal.web.middleware.NoCookiesForReaders") + 1,
        "portal.web.standby.ReadersReadStandby",
    )
for database in DATABASES.values():
    # What readers' pages ask again and again (``common.compiled``) is prepared when it is asked for the third time.
    database["OPTIONS"] = {"prepare_threshold": 2, **database.get("OPTIONS", {})}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Not the cookie first, as Django has it: what was said to one account is not read by the next at the same browser.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "portal.web.bundles.BundleFinder",
]
MEDIA_URL = "media/"
MEDIA_ROOT = Path(env.text("MEDIA_ROOT", str(VAR_DIR / "media")))
# The portal decides who may have a file (``portal.web.media``). A web server in front may send it: this is the
# address of its internal location for ``MEDIA_ROOT``, such as ``/protected-media/``; empty, the portal sends it.
MEDIA_ACCEL = env.text("MEDIA_ACCEL")
if MEDIA_ACCEL and not (MEDIA_ACCEL.startswith("/") and MEDIA_ACCEL.endswith("/")):
    raise ImproperlyConfigured(f"MEDIA_ACCEL must begin and end with a slash, not {MEDIA_ACCEL!r}.")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Pictures at full size, for renditions still to come: never below MEDIA_URL.
    "originals": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": Path(env.text("ORIGINALS_ROOT", str(VAR_DIR / "originals"))),
            "base_url": None,
        },
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
S3_BUCKET = env.text("S3_BUCKET")
if S3_BUCKET:
    if MEDIA_ACCEL:
        raise ImproperlyConfigured("MEDIA_ACCEL names files on this machine: leave it empty with S3_BUCKET.")
    _bucket = {
        "bucket_name": S3_BUCKET,
        "endpoint_url": env.text("S3_ENDPOINT") or None,
        "region_name": env.text("S3_REGION") or None,
        "access_key": env.required("S3_ACCESS_KEY", "when S3_BUCKET is set"),
        "secret_key": env.required("S3_SECRET_KEY", "when S3_BUCKET is set"),
        "file_overwrite": False,
        "default_acl": None,  # as the bucket has it: closed
        "max_memory_size": 4 * 1024 * 1024,  # a longer file goes through a temporary one
    }
    STORAGES["default"] = {
        "BACKEND": "portal.web.bucket.Bucket",
        "OPTIONS": {**_bucket, "location": "media"},
    }
    STORAGES["originals"] = {
        "BACKEND": "portal.web.bucket.Originals",
        "OPTIONS": {**_bucket, "location": "originals"},
    }
DATA_UPLOAD_MAX_MEMORY_SIZE = (
    6 * 1024 * 1024
)  # a pasted page of 5 MB must reach its form and be answered there
FILE_UPLOAD_PERMISSIONS = 0o644
# How many searches a second one visitor gets from each worker process; 0 for any number.
SEARCHES_A_SECOND = env.number("SEARCHES_A_SECOND", 10, least=0, most=1000)
# What one request may bring, with its files; a server in front is told the same (docs/operating.md). A Word file of
# 60 MB with its form fits.
BODY_MOST_MB = env.number("BODY_MOST_MB", 64, least=1, most=1024)
# Uploads (pictures, Word files) that are unpacked on this machine at once, each by a process of its own: half of the
# processors, so that readers always find one.
FILES_AT_ONCE = env.number("FILES_AT_ONCE", max(1, (os.cpu_count() or 1) // 2), least=1, most=64)
# Bodies that one worker process takes in at a time: fewer than its threads, so that readers always find one.
BODIES_AT_ONCE = env.number("BODIES_AT_ONCE", 2, least=1, most=64)

# --- the store of pages ----------------------------------------------------------------------------
# Rendered pages are kept in the memory of each worker process, up to so many megabytes; 0 switches the store off.
# While the site is worked on (DEBUG), templates and styles change without anybody being told.
PAGE_STORE_MB = env.number("PAGE_STORE_MB", 0 if DEBUG else 32, least=0, most=4096)
# And behind it in files below VAR_DIR/pages, for all worker processes.
PAGE_STORE_DISK_MB = env.number("PAGE_STORE_DISK_MB", 512, least=1, most=1_000_000)
# The last good copy of each page, for the time in which the database is away, in a file beside them; 0 keeps none.
PAGE_COPIES_MB = env.number("PAGE_COPIES_MB", 1024, least=0, most=1_000_000)

# Several application hosts on one database: each asks the database whether it has heard of every change, and whoever
# has changed something waits for that. With CACHE_URL, a Redis or Valkey server, they share what they have rendered.
CACHE_URL = env.text("CACHE_URL")
if CACHE_URL and not CACHE_URL.startswith(("redis://", "rediss://", "unix://")):
    raise ImproperlyConfigured(
        "CACHE_URL must be an address like redis://:password@cache.example.org:6379/0, or rediss://… with TLS."
    )
SEVERAL_HOSTS = env.flag("SEVERAL_HOSTS", default=bool(CACHE_URL))

# --- language and time --------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# --- people -------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "accounts.passwords.LengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "accounts.passwords.PredictablePasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
# Who may publish or give roles shows a passkey or a code beside the password. Off where the portal runs on its own
# database to be looked at: the accounts that it prints have a password alone.
SECOND_FACTOR = env.flag("SECOND_FACTOR", default=not EMBEDDED)
AUDIT_DAYS = env.number("AUDIT_DAYS", 730, least=180, most=36_500)  # how long the log of the desk is kept

# django-allauth. Passwords are counted by accounts/limits.py, codes by allauth in the shared cache.
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PRESERVE_USERNAME_CASING = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": "5/15m/key"}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60  # seconds
MFA_ADAPTER = "accounts.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 0  # with more, a code that was used is taken again by the next window
MFA_TRUST_ENABLED = True
# Counted together by all processes: failed codes, and codes that were used. Readers' pages never ask it.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

# --- review -------------------------------------------------------------------------------------
REVIEW_LEVELS = env.number("REVIEW_LEVELS", 3, least=1, most=3)
# The same for events; with 1 whoever may publish lets through what an editor prepared.
EVENT_REVIEW_LEVELS = env.number("EVENT_REVIEW_LEVELS", 1, least=1, most=3)
# Whether an editor may take an article down before the leader in charge has confirmed it; the record says so.
WITHDRAW_FIRST = env.flag("WITHDRAW_FIRST", default=False)
# A deployment run by one person may let that person review; the record then says so.
REVIEW_BY_AUTHOR = env.flag("REVIEW_BY_AUTHOR", default=False)

# --- mail ---------------------------------------------------------------------------------------
EMAIL_HOST = env.text("EMAIL_HOST")
EMAIL_PORT = env.number("EMAIL_PORT", 25, least=1, most=65535)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", default=False)
EMAIL_TIMEOUT = 5
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "portal@localhost")
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if EMAIL_HOST
    else "django.core.mail.backends.dummy.EmailBackend"
)

# --- security -----------------------------------------------------------------------------------
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
# For this host alone, unless the site says otherwise: the promise holds for months, and what stands beside the portal
# under one domain is not the portal's to promise for.
SECURE_HSTS_SECONDS = env.number("HSTS_SECONDS", YEAR) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.flag("HSTS_INCLUDE_SUBDOMAINS", default=False)
SECURE_HSTS_PRELOAD = env.flag("HSTS_PRELOAD", default=False)
if SECURE_HSTS_INCLUDE_SUBDOMAINS and not SECURE_HSTS_SECONDS:
    raise ImproperlyConfigured(
        "HSTS_INCLUDE_SUBDOMAINS needs an https SITE_URL and HSTS_SECONDS above 0: without them nothing is promised."
    )
if SECURE_HSTS_PRELOAD and not (SECURE_HSTS_INCLUDE_SUBDOMAINS and SECURE_HSTS_SECONDS >= YEAR):
    raise ImproperlyConfigured(
        f"HSTS_PRELOAD needs HSTS_INCLUDE_SUBDOMAINS=True and HSTS_SECONDS of {YEAR} or more: "
        "the browsers' lists take no other site."
    )
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXY_COUNT else None
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # the desk shows previews in a frame
SILENCED_SYSTEM_CHECKS = [
    "security.W019",  # asks for DENY
    "security.W005",  # asks for HSTS on all subdomains, which is the domain's owner's to decide (see above)
    "security.W021",  # asks for the browsers' lists, likewise; and to leave them again takes months
]
SESSION_COOKIE_AGE = 12 * 3600

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "media-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-src": [SELF],
        "frame-ancestors": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"few refusals": {"()": "portal.web.log_lines.FewRefusals"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "django.request": {"filters": ["few refusals"]},
    },
}
