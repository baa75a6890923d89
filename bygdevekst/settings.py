"""One settings file; everything that differs between machines is an environment variable.

DJANGO_DEBUG=1          development: demo logins work, errors are shown
DJANGO_SECRET_KEY       required when DEBUG is off
DJANGO_ALLOWED_HOSTS    comma-separated host names
DATABASE_URL            sqlite:///… or postgres://… (a socket folder is written with %2F)
DJANGO_HSTS_SECONDS     how long browsers remember that the portal speaks TLS only (30 days)
DJANGO_INSECURE_COOKIES 1 where the portal is tried without TLS; never in production
DJANGO_PROXIES          how many proxies of ours stand before the portal (1; in development 0)
DJANGO_RENDERINGS       how many PDF-s are made at a time on this machine (2)
DJANGO_EMAIL_URL        the mail server: host:port, or smtp+tls://name:password@host:587 (smtps:// for port 465);
                        without it mail is printed on the terminal
DJANGO_FROM_EMAIL       the address that mail comes from
DJANGO_SITE_URL         what links in mail begin with (https:// and the first of the allowed hosts)
"""

import os
import secrets
from pathlib import Path

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from bygdevekst.mail_url import mail_settings

BASE_DIR = Path(__file__).resolve().parent.parent

DEBUG = os.environ.get("DJANGO_DEBUG", "") == "1"
# Demo people share one published password; they can sign in only where this is on.
DEMO_LOGINS = DEBUG
DEMO_PASSWORD = "bygdevekst-demo"


def _secret_key() -> str:
    """Return the configured key, or in development one that is made once and kept beside the project."""
    key = os.environ.get("DJANGO_SECRET_KEY", "")
    if key:
        return key
    if not DEBUG and os.environ.get("DJANGO_TESTING", "") != "1":
        raise ImproperlyConfigured(
            "DJANGO_SECRET_KEY mangler. Sett den til en lang, tilfeldig tekst, eller DJANGO_DEBUG=1."
        )
    path = BASE_DIR / ".secret"
    if not path.exists():
        path.write_text(secrets.token_urlsafe(50), encoding="ascii")
        path.chmod(0o600)
    return path.read_text(encoding="ascii").strip()


SECRET_KEY = _secret_key()
ALLOWED_HOSTS = [host for host in os.environ.get("DJANGO_ALLOWED_HOSTS", "").split(",") if host]

INSTALLED_APPS = [
    "bygdevekst.apps.RegistersConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "crispy_forms",
    "django_prose_editor",
    "django_tasks",
    "django_tasks_db",
    "plans",
    "budgets",
    "reporting",
    "review",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "bygdevekst.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "review.damage.DamageMiddleware",
]

ROOT_URLCONF = "bygdevekst.urls"
WSGI_APPLICATION = "bygdevekst.wsgi.application"

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
                "bygdevekst.csp.nonce",
            ],
        },
    },
]

DATABASES = {"default": dj_database_url.config(default=f"sqlite:///{BASE_DIR / 'db.sqlite3'}", conn_max_age=60)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE takes the write lock when a transaction begins, as select_for_update does elsewhere.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
# Attempts to sign in are counted here: in the database, which all processes share, not in each process by itself.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shared_cache"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "plans.Person"
AUTHENTICATION_BACKENDS = ["plans.authentication.PersonBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "plans.authentication.LongEnoughValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "front"
LOGOUT_REDIRECT_URL = "account_login"

ACCOUNT_ADAPTER = "plans.authentication.ClosedAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_EMAIL_VERIFICATION = "none"  # people come by invitation, so the address is already proved
# An unknown address gets the same answer as a known one, and no mail: nobody learns who has an account.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# Whose attempts they are: behind a proxy every request comes from it, and it says for whom.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("DJANGO_PROXIES", "0" if DEBUG else "1"))
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = None

LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", "bokmål"), ("nn", "nynorsk")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Oslo"
USE_TZ = True
# Thousand separators would turn the year 2027 into «2 027» and break ids; kroner have their own filter.
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
_PACKAGES = BASE_DIR / "node_modules"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    *(
        (prefix, folder)
        for prefix, folder in {
            "designsystemet": _PACKAGES / "@digdir/designsystemet-css/dist",
            "inter": _PACKAGES / "@fontsource-variable/inter",
            # The printed plan's font, for its preview on screen; the PDF takes the files themselves.
            "source-sans": _PACKAGES / "source-sans/TTF",
        }.items()
        if folder.is_dir()
    ),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or os.environ.get("DJANGO_TESTING", "") == "1"
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

CRISPY_ALLOWED_TEMPLATE_PACKS = "designsystemet"
CRISPY_TEMPLATE_PACK = "designsystemet"
CRISPY_FAIL_SILENTLY = False

# What takes seconds is put in a queue in our own database, and done by `manage.py worker`.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
# A PDF is made in a process of its own, which is ended when it takes more than this.
RENDER_APART = os.environ.get("DJANGO_TESTING", "") != "1"
RENDER_SECONDS = int(os.environ.get("DJANGO_RENDER_SECONDS", "120"))
RENDER_MEGABYTES = int(os.environ.get("DJANGO_RENDER_MEGABYTES", "2048"))
RENDERINGS = int(os.environ.get("DJANGO_RENDERINGS", "2"))
# A draft that nobody has changed for so long gets its PDF made ahead.
RENDER_AFTER_SECONDS = 10

# Django reads its settings here by name: EMAIL_BACKEND, EMAIL_HOST and so on.
globals().update(mail_settings(os.environ.get("DJANGO_EMAIL_URL", "")))
# Commands make links too, and they answer no request that could say where the portal is.
_own_url = "http://localhost:8000" if DEBUG or not ALLOWED_HOSTS else f"https://{ALLOWED_HOSTS[0]}"
SITE_URL = os.environ.get("DJANGO_SITE_URL", _own_url).rstrip("/")
DEFAULT_FROM_EMAIL = os.environ.get("DJANGO_FROM_EMAIL", "bygdevekst@localhost")

# Uploads larger than this are refused before they are read whole.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

if not DEBUG:
    _insecure = os.environ.get("DJANGO_INSECURE_COOKIES", "") == "1"
    SECURE_HSTS_SECONDS = int(os.environ.get("DJANGO_HSTS_SECONDS", "0" if _insecure else str(30 * 24 * 3600)))
    SECURE_SSL_REDIRECT = not _insecure
    if ALLAUTH_TRUSTED_PROXY_COUNT:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not _insecure
# The portal binds its own host name to TLS, not its neighbours' under the same domain, nor browsers' built-in lists.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
