"""A key on a PKCS#11 token (SoftHSM, Debian's softhsm2) signs as the key file does; a wrong PIN signs nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

MODULE = next(map(str, Path("/usr/lib").glob("**/softhsm/libsofthsm2.so")), "")
PIN = "1234"
SIGNED = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from vigie.papers import pades, signing, token, typeset
folder, module = Path(sys.argv[1]), Path(sys.argv[2])
key = signing.new_key(folder / "key.pem")
(folder / "chain.pem").write_bytes(signing.test_certificates(key, "The desk"))
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
(folder / "key.p8").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
import subprocess
subprocess.run(["softhsm2-util", "--import", folder / "key.p8", "--token", "desk", "--label", "dossiers", "--id", "a1",
                "--pin", "1234"], check=True)
hand = token.load(module, "desk", "dossiers", "1234", folder / "chain.pem")
assert hand.sign(b"words") == signing.load(folder / "key.pem", folder / "chain.pem").sign(b"words")
at = datetime(2026, 11, 22, tzinfo=UTC)
paper = {"language": "en", "title": "T", "reference": "R", "state": "S", "service": "D", "secret": "", "page": "",
         "labels": {"reference": "R"}}
made = pades.sign(typeset.pdf(paper, [typeset.para("words")], at), hand, at, reason="r", place="p")
assert pades.flaw(made, hand.certificate, hand.chain, at) == ""
for wrong in (("desk", "dossiers", "9999"), ("other", "dossiers", "1234"), ("desk", "nothing", "1234")):
    try:
        token.load(module, *wrong, folder / "chain.pem").sign(b"words")
    except signing.PapersError as error:
        assert "does not sign" in str(error), error
    else:
        raise AssertionError(wrong)
"""


def test_a_key_on_a_token_signs_as_a_file_does_and_a_wrong_pin_signs_nothing(tmp_path: Path) -> None:
    assert MODULE, "this machine lacks softhsm2"
    (tmp_path / "tokens").mkdir()
    (tmp_path / "softhsm2.conf").write_text(f"directories.tokendir = {tmp_path / 'tokens'}\n")
    environment = os.environ | {"SOFTHSM2_CONF": str(tmp_path / "softhsm2.conf")}
    make = ("softhsm2-util", "--init-token", "--free", "--label", "desk", "--pin", PIN, "--so-pin", PIN)
    subprocess.run(make, env=environment, check=True, capture_output=True)
    line = [sys.executable, "-c", SIGNED, str(tmp_path), MODULE]
    done = subprocess.run(line, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
