"""The administration of projects: one module per subject.

Assessments are not there: influence and interest are judgements on people, which a project's team alone may read.
"""

from projects.admin import involvements, needs, projects, public_page, reports, vocabulary

__all__ = ["involvements", "needs", "projects", "public_page", "reports", "vocabulary"]
