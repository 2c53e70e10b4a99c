"""SHA-1: equal bytes. Some lists write it in base32 (32 characters)."""

from vigie.matching.fingerprint import Fingerprint
from vigie.matching.writing import equal, hexadecimal

FINGERPRINT = Fingerprint(
    version=1,
    what="SHA-1 of the file's bytes",
    bits=160,
    normal=lambda text: hexadecimal(text, 160, base32=True, base64=True),
    distance=equal,
    near=0,
    examples=("86f7e437faa5a7fce15d1ddcb9eaeaea377667b8", "e9d71f5ee7c92d6dc9e92ffdad17b8bd49418f98"),
)
