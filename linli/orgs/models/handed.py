"""What passed from one person to another when a post did."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from linli.orgs.models.posts import Post
from linli.people.models import Person


class Handed(models.Model):
    """交接: one open thing that somebody answered for and another answers for since ``at``.

    ``kind`` is one of ``orgs.holdings``, ``subject_id`` the key of its row. Of a thing that was handed on again only
    the last row ``stands``. ``post`` is the one that ended by it; None when it had ended before.
    """

    kind = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    sender = models.ForeignKey(Person, models.PROTECT, related_name="+")
    to = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    stands = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(sender=F("to")), name="orgs_handed_two_sides"),
            models.UniqueConstraint(
                fields=["kind", "subject_id"], condition=Q(stands=True), name="orgs_handed_last_stands"
            ),
        ]
        indexes = [models.Index(fields=["to", "-at"], condition=Q(stands=True), name="orgs_handed_to")]
