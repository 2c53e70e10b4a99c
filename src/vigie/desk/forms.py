"""What an officer fills in to decide."""

from __future__ import annotations

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from vigie.desk.outcomes import Outcome, Punishable, Ruling
from vigie.report.nouns import Class

SHORT = 80


class Decide(forms.Form):
    """A ruling, as a form. What is missing is said by `outcomes.lacks`, so that all are told the same."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    outcome = forms.ChoiceField(
        choices=[(one.value, one.value) for one in Outcome],
        error_messages={"required": _("Choose an outcome.")},
    )
    class_ = forms.ChoiceField(choices=[(one.value, one.value) for one in Class])
    punishable = forms.ChoiceField(choices=[(one.value, one.value) for one in Punishable], required=False)
    unit = forms.CharField(max_length=SHORT, required=False)
    country = forms.CharField(max_length=2, required=False)
    duplicate_of = forms.CharField(max_length=200, required=False)
    offences = forms.MultipleChoiceField(required=False)
    reason = forms.CharField(
        max_length=4000,
        error_messages={"required": _("Say why, in a few words: whoever reads this later needs it.")},
    )

    def __init__(
        self,
        sent: QueryDict | None = None,
        *,
        offences: tuple[str, ...] = (),
        units: tuple[str, ...] = (),
        initial: dict[str, object] | None = None,
    ) -> None:
        super().__init__(sent, initial=initial)
        offered = self.fields["offences"]
        if isinstance(offered, forms.MultipleChoiceField):
            offered.choices = [(code, code) for code in offences]
        self._units = units

    def clean_unit(self) -> str:
        unit = str(self.cleaned_data["unit"])
        if unit and unit not in self._units:
            raise forms.ValidationError(_("There is no such unit."))
        return unit

    def ruling(self) -> Ruling:
        """The decision, once the form is valid. A field that the outcome does not use is left out."""
        said = self.cleaned_data
        outcome = Outcome(said["outcome"])
        return Ruling(
            outcome=outcome,
            class_=Class(said["class_"]),
            reason=said["reason"],
            punishable=Punishable(said["punishable"] or Punishable.NOT_KNOWN),
            unit=said["unit"] if outcome is Outcome.PASS_ON else "",
            country=said["country"] if outcome is Outcome.ABROAD else "",
            duplicate_of=said["duplicate_of"] if outcome is Outcome.DUPLICATE else "",
            offences=tuple(said["offences"]),
        )
