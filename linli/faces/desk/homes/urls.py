from django.urls import path

from linli.faces.desk.homes import asked, doors, doubles, household, person

urlpatterns = [
    path("", doors.estates, name="homes"),
    path("buildings/<int:building_id>/", doors.building, name="doors"),
    path("requests/", asked.requests, name="home-requests"),
    path("requests/<int:home_request_id>/", asked.decide, name="home-request"),
    path("<int:household_id>/", household.household, name="household"),
    path("<int:household_id>/slip/", household.slip, name="household-slip"),
    path("<int:household_id>/moved-out/", household.moved_out, name="household-moved-out"),
    path("<int:household_id>/split/", doubles.split, name="household-split"),
    path("<int:household_id>/join/<int:other_household_id>/", doubles.join, name="household-join"),
    path("<int:household_id>/part/<int:joined_id>/", doubles.part, name="household-part"),
    path("people/<int:occupant_id>/", person.person, name="occupant"),
    path("people/<int:occupant_id>/need/", person.need, name="occupant-need"),
    path("people/<int:occupant_id>/renew/", person.renew, name="occupant-renew"),
    path("people/<int:occupant_id>/erase/", person.erase, name="occupant-erase"),
    path("people/<int:occupant_id>/contact/", person.contact, name="occupant-contact"),
    path("needs/<int:care_need_id>/erase/", person.erase_need, name="care-need-erase"),
]
