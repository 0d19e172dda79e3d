"""What changed between two releases: which files travel, which stay, which go."""

from dataclasses import dataclass

from site_builder.bundle.manifest import Manifest


@dataclass(frozen=True)
class Difference:
    """`carried` travel in the bundle, `kept` are taken from the base, `removed` are those of the base that go."""

    carried: dict[str, str]
    kept: dict[str, str]
    removed: tuple[str, ...]


def difference(new: Manifest, base: Manifest) -> Difference:
    """From `base` to `new`. Without a base everything is carried."""
    carried = {name: digest for name, digest in new.items() if base.get(name) != digest}
    kept = {name: digest for name, digest in new.items() if name not in carried}
    return Difference(carried, kept, tuple(sorted(base.keys() - new.keys())))
