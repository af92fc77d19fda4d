"""Reports: anyone tells who moderates that something public is wrong."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from territoire.enums import ReportReason, ReportState
from territoire.models.records import Record


class ReportQuerySet(models.QuerySet):
    """Reports, by what became of them."""

    def open(self):
        """Keep those that wait for somebody."""
        return self.filter(state=ReportState.OPEN)


class Report(Record):
    """What somebody says is wrong with a record; who sent it follows it at an address that cannot be guessed."""

    reason = models.CharField(_("what is wrong"), max_length=20, choices=ReportReason)
    message = models.TextField(_("in your own words"), max_length=2000, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=ReportState, default=ReportState.OPEN, editable=False
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    decided_at = models.DateTimeField(_("answered on"), null=True, editable=False)
    answer = models.CharField(_("answer"), max_length=500, blank=True)

    objects = ReportQuerySet.as_manager()

    # The key to what is reported, which each app names after its own record.
    subject_field: str
    # The address (by name) at which who moderates hides it.
    hide_name: str

    class Meta:
        abstract = True
        ordering = ["created_at", "pk"]

    # Words may name somebody.
    ERASED = {"message": "", "answer": ""}

    @property
    def subject(self):
        """Return what is reported."""
        return getattr(self, self.subject_field)

    @property
    def subject_name(self) -> str:
        """Return what is reported, in a few words."""
        return str(self.subject)

    @property
    def subject_words(self) -> str:
        """Return the very words that are reported, where a name says too little."""
        return ""

    @property
    def subject_url(self) -> str:
        """Return where it is read."""
        return self.subject.get_absolute_url()

    @property
    def is_of_hidden(self) -> bool:
        """Tell whether what is reported was hidden already."""
        return self.subject.is_hidden

    @property
    def hide_url(self) -> str:
        """Return where who moderates hides it, empty when it is hidden already."""
        return "" if self.is_of_hidden else reverse(self.hide_name, args=self.hide_args())

    def hide_args(self) -> list:
        """Return what the address at which it is hidden is made of."""
        return [self.subject.uid]

    def get_absolute_url(self) -> str:
        """Return the address that says to who sent it what becomes of it."""
        return reverse("site:report", args=[self.uid])

    REPORT_FIELDS = Record.RECORD_FIELDS | {"reason", "state", "decided_by", "decided_at"}
