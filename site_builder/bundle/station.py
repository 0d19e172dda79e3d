"""The folder of a kiosk: releases, which one is shown, and what is remembered outside of them.

releases/<number>/   site/, serve.py, operator/, release.json, SHA256SUMS; never written to once it stands here
current              the name of the release that is shown; a small file, so that the switch is one rename on every
                     file system, a USB stick included
accepted.json        the largest number ever accepted, and its tree
status.json          what the operator's page shows
key.pem, pin.json    what this machine trusts, and who may see the operator's page
serve.py             the server of the release that is shown
"""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from catalog.problems import UserError
from site_builder.bundle.durable import exchange
from site_builder.bundle.release import SUMS
from site_builder.bundle.verify import peek

#: Releases kept: the one that is shown and the one before it.
KEPT = 2
#: What an operator may have put there before the first installation.
TOOLS = ("xuetang-kiosk.pyz", "start-screen.sh", "exports")
#: How long an installation waits for another one.
PATIENCE = 10.0


class StationError(UserError):
    """The kiosk's folder cannot be used; the message is for people. Whatever was installed stays as it was."""


@dataclass(frozen=True)
class Accepted:
    """The newest release that was ever accepted."""

    edition: str
    number: int
    tree: str


@dataclass(frozen=True)
class Station:
    """The folder of one kiosk."""

    root: Path

    @property
    def releases(self) -> Path:
        """Folder of the installed releases."""
        return self.root / "releases"

    @property
    def pointer(self) -> Path:
        """The file that names the release that is shown."""
        return self.root / "current"

    @property
    def key(self) -> Path:
        """The public key that bundles must be signed with, once one was given."""
        return self.root / "key.pem"

    @property
    def pin(self) -> Path:
        """The salted hash of the operator's PIN."""
        return self.root / "pin.json"

    @property
    def status(self) -> Path:
        """What the operator's page shows."""
        return self.root / "status.json"

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the folder against a second installation. Raises StationError."""
        if self.root.exists() and not self.is_one() and any(path.name not in TOOLS for path in self.root.iterdir()):
            raise StationError(f"{self.root} 里有别的东西；请换一个空的文件夹，或写已经装过的那个。")
        self.releases.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(self.root / "lock", timeout=PATIENCE):
                yield
        except Timeout:
            raise StationError(f"另一个安装正在使用 {self.root}；请等它做完再试。") from None

    def is_one(self) -> bool:
        """Whether this folder is a kiosk's, if only begun."""
        return self.releases.is_dir()

    def current(self) -> Path | None:
        """Folder of the release that is shown."""
        try:
            name = self.pointer.read_text(encoding="utf-8").strip()
        except OSError:
            return None
        folder = self.releases / name
        return folder if name and Path(name).name == name and folder.is_dir() else None

    def installed(self) -> list[Path]:
        """Folders of all installed releases, the shown one first, then the newest."""
        if not self.is_one():
            return []
        found = [folder for folder in self.releases.iterdir() if folder.is_dir() and _rank(folder)]
        current = self.current()
        return sorted(found, key=lambda folder: (folder == current, _rank(folder)), reverse=True)

    def find(self, number: int, tree: str) -> Path | None:
        """The folder of an installed release, whole or not."""
        for folder in self.installed():
            if _rank(folder)[:1] == (number,):
                try:
                    if peek(folder)[0].tree == tree:
                        return folder
                except UserError:
                    continue
        return None

    def free_place(self, number: int) -> Path:
        """A folder for a release that is not there yet, beside a damaged one of the same number."""
        count, place = 0, self.releases / str(number)
        while place.exists():
            count += 1
            place = self.releases / f"{number}.{count}"
        return place

    def accepted(self) -> Accepted | None:
        """The newest release ever accepted; where that was lost, the one that is shown."""
        try:
            known = Accepted(**json.loads((self.root / "accepted.json").read_text(encoding="utf-8")))
            if [type(field) for field in (known.edition, known.number, known.tree)] == [str, int, str]:
                return known
        except (OSError, ValueError, TypeError):
            pass
        found = []
        for folder in self.installed():
            with suppress(UserError):
                release = peek(folder)[0]
                found.append(Accepted(release.edition, release.number, release.tree))
        return max(found, key=lambda accepted: accepted.number, default=None)

    def accept(self, accepted: Accepted) -> None:
        """Remember a number before it is used. Raises OSError."""
        exchange(self.root / "accepted.json", json.dumps(asdict(accepted)).encode())

    def show(self, folder: Path) -> None:
        """Make a release the one that is shown, in one step. Raises OSError."""
        exchange(self.pointer, f"{folder.name}\n".encode())

    def sweep(self) -> None:
        """Remove what an interrupted installation left."""
        for folder in self.root.glob("staging-*"):
            shutil.rmtree(folder, ignore_errors=True)
        for folder in self.releases.iterdir():
            if not (folder / SUMS).is_file() and folder != self.current():  # it was being removed
                shutil.rmtree(folder, ignore_errors=True)
        self.forget_old()

    def forget_old(self) -> None:
        """Keep the shown release and the newest with another number."""
        current = self.current()
        if current is None:
            return
        shown, *others = self.installed()
        others.sort(
            key=lambda folder: _rank(folder)[0] == _rank(shown)[0]
        )  # a damaged twin of the shown one goes first
        for folder in others[KEPT - 1 :]:
            (folder / SUMS).unlink(missing_ok=True)  # from here on it counts for nothing
            shutil.rmtree(folder, ignore_errors=True)


def _rank(folder: Path) -> tuple[int, ...]:
    """Number and repair of a release's folder: `202611282104`, `202611282104.1`; empty for anything else."""
    parts = folder.name.split(".")
    return tuple(map(int, parts)) if all(part.isascii() and part.isdecimal() for part in parts) else ()
