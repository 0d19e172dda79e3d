"""Pictures: real ones pass with their size, dangerous ones do not, and a phone's place stays private."""

import io

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from catalog.pictures import check, publishable


def image(kind: str, size: tuple[int, int] = (40, 20), mode: str = "RGB", **options: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size).save(out, kind, **options)
    return out.getvalue()


def photo_with_place() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif.get_ifd(0x8825)[2] = (26.0, 35.0, 12.0)
    exif[0x010F] = "CANARY-PHONE"
    return image("JPEG", exif=exif)


@pytest.mark.parametrize(("kind", "suffix"), [("PNG", ".png"), ("JPEG", ".jpg"), ("WEBP", ".webp")])
def test_size_of_a_picture(kind: str, suffix: str) -> None:
    """Width and height come from the file."""
    assert check(image(kind), suffix, "x") == ((40, 20), [])


@pytest.mark.parametrize(
    ("data", "suffix", "says"),
    [
        (image("PNG"), ".jpg", "内容却是 PNG"),
        (image("PNG")[:60], ".png", "打不开"),
        (image("JPEG", size=(300, 300))[:500], ".jpg", "打不开"),
        (image("JPEG", mode="CMYK"), ".jpg", "CMYK"),
        (image("PNG", size=(6001, 1)), ".png", "边长最多 6000"),
        (image("WEBP", save_all=True, append_images=[Image.new("RGB", (40, 20), "red")]), ".webp", "会动"),
        (b"", ".png", "打不开"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", ".svg", "viewBox"),
        (b"<svg", ".svg", "读不懂"),
        (b"<html/>", ".svg", "<html>"),
        (b"<svg viewBox='0 0 4 4'><?php x ?></svg>", ".svg", "处理指令"),
        (b"<svg viewBox='0 0 4 4' xmlns:xlink='x'/>", ".svg", "xmlns:xlink"),
    ],
)  # fmt: skip
def test_unfit_pictures_are_refused(data: bytes, suffix: str, says: str) -> None:
    """Each with its own reason."""
    _, problems = check(data, suffix, "x")
    assert [problem.code for problem in problems] == ["F08"]
    assert says in problems[0].message


def test_decompression_bomb_is_not_unpacked() -> None:
    """A small file that would become gigabytes is refused by its header."""
    data = bytearray(image("PNG"))
    data[16:24] = (60000).to_bytes(4, "big") * 2
    _, problems = check(bytes(data), ".png", "x")
    assert [problem.code for problem in problems] == ["F08"]


def test_place_and_device_of_a_photo_are_not_published() -> None:
    """The published photo is upright and says nothing about where and with what it was taken."""
    clean = publishable(photo_with_place(), ".jpg")
    with Image.open(io.BytesIO(clean)) as picture:
        assert picture.size == (20, 40)
        assert not picture.getexif()
    assert b"CANARY" not in clean


def test_picture_without_secrets_is_published_as_it_is() -> None:
    """No quality is lost for nothing."""
    assert publishable(image("PNG"), ".png") == image("PNG")


def test_what_a_file_says_about_itself_stays_private() -> None:
    """A place written into a picture in another way than EXIF is not published either."""
    told = PngInfo()
    told.add_text("Location", "CANARY-CITY")
    png = image("PNG", pnginfo=told)
    segment = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + (16).to_bytes(4, "big") + b"\x1c\x02\x5a\0\x0bCANARY-CITY"
    jpeg = image("JPEG")
    jpeg = jpeg[:2] + b"\xff\xed" + (len(segment) + 2).to_bytes(2, "big") + segment + jpeg[2:]
    for data, suffix in ((png, ".png"), (jpeg, ".jpg")):
        assert check(data, suffix, "x")[1] == []
        assert b"CANARY" in data and b"CANARY" not in publishable(data, suffix)


@pytest.mark.parametrize(
    "svg",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path fill="u\\72l(x.svg#a)"/></svg>',
        b'<?xml version="1.0" encoding="iso-8859-1"?><svg viewBox="0 0 4 4"/>',
        '<svg viewBox="0 0 4 4"/>'.encode("utf-16"),
    ],
    ids=["escaped url", "declared encoding", "utf-16"],
)
def test_svg_that_reads_differently_elsewhere(svg: bytes) -> None:
    """What a browser could read as something else than we do is refused."""
    assert [problem.code for problem in check(svg, ".svg", "x")[1]] == ["F08"]
