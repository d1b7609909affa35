"""Pages of the paper that come in as an editor would bring them in: their text, through the importer."""

import datetime as dt
import io

from django.core.files.base import ContentFile
from PIL import Image

from articles import workflow
from articles.models import Article, ArticlePhoto
from newsroom.importing import Register, bring_in
from newsroom.pages import parse_page
from newsroom.plans import PagePlan
from portal.demo.content import CITY, FOLDER, DemoContent, read, save
from portal.demo.reference_data import page_of
from portal.demo.stories import ADOPTED, DRAWN

FIRST_AT = dt.time(6, 10)
SCAN_RESOLUTION = 130  # dots an inch: a tabloid page


def load_pages(content: DemoContent) -> None:
    """Bring the printed pages in, then do what an editor does with the drafts: sections, tags, pictures."""
    register = Register()
    editor = content.accounts["demo-editor"]
    for entry in read("reference_data.toml")["imported_page"]:
        page = page_of(content, entry["edition"], entry["page"])
        date = page.edition.date
        text = content.clock.fill((FOLDER / "pages" / entry["file"]).read_text(encoding="utf-8"), date)
        plan = PagePlan.from_parsed(parse_page(text, date=date, known=register.known))
        outcome = bring_in(
            plan,
            by=editor,
            source=text,
            file_name=entry["file"],
            organization=content.organizations[CITY],
            register=register,
        )
        moment = content.clock.midnight(date).replace(hour=FIRST_AT.hour, minute=FIRST_AT.minute)
        for article, finish in zip(outcome.drafts, entry["articles"], strict=True):
            _finish(content, article, finish)
            workflow.text_saved(article, by=editor)
            workflow.adopt(article, by=editor, published_at=moment, comment=ADOPTED)
            moment += dt.timedelta(minutes=1)


def load_scans(content: DemoContent) -> None:
    """Pages as they were printed: the picture, and a PDF of it. The last step: no rollback removes a file."""
    for entry in read("reference_data.toml")["page_scan"]:
        page = page_of(content, entry["edition"], entry["page"])
        page.scan = content.photos[entry["picture"]]
        buffer = io.BytesIO()
        with Image.open(FOLDER / "pictures" / f"{entry['picture']}.jpg") as picture:
            picture.save(buffer, "PDF", resolution=SCAN_RESOLUTION)
        name = f"{page.edition.date:%Y%m%d}-{page.number:02}.pdf"
        page.pdf.save(name, ContentFile(buffer.getvalue()), save=False)
        save(page)


def _finish(content: DemoContent, article: Article, finish: dict[str, str]) -> None:
    article.section = content.sections[finish["section"]]
    save(article)
    article.tags.set(finish["tags"].split(", "))
    if "photo" in finish:
        caption = f"{DRAWN}：{finish['caption']}"
        save(
            ArticlePhoto(
                article=article, photo=content.photos[finish["photo"]], is_lead=True, caption=caption
            )
        )
