"""The register of agencies: identities, their versions in time, the closure of who stands under whom."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from caicach.agencies.constants import AgencyKind, AgencyLevel, MandateKind, ReorganisationKind
from caicach.web.fields import FOREVER, new_uid

__all__ = [
    "Agency",
    "AgencyAlias",
    "AgencyEdge",
    "AgencyGroup",
    "AgencyVersion",
    "Mandate",
    "Reorganisation",
    "Succession",
]


class Agency(models.Model):
    """The identity of a body through its names and parents.

    The ``current_…`` fields are a projection of the version valid today (of the last version, for a body that ended),
    written by the services of this app alone; lists read them.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    current_name = models.CharField(_("tên"), max_length=300)
    current_sort_key = models.CharField(max_length=900, db_index=True)
    current_level = models.CharField(_("cấp"), max_length=16, choices=AgencyLevel.choices)
    current_kind = models.CharField(_("loại"), max_length=16, choices=AgencyKind.choices)
    current_parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="current_children")
    started_on = models.DateField(_("từ ngày"))
    ended_on = models.DateField(_("đến hết ngày trước"), default=FOREVER)  # half open; FOREVER while it exists

    class Meta:
        verbose_name = _("cơ quan")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_on__gt=models.F("started_on")), name="agencies_agency_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return self.current_name


class AgencyVersion(models.Model):
    """Name, kind, level, codes and parent of an agency during [valid_from, valid_to)."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="versions")
    name = models.CharField(_("tên"), max_length=300)
    short_name = models.CharField(_("tên ngắn"), max_length=120, blank=True)
    name_key = models.CharField(max_length=300, db_index=True)  # vanban.text.compare_key
    sort_key = models.CharField(max_length=900)
    level = models.CharField(max_length=16, choices=AgencyLevel.choices)
    kind = models.CharField(max_length=16, choices=AgencyKind.choices)
    code = models.CharField(_("mã định danh"), max_length=40, blank=True)
    parent = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(default=FOREVER)
    legal_basis = models.CharField(_("căn cứ"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("phiên bản cơ quan")
        ordering = ["agency_id", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "valid_from"], name="agencies_version_one_a_start"),
            models.CheckConstraint(
                condition=models.Q(valid_to__gt=models.F("valid_from")), name="agencies_version_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.valid_from:%d/%m/%Y})"


class AgencyEdge(models.Model):
    """Closure: ``descendant`` stood ``depth`` levels under ``ancestor`` during [valid_from, valid_to); 0 is itself."""

    ancestor = models.ForeignKey(Agency, models.CASCADE, related_name="edges_down")
    descendant = models.ForeignKey(Agency, models.CASCADE, related_name="edges_up")
    hierarchy = models.CharField(max_length=16, default="direct")  # more hierarchies (Party, profession) may come
    depth = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(default=FOREVER)

    class Meta:
        verbose_name = _("quan hệ trên dưới")
        constraints = [
            models.UniqueConstraint(
                fields=["hierarchy", "ancestor", "descendant", "valid_from"], name="agencies_edge_once"
            )
        ]
        indexes = [models.Index(fields=["descendant", "ancestor"], name="agencies_edge_up")]

    def __str__(self) -> str:
        return f"{self.ancestor_id} > {self.descendant_id}"


class Reorganisation(models.Model):
    """An event that changed the register: a merger, a split, an end, another name or parent."""

    kind = models.CharField(max_length=16, choices=ReorganisationKind.choices)
    effective_on = models.DateField(_("hiệu lực từ"))
    legal_basis = models.CharField(_("căn cứ"), max_length=300)

    class Meta:
        verbose_name = _("sắp xếp tổ chức")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.effective_on:%d/%m/%Y}"


class Succession(models.Model):
    """Who took over from whom in a reorganisation."""

    reorganisation = models.ForeignKey(Reorganisation, models.CASCADE, related_name="successions")
    predecessor = models.ForeignKey(Agency, models.PROTECT, related_name="heirs")
    successor = models.ForeignKey(Agency, models.PROTECT, related_name="forebears")
    is_main = models.BooleanField(default=True)  # the heir of open duties where there are several

    class Meta:
        verbose_name = _("kế thừa")
        constraints = [
            models.UniqueConstraint(
                fields=["reorganisation", "predecessor", "successor"], name="agencies_succession_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id}"


class AgencyGroup(models.Model):
    """A named class of agencies: an expression over the register, expanded at a date."""

    key = models.SlugField(max_length=64)
    name = models.CharField(_("tên nhóm"), max_length=200)
    expression = models.CharField(_("biểu thức"), max_length=500)  # reform.groups
    owner = models.ForeignKey(Agency, models.CASCADE, related_name="groups")  # relative to this body
    valid_from = models.DateField()
    valid_to = models.DateField(default=FOREVER)

    class Meta:
        verbose_name = _("nhóm cơ quan")
        constraints = [
            models.UniqueConstraint(fields=["owner", "key", "valid_from"], name="agencies_group_once_a_start")
        ]

    def __str__(self) -> str:
        return self.name


class AgencyAlias(models.Model):
    """What a phrase means in the documents of one issuer: a person's decision, remembered.

    Exactly one of ``agency`` and ``expression`` says what is meant.
    """

    issuer = models.ForeignKey(Agency, models.CASCADE, related_name="aliases_decided")
    phrase = models.CharField(_("cụm từ"), max_length=500)
    phrase_key = models.CharField(max_length=500)
    agency = models.ForeignKey(Agency, models.CASCADE, null=True, blank=True, related_name="aliases")
    expression = models.CharField(max_length=500, blank=True)
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        verbose_name = _("tên gọi khác")
        constraints = [
            models.UniqueConstraint(fields=["issuer", "phrase_key"], name="agencies_alias_one_meaning"),
            models.CheckConstraint(
                condition=models.Q(agency__isnull=False, expression="")
                | models.Q(agency__isnull=True) & ~models.Q(expression=""),
                name="agencies_alias_agency_or_group",
            ),
        ]

    def __str__(self) -> str:
        return self.phrase


class Mandate(models.Model):
    """A body is the standing body, or leads an area, in the territory of ``owner`` during [valid_from, valid_to)."""

    owner = models.ForeignKey(Agency, models.CASCADE, related_name="mandates_given")
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="mandates")
    kind = models.CharField(max_length=16, choices=MandateKind.choices)
    area_code = models.CharField(max_length=32, blank=True)  # reform.areas; empty for the standing body
    valid_from = models.DateField()
    valid_to = models.DateField(default=FOREVER)

    class Meta:
        verbose_name = _("nhiệm vụ được giao của cơ quan")
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "kind", "area_code", "agency", "valid_from"], name="agencies_mandate_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.agency_id}: {self.kind} {self.area_code}"
