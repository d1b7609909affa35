"""Who signs an article, and as what."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.roles import Role
from common.reversing import address


class ContributorQuerySet(models.QuerySet["Contributor"]):
    def with_usual_role(self) -> "ContributorQuerySet":
        """With ``usual_role``: as what they signed last, or what their account is; ``None`` where neither is known."""
        signed = Credit.objects.filter(contributor=OuterRef("pk")).order_by("-pk").values("role")
        writes = Case(When(is_correspondent=True, then=Value(str(CreditRole.CORRESPONDENT))))
        roles = Contributor.objects.filter(pk=OuterRef("pk"), user__groups__name=Role.CORRESPONDENT)
        return self.annotate(
            is_correspondent=Exists(roles), usual_role=Coalesce(Subquery(signed[:1]), writes)
        )


class Contributor(models.Model):
    """A person or an organization that signs articles. Two people of one name differ by their organization."""

    name = models.CharField(pgettext_lazy("person", "name"), max_length=50)
    organization = models.ForeignKey(
        "organizations.Organization", verbose_name=_("organization"), null=True, blank=True,
        on_delete=models.SET_NULL, related_name="contributors",
    )  # fmt: skip
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, verbose_name=_("account"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="contributor",
    )  # fmt: skip

    objects = ContributorQuerySet.as_manager()

    class Meta:
        verbose_name = _("contributor")
        verbose_name_plural = _("contributors")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "organization"],
                name="contributor_once",
                nulls_distinct=False,
                violation_error_message=_(
                    "There is already a contributor of this name in the same organization."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("articles:contributor", self.pk)


class CreditRole(models.TextChoices):
    REPORTER = "reporter", _("Reporter")
    CORRESPONDENT = "correspondent", _("Correspondent")
    PHOTOGRAPHER = "photographer", _("Photographer")
    ILLUSTRATOR = "illustrator", _("Illustrator")
    INTERN = "intern", _("Intern")
    EDITOR = "editor", _("Editor in charge")
    PROOFREADER = "proofreader", _("Proofreader")
    LAYOUT = "layout", _("Layout")


# Those who stand under the headline; the others stand at the foot.
BYLINE_ROLES = (
    CreditRole.REPORTER,
    CreditRole.INTERN,
    CreditRole.CORRESPONDENT,
    CreditRole.PHOTOGRAPHER,
    CreditRole.ILLUSTRATOR,
)


class AbstractCredit(models.Model):
    contributor = models.ForeignKey(Contributor, verbose_name=_("contributor"), on_delete=models.PROTECT)
    role = models.CharField(_("role"), max_length=15, choices=CreditRole, default=CreditRole.REPORTER)
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.contributor}"


def group_credits(
    credits: "Iterable[AbstractCredit]", roles: tuple[CreditRole, ...]
) -> list[tuple[str, list[Contributor]]]:
    """Credits by role, in the order of ``roles``, without the roles that nobody has."""
    groups = [
        (role.label, [credit.contributor for credit in credits if credit.role == role]) for role in roles
    ]
    return [(str(label), contributors) for label, contributors in groups if contributors]


class Credit(AbstractCredit):
    """A signature under an article."""

    article = models.ForeignKey(
        "articles.Article", verbose_name=_("article"), on_delete=models.CASCADE, related_name="credits"
    )

    class Meta:
        verbose_name = _("credit")
        verbose_name_plural = _("credits")
        ordering = ["position", "id"]
        default_related_name = "credits"
        constraints = [
            models.UniqueConstraint(
                fields=["article", "contributor", "role"],
                name="credit_once",
                violation_error_message=_("This contributor is credited in this role already."),
            )
        ]
