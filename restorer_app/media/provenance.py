"""Writes into a photograph's metadata that a program worked on it, and what it did."""

import logging
import re
import struct
from collections.abc import Sequence
from dataclasses import replace
from xml.sax.saxutils import escape

from restorer_app.media.exif import ExifBlock
from restorer_app.media.image import Image

_log = logging.getLogger(__name__)

_SOFTWARE = 0x0131

_EMPTY_XMP = (
    b"<?xpacket begin='\xef\xbb\xbf' id='W5M0MpCehiHzreSzNTczkc9d'?>"
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/">'
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"></rdf:RDF>'
    b"</x:xmpmeta><?xpacket end='w'?>"
)
_HISTORY_END = re.compile(rb"(<xmpMM:History\b.*?)(</rdf:Seq>\s*</xmpMM:History>)", re.DOTALL)
_RDF_END = re.compile(rb"</rdf:RDF\s*>")
_ABOUT = re.compile(rb"""rdf:about\s*=\s*("[^"]*"|'[^']*')""")


def with_provenance(image: Image, program: str, actions: Sequence[str]) -> Image:
    """`image` whose metadata name `program` and, one by one, its `actions`.

    EXIF's Software keeps the name that stands there and gets this one behind it; XMP's history gets
    a line for each action. A block that is damaged or written in another way stays as it is.
    """
    return replace(
        image,
        exif=_exif_naming(image.exif, program),
        xmp=_xmp_telling(image.xmp, program, actions),
    )


def _exif_naming(exif: bytes | None, program: str) -> bytes:
    block = ExifBlock(exif) if exif else ExifBlock.empty()
    try:
        known = block.text(_SOFTWARE)
        if program not in known:
            block.set_text(_SOFTWARE, f"{known}; {program}" if known else program)
    except struct.error:
        _log.warning("damaged EXIF block: it does not get the program's name")
        return exif or b""
    return block.to_bytes()


def _xmp_telling(xmp: bytes | None, program: str, actions: Sequence[str]) -> bytes:
    """The lines go to the history where there is one: a second one would be no valid XMP."""
    xmp = xmp or _EMPTY_XMP
    lines = b"".join(_history_line(program, action) for action in actions)
    if _HISTORY_END.search(xmp):
        return _HISTORY_END.sub(lambda found: found[1] + lines + found[2], xmp, count=1)
    about = match[1] if (match := _ABOUT.search(xmp)) else b'""'
    description = (
        b"<rdf:Description rdf:about=" + about + b' xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"'
        b' xmlns:stEvt="http://ns.adobe.com/xap/1.0/sType/ResourceEvent#">'
        b"<xmpMM:History><rdf:Seq>" + lines + b"</rdf:Seq></xmpMM:History></rdf:Description>"
    )
    return _RDF_END.sub(lambda end: description + end[0], xmp, count=1)


def _history_line(program: str, action: str) -> bytes:
    """Declares its prefix itself: the history that it joins may know it under another."""
    return (
        '<rdf:li xmlns:stEvt="http://ns.adobe.com/xap/1.0/sType/ResourceEvent#"'
        ' rdf:parseType="Resource"><stEvt:action>edited</stEvt:action>'
        f"<stEvt:softwareAgent>{escape(program)}</stEvt:softwareAgent>"
        f"<stEvt:parameters>{escape(action)}</stEvt:parameters></rdf:li>"
    ).encode()
