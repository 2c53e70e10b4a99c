"""PhotoDNA as an opaque value: 144 bytes that are compared for equality alone.

How far two of them are apart may be computed only under its owner's licence, so Vigie does not.
"""

from vigie.matching.fingerprint import Fingerprint
from vigie.matching.writing import equal, hexadecimal

FINGERPRINT = Fingerprint(
    version=1,
    what="PhotoDNA as the list or the report gives it",
    bits=1152,
    normal=lambda text: hexadecimal(text, 1152, base64=True),
    distance=equal,
    near=0,
    examples=("01" * 144, "7f" * 144),
)
