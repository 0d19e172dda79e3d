"""The real web server with the deployed configuration."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CADDYFILE = Path(__file__).resolve().parents[2] / "deploy" / "Caddyfile"
NO_CADDY = "没有 caddy 命令；Debian 上可以 apt install caddy"


@contextmanager
def running_caddy(portal: Path, upstream: str, scratch: Path) -> Iterator[int | None]:
    """The port of a Caddy that serves `portal`, with Meilisearch at `upstream`; None when there is no Caddy.

    Its log goes to `scratch/log`.
    """
    caddy = shutil.which("caddy")
    if not caddy:
        yield None
        return
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    environment = os.environ | {
        "PORT": str(port),
        "PORTAL_ROOT": str(portal),
        "MEILI_UPSTREAM": upstream,
        "XDG_DATA_HOME": str(scratch / "data"),
        "XDG_CONFIG_HOME": str(scratch / "config"),
    }
    command = [caddy, "run", "--adapter", "caddyfile", "--config", str(CADDYFILE)]
    with (scratch / "log").open("wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        _wait(port, process, scratch / "log")
        yield port
    finally:
        process.terminate()
        process.wait(10)


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert process.poll() is None, log.read_text()
        time.sleep(0.1)
    raise AssertionError("Caddy did not start")
