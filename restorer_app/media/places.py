"""Takes out where a photograph was made, and leaves the rest of its metadata as it is."""

import logging
import re
import struct
from dataclasses import replace

from restorer_app.media.exif import ExifBlock
from restorer_app.media.metadata import Metadata

_log = logging.getLogger(__name__)

_PLACE = (
    rb"(?:exif:GPS\w+|photoshop:(?:City|State|Country)|Iptc4xmpCore:(?:Location|CountryCode)"
    rb"|Iptc4xmpExt:Location(?:Created|Shown))"
)
_XMP_ATTRIBUTE = re.compile(rb"\s+" + _PLACE + rb"""\s*=\s*(?:"[^"]*"|'[^']*')""")
_XMP_ELEMENT = re.compile(
    rb"\s*<(" + _PLACE + rb")(?:\s[^>]*)?(?:/>|(?<!/)>.*?</\1\s*>)", re.DOTALL
)


def without_place(metadata: Metadata) -> Metadata:
    """`metadata` without GPS position (EXIF, XMP) and place names (XMP); all else byte for byte.

    A block in which the position can not be found because it is damaged is left out whole.
    """
    exif, xmp = metadata.exif, metadata.xmp
    if exif:
        block = ExifBlock(exif)
        try:
            block.drop_position()
            exif = block.to_bytes()
        except struct.error:
            _log.warning("damaged EXIF block left out: it may name the place")
            exif = None
    if xmp:
        xmp = _XMP_ELEMENT.sub(b"", _XMP_ATTRIBUTE.sub(b"", xmp))
    return replace(metadata, exif=exif, xmp=xmp)
