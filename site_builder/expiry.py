"""What is told of consents that have run out: where the entry stands, never whom it is about."""

from collections.abc import Collection, Iterator

from catalog.district.collection import District


def expiry_notices(district: District, paths: Collection[str] = ()) -> Iterator[str]:
    """A sentence for each entry that is no longer shown, among these paths where there are any."""
    for entry in district.lapsed:
        path = f"content/{entry.path}"
        if paths and not any(path == wanted or path.startswith(f"{wanted}/") or wanted == "." for wanted in paths):
            continue
        place = path if entry.number is None else f"{path} 第 {entry.number} 条"
        yield (
            f"提醒：{place}的同意到 {entry.expires} 为止，已经过期，网站不再显示。"
            "还要公开的，重新征得同意，改 consent；不再公开的，把这一条删掉。"
        )
