"""Django's settings, from the `VIGIE_*` variables of `environment.py`. Embedded defaults need nothing else."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext_lazy as _

from vigie.access.openid import Provider
from vigie.project.environment import BadSetting, read, yes
from vigie.territory.pack import lay_over

SOURCE = Path(__file__).resolve().parents[1]
_env = read()

VIGIE_HOME = Path(_env["VIGIE_HOME"]).expanduser().absolute()
lay_over(VIGIE_HOME / "packs")
VIGIE_COUNTRY = _env["VIGIE_COUNTRY"].upper()
VIGIE_PROXIES = tuple(proxy.strip() for proxy in _env["VIGIE_PROXIES"].split(",") if proxy.strip())
VIGIE_DOORS = tuple(door.strip() for door in _env["VIGIE_DOORS"].split(",") if door.strip())
VIGIE_WORKERS = int(_env["VIGIE_WORKERS"]) or os.cpu_count() or 1
VIGIE_WITNESS = Path(_env["VIGIE_WITNESS"]) if _env["VIGIE_WITNESS"] else None
VIGIE_TSA_URL = _env["VIGIE_TSA_URL"]
VIGIE_TSA_CERTIFICATE = Path(_env["VIGIE_TSA_CERTIFICATE"]) if _env["VIGIE_TSA_CERTIFICATE"] else None
VIGIE_TOKEN_LIBRARY = Path(_env["VIGIE_TOKEN_LIBRARY"]) if _env["VIGIE_TOKEN_LIBRARY"] else None
VIGIE_TOKEN_LABEL, VIGIE_TOKEN_KEY = _env["VIGIE_TOKEN_LABEL"], _env["VIGIE_TOKEN_KEY"]
VIGIE_TOKEN_PIN = _env["VIGIE_TOKEN_PIN"]
VIGIE_OUTBOX = Path(_env["VIGIE_OUTBOX"]) if _env["VIGIE_OUTBOX"] else None
VIGIE_SERVICE = _env["VIGIE_SERVICE"]
VIGIE_MAIL_URL = _env["VIGIE_MAIL_URL"]
VIGIE_MAIL_FROM = _env["VIGIE_MAIL_FROM"]
VIGIE_NCMEC_URL = _env["VIGIE_NCMEC_URL"]
VIGIE_NCMEC_USER = _env["VIGIE_NCMEC_USER"]
VIGIE_NCMEC_PASSWORD = _env["VIGIE_NCMEC_PASSWORD"]


def _database(url: str) -> dict[str, object]:
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": VIGIE_HOME / "vigie.db",
            "OPTIONS": {
                "timeout": 60,
                "transaction_mode": "IMMEDIATE",
                # FULL: a commit is on the disk before anybody is told that a report was received.
                # A large delivery writes the same pages again and again: they are taken over from the log each 64 MB,
                # not at each commit.
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536;"
                " PRAGMA wal_autocheckpoint=16384;",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres"):
        raise BadSetting("VIGIE_DATABASE_URL must begin with postgresql://")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def _theme(name: str) -> str:
    """The sheet of a theme, as static files name it; empty: none."""
    place = f"desk/themes/{name}.css"
    if name and not (name.isalnum() and (SOURCE / "desk" / "static" / place).is_file()):
        raise BadSetting(f"VIGIE_THEME: there is no theme {name!r}")
    return place if name else ""


def _secret_key() -> str:
    kept = VIGIE_HOME / "keys" / "session"
    if _env["VIGIE_SECRET_KEY"]:
        return _env["VIGIE_SECRET_KEY"]
    # Before `vigie init` nothing is signed, so a key that lives as long as the process will do.
    return kept.read_text("ascii").strip() if kept.is_file() else secrets.token_urlsafe(48)


DATABASES = {"default": _database(_env["VIGIE_DATABASE_URL"])}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SECRET_KEY = _secret_key()
DEBUG = yes("VIGIE_DEBUG", _env["VIGIE_DEBUG"])
ALLOWED_HOSTS = [host.strip() for host in _env["VIGIE_HOSTS"].split(",") if host.strip()]
ROOT_URLCONF = "vigie.project.urls"
WSGI_APPLICATION = "vigie.project.wsgi.application"

# A room with an apps.py is an application: adding one edits nothing here.
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    *sorted(f"vigie.{path.parent.name}" for path in SOURCE.glob("*/apps.py")),
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "vigie.portal.middleware.Door",  # before the desk's session, sign-in and cookies: none of them is the public's
    "vigie.gateway.middleware.Door",  # nor of a service's
    "vigie.desk.middleware.Headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "vigie.desk.middleware.Language",
    "vigie.desk.middleware.Guesses",
    "vigie.desk.middleware.Door",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

HEALTH_CHECKS = "vigie.project.commands.doctor.looked"  # what the desk's page of health asks
UNDER_ORDER = "vigie.authority.tasks.register.done"  # enters an act that needs a magistrate's order, or refuses it
EXERCISES = "vigie.project.exercises.drawn"  # who invents the reports of a training
EXERCISE_PICTURE = "vigie.project.exercises.picture"  # and draws what stands for their pictures
VIGIE_SECOND_FACTOR = yes("VIGIE_SECOND_FACTOR", _env["VIGIE_SECOND_FACTOR"])
AGENCY = (
    Provider(_env["VIGIE_OIDC_ISSUER"], _env["VIGIE_OIDC_CLIENT"], _env["VIGIE_OIDC_SECRET"], _env["VIGIE_OIDC_NAME"])
    if _env["VIGIE_OIDC_ISSUER"]
    else None
)
AUTH_USER_MODEL = "access.Officer"
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "queue"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_COOKIE_AGE = 60 * 60 * 10  # an officer's day
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = yes("VIGIE_HTTPS", _env["VIGIE_HTTPS"])
SECURE_HSTS_SECONDS = 31_536_000 if SESSION_COOKIE_SECURE else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = (
    "same-origin"  # with "no-referrer" browsers send forms from nowhere, and CSRF checks refuse them
)
CSRF_FAILURE_VIEW = "vigie.desk.views.errors.stale"
X_FRAME_OPTIONS = "DENY"

LANGUAGE_CODE = _env["VIGIE_LANGUAGE"]
THEME = _theme(_env["VIGIE_THEME"])
LANGUAGES = [("fr", _("French")), ("en", _("English")), ("nl", _("Dutch"))]
LOCALE_PATHS = [SOURCE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = _env["VIGIE_TIME_ZONE"]

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True  # no collectstatic step: one process serves it all

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
