from django.urls import path, register_converter
from django.urls.converters import StringConverter

from linli.faces.desk.facilities import circle, crises, estates, loading, naming, page, places


class Table(StringConverter):
    """One of the two lists of words."""

    regex = "kinds|offerings"


class Form(StringConverter):
    """What a download can be."""

    regex = "csv|json"


register_converter(Table, "facility_words")
register_converter(Form, "facility_form")

urlpatterns = [
    path("", page.facilities, name="facilities"),
    path("new/", page.new, name="facility-new"),
    path("load/", loading.load, name="facility-load"),
    path("facilities.<facility_form:form>", loading.download, name="facility-download"),
    path("circle/", circle.circle, name="circle"),
    path("estates/", estates.estates, name="estates"),
    path("estates/<int:estate_id>/", estates.estate, name="estate"),
    path("estates/forms/<int:to_come>/take-back/", estates.take_back, name="estate-form-take-back"),
    path("crises/", crises.crises, name="crises"),
    path("crises/<int:crisis_id>/end/", crises.end_crisis, name="crisis-end"),
    path("assets/<int:asset_id>/end/", crises.end_asset, name="asset-end"),
    path("words/", naming.words, name="facility-words"),
    path("words/<facility_words:table>/", naming.begin, name="facility-word-new"),
    path("words/<facility_words:table>/<slug:word>/", naming.change, name="facility-word"),
    path("words/<facility_words:table>/<slug:word>/end/", naming.end, name="facility-word-end"),
    path("words/<facility_words:table>/<slug:word>/take-back/", naming.take_back, name="facility-word-take-back"),
    path("places/<int:allocation_id>/end/", places.end, name="allocation-end"),
    path("places/<int:allocation_id>/reveal/", places.reveal, name="allocation-reveal"),
    path("<int:pk>/", page.facility, name="facility"),
    path("<int:pk>/verify/", page.verify, name="facility-verify"),
    path("<int:pk>/end/", page.end, name="facility-end"),
    path("<int:pk>/assets/", crises.list_asset, name="facility-asset"),
    path("<int:pk>/places/", places.places, name="facility-places"),
]
