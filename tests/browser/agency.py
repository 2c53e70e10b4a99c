"""An agency's own sign-in: a real OpenID Connect provider (django-oauth-toolkit), small, in a process of its own.

    python -m tests.browser.agency FOLDER PORT BACK PASSWORD NAME...

serves issuer http://127.0.0.1:PORT/o with the client "vigie", whose way back is BACK, and people who may sign in, all
with one password.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from wsgiref.simple_server import make_server

import django
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

CLIENT, CLIENT_SECRET = "vigie", "the secret between two machines"
FORM = "<title>Agency</title><form method=post>{% csrf_token %}{{ form }}<button>Sign in</button></form>"


def configure(folder: Path) -> None:
    """Django's settings for this process alone."""
    key = rsa.generate_private_key(65537, 2048).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    settings.configure(
        SECRET_KEY=key.hex(),
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF="tests.browser.agency_urls",
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": folder / "agency.db"}},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        INSTALLED_APPS=[
            *("django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "oauth2_provider"),
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "OPTIONS": {
                    "loaders": [("django.template.loaders.locmem.Loader", {"registration/login.html": FORM})],
                    "context_processors": ["django.template.context_processors.request"],
                },
            }
        ],
        SESSION_COOKIE_NAME="agency",  # cookies know no port: the desk's own must stay apart
        CSRF_COOKIE_NAME="agency-csrf",
        LOGIN_URL="/login",
        USE_TZ=True,
        OAUTH2_PROVIDER={
            "OIDC_ENABLED": True,
            "OIDC_RSA_PRIVATE_KEY": key.decode(),
            "OAUTH2_VALIDATOR_CLASS": "tests.browser.agency_urls.Vouching",
            "SCOPES": {"openid": "who it is", "profile": "their name"},
            "PKCE_REQUIRED": True,
        },
    )


def serve(folder: Path, port: int, back: str, password: str, names: Sequence[str]) -> None:
    """Serves until stopped."""
    configure(folder)
    django.setup()
    call_command("migrate", verbosity=0)
    people = apps.get_model("auth", "User")
    clients = apps.get_model("oauth2_provider", "Application")  # type: ignore[misc]  # no app of the desk
    for name in names:
        people._default_manager.create_user(name, password=password)
    clients._default_manager.create(
        client_id=CLIENT, client_secret=CLIENT_SECRET, client_type="confidential", redirect_uris=back,
        authorization_grant_type="authorization-code", skip_authorization=True, algorithm="RS256",
    )  # fmt: skip
    make_server("127.0.0.1", port, get_wsgi_application()).serve_forever()


if __name__ == "__main__":
    serve(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4], sys.argv[5:])
