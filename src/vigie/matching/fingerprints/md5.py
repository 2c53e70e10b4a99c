"""MD5: equal bytes. The oldest lists hold nothing else."""

from vigie.matching.fingerprint import Fingerprint
from vigie.matching.writing import equal, hexadecimal

FINGERPRINT = Fingerprint(
    version=1,
    what="MD5 of the file's bytes",
    bits=128,
    normal=lambda text: hexadecimal(text, 128, base64=True),
    distance=equal,
    near=0,
    examples=("0cc175b9c0f1b6a831c399e269772661", "92eb5ffee6ae2fec3ad71c777531578f"),
)
