"""Ed25519 signatures over `release.json`, which binds every other byte of a bundle. The only module that knows `cryptography`."""

import base64
import hashlib
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from catalog.problems import UserError
from site_builder.bundle.refusals import BundleRefused

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

#: What is signed begins so: a signature of something else is never taken for one of a bundle.
_CONTEXT = b"xuetang bundle 1\n"
_FORM = re.compile(r"xuetang-ed25519 ([0-9a-f]{16}) ([A-Za-z0-9+/]{86}==)\n")


class KeyFileError(UserError):
    """A key cannot be made or used; the message is for people and holds nothing of the key."""


def generate(path: Path) -> Path:
    """Make a key pair: the private key in `path`, for its owner's eyes only; returns the file of the public key.

    Raises KeyFileError; a file that is there already is never touched.
    """
    _need()
    from cryptography.hazmat.primitives import serialization as form
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    public = path.with_name(f"{path.name}.pub")
    for file in (path, public):
        if file.exists():
            raise KeyFileError(f"已经有 {file}；不会覆盖钥匙。请换一个名字，或确认不再用以后自己删除。")
    key = Ed25519PrivateKey.generate()
    path.parent.mkdir(parents=True, exist_ok=True)
    secret = key.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption())
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file_:
        file_.write(secret)
    public.write_bytes(key.public_key().public_bytes(form.Encoding.PEM, form.PublicFormat.SubjectPublicKeyInfo))
    return public


def sign(data: bytes, key_file: Path) -> bytes:
    """The signature file of `data`. Raises KeyFileError."""
    _check_privacy(key_file)
    key = _private(key_file)
    signature = base64.b64encode(key.sign(_CONTEXT + data)).decode()
    return f"xuetang-ed25519 {_id(key.public_key())} {signature}\n".encode()


def check(data: bytes, signature: bytes, key_file: Path) -> str:
    """Whether the owner of the public key signed `data`. Returns the key's id.

    Raises BundleRefused: K14 when it does not hold, K15 when another key signed; KeyFileError for the key itself.
    """
    from_file = _public(key_file)
    match = _FORM.fullmatch(signature.decode("ascii", errors="replace"))
    if not match:
        raise BundleRefused("K14", "签名文件写得不对。请不要用这个包，并告诉制作的人")
    if match[1] != _id(from_file):
        raise BundleRefused(
            "K15", f"签名用的是钥匙 {match[1]}，这台机器认的是 {_id(from_file)}（{key_file}）。请核对是谁制作的包"
        )
    from cryptography.exceptions import InvalidSignature

    try:
        from_file.verify(base64.b64decode(match[2]), _CONTEXT + data)
    except InvalidSignature:
        raise BundleRefused("K14", "签名和包的说明对不上，签名以后被人改过。请不要用这个包，并告诉制作的人") from None
    return match[1]


def key_id(key_file: Path) -> str:
    """The id of a public key, to be read out on the telephone. Raises KeyFileError."""
    return _id(_public(key_file))


def _id(key: "Ed25519PublicKey") -> str:
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    raw = key.public_bytes(Encoding.Raw, PublicFormat.Raw)  # public_bytes_raw is too new for Debian 12
    return hashlib.sha256(raw).hexdigest()[:16]


def _need() -> None:
    try:
        import cryptography  # noqa: F401
    except ImportError:
        raise KeyFileError(
            "签名和核对签名要用 cryptography；请运行 uv sync --extra signing，或安装系统的 python3-cryptography。"
        ) from None


def _check_privacy(path: Path) -> None:
    if os.name == "posix" and path.is_file() and path.stat().st_mode & 0o077:
        raise KeyFileError(f"私钥 {path} 别人也能读；请先运行 chmod 600 {path}。")


def _private(path: Path) -> "Ed25519PrivateKey":
    _need()
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    data = _read(path)
    try:
        key = load_pem_private_key(data, None)
    except (ValueError, TypeError):
        raise KeyFileError(f"{path} 不是私钥；请用 xuetang bundle keygen 生成的那个文件（不带 .pub）。") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyFileError(f"{path} 不是 Ed25519 私钥；请用 xuetang bundle keygen 生成。")
    return key


def _public(path: Path) -> "Ed25519PublicKey":
    _need()
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    data = _read(path)
    if b"PRIVATE" in data:
        raise KeyFileError(f"{path} 是私钥；核对签名只用公钥（带 .pub 的那个文件），私钥不要带到别的机器上。")
    try:
        key = load_pem_public_key(data)
    except ValueError:
        raise KeyFileError(f"{path} 不是公钥；请用 xuetang bundle keygen 生成的带 .pub 的文件。") from None
    if not isinstance(key, Ed25519PublicKey):
        raise KeyFileError(f"{path} 不是 Ed25519 公钥；请用 xuetang bundle keygen 生成。")
    return key


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()[:10_000]
    except OSError as error:
        raise KeyFileError(f"读不了钥匙 {path}（{error.strerror or error}）。") from None
