"""Django's settings. Reading them starts nothing and writes nothing: `environment.fill` does that
first, and then four things come from the environment. Numbers that a definition uses are thresholds
(`record/thresholds.toml`), not settings.
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit

from onroll.web.config import database

WEB = Path(__file__).resolve().parents[1]

ONROLL_HOME = Path(os.environ.get("ONROLL_HOME", "onroll-home")).resolve()
# The address people type, such as https://onroll.example.gov.uk. Unset: this machine only.
ONROLL_ORIGIN = os.environ.get("ONROLL_ORIGIN", "")

DEBUG = False
SECRET_KEY = os.environ.get("ONROLL_WEB_KEY", "")
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
if ONROLL_ORIGIN:
    ALLOWED_HOSTS.append(urlsplit(ONROLL_ORIGIN).hostname or "")
    CSRF_TRUSTED_ORIGINS = [ONROLL_ORIGIN]

INSTALLED_APPS = [
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "onroll.web.access",
    "onroll.web.accountability",
    "onroll.web.api",
    "onroll.web.briefs",
    "onroll.web.calendar",
    "onroll.web.exchange",
    "onroll.web.provider_visits",
    "onroll.web.cases",
    "onroll.web.children",
    "onroll.web.contradictions",
    "onroll.web.documents",
    "onroll.web.feeds",
    "onroll.web.figures",
    "onroll.web.improvement",
    "onroll.web.letters",
    "onroll.web.library",
    "onroll.web.matching",
    "onroll.web.mistakes",
    "onroll.web.questions",
    "onroll.web.receipts",
    "onroll.web.releases",
    "onroll.web.region",
    "onroll.web.separating",
    "onroll.web.shields",
    "onroll.web.oversight",
    "onroll.web.signing_in",
    "onroll.web.telling_us",
    "onroll.web.write_history",
]

MIDDLEWARE = [
    "onroll.web.config.headers.protective_headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "onroll.web.api.keys_in_force.KeysInForce",
    "allauth.account.middleware.AccountMiddleware",
    "onroll.web.signing_in.in_force.SessionsInForce",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "onroll.web.access.refusals.RefusalsLogged",
    "onroll.web.oversight.answers.Stopped",
    "onroll.web.documents.receiving.ExaminedBetween",
    "onroll.web.access.narrow.Narrowed",
    "onroll.web.access.pages.PagesByRole",
    "onroll.web.write_history.attribution.WritesAttributed",
]

ROOT_URLCONF = "onroll.web.config.urls"
WSGI_APPLICATION = "onroll.web.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [WEB / "templates"],
        "OPTIONS": {
            "environment": "onroll.web.config.jinja.environment",
            "context_processors": ["onroll.web.config.jinja.every_page"],
        },
    }
]

DATABASES = {"default": database.settings(os.environ.get("DATABASE_URL", "postgresql:///onroll"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Figures and charts change only when a run is published; each process keeps its own.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

AUTH_USER_MODEL = "access.User"
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "today"
LOGOUT_REDIRECT_URL = "sign_in"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Of allauth only what our own pages call; none of its pages has an address.
ACCOUNT_ADAPTER = "onroll.web.signing_in.adapters.Accounts"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = False  # ours are in the database, so that every process counts alike
SOCIALACCOUNT_ADAPTER = "onroll.web.signing_in.adapters.Providers"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True}}
MFA_ADAPTER = "onroll.web.signing_in.adapters.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute wrong

HTTPS = ONROLL_ORIGIN.startswith("https:")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
# TLS ends at the council's own proxy, which must set this header itself, and add the address it was
# asked from to X-Forwarded-For.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
# When a session is over says `signing_in.sessions`, which can say why; this must be the later.
SESSION_COOKIE_AGE = 11 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "onroll"
CSRF_USE_SESSIONS = True
CSRF_FAILURE_VIEW = "onroll.web.config.errors.form_expired"
X_FRAME_OPTIONS = "DENY"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = False
USE_TZ = True

# What may be sent at once, all its files together; a larger file is for `onroll load`. Uploads
# go to the disk as they arrive, so that their size costs no memory.
MOST_UPLOAD_BYTES = 1024**3
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_HANDLERS = ["onroll.web.feeds.uploads.ToDisk"]

STATIC_URL = "/static/"
STATICFILES_DIRS = [WEB / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

# Without this a failed request leaves no trace when DEBUG is off. Addresses hold no names
# (a rule the tests keep), so the lines may be kept.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "onroll.web.config.log_lines.WithoutWhatItSaid",
            "format": "%(asctime)s %(levelname)s %(name)s: %(message)s",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False}},
}
