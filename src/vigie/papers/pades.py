"""Signs a PDF so that a reader shows who signed it (PAdES), and checks such a signature. Pure."""

from __future__ import annotations

import asyncio
import hashlib
import io
import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from asn1crypto import cms, tsp
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import InvisSigSettings, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from vigie.papers import tagged
from vigie.papers.signing import Signer

FIELD = "Signature"
Stamp = Callable[[bytes], bytes]  # a digest's RFC 3161 token, DER
logging.getLogger("pyhanko_certvalidator").setLevel(logging.ERROR)
logging.getLogger("pyhanko").setLevel(logging.ERROR)


class _Writer(IncrementalPdfFileWriter):
    """Gives the signed document an identity that follows from its content, so that the same is the same."""

    @classmethod
    def _handle_id(cls, prev: PdfFileReader) -> generic.ArrayObject:
        first = prev.trailer["/ID"][0]
        prev.stream.seek(0)
        second = hashlib.sha256(prev.stream.read()).digest()[:16]
        return generic.ArrayObject([first, generic.ByteStringObject(second)])

    def _update_meta(self) -> None:
        """What the document says of itself stays as it was typeset: standards, languages and dates."""


class _Hand(signers.Signer):
    """What pyHanko asks to sign: our signer, whatever holds its key."""

    def __init__(self, signer: Signer) -> None:
        store = SimpleCertificateStore()  # type: ignore[no-untyped-call]  # pyHanko's own
        store.register_multiple(map(_asn1, signer.chain))
        super().__init__(signing_cert=_asn1(signer.certificate), cert_registry=store)
        self._of = signer

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        return self._of.sign(data)


class _Clock(TimeStamper):
    """What pyHanko asks for the time: tokens that were had before are used again."""

    def __init__(self, stamp: Stamp) -> None:
        super().__init__(include_nonce=False)  # type: ignore[no-untyped-call]  # pyHanko's own
        self._stamp = stamp

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        # In a thread of its own: whoever stamps may run a loop too.
        return cms.ContentInfo.load(await asyncio.to_thread(self._stamp, message_digest))

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        raise NotImplementedError("tokens are asked for by their digest")


class _PdfSigner(signers.PdfSigner):
    """Signs as of the dossier's time, not of the clock's."""

    at: datetime

    def init_signing_session(self, pdf_out: BasePdfFileWriter, existing_fields_only: bool = False) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self.at
        return session


def _asn1(certificate: x509.Certificate) -> asn1.Certificate:
    return asn1.Certificate.load(certificate.public_bytes(Encoding.DER))


def sign(pdf: bytes, signer: Signer, at: datetime, *, reason: str, place: str, stamp: Stamp | None = None) -> bytes:
    """The document with a signature of the whole of it. The same input gives the same bytes, when the stamp does."""
    # What is appended must begin on a line of its own (ISO 19005-3, 6.1.9): typst ends without one.
    writer = _Writer(io.BytesIO(pdf if pdf.endswith(b"\n") else pdf + b"\n"))
    meta = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        reason=reason,
        location=place,
        name=signer.certificate.subject.rfc4514_string(),
        subfilter=SigSeedSubFilter.PADES,
    )
    field = SigFieldSpec(
        FIELD,
        # Out of the page, for the paper says it in words; printable, for PDF/A allows no hidden field.
        invis_sig_settings=InvisSigSettings(set_print_flag=True, set_hidden_flag=False, box_out_of_bounds=True),
        readable_field_name=reason,
    )
    tagged.add_field(writer, field)
    made = _PdfSigner(meta, _Hand(signer), timestamper=_Clock(stamp) if stamp else None)
    made.at = at
    return bytes(asyncio.run(made.async_sign_pdf(writer)).getvalue())


def flaw(pdf: bytes, certificate: x509.Certificate, chain: Sequence[x509.Certificate], at: datetime) -> str:
    """What is wrong with the signature of a document; empty when it is that of the certificate, over the whole."""
    try:
        reader = PdfFileReader(io.BytesIO(pdf))
        found = reader.embedded_regular_signatures
        if len(found) != 1:
            return "it does not hold one signature"
        context = ValidationContext(
            trust_roots=[_asn1(one) for one in (certificate, *chain)],
            allow_fetching=False,
            moment=at,
            best_signature_time=at,
            revocation_mode="soft-fail",
        )
        status = asyncio.run(async_validate_pdf_signature(found[0], context))
    except (PdfError, SignatureValidationError, ValueError, TypeError, KeyError) as error:
        return f"its signature cannot be read: {error}"
    if found[0].signer_cert.dump() != _asn1(certificate).dump():
        return "it is signed by somebody else"
    if not status.intact or not status.valid:
        return "its signature does not hold"
    if status.coverage is None or status.coverage.name != "ENTIRE_FILE":
        return "its signature does not cover the whole of it"
    return ""
