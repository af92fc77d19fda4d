"""What somebody says is wrong with a project, and with what is written on its pages."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from projects.models.news import News
from projects.models.project import Project
from projects.models.proposal import ProposalComment
from projects.models.support import Support
from territoire.enums import Visibility
from territoire.models import Report, tracked


@tracked()
class ProjectReport(Report):
    """A report on a project."""

    subject_field = "project"
    hide_name = "site:hide-project"

    project = models.ForeignKey(Project, models.CASCADE, related_name="reports", verbose_name=_("project"))

    class PersonalData:
        """Words may name somebody."""

        erase = Report.ERASED
        erase_with_author = True
        keep = Report.REPORT_FIELDS | {"project"}

    class Meta(Report.Meta):
        verbose_name = _("report on a project")
        verbose_name_plural = _("reports on projects")

    def __str__(self) -> str:
        return f"{self.get_reason_display()} · {self.project}"

    @property
    def is_of_hidden(self) -> bool:
        """Tell whether only its team reads it."""
        return self.subject.visibility == Visibility.TEAM

    def hide_args(self) -> list:
        """Return what the address at which it is hidden is made of."""
        return [self.subject.slug]


@tracked()
class CommentReport(Report):
    """A report on a comment on a proposal."""

    subject_field = "comment"
    hide_name = "projects:change-comment-hide"

    comment = models.ForeignKey(
        ProposalComment, models.CASCADE, related_name="reports", verbose_name=_("comment on a proposal")
    )

    class PersonalData:
        """Words may name somebody."""

        erase = Report.ERASED
        erase_with_author = True
        keep = Report.REPORT_FIELDS | {"comment"}

    class Meta(Report.Meta):
        verbose_name = _("report on a comment")
        verbose_name_plural = _("reports on comments")

    def __str__(self) -> str:
        return f"{self.get_reason_display()} · {self.comment}"

    @property
    def subject_name(self) -> str:
        """Return what is reported, in a few words."""
        about = {"proposal": self.comment.proposal, "project": self.comment.proposal.project}
        return gettext("Comment on “%(proposal)s” (%(project)s)") % about

    @property
    def subject_words(self) -> str:
        """Return its very words."""
        return self.comment.text

    def hide_args(self) -> list:
        """Return what the address at which it is hidden is made of."""
        return [self.comment.proposal.project.slug, self.comment.proposal.uid, self.comment.uid]


@tracked()
class NewsReport(Report):
    """A report on news of a project."""

    subject_field = "news"
    hide_name = "projects:news-hide"

    news = models.ForeignKey(
        News, models.CASCADE, related_name="reports", verbose_name=_("news of a project")
    )

    class PersonalData:
        """Words may name somebody."""

        erase = Report.ERASED
        erase_with_author = True
        keep = Report.REPORT_FIELDS | {"news"}

    class Meta(Report.Meta):
        verbose_name = _("report on news")
        verbose_name_plural = _("reports on news")

    def __str__(self) -> str:
        return f"{self.get_reason_display()} · {self.news}"

    @property
    def subject_name(self) -> str:
        """Return what is reported, in a few words."""
        about = {"title": self.news.title, "project": self.news.project}
        return gettext("News “%(title)s” (%(project)s)") % about

    @property
    def subject_words(self) -> str:
        """Return its very words."""
        return self.news.text

    def hide_args(self) -> list:
        """Return what the address at which it is hidden is made of."""
        return [self.news.project.slug, self.news.uid]


@tracked()
class SupportReport(Report):
    """A report on a public word of support."""

    subject_field = "support"
    hide_name = "projects:support-take-off"

    support = models.ForeignKey(Support, models.CASCADE, related_name="reports", verbose_name=_("support"))

    class PersonalData:
        """Words may name somebody."""

        erase = Report.ERASED
        erase_with_author = True
        keep = Report.REPORT_FIELDS | {"support"}

    class Meta(Report.Meta):
        verbose_name = _("report on a word of support")
        verbose_name_plural = _("reports on words of support")

    def __str__(self) -> str:
        return f"{self.get_reason_display()} · {self.support}"

    @property
    def subject_name(self) -> str:
        """Return what is reported, in a few words."""
        about = {"actor": self.support.actor, "project": self.support.project}
        return gettext("Public word of %(actor)s for “%(project)s”") % about

    @property
    def subject_words(self) -> str:
        """Return its very words."""
        return self.support.words

    def hide_args(self) -> list:
        """Return what the address at which it is hidden is made of."""
        return [self.support.project.slug, self.support.uid]

    @property
    def subject_url(self) -> str:
        """Return where it is read: its own address is for who speaks for the actor."""
        return self.support.read_at

    @property
    def is_of_hidden(self) -> bool:
        """Tell whether it is off the page."""
        return not self.support.is_public
