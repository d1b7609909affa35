from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.models import Status


class EventKind(models.TextChoices):
    CONSOLATION = "consolation", _("Consolation visit")
    COMPETITION = "competition", _("Skills competition")
    TRAINING = "training", _("Training")
    LECTURE = "lecture", _("Lecture")
    CULTURE = "culture", _("Culture and sport")
    VOLUNTEERING = "volunteering", _("Volunteering")
    DONATION = "donation", _("Donation")
    MEETING = "meeting", _("Meeting")
    LAUNCH = "launch", _("Founding or unveiling")
    CEREMONY = "ceremony", _("Opening or award ceremony")
    SELECTION = "selection", _("Selection")
    JOB_FAIR = "job_fair", _("Job fair")
    LEGAL_AID = "legal_aid", _("Legal advice")
    HEALTH_CHECK = "health_check", _("Health check")
    MATCHMAKING = "matchmaking", _("Singles' meeting")
    NEGOTIATION = "negotiation", _("Collective bargaining")
    CHILDCARE = "childcare", _("Childcare")
    RECUPERATION = "recuperation", _("Recuperation")
    VISIT = "visit", _("Fact-finding visit")


class EventStatus(models.TextChoices):
    SCHEDULED = "scheduled", pgettext_lazy("event", "Scheduled")
    POSTPONED = "postponed", _("Postponed")
    CANCELLED = "cancelled", _("Cancelled")


# How far an event has come on its way to readers: the states of an article that an event has too, under the same names.
# Written by ``events.workflow`` alone.
STAGES = (
    Status.DRAFT, Status.RETURNED, Status.SUBMITTED, Status.FIRST_PASSED, Status.SECOND_PASSED, Status.PUBLISHED
)  # fmt: skip


class EventDecision(models.TextChoices):
    SUBMITTED = "submitted", _("Submitted")
    TAKEN_BACK = "taken_back", _("Taken back")
    CHANGED = "changed", _("Changed during the review")
    PASSED = "passed", _("Passed")
    RETURNED = "returned", _("Returned")
    PUBLISHED = "published", _("Published")
    SCHEDULED = "scheduled", _("Publication scheduled")
    TAKEN_OFF = "taken_off", _("Taken off")
