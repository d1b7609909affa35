"""An index of news and its articles, as Wagtail's tutorial builds a blog, with what its pages show fetched at once."""

from django.core.paginator import Paginator
from django.db import models
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

A_PAGE = 20
RELATED = 6


class NewsIndexPage(Page):
    def get_context(self, request):
        context = super().get_context(request)
        rows = (
            NewsPage.objects.child_of(self)
            .live()
            .order_by("-date", "-id")
            .prefetch_related("tagged_items__tag")
        )
        context["page_of_news"] = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
        return context


class NewsPageTag(TaggedItemBase):
    content_object = ParentalKey("NewsPage", related_name="tagged_items", on_delete=models.CASCADE)


class NewsPage(Page):
    date = models.DateTimeField("Post date", db_index=True)
    intro = models.CharField(max_length=250)
    body = RichTextField(blank=True)
    tags = ClusterTaggableManager(through=NewsPageTag, blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("date"),
        FieldPanel("intro"),
        FieldPanel("body"),
        FieldPanel("tags"),
    ]

    def get_context(self, request):
        context = super().get_context(request)
        tags = list(self.tags.all())
        sharing = NewsPageTag.objects.filter(tag__in=tags).values("content_object_id")
        context["tags"] = tags
        context["related"] = (
            NewsPage.objects.live()
            .filter(pk__in=sharing)
            .exclude(pk=self.pk)
            .order_by("-date", "-id")[:RELATED]
        )
        return context
