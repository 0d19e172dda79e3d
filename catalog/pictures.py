"""Pictures that authors bring: is it what its name says, is it harmless, how large is it.

SVG is parsed against an allow-list, because an SVG can carry scripts (Silverstripe keeps it out of uploads for that
reason). Photos lose their metadata when published, because a phone writes into them where they were taken.
"""

import io
import re
import warnings
from collections.abc import Iterator
from xml.parsers import expat

from PIL import Image, ImageOps

from catalog.problems import Problem

SUFFIXES = {".svg": "SVG", ".png": "PNG", ".jpg": "JPEG", ".webp": "WEBP"}
MAX_BYTES = 2 * 1024 * 1024
MAX_SIDE = 6000

_SVG_TAGS = set(
    "svg g title desc defs path rect circle ellipse line polyline polygon text tspan marker linearGradient "
    "radialGradient stop clipPath use".split()
)
_SVG_ATTRIBUTES = set(
    "xmlns viewBox width height role aria-label aria-labelledby aria-hidden id x y x1 y1 x2 y2 cx cy r rx ry d dx dy "
    "fx fy points transform fill fill-opacity fill-rule stroke stroke-width stroke-linecap stroke-linejoin "
    "stroke-dasharray stroke-opacity stroke-miterlimit opacity font-family font-size font-weight text-anchor "
    "dominant-baseline letter-spacing word-spacing lang xml:lang xml:space refX refY orient markerWidth markerHeight "
    "markerUnits marker-start marker-mid marker-end gradientUnits gradientTransform spreadMethod offset stop-color "
    "stop-opacity clip-path clip-rule clipPathUnits href preserveAspectRatio textLength lengthAdjust version "
    "paint-order vector-effect pathLength".split()
)


#: What a decoder needs to show the colours right; everything else that a file says about itself is not published.
_OF_THE_PICTURE = set(
    "jfif jfif_version jfif_unit jfif_density dpi icc_profile adobe adobe_transform progressive progression gamma srgb "
    "chromaticity transparency background interlace aspect loop duration timestamp".split()
)


class UnsafePicture(Exception):
    """Says, in Chinese, why a picture is refused. `line` is known for SVG only."""

    def __init__(self, message: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.line, self.column = line, column


def check(data: bytes, suffix: str, path: str) -> tuple[tuple[int, int], list[Problem]]:
    """Width and height in pixels of a picture, and what is wrong with it (F03, F08)."""
    if len(data) > MAX_BYTES:
        size = f"{len(data) / 1024 / 1024:.1f} MB"
        return (0, 0), [Problem(path, 1, 1, "F03", f"图片有 {size}，最多 2 MB；请缩小后再放")]
    try:
        return (_svg_size(data) if suffix == ".svg" else _raster_size(data, suffix)), []
    except UnsafePicture as error:
        return (0, 0), [Problem(path, error.line, error.column, "F08", str(error))]


def publishable(data: bytes, suffix: str) -> bytes:
    """The bytes to publish: photos turned upright and without metadata (place, device, time), SVG as it is."""
    if suffix == ".svg":
        return data
    with Image.open(io.BytesIO(data)) as image:
        if not _says_more_than_the_picture(image):
            return data
        upright = ImageOps.exif_transpose(image)
        for name in upright.info.keys() - _OF_THE_PICTURE:
            del upright.info[name]
        out = io.BytesIO()
        options = {"quality": 88} if suffix in (".jpg", ".webp") else {"optimize": True}
        upright.save(out, SUFFIXES[suffix], **options)
        return out.getvalue()


def _says_more_than_the_picture(image: Image.Image) -> bool:
    segments = {name for name, _ in getattr(image, "applist", ())}
    return bool(image.getexif() or image.info.keys() - _OF_THE_PICTURE or segments - {"APP0", "APP2", "APP14"})


def _raster_size(data: bytes, suffix: str) -> tuple[int, int]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data)) as image:
                _check_raster(image, suffix)
                image.load()  # a truncated file shows itself only here
                upright = ImageOps.exif_transpose(image)
                return upright.size
    except UnsafePicture:
        raise
    except Exception:  # what Pillow raises for a broken file depends on where it is broken
        raise UnsafePicture("图片打不开，可能没有传完整，或者后缀名不对；请重新导出") from None


