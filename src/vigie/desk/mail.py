"""The one e-mail that leaves for officers: that something waits, never what. Sent with the library of Python itself."""

from __future__ import annotations

import smtplib
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

PATIENCE = 20.0  # seconds for a server to answer


class MailError(Exception):
    """An e-mail did not leave. `permanent`: this address will not take it, however often it is tried."""

    def __init__(self, message: str, *, permanent: bool = False) -> None:
        super().__init__(message)
        self.permanent = permanent


def written(sender: str, to: str, subject: str, text: str) -> EmailMessage:
    """A message. Names no report, no person, no number of either."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    return message


def send(url: str, message: EmailMessage) -> None:
    """Sends by `smtp://` (with TLS wherever the server offers it) or `smtps://`. Raises `MailError`."""
    at = urlsplit(url)
    host, secure = at.hostname or "localhost", at.scheme == "smtps"
    kind = smtplib.SMTP_SSL if secure else smtplib.SMTP
    try:
        with kind(host, at.port or (465 if secure else 25), timeout=PATIENCE) as server:
            if not secure and server.ehlo() and server.has_extn("starttls"):
                server.starttls()
            if at.username:
                server.login(unquote(at.username), unquote(at.password or ""))
            server.send_message(message)
    except smtplib.SMTPRecipientsRefused as error:
        raise MailError("the server does not know this address", permanent=True) from error
    except (OSError, smtplib.SMTPException) as error:
        raise MailError(f"{type(error).__name__}: {error}"[:200]) from error
