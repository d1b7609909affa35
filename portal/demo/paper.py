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
from portal.demo.places import page_of
from portal.demo.stage import CITY, FOLDER, Stage, read, save
from portal.demo.stories import ADOPTED, DRAWN

FIRST_AT = dt.time(6, 10)
SCAN_RESOLUTION = 130  # dots an inch: a tabloid page


def load_pages(stage: Stage) -> None:
    """Bring the printed pages in, then do what an editor does with the drafts: sections, tags, pictures."""
    register = Register()
    editor = stage.accounts["demo-editor"]
    for entry in read("places.toml")["imported_page"]:
        page = page_of(stage, entry["edition"], entry["page"])
        date = page.edition.date
        text = stage.clock.fill((FOLDER / "pages" / entry["file"]).read_text(encoding="utf-8"), date)
        plan = PagePlan.from_parsed(parse_page(text, date=date, known=register.known))
        outcome = bring_in(
            plan,
            by=editor,
            source=text,
            file_name=entry["file"],
            organization=stage.organizations[CITY],
            register=register,
        )
        moment = stage.clock.midnight(date).replace(hour=FIRST_AT.hour, minute=FIRST_AT.minute)
        for article, finish in zip(outcome.drafts, entry["articles"], strict=True):
            _finish(stage, article, finish)
            workflow.text_saved(article, by=editor)
            workflow.adopt(article, by=editor, published_at=moment, comment=ADOPTED)
            moment += dt.timedelta(minutes=1)


def load_scans(stage: Stage) -> None:
    """Pages as they were printed: the picture, and a PDF of it. The last step: no rollback removes a file."""
    for entry in read("places.toml")["page_scan"]:
        page = page_of(stage, entry["edition"], entry["page"])
        page.scan = stage.photos[entry["picture"]]
        buffer = io.BytesIO()
        with Image.open(FOLDER / "pictures" / f"{entry['picture']}.jpg") as picture:
            picture.save(buffer, "PDF", resolution=SCAN_RESOLUTION)
        name = f"{page.edition.date:%Y%m%d}-{page.number:02}.pdf"
        page.pdf.save(name, ContentFile(buffer.getvalue()), save=False)
        save(page)


def _finish(stage: Stage, article: Article, finish: dict[str, str]) -> None:
    article.section = stage.sections[finish["section"]]
    save(article)
    article.tags.set(finish["tags"].split(", "))
    if "photo" in finish:
        caption = f"{DRAWN}：{finish['caption']}"
        save(
            ArticlePhoto(article=article, photo=stage.photos[finish["photo"]], is_lead=True, caption=caption)
        )