def _check_raster(image: Image.Image, suffix: str) -> None:
    if image.format != SUFFIXES[suffix]:
        raise UnsafePicture(f"后缀名是 {suffix}，内容却是 {image.format}；请改成相符的后缀名")
    if max(image.size) > MAX_SIDE:
        raise UnsafePicture(f"图片 {image.width}×{image.height} 像素，边长最多 {MAX_SIDE}；请缩小后再放")
    if image.mode == "CMYK":
        raise UnsafePicture("图片是印刷用的 CMYK 颜色，浏览器显示不准；请另存为 RGB 颜色")
    if getattr(image, "n_frames", 1) > 1:
        raise UnsafePicture("图片会动；请换成不动的图片，免得分散注意力")


def _svg_size(data: bytes) -> tuple[int, int]:
    reader = _SvgReader()
    try:
        data.decode("utf-8")  # in another encoding a browser may read something else than we do
        reader.parser.Parse(data, True)
    except UnicodeDecodeError:
        raise UnsafePicture("SVG 不是 UTF-8 编码；请用绘图软件重新导出") from None
    except expat.ExpatError as error:
        raise UnsafePicture("SVG 读不懂；请用绘图软件重新导出", error.lineno, error.offset + 1) from None
    if reader.size is None:
        raise UnsafePicture('SVG 没有 viewBox；请在 <svg> 上写 viewBox="0 0 宽 高"')
    return reader.size


class _SvgReader:
    """Walks an SVG with expat and refuses everything that is not drawing."""

    def __init__(self) -> None:
        self.size: tuple[int, int] | None = None
        self.depth = 0
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.XmlDeclHandler = self._declaration
        self.parser.StartDoctypeDeclHandler = lambda *_: self._refuse("SVG 里不能有 DOCTYPE 和实体定义")
        self.parser.ProcessingInstructionHandler = lambda *_: self._refuse("SVG 里不能有处理指令（<? … ?>）")

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding and encoding.lower() != "utf-8":
            self._refuse(f"SVG 写着编码 {encoding[:20]}；请存成 UTF-8")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth == 1 and tag != "svg":
            self._refuse(f"后缀名是 .svg，内容却以 <{tag}> 开头")
        if tag not in _SVG_TAGS:
            self._refuse(f"SVG 里不能有 <{tag}>；只能画图形和文字")
        if self.depth > 30:
            self._refuse("SVG 套得太深；请简化")
        for name, value in attributes.items():
            for fault in _faults_of_attribute(name, value):
                self._refuse(fault)
        if self.depth == 1:
            self.size = _view_box(attributes.get("viewBox", ""))

    def _end(self, _tag: str) -> None:
        self.depth -= 1

    def _refuse(self, message: str) -> None:
        raise UnsafePicture(message, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)


def _faults_of_attribute(name: str, value: str) -> Iterator[str]:
    if name not in _SVG_ATTRIBUTES:
        yield f"SVG 里不能有属性 {name}；颜色和字号请写成 fill、font-size 这样的属性"
    elif name == "href" and not re.fullmatch(r"#[\w-]+", value):
        yield "SVG 里的 href 只能指向图内的元素（#名字）"
    elif name == "xmlns" and value != "http://www.w3.org/2000/svg":
        yield "SVG 的 xmlns 应是 http://www.w3.org/2000/svg"
    elif name != "xmlns" and re.search(r"(?i)url\((?!#[\w-]+\))|javascript:|data:|//|\\", value):
        yield f"SVG 的 {name} 不能引用外部内容"


def _view_box(value: str) -> tuple[int, int] | None:
    match = re.fullmatch(r"\s*0[ ,]+0[ ,]+(\d{1,4})(?:\.\d+)?[ ,]+(\d{1,4})(?:\.\d+)?\s*", value)
    return (int(match[1]), int(match[2])) if match and int(match[1]) and int(match[2]) else None
