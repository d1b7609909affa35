"""What a browser says it is, in words that its owner recognizes."""

import re

from django.utils.translation import gettext as _

# The first that fits: each names itself after those before it, too.
BROWSERS = (
    ("MicroMessenger", "微信"), ("DingTalk", "钉钉"), ("QQBrowser", "QQ 浏览器"), ("360SE|360EE|QihooBrowser", "360"),
    ("UCBrowser", "UC"), ("Edg", "Edge"), ("OPR|Opera", "Opera"), ("Firefox|FxiOS", "Firefox"),
    ("HuaweiBrowser", "华为浏览器"), ("MiuiBrowser", "小米浏览器"), ("Chrome|CriOS|Chromium", "Chrome"),
    ("Safari", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("HarmonyOS|OpenHarmony", "HarmonyOS"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"),
    ("Windows", "Windows"), ("Mac OS X|Macintosh", "macOS"), ("Linux|X11", "Linux"),
)  # fmt: skip


def named(user_agent: str) -> str:
    """``Mozilla/5.0 (Windows NT 10.0 …) … Edg/131.0`` → ``Edge · Windows``."""
    found = [
        next((name for pattern, name in table if re.search(pattern, user_agent)), None)
        for table in (BROWSERS, SYSTEMS)
    ]
    return " · ".join(name for name in found if name) or _("unknown browser")
