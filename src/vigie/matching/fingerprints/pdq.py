"""PDQ: pictures that look alike, within 31 of 256 bits. Computed in `kernels/`; see there for the algorithm."""

from vigie.matching.fingerprint import Fingerprint
from vigie.matching.writing import differing, hexadecimal

FINGERPRINT = Fingerprint(
    version=1,
    what="PDQ of the picture as a person sees it",
    bits=256,
    normal=lambda text: hexadecimal(text, 256),
    distance=differing,
    near=31,
    examples=(
        "f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22",
        "30a10efd71cc3d429013d48d0ffffc52e34e0e17ada952a9d29685211ea9e5af",
    ),
)
