"""The compose file: valid by the official schema, and cautious."""

import json
import re
from importlib.resources import files
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from tests.search.samples import REPOSITORY


@pytest.fixture
def compose() -> dict[str, Any]:
    """The parsed file."""
    parsed: dict[str, Any] = yaml.safe_load((REPOSITORY / "compose.yaml").read_text(encoding="utf-8"))
    return parsed


def test_the_file_is_valid(compose: dict[str, Any]) -> None:
    """It follows the Compose Specification's own schema."""
    pytest.importorskip("check_jsonschema", reason="没有 check-jsonschema，里面带有 Compose 规范的模式文件")
    schema = files("check_jsonschema").joinpath("builtin_schemas/vendor/compose-spec.json")
    Draft202012Validator(json.loads(schema.read_text(encoding="utf-8"))).validate(compose)


def test_images_are_pinned(compose: dict[str, Any]) -> None:
    """Official images with an exact version: what is tested is what runs."""
    for service in compose["services"].values():
        assert re.fullmatch(r"(caddy|getmeili/meilisearch):v?\d+\.\d+\.\d+(-alpine)?", service["image"])


def test_nothing_is_reachable_from_other_machines(compose: dict[str, Any]) -> None:
    """Ports are bound to this machine."""
    for service in compose["services"].values():
        assert all(port.startswith("127.0.0.1:") for port in service["ports"])


def test_meilisearch_runs_in_production_without_telling_anyone(compose: dict[str, Any]) -> None:
    """Production mode, a master key that must be given and is not in the file, no analytics."""
    environment = compose["services"]["meilisearch"]["environment"]
    assert environment["MEILI_ENV"] == "production"
    assert environment["MEILI_NO_ANALYTICS"] == "true"
    assert environment["MEILI_MASTER_KEY"].startswith("${MEILI_MASTER_KEY:?")


def test_services_are_watched_restarted_and_bounded(compose: dict[str, Any]) -> None:
    """Each has a health check and no more rights than it needs."""
    for service in compose["services"].values():
        assert service["healthcheck"]["test"][0] == "CMD"
        assert service["restart"] == "unless-stopped"
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]


def test_the_web_server_sees_the_link_move(compose: dict[str, Any]) -> None:
    """The folder above the published link is mounted, read-only, and the configuration is the tested one."""
    volumes = compose["services"]["web"]["volumes"]
    assert "./dist:/srv/dist:ro" in volumes
    assert "./deploy/Caddyfile:/etc/caddy/Caddyfile:ro" in volumes
    assert compose["services"]["web"]["environment"]["PORTAL_ROOT"] == "/srv/dist/portal"
