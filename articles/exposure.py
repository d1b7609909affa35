"""What of articles, topics and the paper shows a picture to the public."""

import datetime as dt

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, Func, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Concat

from articles.content import RICH_TEXTS
from articles.models import Article, ArticlePhoto, Decision, EditionPage, ReviewRecord, Topic, WithdrawalKind
from articles.models.edition import Edition
from articles.models.status import published_q
from photos.exposure import figure_of
from photos.models import Photo


def next_expiry(after: dt.datetime) -> dt.datetime | None:
    """When the next published article ends."""
    coming = Article.objects.filter(expires_at__gt=after).order_by("expires_at")
    return coming.values_list("expires_at", flat=True).first()


def pictures(photo: OuterRef) -> QuerySet[ArticlePhoto]:
    return ArticlePhoto.objects.filter(published_q(prefix="article__"), photo=photo)


def figures(photo: OuterRef) -> QuerySet[Article]:
    """Articles that show the picture within their text."""
    keys = Func(photo, template="ARRAY[%(expressions)s]", output_field=ArrayField(BigIntegerField()))
    return Article.objects.published().exclude(body_photos=[]).filter(body_photos__contains=keys)


def kept_figures(photo: OuterRef) -> QuerySet[ReviewRecord]:
    """Withdrawn texts that stay readable under a notice: the version that was withdrawn, as readers see it."""
    kept = ReviewRecord.objects.filter(
        decision=Decision.WITHDRAWN, article__withdrawal_kind=WithdrawalKind.KEPT
    )
    texts = [KeyTextTransform(part.name, "snapshot__data") for part in RICH_TEXTS]
    together = Concat(*texts, Value(""), output_field=TextField())
    return kept.annotate(text=together).filter(text__contains=figure_of(photo))


def banners(photo: OuterRef) -> QuerySet[Topic]:
    return Topic.objects.filter(banner=photo)


def leads_of_topics(photo: OuterRef) -> QuerySet[Topic]:
    return Topic.objects.filter(lead__contains=figure_of(photo))


def scans(photo: OuterRef) -> QuerySet[EditionPage]:
    return EditionPage.objects.filter(scan=photo, edition__in=Edition.objects.readable())


def articles_showing(photo: Photo) -> QuerySet[Article]:
    """Articles, public or not, whose text shows a picture of the library as a figure."""
    mark = f'data-photo="{photo.pk}"'
    in_any = [(f"{part.name}__contains", mark) for part in RICH_TEXTS]
    return Article.objects.filter(Q(*in_any, _connector=Q.OR))
