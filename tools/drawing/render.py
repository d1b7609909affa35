"""From drawings to files: Chromium paints the SVG, Pillow stores it."""

import io
import shutil
from pathlib import Path
from types import TracebackType

from PIL import Image, ImageFilter
from playwright.sync_api import sync_playwright

# Hardly seen at this size, and a sixth of the bytes saved.
SOFTNESS = 0.7
WEIGHT = 80 * 1024
FINISH = (
    '<filter id="blur3"><feGaussianBlur stdDeviation="3"/></filter>'
    '<filter id="blur6" x="-20%" y="-20%" width="140%" height="140%"><feGaussianBlur stdDeviation="6"/></filter>'
    '<filter id="blur12" x="-30%" y="-30%" width="160%" height="160%"><feGaussianBlur stdDeviation="12"/></filter>'
    '<filter id="blur20" x="-40%" y="-40%" width="180%" height="180%"><feGaussianBlur stdDeviation="20"/></filter>'
    '<filter id="blur30" x="-50%" y="-50%" width="200%" height="200%"><feGaussianBlur stdDeviation="30"/></filter>'
    # Edges waver a little, as cut by hand.
    '<filter id="hand" x="-40" y="-40" width="1900" height="1280" filterUnits="userSpaceOnUse">'
    '<feTurbulence type="fractalNoise" baseFrequency=".022" numOctaves="2" seed="4" result="t"/>'
    '<feDisplacementMap in="SourceGraphic" in2="t" scale="4.5" xChannelSelector="R" yChannelSelector="G"/></filter>'
    # Broad dry strokes, and the tooth of the paper.
    '<filter id="brush" x="0" y="0" width="100%" height="100%">'
    '<feTurbulence type="fractalNoise" baseFrequency=".006 .03" numOctaves="3" seed="11"/>'
    '<feColorMatrix values="0 0 0 0 .16 0 0 0 0 .13 0 0 0 0 .2 0 0 0 2.6 -1.25"/></filter>'
    '<filter id="tooth" x="0" y="0" width="100%" height="100%">'
    '<feTurbulence type="fractalNoise" baseFrequency=".2" numOctaves="2" seed="7"/>'
    '<feColorMatrix values="0 0 0 0 1 0 0 0 0 .95 0 0 0 0 .85 0 0 0 3 -1.62"/></filter>'
)


def sheet(body: str, width: int = 1200, height: int = 800, texture: bool = True) -> str:
    """A whole SVG document around a drawing."""
    over = ""
    if texture:
        over = (
            f'<rect width="{width}" height="{height}" filter="url(#brush)" opacity=".06" style="mix-blend-mode:multiply"/>'
            f'<rect width="{width}" height="{height}" filter="url(#tooth)" opacity=".08" style="mix-blend-mode:soft-light"/>'
        )
    hand = ' filter="url(#hand)"' if texture else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"><defs>{FINISH}</defs>'
        f'<g style="isolation:isolate"><g{hand}>{body}</g>{over}</g></svg>'
    )


class Press:
    """A browser kept open over many pictures."""

    def __enter__(self) -> "Press":
        path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        if path is None:
            raise SystemExit("Chromium is needed to draw the pictures, and none was found on the PATH.")
        self._play = sync_playwright().start()
        flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--force-color-profile=srgb"]
        flags += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
        self._browser = self._play.chromium.launch(executable_path=path, args=flags)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._browser.close()
        self._play.stop()

    def paint(self, svg: str, width: int, height: int, see_through: bool = False) -> Image.Image:
        """The drawing at a size in pixels."""
        page = self._browser.new_page(viewport={"width": width, "height": height})
        page.set_content(
            f"<style>body{{margin:0}}svg{{display:block;width:{width}px;height:{height}px}}</style>{svg}"
        )
        shot = page.screenshot(omit_background=see_through)
        page.close()
        return Image.open(io.BytesIO(shot))


def save_jpeg(picture: Image.Image, target: Path, weight: int = WEIGHT) -> int:
    """Store as JPEG, at the best quality up to 84 that keeps within `weight` bytes (not under 60). Returns the size."""
    picture = picture.convert("RGB").filter(ImageFilter.GaussianBlur(SOFTNESS))
    for quality in range(84, 59, -3):
        buffer = io.BytesIO()
        picture.convert("RGB").save(
            buffer, "JPEG", quality=quality, optimize=True, progressive=True, subsampling=2
        )
        if buffer.tell() <= weight:
            break
    target.write_bytes(buffer.getvalue())
    return buffer.tell()
