"""SHA-256: equal bytes."""

from vigie.matching.fingerprint import Fingerprint
from vigie.matching.writing import equal, hexadecimal

FINGERPRINT = Fingerprint(
    version=1,
    what="SHA-256 of the file's bytes",
    bits=256,
    normal=lambda text: hexadecimal(text, 256, base64=True),
    distance=equal,
    near=0,
    examples=(
        "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb",
        "3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d",
    ),
)
