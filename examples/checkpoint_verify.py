"""Verifies a signed checkpoint from its own text and the public keys of the store, with nothing of this program:

    mpa keys public >keys.txt
    python3 examples/checkpoint_verify.py note.txt keys.txt

The note is one of c2sp.org/tlog-checkpoint, signed as in c2sp.org/signed-note (Ed25519, RFC 8032), whoever has the key:
the store or KMS. Exit 0 and one line for each good signature; exit 1 when there is none. Needs `cryptography`.
"""

import base64
import hashlib
import sys
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

ED25519 = b"\x01"


def verifier_keys(text: str) -> dict[tuple[str, bytes], bytes]:
    """Keys of the form NAME+HASH+BASE64, by name and hash; a hash that is not that of its key is refused."""
    keys = {}
    for line in filter(None, (line.strip() for line in text.splitlines())):
        name, short, encoded = line.split("+", 2)
        algorithm_and_key = base64.b64decode(encoded, validate=True)
        short_hash = hashlib.sha256(f"{name}\n".encode() + algorithm_and_key).digest()[:4]
        if algorithm_and_key[:1] != ED25519 or len(algorithm_and_key) != 33 or short_hash.hex() != short:
            raise ValueError(f"it is no Ed25519 key of a note: {line}")
        keys[name, short_hash] = algorithm_and_key[1:]
    return keys


def signers(note: str, keys: dict[tuple[str, bytes], bytes]) -> list[str]:
    """Who has signed the note. A wrong signature of a known key is an error; those of others are passed over."""
    text, _, signatures = note.partition("\n\n")
    found = []
    for line in signatures.splitlines():
        dash, name, encoded = line.split(" ")
        if dash != "\u2014":
            raise ValueError(f"it is no signature: {line}")
        blob = base64.b64decode(encoded, validate=True)
        key = keys.get((name, blob[:4]))
        if key is not None:
            Ed25519PublicKey.from_public_bytes(key).verify(blob[4:], f"{text}\n".encode())
            found.append(f"{name}+{blob[:4].hex()}")
    return found


def main() -> int:
    if len(sys.argv) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    note, keys = (Path(name).read_text(encoding="utf-8") for name in sys.argv[1:])
    try:
        good = signers(note, verifier_keys(keys))
    except (InvalidSignature, ValueError) as error:
        print(f"not good: {error or 'the signature is wrong'}")
        return 1
    origin, size, *_ = note.split("\n")
    for signer in good:
        print(f"{origin}, {size} entries: signed by {signer}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
