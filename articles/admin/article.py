"""Articles at the desk."""

from django.contrib import admin

from articles.admin.review import ReviewMixin
from articles.models import Article


@admin.register(Article)
class ArticleAdmin(ReviewMixin, admin.ModelAdmin):
    list_display = ("title", "state_label", "section", "updated_at")
