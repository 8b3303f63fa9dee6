"""An authority made for one run, which vouches for the servers on loopback."""

import subprocess
from pathlib import Path

DAYS = "2"


class Authority:
    """A CA and what it signs, as PEM files in a folder."""

    def __init__(self, folder: Path, name: str = "A CA of the tests"):
        self.folder, self.name = folder, name
        folder.mkdir(parents=True, exist_ok=True)
        self.certificate, self._key = folder / "ca.pem", folder / "ca.key"
        more = ["-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign,cRLSign"]
        self._openssl("req", "-x509", *fresh(self._key), "-out", self.certificate, "-subj", f"/CN={name}",
                      "-days", DAYS, *more)

    def _openssl(self, *arguments: object) -> None:
        done = subprocess.run(["openssl", *map(str, arguments)], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr

    def sign(self, name: str) -> tuple[Path, Path]:
        """The certificate and the key of a server at localhost and 127.0.0.1."""
        certificate, key, request = (self.folder / f"{name}.{end}" for end in ("pem", "key", "csr"))
        self._openssl("req", *fresh(key), "-out", request, "-subj", f"/CN={name}")
        says = self.folder / f"{name}.ext"
        says.write_text("subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth\n")
        self._openssl("x509", "-req", "-in", request, "-CA", self.certificate, "-CAkey", self._key, "-CAcreateserial",
                      "-days", DAYS, "-extfile", says, "-out", certificate)
        return certificate, key


def fresh(key: Path) -> list[object]:
    """The options of a new key on P-256."""
    return ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", key]
