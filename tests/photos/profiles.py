"""Colour profiles made by hand (ICC.1:2010), so that the right colours are known; and a picture of an iPhone's kind."""

import struct
from base64 import b64decode

_D50 = (0.9642, 1.0, 0.8249)
RED, GREEN, BLUE = (
    (0.4361, 0.2225, 0.0139),
    (0.3851, 0.7169, 0.0971),
    (0.1431, 0.0606, 0.7141),
)  # sRGB's, under D50
# 64 x 48 pixels, the left half red (200, 30, 30), the right half blue (20, 40, 200).
HEIC = b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAX1tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAACJpbG9jAAAA"
    "AERAAAEAAQAAAAABoQABAAAAAAAAAHcAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABodmMxAAAAAA5waXRtAAAAAAABAAAA/WlwcnAAAADd"
    "aXBjbwAAAHZodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQAqQgEBA3AAAAMAkAAAAwAA"
    "AwAeoCCBBZbq5Ka5uAhoMCAAAAMDIAAAAwAhYgABAAZEAcFzwIkAAAATY29scm5jbHgAAQANAAaAAAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAoY2xh"
    "cAAAAEAAAAABAAAAMAAAAAEAAAAAAAAAAv////AAAAACAAAAEHBpeGkAAAAAAwgICAAAABhpcG1hAAAAAAAAAAEAAQWBAgMFhAAAAH9tZGF0AAAA"
    "cygBrwngOSMkv//6Mb//+EaeQ/a5hcF//e3Off4Q6n/+6CPUV2VOdx1h1MzWdd6FvxKkdxYtMgl/GnkUUld2qx/tJpEzNsgHmm4T8cG/MctKWAFb"
    "RRThJqQN+NhwIVz1zl/DO7P4VuBk+jWvOXYl/8IASrA="
)


def _fixed(number: float) -> bytes:
    return struct.pack(">i", round(number * 65536))


def _xyz(colour: tuple[float, float, float]) -> bytes:
    return b"XYZ \0\0\0\0" + b"".join(map(_fixed, colour))


def _gamma(number: float) -> bytes:
    return b"curv\0\0\0\0" + struct.pack(">IH", 1, round(number * 256)) + b"\0\0"


def _profile(colours: bytes, kind: bytes, space: bytes, tags: dict[bytes, bytes]) -> bytes:
    table, content = struct.pack(">I", len(tags)), b""
    at = 128 + 4 + 12 * len(tags)
    for key, value in tags.items():
        table += key + struct.pack(">II", at + len(content), len(value))
        content += value + bytes(-len(value) % 4)
    header = bytearray(128)
    header[0:4] = struct.pack(">I", at + len(content))
    header[8:12] = b"\x02\x40\0\0"
    header[12:24] = kind + colours + space
    header[36:40] = b"acsp"
    header[68:80] = b"".join(map(_fixed, _D50))
    return bytes(header) + table + content


def swapped() -> bytes:
    """Of a screen on which red shines blue and blue shines red, as bright as the number says (a gamma of 1)."""
    curve = _gamma(1.0)
    return _profile(b"RGB ", b"mntr", b"XYZ ", {
        b"wtpt": _xyz(_D50), b"rXYZ": _xyz(BLUE), b"gXYZ": _xyz(GREEN), b"bXYZ": _xyz(RED), b"rTRC": curve,
        b"gTRC": curve, b"bTRC": curve,
    })  # fmt: skip


def linear_grey() -> bytes:
    """Half of it is half of the light: 128 is 188 in sRGB."""
    return _profile(b"GRAY", b"mntr", b"XYZ ", {b"wtpt": _xyz(_D50), b"kTRC": _gamma(1.0)})


def inks() -> bytes:
    """Four inks: cyan prints as a middle grey (L* 50), black as black, yellow and magenta as nothing at all."""
    corners = b""
    for number in range(16):
        cyan, black = number & 8, number & 1
        lightness = 0 if black else 50 if cyan else 100
        corners += bytes([round(lightness * 2.55), 128, 128])
    straight = bytes(range(256))
    unit = b"".join(map(_fixed, (1, 0, 0, 0, 1, 0, 0, 0, 1)))
    table = b"mft1\0\0\0\0" + bytes([4, 3, 2, 0]) + unit + straight * 4 + corners + straight * 3
    return _profile(b"CMYK", b"prtr", b"Lab ", {b"wtpt": _xyz(_D50), b"A2B0": table})
